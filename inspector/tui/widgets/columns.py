"""The columns of a table of records: how wide they are, and what stands in them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import polars as pl
from rich.cells import cell_len, set_cell_size

from inspector.knowledge.vocabulary import Verdict
from inspector.language import number, say, short_day
from inspector.outputs import printable
from inspector.session.listing import SortKey

DAY_WIDTH = 10
LEAST_TEXT = 24
"""Cells of text below which the file is not named."""
WIDEST_FILE = 28
_JOINERS = re.compile("[\u200c\u200d\ufe0e\ufe0f]")
"""Signs that join or dress others: how wide the result is, terminals do not agree on."""
_LEAD = 3
"""Cells for the cursor's mark, the verdict's and a space."""


@dataclass(frozen=True, slots=True)
class ListingRow:
    """What is shown of one record; everything inert."""

    entry: int
    at: int
    day: str
    words: str
    text: str
    verdict: Verdict
    where: str
    snipped: bool = False

    def with_text(self, text: str) -> ListingRow:
        """The same with another text, if there is one."""
        return replace(self, text=_inert(text) or self.text, snipped=True)


def _inert(text: str) -> str:
    return _JOINERS.sub("", printable.line(text)).strip()


def row(
    entry: int, at: int, day: dt.date | None, words: int, text: str, verdict: Verdict,
    *, names: Sequence[str],
) -> ListingRow:  # fmt: skip
    """A row of a listing."""
    where = names[entry] if entry < len(names) else ""
    return ListingRow(
        entry, at, short_day(day), number(words), _inert(text), verdict, printable.line(where)
    )


@dataclass(frozen=True, slots=True)
class Widths:
    """Cells for each column; 0: not shown."""

    words: int
    text: int
    where: int

    def header(self, sort: SortKey, descending: bool) -> str:
        """The line above the rows; an arrow marks the column sorted by."""
        arrows = {sort: "▼" if descending else "▲"}
        verdict = arrows.get("verdict", " ")
        date = say("date") + arrows.get("day", "")
        words = say("words") + arrows.get("words", "")
        text = say("text") + arrows.get("text", "")
        line = f"{verdict:>2} {date:<{DAY_WIDTH}} {words:>{self.words}}  {fit(text, self.text)}"
        return line + ("  " + fit(say("file"), self.where) if self.where else "")

    def key_at(self, x: int) -> SortKey | None:
        """The column at a place of the header."""
        ends: tuple[tuple[SortKey, int], ...] = (
            ("verdict", _LEAD), ("day", DAY_WIDTH + 1), ("words", self.words + 2),
            ("text", self.text), ("entry", self.where + 2),
        )  # fmt: skip
        end = 0
        for key, width in ends:
            end += width
            if x < end:
                return key
        return None


def widths(width: int, listing: pl.DataFrame, names: Sequence[str]) -> Widths:
    """Room for each column of a listing; files are named where there are several and room is."""
    most = listing["words"].max()
    words = max(len(number(most)) if isinstance(most, int) else 0, 6)
    room = width - _LEAD - DAY_WIDTH - 1 - words - 2
    entries = listing["entry"].unique() if listing.height else listing["entry"]
    where = 0
    if entries.len() > 1:
        shown = (cell_len(printable.line(names[one])) for one in entries if one < len(names))
        where = min(max(shown, default=0), WIDEST_FILE, room - 2 - LEAST_TEXT)
        where = where if where >= 8 else 0
    return Widths(words, max(room - (where + 2 if where else 0), 0), where)


def fit(text: str, width: int) -> str:
    """A text in exactly so many cells, cut with an ellipsis."""
    if width <= 0:
        return ""
    # No sign is narrower than nothing: far longer texts need not be measured whole.
    text = text[: width * 6]
    if cell_len(text) <= width:
        return set_cell_size(text, width)
    return set_cell_size(set_cell_size(text, width - 1).rstrip() + "…", width)
