"""What LinkedIn writes otherwise than other programs write CSV (docs/format.md, Q1 to Q12)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from inspector.reading.tables.lenient_csv import lines_of


def double_quotes(piece: bytes, record_start: str | None, delimiter: str) -> bytes:
    r"""Rewrite backslash-escaped quotes as doubled ones (docs/format.md, Q2).

    A `\"` at the end of a line is a backslash and a closing quote only if a new record, or
    nothing, follows; anywhere else it is an escaped quote.
    """
    if record_start is None:
        ends = rb"(?=[,\r\n]|\Z)"
        return re.sub(rb'\\"(?!' + ends + rb")", b'""', piece)
    start = f'"?(?:{record_start})"?{re.escape(delimiter)}'.encode()
    return re.sub(rb'\\"(?!(?:\r?\n)+' + start + rb"|\s*\Z)", b'""', piece)


def split_first(text: str, start: re.Pattern[str] | None) -> Iterator[list[str]]:
    """Rows of two cells, cut at the first comma: what follows is one cell (docs/format.md, Q8).

    A second cell in quotes that needed them (a comma, a quote or a line break inside) is
    unquoted. Lines that begin as no record does belong to an open quote above them.
    """
    for line in _joined(text, start):
        first, comma, rest = line.rstrip("\r").partition(",")
        if not first and not comma:
            continue
        inner = rest[1:-1]
        quoted = len(rest) > 1 and rest[0] == rest[-1] == '"'
        if quoted and '"' not in inner.replace('""', "") and re.search(r'[,\n]|""', inner):
            rest = inner.replace('""', '"')
        if first[:1] == first[-1:] == '"' and len(first) > 1:
            first = first[1:-1]
        yield [first, rest] if comma else [first]


def _joined(text: str, start: re.Pattern[str] | None) -> Iterator[str]:
    """Lines, those joined that an open quote spans."""
    opens = re.compile(f'"?(?:{start.pattern})"?,') if start else None
    held: list[str] = []
    quotes = 0
    for line in lines_of(text):
        line = line.removesuffix("\n")
        if held and opens is not None and opens.match(line):
            yield from held
            held = []
        quotes = line.count('"') + (quotes if held else 0)
        if held:
            held.append(line)
        elif opens is not None and quotes % 2 and line.partition(",")[2].startswith('"'):
            held = [line]
        else:
            yield line
        if held and quotes % 2 == 0:
            yield "\n".join(held)
            held = []
    yield from held
