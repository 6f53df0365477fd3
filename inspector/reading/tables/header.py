"""The header of a table: where it is, and what it means."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import NamedTuple

from inspector.knowledge.dataset import Column, Dataset
from inspector.language import later, mark, number, say
from inspector.reading.tables.quotes import are_placed

HEADER_LINES = 20
"""Lines among which the header is looked for (docs/contract.md, reading 3)."""
HEADER_BYTES = 1 << 20
"""Bytes within which those lines have to lie."""
DELIMITERS = (",", "\t", ";")
MAX_COLUMNS = 1000
"""Columns beyond which a file is no table of LinkedIn's."""


ZEROS = mark("it begins with nothing but zero bytes")


class NotATableError(Exception):
    """The text cannot be a table; the message says why, in plain words."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The header of a table and what it means."""

    headers: tuple[str, ...]
    """As written, in order; repeated and empty ones too."""
    columns: tuple[Column | None, ...]
    """What the catalogue says of each; None for one never seen."""
    delimiter: str
    known: bool
    """False where no line was recognised as a header and the first one was taken."""

    @property
    def width(self) -> int:
        """Number of columns."""
        return len(self.headers)

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the cell columns of batches."""
        return tuple(f"c{index}" for index in range(self.width))


def layout_of(dataset: Dataset, headers: Sequence[str]) -> Layout:
    """The layout of records that have no header of their own."""
    return Layout(tuple(headers), tuple(map(dataset.column, headers)), "", True)


INDEX = Column(name="", role="number")
"""A column that counts the rows; no column of LinkedIn's."""


def with_index(layout: Layout) -> Layout:
    """The same layout, its first column being an index."""
    return replace(layout, columns=(INDEX, *layout.columns[1:]))


def long_line(n: int) -> str:
    """A head that is too long to be one."""
    return later(lambda: say("its first line is longer than {n} bytes").format(n=number(n)))


def many_columns(n: int) -> str:
    """A head that is too wide to be one."""
    return later(lambda: say("its first line has more than {n} columns").format(n=number(n)))


class Head(NamedTuple):
    """Where a table begins."""

    layout: Layout
    end: int
    """The offset at which the rows begin."""
    above: int = 0
    """Lines above the header of a file never seen, which were taken for no rows."""
    is_misplaced: bool = False
    """Whether quotes in the header stand where none opens or closes a name."""


def find_header(head: bytes, dataset: Dataset | None) -> Head:
    """The header and where the rows begin."""
    begin, fallback = 0, None
    lines = list(islice(io.BytesIO(head), HEADER_LINES))
    for at, line in enumerate(lines):
        if line.strip(b"\r\n \t"):
            text = _whole(lines[at:])
            layout = _header(text.removesuffix("\n"), dataset)
            is_misplaced = not are_placed(text, layout.delimiter)
            found = Head(layout, begin + len(text.encode()), is_misplaced=is_misplaced)
            if layout.known:
                return found
            fallback = fallback or found
        begin += len(line)
    if fallback is None:
        return Head(Layout((), (), ",", False), len(head))
    below = _below_title(lines, fallback.layout) if dataset is None else None
    return below or fallback


def _below_title(lines: Sequence[bytes], first: Layout) -> Head | None:
    """The header below lines of one cell each and then one of none, as spreadsheets save a title.

    All of these have as many separators as the header, which has a name for every column.
    """
    width, end, is_parted = first.width, 0, False
    for above, line in enumerate(lines):
        end += len(line)
        text = line.decode("utf-8").rstrip("\r\n")
        cells = _cells(text, first.delimiter)
        named = {cell for cell in cells if cell.strip()}
        if width < 2 or len(cells) != width or len(named) not in (0, 1, width):
            return None
        if len(named) == width:
            is_plain = is_parted and are_placed(text, first.delimiter)
            layout = Layout(tuple(cells), (None,) * width, first.delimiter, False)
            return Head(layout, end, above) if is_plain else None
        is_parted = not named
    return None


def _whole(lines: Sequence[bytes]) -> str:
    """The first line, and those that a quoted name with line breaks in it goes on over."""
    quotes = taken = 0
    for line in lines:
        taken += 1
        quotes += line.count(b'"')
        if quotes % 2 == 0:
            break
    whole = b"".join(lines[:taken]).decode("utf-8")
    if any(are_placed(whole, delimiter) for delimiter in DELIMITERS):
        return whole
    return lines[0].decode("utf-8")


def _cells(text: str, delimiter: str) -> list[str]:
    """The cells of one row; the whole of it is one where it cannot be told apart."""
    try:
        return next(csv.reader([text], delimiter=delimiter))
    except (csv.Error, StopIteration):
        return [text]


def _header(text: str, dataset: Dataset | None) -> Layout:
    text = text.rstrip("\r")
    best: Layout | None = None
    most = -1
    for delimiter in DELIMITERS:
        cells = _cells(text, delimiter)
        cells = [" ".join(cell.split()) if "\n" in cell else cell for cell in cells]
        if len(cells) > MAX_COLUMNS:
            raise NotATableError(many_columns(MAX_COLUMNS))
        named = [cell for cell in cells if cell.strip()]
        columns = tuple(dataset.column(cell) if dataset else None for cell in cells)
        found = sum(column is not None for column in columns)
        score = found * MAX_COLUMNS + len(cells)
        if score > most:
            known = 0 < len(named) <= 2 * found
            best, most = Layout(tuple(cells), columns, delimiter, known), score
    assert best is not None
    return best
