"""The member's own account data as it is looked for by its letters."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from inspector.knowledge.mark_rules import MarkRules
from inspector.marks.account_data import AccountData
from inspector.marks.folded_text import folded
from inspector.marks.mark import Mark
from inspector.marks.whole_names import Judge, Place, Wanted, capitals

_LEAST = 8
"""Letters of an address that is looked for."""
_LONGEST_CODE = 12
"""Letters of a postcode, in which there is a figure."""
_APART = r"[\s,;(/-]{1,4}"
"""Between a place and its postcode."""
_AROUND = 60
"""Letters beside a postcode in which its place stands."""
_PARTS = re.compile(r"[,\n]")
_STREET = re.compile(r"\d{1,4} ?[a-z]{0,6},? [^\d]+|[^\d]+ \d{1,4} ?[a-z]?")
_BETWEEN = re.compile(r"[\s,;.-]{1,3}")


def own_words(data: AccountData, rules: MarkRules) -> dict[str, list[Wanted]]:
    """Folded words and the marks that they make."""
    found: dict[str, list[Wanted]] = {}
    units = rules.of_all("units")
    for address in data.own.get("address", ()):
        for words in _streets(address, units):
            found[words] = [
                Wanted("own", "own.address", "certain"),
                Wanted("address", "address.own", "certain"),
            ]
    places = [one for whole in data.own.get("place", ()) for one in _places(whole)]
    judge = _beside(places)
    for postcode in map(_single, data.own.get("postcode", ()) if places else ()):
        if 2 < len(postcode) <= _LONGEST_CODE and any(map(str.isdigit, postcode)):
            for words in (postcode, postcode.replace(" ", "")):
                found.setdefault(words, [Wanted("own", "own.postcode", "certain", judge)])
    common = frozenset(rules.of_all("common"))
    for name in map(_single, data.own.get("maiden_name", ())):
        if len(name) > 2:
            is_common = {name, name.removesuffix("s")} & common
            born = _behind(rules.of_all("birth_names")) if is_common else _capital
            one = Wanted("own", "own.maiden_name", "likely", born, capitals(name))
            found.setdefault(name, [one])
    return found


def joined(marks: Sequence[Mark], text: str) -> Iterator[Mark]:
    """Marks of one text; a street with its postcode and place right behind it is one mark."""
    codes = {one.start: one for one in marks if one.rule == "own.postcode"}
    for mark in marks:
        if mark.rule in ("own.address", "address.own"):
            gap = _BETWEEN.match(text, mark.end)
            if gap is not None and gap.end() in codes:
                mark = mark._replace(length=codes[gap.end()].end - mark.start)
        yield mark


def _streets(address: str, units: Collection[str]) -> Iterator[str]:
    """An address whole, and its street with the number, without the part of the house."""
    yield from filter(_is_address, [_single(address)])
    for part in map(_single, _PARTS.split(address)):
        for unit in units:
            part = part.partition(f" {unit} ")[0]
        if part.split(" ")[0] not in units and _STREET.fullmatch(part) and _is_address(part):
            yield part
            return


def _is_address(words: str) -> bool:
    return len(words) >= _LEAST and " " in words and any(map(str.isdigit, words))


def _places(whole: str) -> Iterator[str]:
    """A place as its postcode stands beside it: with its region, and alone."""
    parts = [part for part in map(_single, whole.split(",")) if len(part) > 1]
    for number in range(min(len(parts), 2), 0, -1):
        yield r"[\s,]{1,2}".join(map(re.escape, parts[:number]))


def _beside(places: Sequence[str]) -> Judge:
    """Judges a postcode by its place, before or behind it; a short sign of a region may stand
    between them."""
    place = "|".join(places)
    before = re.compile(rf"(?<![^\W_])(?:{place}){_APART}(?:[a-z]{{2,3}}[\s,]{{1,2}})?$")
    behind = re.compile(rf"{_APART}(?:{place})(?![^\W_])")

    def judge(found: Place) -> Place | None:
        text = found.folded.text
        first = max(found.start - _AROUND, 0)
        if there := before.search(text[first : found.start]):
            end = found.end + (text[found.end : found.end + 1] == ")" and "(" in there[0])
            return found._replace(start=first + there.start(), end=end)
        if there := behind.match(text[found.end : found.end + _AROUND]):
            return found._replace(end=found.end + there.end())
        return None

    return judge


def _capital(place: Place) -> Place | None:
    """A name that does not begin with a small letter."""
    return None if place.words[:1].islower() else place


def _behind(words: Sequence[str]) -> Judge:
    """Judges a name that is a common word: it stands behind a word of birth."""

    def judge(place: Place) -> Place | None:
        before = re.findall(r"[^\W_]+", place.folded.text[max(place.start - 40, 0) : place.start])
        told = f" {' '.join(before[-4:])} "
        is_told = any(told.endswith(f" {word} ") for word in words)
        return _capital(place) if is_told else None

    return judge


def _single(text: str) -> str:
    """Folded on one line."""
    return folded(text).text.strip()
