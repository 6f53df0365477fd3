"""Quotations that are said once on a page, and by their number from then on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from inspector.language import say
from inspector.outputs import printable
from inspector.outputs.plain.layout import wrap
from inspector.outputs.wording import terms


class Quotation(NamedTuple):
    """A sentence, and where it stands."""

    name: str
    """Its text in a few words."""
    words: str
    place: str = ""
    """In the text."""
    link: str = ""


class Quotations:
    """What has been quoted so far, in the order in which it came."""

    def __init__(self, width: int) -> None:
        self._width = width
        self._numbers: dict[str, int] = {}

    def lines(self, quoted: Iterable[Quotation]) -> Iterator[str]:
        """New sentences with their words; those that were quoted, by their names in one line."""
        known = []
        for one in quoted:
            words = " ".join(one.words.split())
            if number := self._numbers.get(words):
                known.append(f"[{number}] {one.name}")
                continue
            number = self._numbers[words] = len(self._numbers) + 1
            name = ", ".join(part for part in (f"[{number}] {one.name}", one.place) if part)
            said = terms.paired(name, terms.quoted(words))
            yield from wrap(said, self._width, "    ", "      ")
            if one.link:
                yield f"      {printable.line(one.link)}"
        if known:
            told = say("quoted above: {sentences}").format(sentences=terms.apart(known))
            yield from wrap(told, self._width, "    ", "      ")
