"""What became of a table's rows: read, mended, left out."""

from __future__ import annotations

import msgspec


class LeftOut(msgspec.Struct):
    """Rows left out: how many, and the numbers of the first ones, from 1."""

    count: int = 0
    first: list[int] = msgspec.field(default_factory=list)

    def add(self, number: int) -> None:
        """One more."""
        self.count += 1
        if len(self.first) < 10:
            self.first.append(number)


class Account(msgspec.Struct):
    """What became of a table's rows; complete once all batches are out."""

    rows: int = 0
    """Rows read: kept and left out (a header, a preamble, an empty line are none)."""
    left_out: LeftOut = msgspec.field(default_factory=LeftOut)
    above: int = 0
    """Lines above the header of a file never seen, which are no rows."""
    joined: int = 0
    """Lines that continued the record above."""
    unusual: int = 0
    """Those among them in a file in which LinkedIn writes none."""
    likely: int = 0
    """Those among them that look like a record of their own."""
    short: int = 0
    """Rows with too few cells; the missing ones were read as empty."""
    long: int = 0
    """Rows with surplus cells, all of them empty."""
    unclosed: int = 0
    """Quotes that were never closed."""
    blank: int = 0
    """Empty lines between rows."""
    misplaced: int = 0
    """Rows, and headers, with quotes that stand where none opens or closes a cell."""
    unended: int = 0
    """Records that go on over more lines than is believed, left out."""
    endless: int = 0
    """Lines too long to be believed, left out."""
    cut: bool = False
    """Whether the last row breaks off and was left out."""
    stray: int = 0
    """Lines between records, left out."""
    unrecognised: bool = False
    """Whether no record was found in a page, which was left out."""
    unparsed: bool = False
    """Whether a page has more elements than are parsed, and was left out."""

    def leave_out(self) -> None:
        """One more row, which is left out."""
        self.rows += 1
        self.left_out.add(self.rows)
