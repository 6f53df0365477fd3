"""The careful way to read a table, where the strict one refuses or would guess.

Python's csv module decides where cells end: of blocks whose quotes are all in place at once, of
others row by row. Lines it cannot place are given back as they are, so that the caller can count
them. A text comes from UTF-8 and holds no surrogates, so these can stand for what no text may hold.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

from inspector.reading.tables.quotes import are_placed

_END = "\udcff"
"""A last line that no text holds; found inside a cell, it betrays a quote never closed."""
_RETURN = "\udc8d"
"""Stands for a carriage return inside a line, at which the csv module would give up."""
_LETTER = "\udc22"
"""Stands for a quote that is read as a letter."""
_BARE_RETURN = re.compile(r"\r(?!\n|\Z)")
WORK = 12
"""How often, taken together, unclosed quotes may make a text be read over. Then every line
is read by itself."""
FRESH = 500
"""Characters that beginning anew is worth."""
LINE = 64
"""Characters that taking one more line is worth."""
BLOCK = 1 << 16
"""Characters read at once where nothing speaks against it."""
NEAR = 1000
"""Lines within which a block's end is looked for."""
BEGINNING = 200
"""Characters within which a record's first cell is looked at to tell where it begins."""
UNENDED = 1 << 20
"""Characters beyond which no record goes on over line after line."""

csv.field_size_limit(2**31 - 1)  # characters of a cell; the module's own limit is 131,072

Batch = list[list[str]]
"""Rows, whatever their widths."""


