"""The records of a summary in groups within groups, each with the selection that lists it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, get_args

from inspector.knowledge.policy import Policies
from inspector.knowledge.vocabulary import VERDICTS, Verdict
from inspector.language import Phrases, mark, say
from inspector.outputs.wording import policy_texts, sentences, terms
from inspector.reading.counts.author import AUTHORS
from inspector.session.listing import Selection
from inspector.summary.period import rows_between
from inspector.summary.summary import Summary
from inspector.tui.models.filter import Filter
from inspector.verdicts.file_verdicts import JudgedFile
from inspector.verdicts.judge import Judge
from inspector.verdicts.totals import Totals, VerdictRow, by_verdict

Grouping = Literal["category", "file", "clause", "author"]
GROUPINGS: tuple[Grouping, ...] = get_args(Grouping)
GROUPING_NAMES: Mapping[Grouping, str] = Phrases({
    "category": mark("by category"), "file": mark("by file"), "clause": mark("by clause"),
    "author": mark("by whose words"),
})  # fmt: skip
WORDS_GROUPED: Mapping[Grouping, str] = Phrases({
    "category": mark("Words by category"), "file": mark("Words by file"),
    "clause": mark("Words by clause"), "author": mark("Words by author"),
})  # fmt: skip
"""What the numbers beside the groups are."""
FILES_NAMED = 200
"""Files of one group that are named; the rest stand together."""
SILENT = mark("no clause decides")


@dataclass(frozen=True, slots=True)
class Branch:
    """One group of records."""

    label: str
    title: str
    """What it holds, said in full."""
    verdict: Verdict | None
    records: int
    selection: Selection
    children: tuple[Branch, ...] = ()
    words: int | None = None
    """None where records are counted and not words."""

    @property
    def count(self) -> int:
        """What is counted: words, or else records."""
        return self.records if self.words is None else self.words

    def walk(self) -> Iterator[Branch]:
        """It and all below it."""
        yield self
        for child in self.children:
            yield from child.walk()


Rows = Sequence[Sequence[VerdictRow]]
"""For each file of a summary the rows that are counted."""


def group(
    summary: Summary, grouping: Grouping, policies: Policies, counted: Rows | None = None
) -> tuple[Branch, ...]:
    """The groups of a summary, those without a record left out.

    `counted`: the rows of which records and words are counted; default: all.
    """
    rows = [file.rows for file in summary.files] if counted is None else counted
    if grouping == "file":
        return _by_file(summary, rows)
    return tuple(_verdict(summary, verdict, grouping, policies, rows) for verdict in VERDICTS)


def rows_under(summary: Summary, conditions: Filter, judge: Judge) -> Rows:
    """For each file the rows that meet all conditions; `judge`: of the summary's situation."""
    found = []
    for file in summary.files:
        is_wanted = conditions.category in (None, file.category)
        rows = file.rows if is_wanted else ()
        if rows and (conditions.since or conditions.until):
            rows = rows_between(file.reading, judge, conditions.since, conditions.until)
        found.append([
            row for row in rows
            if conditions.verdict in (None, row.verdict) and conditions.basis in (None, row.basis)
            and conditions.author in (None, row.author)
        ])  # fmt: skip
    return found


def telling_group(summary: Summary) -> Selection | None:
    """What is looked at first: of what is inside, the category of most words of the member's own.

    Of anybody's words where none inside are the member's; None where nothing is inside.
    """
    own: dict[str, int] = {}
    every: dict[str, int] = {}
    for file in summary.files:
        if file.totals["inside"].records:
            for row in file.rows:
                if row.verdict == "inside":
                    words = row.totals.words
                    every[file.category] = every.get(file.category, 0) + words
                    mine = words if row.author == "member" else 0
                    own[file.category] = own.get(file.category, 0) + mine
    counts = own if any(own.values()) else every
    if not any(counts.values()):
        return None
    category = max(counts, key=lambda name: counts[name])
    return Selection(verdict="inside", category=category)


def grouping_of(selection: Selection) -> Grouping | None:
    """By what records are grouped where a selection is one of the groups."""
    if selection.author is not None:
        return "author"
    if selection.clause is not None:
        return "clause"
    if selection.entries is not None and selection.category is None:
        return "file"
    return None if selection.basis is not None else "category"


def short_paths(summary: Summary) -> tuple[str, ...]:
    """A short name for each file: its path without folders, the archive's number where many."""
    several = len({file.reading.source for file in summary.files}) > 1
    return tuple(
        (f"{file.reading.source + 1}:" if several else "") + file.reading.path.rsplit("/", 1)[-1]
        for file in summary.files
    )


