"""What each clause decides of an export: files, records, values and words, by verdict.

Every count of a summary stands either under the clause that decides it or under none; added
up over all texts on LinkedIn's own models and the undecided they are the summary's totals. What
clauses on another recipient's models decide is the answer to another question, and adds to none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from inspector.knowledge.policy import Clause, Policies, Policy, Region, Rule
from inspector.knowledge.vocabulary import VERDICTS, Verdict
from inspector.summary.summary import Summary
from inspector.verdicts.file_verdicts import JudgedFile
from inspector.verdicts.totals import Totals

Counts = Mapping[Verdict, Totals]


@dataclass(frozen=True, slots=True)
class FileDecision:
    """What of one file stands under one clause, or under none."""

    entry: int
    """Position among the summary's files."""
    file: JudgedFile
    """Under the verdicts of the question that the clause is about."""
    counts: Counts

    @property
    def total(self) -> Totals:
        """All verdicts together."""
        return _total(self.counts)

    @property
    def whole(self) -> bool:
        """Whether no value of the file stands elsewhere."""
        return self.total.values == sum(totals.values for totals in self.file.totals.values())


@dataclass(frozen=True, slots=True)
class Decision:
    """Files that stand under one clause, or under none; most words first."""

    files: tuple[FileDecision, ...]
    counts: Counts

    @property
    def total(self) -> Totals:
        """All verdicts together."""
        return _total(self.counts)

    @property
    def titles(self) -> tuple[tuple[str, Totals], ...]:
        """What it decides by kind of file (the path of one that no dataset claims)."""
        found: dict[str, Totals] = {}
        for one in self.files:
            dataset = one.file.reading.dataset
            title = dataset.title if dataset is not None else one.file.reading.path
            found[title] = found.get(title, Totals()) + one.total
        return tuple(sorted(found.items(), key=lambda item: _weight(item[1])))


@dataclass(frozen=True, slots=True)
class ClauseDecision:
    """A clause, and what it decides here."""

    reference: str
    """`policy:clause`."""
    text: Policy
    clause: Clause
    decided: Decision
    rules: tuple[Rule, ...]
    """Rules for the member's region that rest on it."""
    elsewhere: tuple[Rule, ...]
    """Rules that cite it as naming the item for another purpose."""
    of_standing: bool
    """Whether it is one of those that say how the member stands as a whole."""


@dataclass(frozen=True, slots=True)
class TextDecisions:
    """A text, its clauses, and whether it speaks to the member on the day."""

    text: Policy
    in_force: bool
    clauses: tuple[ClauseDecision, ...]

    @property
    def total(self) -> Totals:
        """What its clauses decide together."""
        return sum((one.decided.total for one in self.clauses), Totals())


@dataclass(frozen=True, slots=True)
class ExportDecisions:
    """Every text with what it decides, and what none decides."""

    texts: tuple[TextDecisions, ...]
    """Those in force first, in the order in which texts are named; then by date."""
    undecided: Decision
    """What no clause decides."""
    empty: int
    """Files without any value to decide on."""

    def clause(self, reference: str) -> ClauseDecision | None:
        """A clause by its reference."""
        return next(
            (one for text in self.texts for one in text.clauses if one.reference == reference),
            None,
        )


def deciding(summary: Summary, policies: Policies) -> ExportDecisions:
    """Which clause decides what in a summary."""
    decided = dict(_by_clause(summary.files))
    for second in summary.recipients:
        decided |= {clause: one for clause, one in _by_clause(second.files) if clause}
    nothing = Decision((), {})
    situation = summary.situation

    def judged(text: Policy, clause: Clause) -> ClauseDecision:
        reference = f"{text.id}:{clause.id}"
        rules, elsewhere = _rules(policies, text.id, clause.id, situation.region)
        return ClauseDecision(
            reference, text, clause, decided.get(reference, nothing), rules, elsewhere,
            reference in summary.standing.clauses,
        )  # fmt: skip

    texts = [
        TextDecisions(
            text,
            text.in_force(situation.region, situation.on),
            tuple(judged(text, clause) for clause in text.clauses),
        )
        for text in policies.texts.values()
    ]
    texts.sort(key=_order)
    empty = sum(not file.rows for file in summary.files)
    return ExportDecisions(tuple(texts), decided.get(None, nothing), empty)


def _by_clause(files: Sequence[JudgedFile]) -> Iterator[tuple[str | None, Decision]]:
    found: dict[str | None, dict[int, dict[Verdict, Totals]]] = {}
    for entry, file in enumerate(files):
        for row in file.rows:
            counts = found.setdefault(row.clause, {}).setdefault(entry, {})
            counts[row.verdict] = counts.get(row.verdict, Totals()) + row.totals
    for clause, by_file in found.items():
        yield clause, _decided(files, by_file)


def _decided(judged: Sequence[JudgedFile], files: Mapping[int, dict[Verdict, Totals]]) -> Decision:
    listed = [FileDecision(entry, judged[entry], counts) for entry, counts in files.items()]
    listed.sort(key=lambda one: (_weight(one.total), one.entry))
    counts = {
        verdict: sum((one.counts.get(verdict, Totals()) for one in listed), Totals())
        for verdict in VERDICTS
    }
    return Decision(
        tuple(listed), {v: totals for v, totals in counts.items() if totals != Totals()}
    )


@lru_cache(maxsize=4096)
def _rules(
    policies: Policies, text: str, clause: str, region: Region
) -> tuple[tuple[Rule, ...], tuple[Rule, ...]]:
    of_text = [
        rule
        for rule in policies.all_rules(policies.texts[text])
        if not rule.regions or region in rule.regions
    ]
    return (
        tuple(rule for rule in of_text if clause in rule.clauses),
        tuple(rule for rule in of_text if clause in rule.named_elsewhere),
    )


def _order(one: TextDecisions) -> tuple[object, ...]:
    text = one.text
    if one.in_force:
        return (0, text.rank, text.id)
    return (1, -text.start.toordinal(), text.id)


def _total(counts: Counts) -> Totals:
    return sum(counts.values(), Totals())


def _weight(totals: Totals) -> tuple[int, int]:
    return (-totals.words, -totals.values)


def by_weight(clauses: Iterable[ClauseDecision]) -> tuple[ClauseDecision, ...]:
    """Clauses by what they decide, most words first; the others in the order of the text."""
    return tuple(sorted(clauses, key=lambda one: _weight(one.decided.total)))