class Referee:
    """Every row of a text, whatever its width."""

    def __init__(
        self, text: str, delimiter: str, width: int, start: re.Pattern[str] | None
    ) -> None:
        """`start` is what the first cell of a record looks like, where the dataset has one."""
        self._text = _BARE_RETURN.sub(_RETURN, text)
        self._is_masked = _RETURN in self._text
        self._delimiter = delimiter
        self._width = width
        self._opens = None
        if start is not None:
            self._opens = re.compile(f'"?(?:{start.pattern})"?{re.escape(delimiter)}')
        self._at = 0
        self._work = WORK * max(len(text), BLOCK)
        self.unclosed = 0
        """Quotes that were never closed; each is read as a letter of the record it stands in."""
        self.misplaced = 0
        """Rows with quotes that stand where none opens or closes a cell."""

    def batches(self, until: int | None = None) -> Iterator[Batch | None]:
        """The rows, in order, some at a time; None in place of a record that does not end.

        `until`: characters beyond which no further record is begun.

        `unclosed` and `misplaced` are final once all are out.
        """
        for batch in self._batches(len(self._text) if until is None else until):
            if batch is not None and self._is_masked:
                batch = [[cell.replace(_RETURN, "\r") for cell in row] for row in batch]
            yield batch

    @property
    def at(self) -> int:
        """Characters that are read."""
        return self._at

    def skip(self, characters: int) -> None:
        """Take whole records for read."""
        self._at += characters

    def rows(self) -> Iterator[list[str]]:
        """The rows, in order."""
        for batch in self.batches():
            yield from batch or ()

    def _batches(self, until: int) -> Iterator[Batch | None]:
        while self._at < until:
            end = self._block_end(until)
            block = self._text[self._at : end]
            rows = self._by_the_letter(block)
            if rows is None:
                rows = self._by_lines(block)
            if rows is not None:
                self._at = end
                yield rows
            else:
                yield from self._row_by_row(end)

    def _block_end(self, until: int) -> int:
        """Where the next block ends: at a line end outside of quotes, if there is one near."""
        text, at = self._text, self._at
        furthest = text.find("\n", min(at + BLOCK, until - 1)) + 1 or len(text)
        end = furthest
        is_open = text.count('"', at, end) % 2
        for _ in range(NEAR if is_open else 0):
            before = text.rfind("\n", at, end - 1) + 1
            if not before:
                break
            is_open ^= text.count('"', before, end) % 2
            end = before
            if not is_open:
                return end
        return furthest

    def _by_the_letter(self, block: str) -> Batch | None:
        """All rows of a block, if every quote is in place and each cell with lines is sound."""
        if not are_placed(block, self._delimiter):
            return None
        rows = list(csv.reader(io.StringIO(block, newline="\n"), delimiter=self._delimiter))
        if len(rows) < block.count("\n") + (not block.endswith("\n")):
            odd = (row for row in rows if len(row) < self._width or any(row[self._width :]))
            if any("\n" in cell for row in odd for cell in row):
                return None
        return rows

    def _by_lines(self, block: str) -> Batch | None:
        """All rows of a block of which each is one line, whatever its quotes."""
        lines = io.StringIO(block, newline="\n").readlines()
        rows = list(csv.reader(lines, delimiter=self._delimiter))
        if len(rows) < len(lines) or (rows[-1] and rows[-1][-1].endswith("\n")):
            return None
        for at, line in enumerate(lines):
            if '"' in line and not are_placed(line, self._delimiter):
                self.misplaced += 1
                rows[at] = self._with_a_letter(line) or rows[at]
        return rows

    def _row_by_row(self, until: int) -> Iterator[Batch | None]:
        """Rows up to a place or beyond; a quote that is never closed costs its own record only."""
        while self._at < until:
            if self._work < 0:
                yield [self._alone(line) for line in lines_of(self._text[self._at : until])]
                self._at = until
                return
            rows: Batch = []
            lines = self._until_unclosed(rows, until)
            yield rows
            if lines is None:
                return
            self.unclosed += 1
            self._work -= lines.at - self._at + FRESH + LINE * lines.given
            end = self._resume()
            record = self._text[self._at : end].removesuffix("\n")
            is_ended = len(record) <= UNENDED or "\n" not in record
            yield [self._plain(record)] if is_ended else None
            self._at = end

    def _until_unclosed(self, rows: Batch, until: int) -> _Lines | None:
        """Add rows up to one whose quote is never closed; given back are the lines tried for it."""
        text, lines = self._text, _Lines(self._text, self._at)
        for row in csv.reader(lines, delimiter=self._delimiter):
            if row == [_END]:
                return None
            record = text[self._at : lines.at]
            if '"' in record:
                is_placed = are_placed(record, self._delimiter)
                unended = bool(row) and row[-1].endswith(_END)
                if unended or (
                    "\n" in record[:-1] and not (is_placed and self._is_one(row, record))
                ):
                    return lines
                if not is_placed:
                    self.misplaced += 1
                    row = self._with_a_letter(record) or row
            rows.append(row)
            self._at = lines.at
            if self._at >= until:
                return None
        return None

    def _is_one(self, row: list[str], record: str) -> bool:
        """Whether lines whose quotes are in place are one record, and not several joined by them.

        One with too few cells is, if none of its lines could be a record of its own.
        """
        if any(row[self._width :]):
            return False
        if len(row) >= self._width:
            return True
        most = max(line.count(self._delimiter) for line in record.split("\n"))
        return most < self._width - 1 and self._next_start(record, record.find("\n") + 1) is None

    def _resume(self) -> int:
        """Where records go on after one whose quote was never closed."""
        text = self._text
        after = text.find("\n", self._at) + 1 or len(text)
        if self._opens is None or not self._opens.match(text, self._at, self._at + BEGINNING):
            return after
        found = self._next_start(text, after)
        return len(text) if found is None else found

    def _next_start(self, text: str, at: int) -> int | None:
        """Where, from a line's beginning on, a record begins; only so many letters tell it."""
        if self._opens is None:
            return None
        begins = self._opens.match
        while at < len(text):
            if begins(text, at, at + BEGINNING):
                return at
            at = text.find("\n", at) + 1 or len(text)
        return None

    def _plain(self, record: str) -> list[str]:
        """The cells of a broken record: one of its quotes, or else all, read as letters."""
        if "\n" not in record and (row := self._with_a_letter(record)):
            return row
        return record.replace("\r\n", "\n").removesuffix("\r").split(self._delimiter)

    def _with_a_letter(self, line: str) -> list[str] | None:
        """The cells of a line if one quote is a letter, where that is right for just one of them.

        Right: all others are in place then, and the cells are as many as there should be.
        """
        if f'{self._delimiter}"' not in line and not line.startswith('"'):
            return None  # all of them are letters
        found: list[str] | None = None
        at = line.find('"')
        while at >= 0 and self._work >= 0:
            self._work -= len(line) + FRESH
            text = f"{line[:at]}{_LETTER}{line[at + 1 :]}"
            if are_placed(text, self._delimiter):
                row = next(csv.reader([text], delimiter=self._delimiter))
                row = [cell.replace(_LETTER, '"') for cell in row]
                if len(row) == self._width and row != found:
                    if found is not None:
                        return None
                    found = row
            at = line.find('"', at + 1)
        return None if self._work < 0 else found

    def _alone(self, line: str) -> list[str]:
        """The cells of a line that is read by itself."""
        if '"' in line:
            if are_placed(line, self._delimiter):
                return next(csv.reader([line], delimiter=self._delimiter))
            self.unclosed += 1
        return self._plain(line.removesuffix("\n")) if line.strip("\r\n") else []


class _Lines:
    """The lines of a text from a place on, one at a time, then `_END`."""

    def __init__(self, text: str, at: int) -> None:
        self._text = text
        self.at = at
        """Where the next line begins; past the text's end once `_END` was given."""
        self.given = 0
        """Lines so far."""

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        at, text = self.at, self._text
        self.given += 1
        if at > len(text):
            raise StopIteration
        if at == len(text):
            self.at += 1
            return _END
        self.at = text.find("\n", at) + 1 or len(text)
        line = text[at : self.at]
        return line if line.endswith("\n") else line + "\n"


def lines_of(text: str) -> Iterator[str]:
    """The lines of a text, each with its end."""
    at = 0
    while at < len(text):
        end = text.find("\n", at) + 1 or len(text)
        yield text[at:end]
        at = end