def _verdict(
    summary: Summary, verdict: Verdict, grouping: Grouping, policies: Policies, counted: Rows
) -> Branch:
    counts: dict[str, dict[int, Totals]] = {}
    found: dict[str, dict[int, Totals]] = {}
    whole_words = 0
    for entry, file in enumerate(summary.files):
        for row in file.rows:
            if row.verdict == verdict:
                _add(counts, _group(file, row, grouping), entry, row.totals)
        for row in counted[entry]:
            if row.verdict == verdict:
                _add(found, _group(file, row, grouping), entry, row.totals)
                whole_words += row.totals.words
    whole = Selection(verdict=verdict)
    children = []
    for name, files in sorted(counts.items(), key=lambda item: _most(item[1].values())):
        if not any(totals.records for totals in files.values()):
            continue
        if grouping == "category":
            label = said = terms.category(name)
            selection = replace(whole, category=name)
        elif grouping == "author":
            author = next(one for one in AUTHORS if one == name)
            label = said = sentences.author(author)
            selection = replace(whole, author=author)
        elif name:
            text, clause = policies.clause(name)
            label = terms.quoted(clause.quote)
            said = f"{label} ({policy_texts.label(text)}{policy_texts.reported(clause)})"
            selection = replace(whole, clause=name)
        else:
            label = said = say(SILENT)
            selection = replace(whole, basis="silent")
        title = f"{said} · {terms.VERDICTS_SAID[verdict]}"
        mine = found.get(name, {})
        parts = _files(summary, files, mine, verdict, selection)
        whole_group = sum(mine.values(), Totals())
        children.append(
            Branch(label, title, verdict, whole_group.records, selection, parts, whole_group.words)
        )
    records = sum(one.records for one in children)
    name = terms.VERDICTS_SAID[verdict]
    title = say("All records {verdict}").format(verdict=name)
    return Branch(name, title, verdict, records, whole, tuple(children), whole_words)


def _add(counts: dict[str, dict[int, Totals]], name: str, entry: int, totals: Totals) -> None:
    mine = counts.setdefault(name, {})
    mine[entry] = mine.get(entry, Totals()) + totals


def _most(counts: Iterable[Totals]) -> tuple[int, int]:
    """A key by which most words come first, then most records."""
    whole = sum(counts, Totals())
    return -whole.words, -whole.records


def _group(file: JudgedFile, row: VerdictRow, grouping: Grouping) -> str:
    if grouping == "category":
        return file.category
    return row.author if grouping == "author" else row.clause or ""


def _files(
    summary: Summary, files: Mapping[int, Totals], counts: Mapping[int, Totals],
    verdict: Verdict, selection: Selection,
) -> tuple[Branch, ...]:  # fmt: skip
    """The files of a group, those with most words first; `counts`: what is counted of them."""
    names = short_paths(summary)
    found = []
    filled = [entry for entry in files if files[entry].records]
    ordered = sorted(filled, key=lambda entry: _most([files[entry]]))
    said = terms.VERDICTS_SAID[verdict]
    for entry in ordered[:FILES_NAMED]:
        title = f"{summary.files[entry].reading.path} · {said}"
        chosen = replace(selection, entries=(entry,))
        totals = counts.get(entry, Totals())
        found.append(Branch(names[entry], title, verdict, totals.records, chosen, (), totals.words))
    if rest := ordered[FILES_NAMED:]:
        title = f"{terms.plural(len(rest), 'more file')} · {said}"
        totals = sum((counts.get(entry, Totals()) for entry in rest), Totals())
        chosen = replace(selection, entries=tuple(rest))
        label = say("… {n} more").format(n=len(rest))
        found.append(Branch(label, title, verdict, totals.records, chosen, (), totals.words))
    return tuple(found)


def _by_file(summary: Summary, counted: Rows) -> tuple[Branch, ...]:
    names = short_paths(summary)
    found = []
    for entry in sorted(range(len(names)), key=lambda entry: names[entry].casefold()):
        file = summary.files[entry]
        verdicts = [v for v in VERDICTS if file.totals[v].records]
        if not verdicts:
            continue
        path = file.reading.path
        whole = Selection(entries=(entry,))
        counts = by_verdict(counted[entry])
        children = tuple(
            Branch(
                terms.VERDICTS_SAID[v], f"{path} · {terms.VERDICTS_SAID[v]}", v,
                counts[v].records, replace(whole, verdict=v), (), counts[v].words,
            )
            for v in verdicts
        )  # fmt: skip
        only = children[0].verdict if len(children) == 1 else None
        title = f"{path} · {terms.VERDICTS_SAID[only]}" if only else path
        totals = sum(counts.values(), Totals())
        found.append(
            Branch(
                names[entry], title, only, totals.records, whole,
                () if only else children, totals.words,
            )
        )  # fmt: skip
    return tuple(found)
