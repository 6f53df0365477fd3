"""What the press said of the scope, each claim beside the sentences that decide it."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import OptionList, Static

from inspector.knowledge.claims import CLAIM_VERDICTS, Claim, ClaimVerdict
from inspector.knowledge.vocabulary import VERDICTS
from inspector.language import mark, say
from inspector.outputs.wording import sentences, terms
from inspector.summary.holdings import holdings
from inspector.summary.summary import Summary
from inspector.tui.keys import Scope, bindings
from inspector.tui.pages.links_page import LinksPage
from inspector.tui.untrusted_text import inert_line
from inspector.tui.widgets import clause_text
from inspector.tui.widgets.choices import Choices, Line, WrappedChoices
from inspector.tui.widgets.pane import Pane
from inspector.tui.widgets.prose import Prose

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
        "word for word. Enter leads to the first of these sentences on the page Policy."
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings("claims")

    def compose(self) -> ComposeResult:
        """The list of claims, and the claim under the cursor."""
        with Horizontal(classes="halves"):
            yield WrappedChoices(say("What was said"), id="claims-list")
            with Pane(say("Held against the texts"), id="claims-claim"):
                yield Prose(classes="body")

    def opened(self) -> None:
        """The list takes the keys."""
        self.query_one("#claims-list").focus()
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
        listed.show(list(self._lines(width)))
        self._detail()

    def _lines(self, width: int) -> Iterator[Line]:
        claims = self.session.knowledge.claims
        for number, verdict in enumerate(CLAIM_VERDICTS):
            found = claims.of(verdict)
            space = "\n" if number else ""
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

    # The right half

    @on(OptionList.OptionHighlighted, "#claims-list")
    def _moved(self) -> None:
        self.query_one("#claims-claim", Pane).scroll_home(animate=False)
        self._detail()

    def _detail(self) -> None:
        claim = self.claim
        if claim is not None:
            content = Content.assemble(*self._in_full(claim))
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
        words = {one.article: one.words for one in claim.quotes}
        for name in claim.articles:
            article = self.session.knowledge.claims.articles[name]
            said = sentences.article(article)
            if name in words:
                said = terms.paired(said, terms.quoted(words[name]))
            yield inert_line(said)
            yield "\n"
            if article.link:
                yield inert_line(f"  {article.link}", "$soft")
                yield "\n"
        yield "\n"

    def _sources(self, claim: Claim) -> Iterator[Content | str | tuple[str, str]]:
        for name in claim.sources:
            source = self.session.knowledge.claims.sources[name]
            yield inert_line(f"{say(source.publisher)}, {say(source.when)}", "bold")
            yield inert_line(say(", {place}:").format(place=say(source.title)))
            yield "\n"
            yield inert_line(terms.quoted(source.quote))
            yield "\n"
            yield inert_line(source.link, "$soft")
            yield "\n\n"

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
