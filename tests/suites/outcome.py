"""What became of the files of a suite."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

Verdict = Literal["read", "told", "silent", "broken"]
"""`read`: as it should be; `told`: not so, with a note, rows left out or a status other than
read (of what the clean file has none); `silent`: not so, and nothing says it; `broken`: the program
ended, or took longer or more memory than it may."""


@dataclass(frozen=True)
class Outcome:
    """What became of one file."""

    name: str
    verdict: Verdict
    rows: int = 0
    """There should be."""
    right: int = 0
    """Of these found, cell for cell."""
    invented: int = 0
    """Found, and in no clean file."""
    measures: tuple[float, ...] = ()
    """From 0 to 1, where the suite has a score."""
    why: str = ""
    """What broke."""


@dataclass(frozen=True)
class Suite:
    """All files of one suite."""

    name: str
    outcomes: tuple[Outcome, ...]
    has_rows: bool = True
    """Whether it is known which rows there should be."""

    def count(self, verdict: Verdict) -> int:
        """Files with a verdict."""
        return sum(one.verdict == verdict for one in self.outcomes)

    def cells(self) -> tuple[str, ...]:
        """Its row of the table."""
        counts = [self.count(verdict) for verdict in ("read", "told", "silent", "broken")]
        rows, right = (sum(getattr(one, key) for one in self.outcomes) for key in ("rows", "right"))
        invented = sum(one.invented for one in self.outcomes)
        known = (
            (f"{right / rows:.2%}" if rows else "", f"{invented:,}") if self.has_rows else ("", "")
        )
        return (self.name, f"{len(self.outcomes):,}", *(f"{one:,}" for one in counts), *known)


HEAD = ("suite", "files", "read", "told", "silent", "broken", "rows right", "rows invented")


def table(suites: Iterable[Suite]) -> str:
    """The suites as a table for a terminal or a page."""
    rows: list[Sequence[str]] = [HEAD, *(suite.cells() for suite in suites)]
    widths = [max(len(row[at]) for row in rows) for at in range(len(HEAD))]
    lines = [_line(row, widths) for row in rows]
    rule = "|".join("-" * (width + 2) for width in widths)
    return "\n".join([lines[0], f"|{rule}|", *lines[1:]]) + "\n"


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    first, *others = zip(row, widths, strict=True)
    cells = [first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in others)]
    return f"| {' | '.join(cells)} |"
