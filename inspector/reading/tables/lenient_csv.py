"""The careful way to read a table, row by row, where the fast one raises or would guess.

Python's csv module decides where cells end; lines it cannot place are given back as they
are, so that the caller can count them. A text comes from UTF-8 and holds no surrogates, so
these can stand for what no text may hold.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Generator, Iterator

_END = "\udcff"
"""A last line that no text holds; found inside a cell, it betrays a quote never closed."""
_RETURN = "\udc8d"
"""Stands for a carriage return inside a line, at which the csv module would give up."""
_BARE_RETURN = re.compile(r"\r(?!\n|\Z)")
WORK = 12
"""How often, taken together, unclosed quotes may make a text be read over. Then every line
is read by itself."""
FRESH = 500
"""Characters that beginning anew is worth."""

csv.field_size_limit(2**31 - 1)  # characters of a cell; the module's own limit is 131,072


class Referee:
    """Every row of a text, whatever its width."""

    def __init__(
        self, text: str, delimiter: str, width: int, start: re.Pattern[str] | None
    ) -> None:
        """`start` is what the first cell of a record looks like, where the dataset has one."""
        self._text = _BARE_RETURN.sub(_RETURN, text)
        self._delimiter = delimiter
        self._width = width
        self._opens = None
        if start is not None:
            cell = f'^"?(?:{start.pattern})"?{re.escape(delimiter)}'
            self._opens = re.compile(cell, re.MULTILINE)
        self._at = 0
        self.unclosed = 0
        """Quotes that were never closed; each is read as a letter of the record it stands in."""

    def rows(self) -> Iterator[list[str]]:
        """The rows, in order; `unclosed` is final once all are out."""
        masked = _RETURN in self._text
        for row in self._rows():
            yield [cell.replace(_RETURN, "\r") for cell in row] if masked else row

    def _rows(self) -> Iterator[list[str]]:
        work = WORK * len(self._text)
        while work >= 0:
            lines = yield from self._until_unclosed()
            if lines is None:
                return
            self.unclosed += 1
            work -= lines.at - self._at + FRESH
            end = self._resume()
            yield self._plain(self._text[self._at : end].removesuffix("\n"))
            self._at = end
        for line in _Lines(self._text, self._at):
            if line != _END:
                yield self._alone(line)

    def _until_unclosed(self) -> Generator[list[str], None, _Lines | None]:
        """Rows up to one whose quote is never closed; the lines that were tried for it."""
        lines = _Lines(self._text, self._at)
        for row in csv.reader(lines, delimiter=self._delimiter):
            if row == [_END]:
                return None
            whole = self._text[self._at : lines.at]
            unended = bool(row) and row[-1].endswith(_END)
            if unended or ("\n" in whole[:-1] and not self._is_sound(whole)):
                return lines
            yield row
            self._at = lines.at
        return None

    def _is_sound(self, record: str) -> bool:
        """Whether these lines are one record by the letter of the rules, whatever it looks like."""
        lines = lines_of(record)
        try:
            rows = list(csv.reader(lines, delimiter=self._delimiter, strict=True))
        except csv.Error:
            return False
        if len(rows) != 1 or len(rows[0]) < self._width:
            return False
        return not any(rows[0][self._width :])

    def _resume(self) -> int:
        """Where records go on after one whose quote was never closed."""
        after = self._text.find("\n", self._at) + 1 or len(self._text)
        if self._opens is None or not self._opens.match(self._text, self._at):
            return after
        found = self._opens.search(self._text, after)
        return found.start() if found else len(self._text)

    def _plain(self, record: str) -> list[str]:
        """The cells of a broken record, its quotes read as letters."""
        return record.replace("\r\n", "\n").removesuffix("\r").split(self._delimiter)

    def _alone(self, line: str) -> list[str]:
        """The cells of a line that is read by itself."""
        try:
            return next(csv.reader([line], delimiter=self._delimiter, strict=True))
        except csv.Error:
            self.unclosed += 1
            return self._plain(line.removesuffix("\n"))


class _Lines:
    """The lines of a text from a place on, one at a time, then `_END`."""

    def __init__(self, text: str, at: int) -> None:
        self._text = text
        self.at = at
        """Where the next line begins; past the text's end once `_END` was given."""

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        at, text = self.at, self._text
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
