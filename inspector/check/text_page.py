"""Text pasted into a file as blocks: lines, with the lists and rows that their marks tell of.

Bullets and numbers make lists, bars and tabs make rows. Links and emphasis as Markdown writes them
are read as their words.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from inspector.check.page import BULLETS, Block

_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()]*\)")
_EMPHASIS = re.compile(r"\*\*|__|(?<!\w)_(?=\S)|(?<=\S)_(?!\w)|\\(?=[-*_.#>|+!()\[\]\\&])")
_HEADING = re.compile(r"#{1,6}\s")
_BREAK = re.compile(r"<br ?/?>", re.I)
_BULLET = re.compile(rf"(?:[{BULLETS}]|\d{{1,3}}[.)]|\(?[a-z]\))\s+(?=\S)")
_RULE = re.compile(r"[-=|:+* ]{3,}")


def blocks(content: str) -> Iterator[Block]:
    """The blocks of a text: a line goes on with the one before, but after a gap or with a mark."""
    numbers = itertools.count()
    in_list: tuple[int, ...] = ()
    gap = True
    paragraph: list[str] = []
    for raw in _EMPHASIS.sub("", _LINK.sub(r"\1", content)).splitlines():
        line = raw.strip()
        if not line or _RULE.fullmatch(line):
            gap = True
            continue
        bullet = _BULLET.match(line)
        row = line.startswith("|") or "\t" in line
        if (gap or bullet or row) and paragraph:
            yield Block(" ".join(paragraph), in_list)
            paragraph = []
        if row:
            in_list = ()
            yield from _row(line, next(numbers))
        elif bullet:
            in_list = in_list or (next(numbers),)
            paragraph = [line[bullet.end() :]]
        else:
            if gap:
                in_list = ()
            paragraph.append(_HEADING.sub("", line, count=1))
        gap = row
    if paragraph:
        yield Block(" ".join(paragraph), in_list)


def _row(line: str, number: int) -> Iterator[Block]:
    for cell in re.split(r"\||\t", line):
        for part in _BREAK.split(cell):
            part = part.strip()
            bullet = _BULLET.match(part)
            yield Block(part[bullet.end() :] if bullet else part, (number,))
