"""How well marks are found: the finder over the labelled passages; `python -m tools.marks`.

It prints a table, and writes it into `docs/marks.md`; with `--errors` it prints what was missed
and what was marked wrongly instead.

A find and a label of one kind are the same where the part that both cover is at least half of the
shorter one; each stands for one other at most. `exact`: both begin and end at the same places.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from math import sqrt
from pathlib import Path
from typing import Any

import polars as pl

from inspector.knowledge.knowledge import load
from inspector.marks.account_data import AccountData
from inspector.marks.finder import Finder
from inspector.marks.mark import KINDS, Kind

ROOT = Path(__file__).resolve().parent.parent
PASSAGES = ROOT / "tests" / "data" / "marks" / "passages.jsonl"
PAGE = ROOT / "docs" / "marks.md"
LEAST = 100
"""Labels of a kind below which its figures are no measurement."""
_Z = 1.959964
"""Of a normal distribution, 95 % lie within so many deviations."""
_BEGIN, _END = "<!-- table: python -m tools.marks -->\n", "<!-- end of table -->\n"


@dataclass(frozen=True)
class Span:
    """Of one passage: what is labelled, or what was found."""

    kind: Kind
    start: int
    end: int
    is_certain: bool = False
    rule: str = ""

    def is_same(self, other: Span) -> bool:
        """Whether both stand for the same, though they may begin and end elsewhere."""
        shared = min(self.end, other.end) - max(self.start, other.start)
        return 2 * shared >= min(self.end - self.start, other.end - other.start)


@dataclass
class Score:
    """Of one kind."""

    found: int = 0
    right: int = 0
    exact: int = 0
    labels: int = 0
    certain: int = 0
    certain_right: int = 0

    @property
    def precision(self) -> float:
        """The share of finds that are right."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """The share of labels that are found."""
        return self.right / self.labels if self.labels else 1.0

    @property
    def is_measured(self) -> bool:
        """Whether there are labels enough."""
        return self.labels >= LEAST


@dataclass
class Measurement:
    """Of all passages."""

    scores: dict[Kind, Score] = field(default_factory=lambda: {kind: Score() for kind in KINDS})
    errors: list[str] = field(default_factory=list)

    @property
    def certain(self) -> tuple[int, int]:
        """Certain finds of all kinds that are right, and all of them."""
        every = self.scores.values()
        return sum(one.certain_right for one in every), sum(one.certain for one in every)


def measure() -> Measurement:
    """Run the finder over every passage."""
    result = Measurement()
    for line in PASSAGES.read_text("utf-8").splitlines():
        passage = json.loads(line)
        labels, finds = list(_labels(passage)), list(_finds(passage))
        pairs = _pairs(labels, finds)
        for label in labels:
            result.scores[label.kind].labels += 1
        for find in finds:
            _add(result.scores[find.kind], find, pairs.get(find))
        result.errors += _errors(passage, labels, finds, pairs)
    return result


def _add(score: Score, find: Span, label: Span | None) -> None:
    score.found += 1
    score.certain += find.is_certain
    if label is not None:
        score.right += 1
        score.certain_right += find.is_certain
        score.exact += (find.start, find.end) == (label.start, label.end)


def _pairs(labels: Sequence[Span], finds: Sequence[Span]) -> Mapping[Span, Span]:
    """By find the label that it stands for."""
    pairs: dict[Span, Span] = {}
    taken: set[Span] = set()
    for find in finds:
        for label in labels:
            if label.kind == find.kind and label not in taken and find.is_same(label):
                pairs[find] = label
                taken.add(label)
                break
    return pairs


def _labels(passage: Mapping[str, Any]) -> Iterator[Span]:
    text = passage["text"]
    for mark in passage["marks"]:
        start = -1
        for _ in range(mark["occurrence"]):
            start = text.index(mark["text"], start + 1)
        yield Span(mark["kind"], start, start + len(mark["text"]))


def _finds(passage: Mapping[str, Any]) -> Iterator[Span]:
    own = json.dumps(passage.get("own", {}), sort_keys=True)
    finder = _finder(passage["country"].lower(), own, tuple(passage.get("people", ())))
    for _, kind, start, length, rule, certainty in finder.find(
        pl.Series([passage["text"]])
    ).iter_rows():
        yield Span(kind, start, start + length, certainty == "certain", rule)


@cache
def _finder(country: str, own: str, names: tuple[str, ...]) -> Finder:
    knowledge = load()
    data = AccountData({what: (value,) for what, value in json.loads(own).items()}, names)
    places = knowledge.places
    return Finder(knowledge.mark_rules, country, data, lambda name: places.find(name) is not None)


def _errors(
    passage: Mapping[str, Any],
    labels: Sequence[Span],
    finds: Sequence[Span],
    pairs: Mapping[Span, Span],
) -> Iterator[str]:
    found = set(pairs.values())
    for label in labels:
        if label not in found:
            yield _told("missed", passage, label)
    for find in finds:
        if find not in pairs:
            yield _told("certain, wrong" if find.is_certain else "likely, wrong", passage, find)
        elif (find.start, find.end) != (pairs[find].start, pairs[find].end):
            yield _told("other span", passage, find)


def _told(what: str, passage: Mapping[str, Any], span: Span) -> str:
    words = passage["text"][span.start : span.end]
    return (
        f"{span.kind}: {what}: {passage['id']} {passage['country']} {words!r} {span.rule}\n"
        f"    {passage['text']!r} {passage.get('own', '')}{passage.get('people', '')}"
    )


def interval(part: int, whole: int) -> tuple[float, float]:
    """Wilson's 95 % interval of a share."""
    if not whole:
        return 0.0, 1.0
    share, square = part / whole, _Z * _Z
    middle = share + square / (2 * whole)
    reach = _Z * sqrt(share * (1 - share) / whole + square / (4 * whole * whole))
    scale = 1 + square / whole
    return max((middle - reach) / scale, 0.0), min((middle + reach) / scale, 1.0)


def table(measurement: Measurement) -> str:
    """Of Markdown; shares in percent."""
    rows = [
        "| kind | labels | recall | finds | precision | `certain` | right of these | exact |",
        "|---|---:|---|---:|---|---:|---|---:|",
    ]
    for kind, one in measurement.scores.items():
        few = "" if one.is_measured else " (not measured)"
        rows.append(
            f"| `{kind}`{few} | {one.labels} | {_share(one.right, one.labels)} | {one.found} | "
            f"{_share(one.right, one.found)} | {one.certain} | "
            f"{_share(one.certain_right, one.certain)} | {one.exact} |"
        )
    right, every = measurement.certain
    rows.append(f"| all | | | | | {every} | {_share(right, every)} | |")
    return "\n".join(rows) + "\n"


def _share(part: int, whole: int) -> str:
    if not whole:
        return "none"
    low, high = interval(part, whole)
    return f"{part / whole:.1%} ({low:.1%} to {high:.1%})".replace("%", " %")


def page(measurement: Measurement) -> str:
    """`docs/marks.md` with the table of a measurement; raises `ValueError` where it has no place."""
    before, rest = PAGE.read_text("utf-8").split(_BEGIN)
    _, after = rest.split(_END)
    return f"{before}{_BEGIN}{table(measurement)}{_END}{after}"


def main() -> None:
    """Print errors, or write the table and print it."""
    measurement = measure()
    if "--errors" in sys.argv[1:]:
        print(*sorted(measurement.errors), sep="\n")
        return
    PAGE.write_text(page(measurement), encoding="utf-8", newline="\n")
    print(table(measurement), end="")


if __name__ == "__main__":
    main()
