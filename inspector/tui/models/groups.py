"""The records of a summary in groups within groups, each with the selection that lists it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal, get_args

from inspector.knowledge.policy import Policies
from inspector.knowledge.vocabulary import VERDICTS, Verdict
from inspector.language import Phrases, mark, say
from inspector.outputs.wording import policy_texts, sentences, terms
from inspector.reading.counts.author import AUTHORS
from inspector.session.listing import Selection
from inspector.summary.summary import Summary
from inspector.verdicts.file_verdicts import JudgedFile
from inspector.verdicts.totals import VerdictRow

Grouping = Literal["category", "file", "clause", "author"]
GROUPINGS: tuple[Grouping, ...] = get_args(Grouping)
GROUPING_NAMES: Mapping[Grouping, str] = Phrases({
    "category": mark("by category"), "file": mark("by file"), "clause": mark("by clause"),
    "author": mark("by whose words"),
})  # fmt: skip
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

    def walk(self) -> Iterator[Branch]:
        """It and all below it."""
        yield self
        for child in self.children:
            yield from child.walk()


def group(summary: Summary, grouping: Grouping, policies: Policies) -> tuple[Branch, ...]:
    """The groups of a summary, those without a record left out."""
    if grouping == "file":
        return _by_file(summary)
    return tuple(_verdict(summary, verdict, grouping, policies) for verdict in VERDICTS)


def short_paths(summary: Summary) -> tuple[str, ...]:
    """A short name for each file: its path without folders, the archive's number where many."""
    several = len({file.reading.source for file in summary.files}) > 1
    return tuple(
        (f"{file.reading.source + 1}:" if several else "") + file.reading.path.rsplit("/", 1)[-1]
        for file in summary.files
    )


def _verdict(summary: Summary, verdict: Verdict, grouping: Grouping, policies: Policies) -> Branch:
    counts: dict[str, dict[int, int]] = {}
    for entry, file in enumerate(summary.files):
        for row in file.rows:
            if row.verdict == verdict and row.totals.records:
                mine = counts.setdefault(_group(file, row, grouping), {})
                mine[entry] = mine.get(entry, 0) + row.totals.records
    whole = Selection(verdict=verdict)
    children = []
    for name, files in sorted(counts.items(), key=lambda item: -sum(item[1].values())):
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
            said = f"{label} ({policy_texts.label(text)})"
            selection = replace(whole, clause=name)
        else:
            label = said = say(SILENT)
            selection = replace(whole, basis="silent")
        title = f"{said} · {terms.VERDICTS_SAID[verdict]}"
        children.append(
            Branch(
                label, title, verdict, sum(files.values()), selection,
                _files(summary, files, verdict, selection),
            )
        )  # fmt: skip
    records = sum(one.records for one in children)
    name = terms.VERDICTS_SAID[verdict]
    title = say("All records {verdict}").format(verdict=name)
    return Branch(name, title, verdict, records, whole, tuple(children))


def _group(file: JudgedFile, row: VerdictRow, grouping: Grouping) -> str:
    if grouping == "category":
        return file.category
    return row.author if grouping == "author" else row.clause or ""


def _files(
    summary: Summary, counts: dict[int, int], verdict: Verdict, selection: Selection
) -> tuple[Branch, ...]:
    names = short_paths(summary)
    found = []
    ordered = sorted(counts, key=lambda entry: -counts[entry])
    for entry in ordered[:FILES_NAMED]:
        title = f"{summary.files[entry].reading.path} · {terms.VERDICTS_SAID[verdict]}"
        chosen = replace(selection, entries=(entry,))
        found.append(Branch(names[entry], title, verdict, counts[entry], chosen))
    if rest := ordered[FILES_NAMED:]:
        title = f"{terms.plural(len(rest), 'more file')} · {terms.VERDICTS_SAID[verdict]}"
        records = sum(counts[entry] for entry in rest)
        chosen = replace(selection, entries=tuple(rest))
        label = say("… {n} more").format(n=len(rest))
        found.append(Branch(label, title, verdict, records, chosen))
    return tuple(found)


def _by_file(summary: Summary) -> tuple[Branch, ...]:
    names = short_paths(summary)
    found = []
    for entry in sorted(range(len(names)), key=lambda entry: names[entry].casefold()):
        file = summary.files[entry]
        records = {v: file.totals[v].records for v in VERDICTS if file.totals[v].records}
        if not records:
            continue
        path = file.reading.path
        whole = Selection(entries=(entry,))
        children = tuple(
            Branch(
                terms.VERDICTS_SAID[v],
                f"{path} · {terms.VERDICTS_SAID[v]}",
                v,
                count,
                replace(whole, verdict=v),
            )
            for v, count in records.items()
        )
        only = children[0].verdict if len(children) == 1 else None
        title = f"{path} · {terms.VERDICTS_SAID[only]}" if only else path
        found.append(
            Branch(
                names[entry], title, only, sum(records.values()), whole,
                () if only else children,
            )
        )  # fmt: skip
    return tuple(found)
