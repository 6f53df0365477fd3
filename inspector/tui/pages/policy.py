"""Every text with its clauses, and what each clause decides of this export."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import OptionList, Static

from inspector.diff import text_diff
from inspector.language import mark, say
from inspector.outputs.wording import terms
from inspector.reading.file_reading import FileReading
from inspector.session.listing import Selection
from inspector.summary.clauses import (
    ClauseDecision,
    Decision,
    ExportDecisions,
    deciding,
)
from inspector.summary.summary import Summary
from inspector.tui.host import Host
from inspector.tui.keys import Scope, bindings
from inspector.tui.pages.page import Page
from inspector.tui.screens.page_check import PageCheckScreen
from inspector.tui.screens.text_diff import TextDiffScreen
from inspector.tui.untrusted_text import inert_line
from inspector.tui.widgets import clause_text
from inspector.tui.widgets.choices import Choices
from inspector.tui.widgets.clause_list import IDLE, NO_CLAUSE, clause_lines, file_line
from inspector.tui.widgets.pane import Pane
from inspector.tui.widgets.prose import Prose
from inspector.verdicts.by_text import Disagreement


class PolicyPage(Page):
    """Texts and clauses on the left, the clause in full on the right."""

    TITLE: ClassVar[str] = mark("Policy")
    SCOPE: ClassVar[Scope] = "policy"
    HELP: ClassVar[str] = mark(
        "The texts in force for you on the day judged, and what each of their clauses decides "
        "of this export. Enter on a text folds it, Enter on a clause or a file opens its "
        "records. Where texts differ (↔), what each says stands with the clause. Below the "
        "texts stand the files on which no clause speaks."
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings("policy")

    def __init__(self, host: Host, id: str) -> None:
        super().__init__(host, id)
        self._deciding: ExportDecisions | None = None
        self._differing: tuple[Disagreement, ...] = ()
        self._summary: Summary | None = None
        self._turned: set[str] = set()
        self.all_texts = False
        """Whether texts that are not in force are listed, too."""

    def compose(self) -> ComposeResult:
        """The list of clauses, the clause, the files it decides."""
        with Horizontal(id="policy-halves", classes="halves"):
            yield Choices(id="policy-texts")
            with Vertical(id="policy-right"):
                with Pane(say("Word for word"), id="policy-clause"):
                    yield Prose(classes="body")
                yield Choices(id="policy-files")

    def opened(self) -> None:
        """The list takes the keys."""
        self.query_one("#policy-texts").focus()
        self._refresh()
        texts = self.query_one("#policy-texts", Choices)
        if not texts.highlighted and texts.option_count > 1:
            texts.highlighted = 1

    def show(self, summary: Summary) -> None:
        """Render a summary; nothing is reckoned while another page is in front."""
        if summary is not self._summary:
            self._summary, self._deciding = summary, None
        if self.display:
            self._refresh()

    def reveal(self, reference: str) -> None:
        """Put the cursor on a clause, unfolding and listing its text where needed."""
        text = self.session.knowledge.policies.clause(reference)[0]
        self._turned.discard(text.id)
        self._turned.add(f"{text.id}{IDLE}")
        here = self.host.summary.situation
        self.all_texts = self.all_texts or not text.in_force(here.region, here.on)
        self._refresh()
        self.query_one("#policy-texts", Choices).choose(reference)

    def _refresh(self) -> None:
        summary = self._summary
        if summary is None:
            return
        if self._deciding is None:
            self._deciding = deciding(summary, self.session.knowledge.policies)
            self._differing = self.session.disagreements(summary)
        found = self._deciding
        texts = self.query_one("#policy-texts", Choices)
        texts.show(list(clause_lines(found, self._turned, all_texts=self.all_texts)))
        texts.border_title = say("All texts") if self.all_texts else say("Texts in force")
        texts.border_subtitle = say("words each clause decides here")
        self._detail()

    # The right half

    @on(OptionList.OptionHighlighted, "#policy-texts")
    def _moved(self) -> None:
        self.query_one("#policy-clause", Pane).scroll_home(animate=False)
        self._detail()

    def _detail(self) -> None:
        found, chosen = self._deciding, self.query_one("#policy-texts", Choices).chosen
        if found is None or chosen is None:
            return
        clause = found.clause(chosen)
        by_text = next((one for one in found.texts if one.text.id == _text_of(chosen)), None)
        decided: Decision | None = None
        on = self.host.summary.situation.on
        if clause is not None:
            apart = [one for one in self._differing if chosen in one.clauses]
            content = clause_text.in_full(clause, apart, self.session, on)
            decided = clause.decided
        elif by_text is not None:
            content = clause_text.text_in_full(by_text, on)
        else:
            content, decided = clause_text.silence(found), found.undecided
            if (file := self._file(chosen)) is not None:
                apart = [one for one in self._differing if one.dataset is file.dataset]
                content = Content.assemble(
                    content, "\n", clause_text.differing(apart, self.session.knowledge.policies)
                )
        self.query_one("#policy-clause .body", Static).update(self.host.links.linked(content))
        self.refresh_bindings()
        files = self.query_one("#policy-files", Choices)
        files.display = bool(decided and decided.files)
        if decided is not None:
            told = say("What it decides: {files}")
            files.border_title = told.format(files=terms.plural(len(decided.files), "file"))
            files.show([file_line(one) for one in decided.files])

    def _file(self, chosen: str) -> FileReading | None:
        """The file of a line, where the line is one of a file."""
        name, _, entry = chosen.partition(":")
        if name != NO_CLAUSE or not entry or self._summary is None:
            return None
        return self._summary.files[int(entry)].reading

    # Keys

    @on(OptionList.OptionSelected, "#policy-texts")
    def _open(self, message: OptionList.OptionSelected) -> None:
        chosen = message.option_id or ""
        found = self._deciding
        clause = found.clause(chosen) if found is not None else None
        if clause is not None:
            self._explore(clause)
        elif chosen.startswith(f"{NO_CLAUSE}:"):
            self._explore_file(int(chosen.partition(":")[2]))
        else:
            self._turned ^= {chosen}
            self._refresh()

    @on(OptionList.OptionSelected, "#policy-files")
    def _open_file(self, message: OptionList.OptionSelected) -> None:
        clause = self._clause
        entry = int(message.option_id or 0)
        listed = clause is not None and clause.text.recipient == "linkedin"
        has_records = clause is not None and any(
            one.total.records for one in clause.decided.files if one.entry == entry
        )
        self._explore_file(entry, clause.reference if clause and listed and has_records else None)

    @property
    def _clause(self) -> ClauseDecision | None:
        """The clause under the cursor."""
        chosen = self.query_one("#policy-texts", Choices).chosen
        return self._deciding.clause(chosen) if self._deciding and chosen else None

    def _explore(self, clause: ClauseDecision) -> None:
        decided, title = clause.decided, clause_text.shorten(clause.clause.quote, 60)
        # Records are listed by the clause that decides on LinkedIn's models, not on another's.
        listed = clause.text.recipient == "linkedin"
        if not decided.files:
            self.host.tell(say("This clause decides nothing of this export."))
        elif decided.total.records and listed:
            self.host.explore(Selection(clause=clause.reference), title)
        else:
            entries = tuple(one.entry for one in decided.files)
            self.host.explore(Selection(entries=entries), title)

    def _explore_file(self, entry: int, clause: str | None = None) -> None:
        path = self.host.summary.files[entry].reading.path
        selection = Selection(entries=(entry,), clause=clause)
        self.host.explore(selection, inert_line(path).plain)

    def action_all_texts(self) -> None:
        """List every text, or those in force only."""
        self.all_texts = not self.all_texts
        self._refresh()

    def action_compare(self) -> None:
        """Compare the text under the cursor with the one before it, or any two."""
        if self.host.reading or self._deciding is None:
            self.host.tell(say("Still reading; compare texts when it is done."))
            return
        policies = self.session.knowledge.policies
        chosen = self.query_one("#policy-texts", Choices).chosen or ""
        text = policies.texts.get(_text_of(chosen.partition(":")[0]), self._deciding.texts[0].text)
        older = text_diff.before(text, policies)
        self.app.push_screen(TextDiffScreen(self.session, older.id, text.id))

    def action_check_page(self) -> None:
        """Hold a page that the member saved against the texts."""
        self.app.push_screen(PageCheckScreen(self.session))

    @property
    def _sources(self) -> tuple[str, ...]:
        """Where the clause or text under the cursor stands: published, and the copy quoted."""
        chosen = self.query_one("#policy-texts", Choices).chosen or ""
        policies = self.session.knowledge.policies
        if self._clause:
            text, clause = policies.clause(chosen)
            return tuple(filter(None, (text.link, clause.link)))
        one = policies.texts.get(_text_of(chosen))
        return (one.link,) if one is not None and one.link else ()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only clauses and texts have a link."""
        return action not in ("copy_link", "open_link") or bool(self._sources)

    def action_copy_link(self) -> None:
        """Copy the link to the copy that was quoted."""
        if sources := self._sources:
            self.host.copy(sources[-1], "")

    def action_open_link(self) -> None:
        """Open the text where it was published, or copy the link of the copy quoted."""
        self.host.follow(self._sources, "")


def _text_of(line: str) -> str:
    """The id of the text of a line that stands for a text, or for those of its clauses."""
    return line.removesuffix(IDLE)
