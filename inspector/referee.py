"""The careful way to read a table, row by row, where the fast one raises or would guess.

Python's csv module decides where cells end; lines it cannot place are given back as they
are, so that the caller can count them.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_END = "\x00end\x00"
"""A last line that no text holds; found inside a cell, it betrays a quote never closed."""
_BARE_RETURN = re.compile(r"\r(?!\n|\Z)")
"""A carriage return inside a line, at which the csv module would give up."""
RETRIES = 100
"""Unclosed quotes after which the rest is no longer tried."""
CELL_LIMIT = 2**31 - 1
"""Characters a cell may hold; the csv module's own limit is 131,072."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """Rows as the referee cut them, of any width."""

    rows: list[list[str]]
    unclosed: int = 0
    """Quotes that were never closed; each is read as a letter of the record it stands in."""


def read(text: str, delimiter: str, width: int, start: re.Pattern[str] | None) -> Ruling:
    """Every row of a text, whatever its width.

    `start` is what the first cell of a record looks like, where the dataset has one: a cell
    that holds a line of that look has swallowed records, so its quote was never closed.
    """
    stand_in = next(char for char in map(chr, range(0xE000, 0xF8FF)) if char not in text)
    masked = _BARE_RETURN.sub(stand_in, text)
    limit = csv.field_size_limit(CELL_LIMIT)
    try:
        ruling = _read(masked.split("\n"), delimiter, width, start)
    finally:
        csv.field_size_limit(limit)
    if masked is text or stand_in not in masked:
        return ruling
    rows = [[cell.replace(stand_in, "\r") for cell in row] for row in ruling.rows]
    return Ruling(rows, ruling.unclosed)


def _read(
    lines: Sequence[str], delimiter: str, width: int, start: re.Pattern[str] | None
) -> Ruling:
    rows: list[list[str]] = []
    at = unclosed = 0
    opens = re.compile(f'"?(?:{start.pattern})"?{re.escape(delimiter)}') if start else None
    while at < len(lines):
        broken = None
        reader = csv.reader(_lines(lines, at), delimiter=delimiter)
        before = 0
        for row in reader:
            if row == [_END]:
                break
            first, before = at + before, reader.line_num
            spans = at + before - first
            unended = bool(row) and row[-1].endswith(_END)
            whole = lines[first : first + spans]
            if unended or (spans > 1 and not _sound(whole, delimiter, width)):
                broken = first
                break
            rows.append(row)
        if broken is None:
            break
        unclosed += 1
        if unclosed > RETRIES:
            rows += [[line.rstrip("\r"), *[""] * width, _END] for line in lines[broken:] if line]
            break
        end = _resume(lines, broken, opens)
        rows.append(_plain(lines[broken:end], delimiter))
        at = end
    return Ruling(rows, unclosed)


def _sound(lines: Sequence[str], delimiter: str, width: int) -> bool:
    """Whether these lines are one record by the letter of the rules, whatever they look like."""
    try:
        rows = list(csv.reader((line + "\n" for line in lines), delimiter=delimiter, strict=True))
    except csv.Error:
        return False
    return len(rows) == 1 and len(rows[0]) == width


def _lines(lines: Sequence[str], at: int) -> Iterator[str]:
    for number in range(at, len(lines)):
        yield lines[number] + "\n"
    yield _END


def _resume(lines: Sequence[str], broken: int, opens: re.Pattern[str] | None) -> int:
    """The line at which records go on after one whose quote was never closed."""
    if opens is None:
        return broken + 1
    after = range(broken + 1, len(lines))
    return next((number for number in after if opens.match(lines[number])), len(lines))


def _plain(lines: Sequence[str], delimiter: str) -> list[str]:
    """The cells of a broken record, its quotes read as letters."""
    text = "\n".join(line.rstrip("\r") for line in lines)
    return text.split(delimiter)


def split_first(text: str, start: re.Pattern[str] | None) -> list[list[str]]:
    """Rows of two cells, cut at the first comma: what follows is one cell (docs/format.md, Q8).

    A second cell in quotes that needed them (a comma, a quote or a line break inside) is
    unquoted. Lines that begin as no record does belong to an open quote above them.
    """
    rows = []
    for line in _joined(text.split("\n"), start):
        first, comma, rest = line.rstrip("\r").partition(",")
        if not first and not comma:
            continue
        inner = rest[1:-1]
        quoted = len(rest) > 1 and rest[0] == rest[-1] == '"'
        if quoted and '"' not in inner.replace('""', "") and re.search(r'[,\n]|""', inner):
            rest = inner.replace('""', '"')
        if first[:1] == first[-1:] == '"' and len(first) > 1:
            first = first[1:-1]
        rows.append([first, rest] if comma else [first])
    return rows


def _joined(lines: Sequence[str], start: re.Pattern[str] | None) -> Iterator[str]:
    """Lines, those joined that an open quote spans."""
    opens = re.compile(f'"?(?:{start.pattern})"?,') if start else None
    held = ""
    for line in lines:
        whole = f"{held}\n{line}" if held else line
        begins = opens is None or opens.match(line) is not None
        if held and begins:
            yield from held.split("\n")
            whole = line
        _, _, rest = whole.partition(",")
        open_quote = rest.startswith('"') and whole.count('"') % 2 == 1
        held = whole if open_quote and opens is not None else ""
        if not held:
            yield whole
    if held:
        yield from held.split("\n")
