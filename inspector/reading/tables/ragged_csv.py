"""Rows of any width by Polars, where each is one line and every quote is in place, or a letter.

What is read is what the lenient way reads, in a tenth of the time: lines of a few bytes would
take it long. Any other text is left to that.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING

from inspector.reading.tables.header import Layout
from inspector.reading.tables.records import ROW, Rows
from inspector.reading.tables.strict_csv import parsed, places_of

if TYPE_CHECKING:
    import numpy as np
    import polars as pl
    from numpy.typing import NDArray

    Flags = NDArray[np.bool_]
    Places = NDArray[np.intp]

SHORT = 1 << 16
"""Bytes of text below which the lenient way is quick enough."""
_BREAK, _RETURN, _QUOTE = b'\n\r"'


@dataclass(frozen=True, slots=True)
class Ragged:
    """Records of which some were filled up or cut."""

    frame: pl.DataFrame
    """`row` (UInt32) and the cells `c0` … (String, never null)."""
    rows: int
    """Kept and left out."""
    left_out: list[int]
    """The numbers of those whose surplus cells hold something."""
    short: int
    long: int
    misplaced: int
    """Rows with quotes, all of which are letters."""
    blank: int
    """Empty lines between rows."""
    below: int
    """Those at the end."""
    is_any: bool
    """Whether there are other lines."""


def frame(text: bytes, layout: Layout, first: int) -> Ragged | None:
    """The rows of a text, numbered from `first` on; None where it is left to the lenient way."""
    import numpy as np

    if len(text) < SHORT:
        return None
    text = text if text.endswith(b"\n") else text + b"\n"
    data = np.frombuffer(text, np.uint8)
    separator = layout.delimiter.encode()[0]
    quotes = places_of(data, _QUOTE) if b'"' in text else np.empty(0, np.intp)
    are_letters = len(quotes) > 0 and _are_letters(data, quotes, separator)
    if not are_letters and not _are_placed(data, quotes, separator):
        return None
    lines = _Lines.of(data, separator, quotes if not are_letters else quotes[:0])
    if lines is None:
        return None
    is_long = lines.is_filled & (lines.separators >= layout.width)
    numbers = np.cumsum(lines.is_filled) + (first - 1)
    is_plain = lines.is_filled & ~is_long
    found = parsed(_only(data, lines, is_plain), layout, headed=True, quoted=not are_letters)
    if found is None or found.height != int(is_plain.sum()):
        return None
    if not (found["c0"] != "").all() and not _has_text(found):
        return None  # a row of empty cells in quotes is no record, and was counted
    import polars as pl

    found = found.insert_column(0, pl.Series(ROW, numbers[is_plain], dtype=pl.UInt32))
    left_out: list[int] = []
    cut = Rows([], [])
    if is_long.any():
        cut = _cut(text, lines, is_long, numbers, layout, left_out, quoted=not are_letters)
        if not all(map(any, cut.cells)):
            return None
        if len(cut):
            found = pl.concat([found, cut.frame(layout.names)]).sort(ROW)
    misplaced = 0
    if are_letters:
        of_quotes = np.unique(np.searchsorted(lines.ends, quotes))
        misplaced = int(lines.is_filled[of_quotes].sum())
    short = int((is_plain & (lines.separators < layout.width - 1)).sum())
    rows = int(lines.is_filled.sum())
    blank, below = lines.blank
    is_any = below < len(lines.ends)
    return Ragged(found, rows, left_out, short, len(cut), misplaced, blank - below, below, is_any)


@dataclass(frozen=True, slots=True)
class _Lines:
    """The lines of a text."""

    begins: Places
    ends: Places
    """Places of their line breaks."""
    separators: Places
    """How many each has."""
    is_filled: Flags
    """Whether something stands between them."""
    is_empty: Flags
    """Whether they hold nothing, no separator either."""

    @property
    def blank(self) -> tuple[int, int]:
        """How many are empty, and how many of these stand at the end."""
        blank = int(self.is_empty.sum())
        is_any = blank < len(self.ends)
        return blank, int(self.is_empty[::-1].argmin()) if is_any else blank

    @classmethod
    def of(cls, data: NDArray[np.uint8], separator: int, quotes: Places) -> _Lines | None:
        """None where a line break is within quotes, or a carriage return within a line."""
        import numpy as np

        ends, separators = places_of(data, _BREAK), places_of(data, separator)
        if len(quotes):
            if (np.searchsorted(quotes, ends) & 1).any():
                return None
            separators = separators[(np.searchsorted(quotes, separators) & 1) == 0]
        returns = places_of(data, _RETURN)
        if len(returns) and (data[returns + 1] != _BREAK).any():
            return None
        begins = np.concatenate(([0], ends[:-1] + 1))
        number = np.diff(np.searchsorted(separators, ends), prepend=0)
        size = ends - begins
        if len(returns):
            size -= data[ends - 1] == _RETURN
        return cls(begins, ends, number, size > number, size == 0)


def _are_letters(data: NDArray[np.uint8], quotes: Places, separator: int) -> bool:
    """Whether no quote stands where a cell begins."""
    before = data[quotes - 1]  # before the first byte stands the last, a line break
    return not bool(((before == _BREAK) | (before == separator)).any())


def _are_placed(data: NDArray[np.uint8], quotes: Places, separator: int) -> bool:
    """Whether each opens a cell, closes it or is doubled."""
    import numpy as np

    if len(quotes) % 2:
        return False
    between = [_BREAK, _QUOTE, separator]
    before, after = data[quotes[::2] - 1], data[quotes[1::2] + 1]
    return bool(np.isin(before, between).all() and np.isin(after, [*between, _RETURN]).all())


def _only(data: NDArray[np.uint8], lines: _Lines, wanted: Flags) -> bytes:
    """The text of some lines."""
    import numpy as np

    if wanted.all():
        return data.tobytes()
    return data[np.repeat(wanted, lines.ends - lines.begins + 1)].tobytes()


def _has_text(found: pl.DataFrame) -> bool:
    import polars as pl

    return found.select(pl.any_horizontal(pl.all() != "").all()).item() is True


def _cut(
    text: bytes, lines: _Lines, is_long: Flags, numbers: Places, layout: Layout,
    left_out: list[int], *, quoted: bool,
) -> Rows:  # fmt: skip
    """Rows with surplus cells, if these are empty; the numbers of the others go to `left_out`."""
    width, kept, own = layout.width, list[list[str]](), list[int]()
    places = zip(lines.begins[is_long], lines.ends[is_long], numbers[is_long], strict=True)
    written = (text[begin:end].decode("utf-8").removesuffix("\r") for begin, end, _ in places)
    rows = csv.reader(
        written,
        delimiter=layout.delimiter,
        quoting=csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE,
    )
    for number, row in zip(numbers[is_long].tolist(), rows, strict=True):
        if any(row[width:]):
            left_out.append(number)
        else:
            kept.append(row[:width])
            own.append(number)
    return Rows(own, kept)
