"""The strict way to read CSV: whole records of the header's width by the letter, or nothing.

Other parsers pad short rows in silence, read on where a quote stands out of place, and take lines
below an open quote for its cell. Here a text is read only where none of this can happen: every
quote opens a cell, closes it or is doubled, every line ends in LF or CRLF and is a record. Any
other text is for the lenient way, row by row. There are two ways with one result: Python's csv
module, and Polars for long texts.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from inspector.reading.tables.header import Layout
from inspector.reading.tables.quotes import are_placed
from inspector.reading.tables.records import ROW, Rows

if TYPE_CHECKING:
    import numpy as np
    import polars as pl
    from numpy.typing import NDArray

SHORT = 8 << 10
"""Bytes of text below which the lenient way is as quick as Polars."""
BLOCK = 1 << 18
"""Bytes that are looked at together, so that what is found stays in a processor's cache."""
_BREAK, _RETURN, _QUOTE = b'\n\r"'
_PLAIN = re.compile(rb'["0-9a-wyz]')
"""How no compressed file begins."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What the records of a table look like."""

    layout: Layout
    start: re.Pattern[str] | None = None
    """What their first cells match, where the dataset says so."""
    is_dense: bool = False
    """Whether every line has to be a record with text, since a line may continue another."""

    def begins(self) -> re.Pattern[str] | None:
        """The same where there is more than one column: a single one tells nothing."""
        return self.start if self.layout.width > 1 else None


def rows(text: bytes, shape: Shape, first: int) -> Rows | None:
    """The records of a text, numbered from `first` on; None where it is not strict.

    Those without any text are left out.
    """
    layout, start = shape.layout, shape.begins()
    if b"\r" in text and text.count(b"\r") != text.count(b"\r\n"):
        return None
    plain = text.decode("utf-8")
    if not are_placed(plain, layout.delimiter):
        return None
    lines = io.StringIO(plain, newline="\n")
    every = list(csv.reader(lines, delimiter=layout.delimiter))
    if [] in every:
        return None
    found = list(filter(any, every))
    if not set(map(len, found)) <= {layout.width} or (shape.is_dense and len(found) < len(every)):
        return None
    if start is not None and not all(start.fullmatch(row[0]) for row in found):
        return None
    return Rows(range(first, first + len(found)), found)


def frame(text: bytes, shape: Shape, first: int) -> pl.DataFrame | None:
    """The same as a frame: `row` (UInt32) and the cells `c0` … (String, never null)."""
    import polars as pl

    if len(text) < SHORT:
        return None
    text = text if text.endswith(b"\n") else text + b"\n"
    layout, start = shape.layout, shape.begins()
    marks = _marks(text, layout.delimiter)
    if marks is None or (found := parsed(text, layout)) is None:
        return None
    # What is no cell, no line end and no quote separates cells: each missing one was padded.
    cells = sum(found.select(pl.all().str.len_bytes().sum()).row(0))
    separators = len(text) - cells - marks.size
    if found.height != marks.lines or separators != (layout.width - 1) * marks.lines:
        return None
    if not (found["c0"] != "").all():
        is_filled = found.select(pl.any_horizontal(pl.all() != "")).to_series()
        if not is_filled.all():
            if shape.is_dense or layout.width == 1:  # an empty line of one column is told by others
                return None
            found = found.filter(is_filled)
    if start is not None and not found["c0"].str.contains(f"^(?:{start.pattern})$").all():
        return None
    return found.with_row_index(ROW, first)


@dataclass(frozen=True, slots=True)
class _Marks:
    """What stands around the cells of a strict text, but for separators."""

    lines: int
    size: int
    """Bytes of line ends, and of quotes that do not belong to cells."""


def _marks(text: bytes, delimiter: str) -> _Marks | None:
    """None where a quote or a carriage return is out of place; a text ends with a line break."""
    import numpy as np

    data = np.frombuffer(text, np.uint8)
    blocks = ((at, data[at : at + BLOCK]) for at in range(0, len(data), BLOCK))
    found = [np.flatnonzero((one == _BREAK) | (one == _QUOTE)) + at for at, one in blocks]
    places = np.concatenate(found)
    is_quote = data[places] == _QUOTE
    breaks, quotes = places[~is_quote], places[is_quote]
    returns = np.flatnonzero(data == _RETURN) if b"\r" in text else breaks[:0]
    if len(quotes) % 2 or (data[returns + 1] != _BREAK).any():
        return None
    opening, closing = quotes[::2], quotes[1::2]
    before, after = data[opening - 1], data[closing + 1]  # before the first byte stands the last
    is_doubled = before == _QUOTE
    between = [_BREAK, _QUOTE, *delimiter.encode()]
    if not np.isin(before, between).all() or not np.isin(after, [*between, _RETURN]).all():
        return None
    lines = _outside(breaks, quotes)
    kept = int(is_doubled.sum())  # one of two quotes that stand for one belongs to the cell
    return _Marks(lines, lines + _outside(returns, quotes) + len(quotes) - kept)


def _outside(places: NDArray[np.intp], quotes: NDArray[np.intp]) -> int:
    """How many places do not lie within quotes."""
    import numpy as np

    return len(places) - int((np.searchsorted(quotes, places) & 1).sum())


def places_of(data: NDArray[np.uint8], byte: int) -> NDArray[np.intp]:
    """Where a byte stands."""
    import numpy as np

    blocks = ((at, data[at : at + BLOCK]) for at in range(0, len(data), BLOCK))
    return np.concatenate([np.flatnonzero(one == byte) + at for at, one in blocks])


def parsed(
    text: bytes, layout: Layout, *, headed: bool = False, quoted: bool = True
) -> pl.DataFrame | None:
    """What Polars makes of a text, or None where it raises; missing cells are empty.

    `headed`: even where its first row is short; `quoted`: a quote is no letter.
    """
    import polars as pl

    # A line of our own in front of others: Polars would take a text that begins like a
    # compressed file for one, and inflate it, and no row for wider than the first.
    is_plain = not headed and _PLAIN.match(text) is not None
    guard = b"" if is_plain else layout.delimiter.join(layout.names).encode() + b"\n"
    try:
        found = pl.read_csv(
            guard + text if guard else text,
            has_header=not is_plain,
            separator=layout.delimiter,
            quote_char='"' if quoted else None,
            schema=dict.fromkeys(layout.names, pl.String),
            infer_schema=False,
            empty_string_is_null=False,
        )
    except pl.exceptions.PolarsError:
        return None
    return found.rechunk()  # few arrays instead of many
