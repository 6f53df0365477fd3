"""The whole answer: files under their verdicts, totals, ledger, what surprises, what is missing.

Both faces, the command line and the terminal application, render this and reckon nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from inspector.knowledge.facts import Fact
from inspector.knowledge.knowledge import Knowledge
from inspector.knowledge.policy import Policies, Policy, Recipient
from inspector.knowledge.vocabulary import VERDICTS, Verdict
from inspector.reading.counts.author import AUTHORS, Author
from inspector.summary.export import Export, Ledger
from inspector.summary.findings import Finding, finding
from inspector.verdicts.file_verdicts import JudgedFile, judge_file
from inspector.verdicts.judge import Judge, second_judges
from inspector.verdicts.situation import Situation, Standing
from inspector.verdicts.totals import Split, Totals, total
from inspector.version import __version__

TOOL = "linkedin-inspect"


class CategoryTotals(msgspec.Struct, frozen=True):
    """One category under the three verdicts."""

    category: str
    totals: Mapping[Verdict, Totals]


class ForRecipient(msgspec.Struct, frozen=True):
    """The same export under the texts that speak of another recipient's models."""

    recipient: Recipient
    texts: tuple[Policy, ...]
    """Those in force."""
    files: tuple[JudgedFile, ...]
    """As the summary's, one by one."""
    totals: Mapping[Verdict, Totals]


class Summary(msgspec.Struct, frozen=True):
    """An export judged in a situation."""

    version: str
    export: Export
    situation: Situation
    standing: Standing
    texts: tuple[Policy, ...]
    """The texts in force, and those that are cited."""
    files: tuple[JudgedFile, ...]
    totals: Mapping[Verdict, Totals]
    surprises: tuple[Finding, ...]
    missing: tuple[Finding, ...]
    recipients: tuple[ForRecipient, ...] = ()
    """Second questions: who else's models, by texts of their own; none where no text speaks."""
    earliest: dt.date = dt.date.min
    """The day before which no record of LinkedIn can be."""
    redacted: bool = False
    """Whether names of files and columns that may tell something were taken out."""

    @property
    def by_author(self) -> Mapping[Author, Mapping[Verdict, Totals]]:
        """Totals by whose words they are; authors without any value are absent."""
        sums: dict[Author, dict[Verdict, Totals]] = {}
        for file in self.files:
            for author, totals in file.by_author.items():
                mine = sums.setdefault(author, dict.fromkeys(VERDICTS, Totals()))
                for verdict in VERDICTS:
                    mine[verdict] += totals[verdict]
        return {author: sums[author] for author in AUTHORS if author in sums}

    @property
    def in_groups(self) -> Totals:
        """What stands in groups, at least."""
        return total(file.in_groups for file in self.files)

    @property
    def repeated_words(self) -> int:
        """Words inside that stand in another kind of file, too: they are counted in both."""
        rows = (row for file in self.files for row in file.rows if row.verdict == "inside")
        return sum(row.repeated_words for row in rows)

    @property
    def unknown(self) -> Totals:
        """What stands in files of which no kind is known; all of it unclear."""
        found = (f for f in self.files if f.reading.dataset is None)
        return total(totals for file in found for totals in file.totals.values())

    @property
    def split(self) -> Split | None:
        """What is inside, before the opt-out and after; None where none is in force."""
        day = self.situation.opted_out
        if day is None or day > self.situation.on:
            return None
        return sum((file.split for file in self.files), Split())

    def by_category(self) -> tuple[CategoryTotals, ...]:
        """Categories with values, most words inside first, then unclear, then outside."""
        sums: dict[str, dict[Verdict, Totals]] = {}
        for file in self.files:
            mine = sums.setdefault(file.category, dict.fromkeys(VERDICTS, Totals()))
            for verdict in VERDICTS:
                mine[verdict] += file.totals[verdict]
        found = [CategoryTotals(name, totals) for name, totals in sums.items()]

        def order(one: CategoryTotals) -> tuple[object, ...]:
            return (*(-one.totals[v].words for v in VERDICTS), one.category)

        return tuple(
            sorted((one for one in found if any(t.values for t in one.totals.values())), key=order)
        )

    @property
    def deciding(self) -> tuple[Policy, ...]:
        """The texts whose clauses decide something here, in the order in which they are named."""
        cited = {row.clause for file in self.files for row in file.rows if row.clause}
        ids = {clause.partition(":")[0] for clause in cited}
        return tuple(text for text in self.texts if text.id in ids)

    @property
    def stale(self) -> tuple[Policy, ...]:
        """Texts that decide here, or how one stands, not seen for over a year, whoever speaks."""
        ids = {clause.partition(":")[0] for clause in self.standing.clauses}
        ids |= {text.id for text in self.deciding}
        on = self.situation.on
        return tuple(text for text in self.texts if text.id in ids and text.stale(on))

    @property
    def ledger(self) -> Ledger:
        """The account of all entries."""
        return self.export.ledger


def summarise(
    export: Export, knowledge: Knowledge, situation: Situation, judge: Judge | None = None
) -> Summary:
    """Judge an export in a situation; nothing is read again (`judge`: one of its own)."""
    policies, facts = knowledge.policies, knowledge.facts
    judge = judge or Judge(policies, situation)
    files = tuple(judge_file(file, judge) for file in export.files)
    totals = {v: sum((file.totals[v] for file in files), Totals()) for v in VERDICTS}
    texts = _texts(judge, files)

    def said(candidates: Iterable[Fact]) -> tuple[Finding, ...]:
        found = (finding(fact, export, files, judge) for fact in candidates)
        return tuple(one for one in found if one is not None)

    return Summary(
        __version__, export, situation, judge.standing, texts, files, totals,
        said(facts.surprises), said(facts.missing), _recipients(export, policies, situation),
        knowledge.catalogue.earliest,
    )  # fmt: skip


def _recipients(
    export: Export, policies: Policies, situation: Situation
) -> tuple[ForRecipient, ...]:
    found = []
    for judge in second_judges(policies, situation):
        files = tuple(judge_file(file, judge) for file in export.files)
        totals = {v: sum((f.totals[v] for f in files), Totals()) for v in VERDICTS}
        found.append(ForRecipient(judge.recipient, judge.texts, files, totals))
    return tuple(found)


def _texts(judge: Judge, files: Sequence[JudgedFile]) -> tuple[Policy, ...]:
    cited = {
        clause for file in files for clause in (*file.clauses, *file.named_elsewhere, *file.also)
    }
    cited |= {*judge.standing.clauses, *judge.standing.out_by}
    texts = {text.id: text for text in judge.texts}
    for clause in sorted(cited):
        text = judge.policies.clause(clause)[0]
        texts.setdefault(text.id, text)
    return tuple(sorted(texts.values(), key=lambda text: (text.rank, text.id)))
