"""Two policy texts chosen, and what lies between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, cast

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Select, Static

from inspector.diff.compare_texts import difference_for
from inspector.diff.text_diff import TextDiff
from inspector.diff.text_effect import TextEffect
from inspector.knowledge.policy import Policy
from inspector.language import say, short_day
from inspector.outputs.plain import text_diff
from inspector.outputs.wording import policy_texts, terms
from inspector.session.session import Session
from inspector.tui import keys as actions
from inspector.tui.untrusted_text import inert_block, inert_line
from inspector.tui.widgets.marked_text import marked
from inspector.tui.widgets.pane import Pane


@dataclass(eq=False, repr=False)
class TextComparison(Message):
    """Two texts were compared."""

    found: TextDiff
    moved: TextEffect | None


class TextDiffScreen(ModalScreen[None]):
    """Two lists to choose from, and the difference below."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *actions.bindings("dialog", "leave", "turn_round"),
        Binding("q", "leave", show=False, id="quit"),
        Binding("d", "leave", show=False, id="compare"),
    ]

    def __init__(self, session: Session, first: str, second: str) -> None:
        super().__init__()
        actions.say_bindings(self)
        self._session = session
        self._chosen = (first, second)
        self.difference: TextDiff | None = None
        """What is shown; None while it is worked out."""
        self.moved: TextEffect | None = None

    def compose(self) -> ComposeResult:
        """Both texts, then what lies between them."""
        texts = sorted(
            self._session.knowledge.policies.texts.values(), key=lambda one: (one.start, one.id)
        )
        options = [(_name(text), text.id) for text in texts]
        with Vertical(id="difference-dialog", classes="dialog"):
            yield Static(say("What changed from one text to another"), classes="dialog-title")
            sides = (("first", say("first")), ("second", say("second")))
            for (name, title), chosen in zip(sides, self._chosen, strict=True):
                with Horizontal(classes="filter-line"):
                    yield Static(title, classes="filter-name", markup=False)
                    yield Select(
                        options, value=chosen, allow_blank=False, id=f"difference-{name}",
                        compact=True,
                    )  # fmt: skip
            with Pane(id="difference-scroll"):
                yield Static("", id="difference-text", markup=False)
            yield Static("", id="difference-keys", classes="panel-title", markup=False)

    def on_mount(self) -> None:
        """Scrolling keys go to the difference."""
        self.query_one("#difference-scroll").focus()
        does = {"swap": say("swap the two"), "close": say("close")}
        self.query_one("#difference-keys", Static).update(actions.offer(self, does))
        self._compare(*self._chosen)

    @on(Select.Changed)
    def _choose(self) -> None:
        chosen = (self._value("first"), self._value("second"))
        if chosen != self._chosen:
            self._chosen = chosen
            self._compare(*chosen)

    def _value(self, name: str) -> str:
        return str(self.query_one(f"#difference-{name}", Select).value)

    @work(thread=True, exclusive=True, group="differing", exit_on_error=False)
    def _compare(self, first: str, second: str) -> None:
        self.post_message(TextComparison(*difference_for(self._session, first, second)))

    def on_text_comparison(self, message: TextComparison) -> None:
        """Show a difference, unless other texts have been chosen since."""
        found = message.found
        if (found.first.id, found.second.id) == self._chosen:
            self.difference, self.moved = found, message.moved
            self.query_one("#difference-scroll", Pane).scroll_home(animate=False)
            self._show()

    def on_resize(self) -> None:
        """Lay the text out to the new width."""
        self.call_after_refresh(self._show)

    def _show(self) -> None:
        if self.difference is None:
            return
        width = self.query_one("#difference-scroll", Pane).scrollable_content_region.width
        policies = self._session.knowledge.policies
        text = text_diff.render(self.difference, self.moved, policies, width)
        if self.moved is None:
            text = f"{self._without_export(self.difference)}\n\n{text}"
        self.query_one("#difference-text", Static).update(marked(inert_block(text, len(text))))

    def _without_export(self, found: TextDiff) -> str:
        here = terms.REGIONS[self._session.situation.region]
        where = terms.apart(terms.REGIONS[region] for region in found.regions)
        return say(
            "What that changed for this export is not shown: both texts speak to {regions}, and "
            "you are judged for {region}. w on the pages changes that."
        ).format(regions=where or say("no region"), region=here)

    def action_turn_round(self) -> None:
        """The first text becomes the second."""
        first, second = self._chosen
        with self.prevent(Select.Changed):
            for name, chosen in (("first", second), ("second", first)):
                cast("Select[str]", self.query_one(f"#difference-{name}")).value = chosen
        self._chosen = (second, first)
        self._compare(second, first)

    def action_leave(self) -> None:
        """Back to the page."""
        self.dismiss(None)


def _name(text: Policy) -> Content:
    name = f"{policy_texts.label(text)}{policy_texts.own(text)}"
    return inert_line(f"{short_day(text.start)}  {name}  {text.id}")
