"""What the press said of the scope, each claim beside the sentences that decide it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from textwrap import wrap
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input, OptionList, Static

from inspector.knowledge.claims import CLAIM_VERDICTS, Claim, Claims, ClaimVerdict
from inspector.knowledge.vocabulary import VERDICTS
from inspector.language import mark, say
from inspector.outputs.wording import claim_sentences, terms
from inspector.session.claim_search import ClaimFilter, selected
from inspector.summary.holdings import holdings
from inspector.summary.summary import Summary
from inspector.tui.host import Host
from inspector.tui.keys import Scope, bindings
from inspector.tui.pages.links_page import LinksPage
from inspector.tui.screens.claim_filter import ClaimFilterScreen
from inspector.tui.untrusted_text import inert_line
from inspector.tui.widgets import clause_text
from inspector.tui.widgets.choices import Choices, Line, WrappedChoices
from inspector.tui.widgets.pane import Pane
from inspector.tui.widgets.prose import Prose
from inspector.tui.widgets.query_input import QueryInput

CLAIM_STYLES: dict[ClaimVerdict, str] = {
    "contradicted": "$inside", "not_found": "$unclear", "imprecise": "$unclear",
    "upheld": "$outside",
}  # fmt: skip
"""Theme colours of the verdicts on claims; a glyph and a word always go along."""


class ClaimsPage(LinksPage):
    """Claims by verdict on the left, the claim with its evidence on the right."""

    TITLE: ClassVar[str] = mark("Claims")
    SCOPE: ClassVar[Scope] = "claims"
    HELP: ClassVar[str] = mark(
        "What articles and authorities said of the scope, held against the texts. Beside a "
        "claim stand who said it, what this export holds of it, and the sentences that decide, "
        "word for word. Enter leads to the first of these sentences on the page Policy. Claims can "
        "be found by their words, and filtered by article and verdict; Esc shows all again."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("claims"),
        Binding("escape", "back", tooltip=mark("Back to where you were."), show=False, id="back"),
        Binding("down", "to_list", show=False),
    ]

    def __init__(self, host: Host, id: str) -> None:
        super().__init__(host, id)
        self.filter = ClaimFilter()
        """Which claims are listed."""

    def compose(self) -> ComposeResult:
        """The line to type in, the list of claims, and the claim under the cursor."""
        with Horizontal(id="claims-line"):
            yield Static(inert_line(f"{self.host.key('find')} "))
            yield QueryInput(say("search the claims"), id="claims-query")
        yield Static("", classes="filter-told", markup=False)
        with Horizontal(classes="halves"):
            yield WrappedChoices(say("What was said"), id="claims-list")
            with Pane(say("Held against the texts"), id="claims-claim"):
                yield Prose(classes="body")

    def opened(self) -> None:
        """The list takes the keys."""
        self.action_to_list()
        self._list()

    def show(self, summary: Summary) -> None:
        """Render a summary; nothing is done while another page is in front."""
        if self.display:
            self._list()

    @property
    def claim(self) -> Claim | None:
        """The claim under the cursor."""
        chosen = self.query_one("#claims-list", Choices).chosen
        return self.session.knowledge.claims.claims.get(chosen or "")

    def fit(self) -> None:
        """Fold, and break the lines to the width there is."""
        super().fit()
        self.call_after_refresh(self._list)

    @on(WrappedChoices.WidthChange)
    def _list(self) -> None:
        listed = self.query_one("#claims-list", Choices)
        width = max(listed.scrollable_content_region.width - 2, 20)
        every = self.session.knowledge.claims
        claims = selected(every, self.filter)
        listed.show(list(_lines(claims, width)), first=True)
        told = terms.plural(len(every.claims), "claim")
        if self.filter:
            told = say("{n} of {claims}").format(n=len(claims.claims), claims=told)
        listed.border_subtitle = told
        self._tell_filter()
        self._detail()

    def _tell_filter(self) -> None:
        """What is left out, and by which keys that changes."""
        line = self.query_one(".filter-told", Static)
        chosen = replace(self.filter, words="")
        line.display = bool(chosen)
        told = say("only {filter} · {back} clears, {change} changes").format(
            filter=claim_sentences.condition(chosen, self.session.knowledge.claims),
            back=self.host.key("back"),
            change=self.host.key("filter"),
        )
        line.update(inert_line(told))

    # The right half

    @on(OptionList.OptionHighlighted, "#claims-list")
    def _moved(self) -> None:
        self.query_one("#claims-claim", Pane).scroll_home(animate=False)
        self._detail()

    def _detail(self) -> None:
        claim = self.claim
        content = Content("") if claim is None else Content.assemble(*self._in_full(claim))
        self.query_one("#claims-claim .body", Static).update(self.host.links.linked(content))
        self.refresh_bindings()

    def _in_full(self, claim: Claim) -> Iterator[Content | str | tuple[str, str]]:
        verdict = claim.verdict
        word = terms.CLAIM_VERDICTS[verdict].upper()
        yield (f"{terms.CLAIM_GLYPHS[verdict]} {word}", f"bold {CLAIM_STYLES[verdict]}")
        yield f"{terms.paired('', terms.CLAIM_MEANINGS[verdict])}\n\n"
        yield inert_line(say(claim.says), "bold")
        yield "\n\n"
        yield inert_line(say(claim.finding))
        yield "\n\n"
        yield from self._holdings(claim)
        yield from self._said_by(claim)
        if claim.regions:
            regions = ", ".join(terms.REGIONS[region] for region in claim.regions)
            yield say("About members in {regions}").format(regions=regions) + "\n\n"
        if claim.clauses:
            nearest = verdict == "not_found"
            title = say("The nearest sentences") if nearest else say("It is decided by")
            yield (f"{title}\n", "bold")
            yield clause_text.quotes(claim.clauses, self.session.knowledge.policies)
        yield from self._sources(claim)

    def _holdings(self, claim: Claim) -> Iterator[Content | str | tuple[str, str]]:
        if not claim.datasets:
            return
        yield (say("In your export") + "\n", "bold")
        found = holdings(claim, self.host.summary)
        if not found:
            yield say("nothing of what it is about") + "\n"
        for one in found:
            yield inert_line(say(one.title))
            yield "\n"
            for verdict in VERDICTS:
                if (totals := one.counts.get(verdict)) is not None:
                    records = terms.plural(totals.records, "record")
                    amount = clause_text.amount(totals)
                    name = terms.with_glyph(verdict)
                    told = terms.paired(name, f"{records}, {amount}")
                    yield f"  {told}\n"
        yield "\n"

    def _said_by(self, claim: Claim) -> Iterator[Content | str | tuple[str, str]]:
        yield (say("Said by") + "\n", "bold")
        for name in claim.articles:
            article = self.session.knowledge.claims.articles[name]
            yield inert_line(claim_sentences.said(claim, article))
            yield "\n"
            if article.link:
                yield inert_line(f"  {article.link}", "$soft")
                yield "\n"
        yield "\n"

    def _sources(self, claim: Claim) -> Iterator[Content | str | tuple[str, str]]:
        for name in claim.sources:
            source = self.session.knowledge.claims.sources[name]
            yield inert_line(claim_sentences.source(source), "bold")
            yield inert_line(say(", {place}:").format(place=say(source.title)))
            yield "\n"
            yield inert_line(terms.quoted(source.quote))
            yield "\n"
            yield inert_line(source.link, "$soft")
            yield "\n\n"

    # Narrowing

    @on(Input.Changed, "#claims-query")
    def _typed(self, message: Input.Changed) -> None:
        self._narrow(replace(self.filter, words=message.value.strip()))

    def _narrow(self, wanted: ClaimFilter) -> None:
        if wanted != self.filter:
            self.filter = wanted
            self._list()
            self.call_after_refresh(self._keep_cursors_in_sight)

    def action_find(self) -> None:
        """Ready to type."""
        field = self.query_one("#claims-query", Input)
        field.focus()
        field.select_all()

    @on(Input.Submitted, "#claims-query")
    def action_to_list(self) -> None:
        """From the line to the claims found."""
        self.query_one("#claims-list").focus()

    def action_filter(self) -> None:
        """Ask for article and verdict."""
        claims = self.session.knowledge.claims
        self.app.push_screen(ClaimFilterScreen(self.filter, claims), self._filtered)

    def _filtered(self, chosen: ClaimFilter | None) -> None:
        if chosen is not None:
            self._narrow(chosen)

    def action_back(self) -> None:
        """One step up: all claims, the list, the page before."""
        field = self.query_one("#claims-query", Input)
        if not self.filter and not field.has_focus:
            self.host.action_go_back()
            return
        field.value = ""
        self._narrow(ClaimFilter())
        self.action_to_list()

    # Keys

    @on(OptionList.OptionSelected, "#claims-list")
    def _to_clause(self) -> None:
        claim = self.claim
        if claim is None:
            return
        if claim.clauses:
            self.host.reveal(claim.clauses[0])
        else:
            self.host.tell(say("No sentence of a policy text decides this claim."))

    @property
    def links(self) -> tuple[str, ...]:
        """Of the articles that make the claim, then of the sources that decide it."""
        if (claim := self.claim) is None:
            return ()
        known = self.session.knowledge.claims
        links = [known.articles[name].link for name in claim.articles]
        links += [known.sources[name].link for name in claim.sources]
        return tuple(one for one in links if one)


def _lines(claims: Claims, width: int) -> Iterator[Line]:
    """Claims under their verdicts; one line that says so where there is none."""
    if not claims.claims:
        yield None, Content(say("no claim holds this; Esc shows them all"))
    space = ""
    for verdict in CLAIM_VERDICTS:
        found = claims.of(verdict)
        if not found:
            continue
        word = terms.capital(terms.CLAIM_VERDICTS[verdict])
        yield (
            None,
            Content.assemble(
                space,
                (f"{terms.CLAIM_GLYPHS[verdict]} {word}", f"bold {CLAIM_STYLES[verdict]}"),
                f" · {terms.plural(len(found), 'claim')}",
            ),
        )
        for one in found:
            says = Content("\n  ").join(inert_line(part) for part in wrap(say(one.says), width))
            glyph = (f"{terms.CLAIM_GLYPHS[verdict]} ", CLAIM_STYLES[verdict])
            yield one.id, Content.assemble(glyph, says)
        space = "\n"
