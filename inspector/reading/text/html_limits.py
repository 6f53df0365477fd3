"""Whether a page of HTML is small enough to be parsed, told before it is.

The parser has no limits of its own, and a few bytes can cost it very much: elements within each
other, styles that every later paragraph opens anew (`<p><b><b id=2><p>x<p>x`), and tags that end
in another order than they began, which make copies of what stands between.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator

MOST_TEXT = 4 << 20
"""Bytes of a page, as UTF-8."""
MOST_TAGS = 100_000
"""Tags of a page."""
MOST_NESTED = 500
"""Elements within each other."""
FREE = 2_000
"""Elements that a page may make the parser add to those written in it …"""
FREE_BY_TAG = 8
"""… and those that each of its tags may."""
FEW = 100
"""Tags up to which a page is small, whatever they are."""
_LONGEST = 1_000
"""Characters of a tag by which it is compared with others."""
_Tag = tuple[str, str, str]
"""Of a tag the stroke of an end, its name, and the rest."""
_NEVER_NEST = frozenset(
    "area base br col dd dt embed hr img input li link meta option p source td th tr wbr".split()
)
"""Elements that hold nothing, or that end where the next one of them begins."""
_STYLES = frozenset("a b big code em font i nobr s small strike strong tt u".split())
"""Elements that are opened anew where the one that holds them ends."""
_ALIKE = {"a": 1, "nobr": 1}
"""How many of a style are opened anew …"""
_MOST_ALIKE = 3
"""… and of any other whose tags are the same."""
_INLINE = _STYLES | frozenset("abbr bdi bdo cite del dfn ins kbd label mark q samp span".split())
"""Elements across which a style may end without being copied."""
_ROOTS = frozenset(("body", "html"))
"""Elements that stand once, and take the attributes of all further ones."""
_TWOFOLD = re.compile(r"(?i)<(?:svg|math|select|frameset)")
"""Where these stand, what is a tag hangs on where it stands: no end is believed."""
_FOREIGN = re.compile(r"(?i)<(?:svg|math)")
_NEST_IN_FOREIGN = frozenset("area base col input link option source td th tr wbr".split())
"""Elements that nest within pictures and formulas, and nowhere else."""
_TAG = re.compile(
    r"<(/?)([a-zA-Z][a-zA-Z0-9]*+)"
    r"((?:[\t\n\f\r ](?:[^<>\"']++|\"[^<>\"]*+\"|'[^<>']*+')*+)?+)/?+>"
)
"""A tag that nobody could read otherwise."""
_PAIR = re.compile(r"<(a|b|em|i|s|small|span|strong|sub|sup|u)(?:[\t\n\f\r ][^<>]*+)?+>[^<]*+</\1>")
"""An element within a line that holds none; it adds nothing but itself."""
_TOKEN = re.compile(
    r"<!--(?:-?>|.*?(?:--!?>|\Z))"
    r"|<(?:[!?]|/(?![a-zA-Z]))[^>]*+>?"
    r"|<(/?)([a-zA-Z][^\t\n\f\r />]*+)"
    r"((?:[\t\n\f\r /]++|[^\t\n\f\r />][^\t\n\f\r />=]*+(?:[\t\n\f\r ]*+=[\t\n\f\r ]*+"
    r"(?:\"[^\"]*+\"?|'[^']*+'?|[^\t\n\f\r >\"'][^\t\n\f\r >]*+)?+)?+)*+)>?",
    re.DOTALL,
)
"""A comment, or a tag, as the standard of HTML has them."""
_RAW = {
    name: re.compile(rf"(?i)</{name}(?=[\t\n\f\r />])")
    for name in (
        "title",
        "textarea",
        "style",
        "script",
        "xmp",
        "iframe",
        "noembed",
        "noframes",
        "plaintext",
    )
}
"""Where elements that hold text without tags end."""


def is_bounded(html: str) -> bool:
    """Whether the elements of a page are as few, and as little within each other, as is parsed."""
    number = html.count("<")
    if number <= FEW:
        return True
    found: list[_Tag] = _TAG.findall(html)
    tags: Iterable[_Tag]
    if number == len(found) and _RAW.keys().isdisjoint(name.lower() for _, name, _ in found):
        blocks = _PAIR.sub("", html)
        if blocks.count("<") <= FEW:
            return True
        tags = _TAG.findall(blocks)
    else:
        tags = _tags(html)
    flat = _NEVER_NEST - _NEST_IN_FOREIGN if _FOREIGN.search(html) else _NEVER_NEST
    return _Nesting(flat).holds(tags, FREE + FREE_BY_TAG * number)


def _tags(html: str) -> Iterator[_Tag]:
    """The tags of a page of any kind: at most those ends, and at least those beginnings."""
    are_ends_told = _TWOFOLD.search(html) is None
    at = 0
    while token := _TOKEN.search(html, at):
        at = token.end()
        end, name, rest = token.groups()
        if name is None or (end and not are_ends_told):
            continue
        yield end, name, rest
        if end or not are_ends_told or (ends := _RAW.get(name.lower())) is None:
            continue
        found = ends.search(html, at)
        raw = html[at : found.start() if found is not None else None]
        are_ends_told = not ("<!--" in raw and "<script" in raw.lower())
        at += len(raw)


class _Nesting:
    """The elements that are open at a place of a page, as far as its tags tell."""

    def __init__(self, flat: Container[str]) -> None:
        """`flat`: elements that are never open."""
        self._flat = flat
        self._open: list[str] = []
        self._styles: list[tuple[str, str]] = []
        """Names and whole tags of the styles that the next block opens anew."""
        self._made = 0
        """Elements that the parser adds."""
        self._deepest = 0
        self._copied = 0
        """Styles that ended within another element than they began in."""
        self._roots = 0

    def holds(self, tags: Iterable[_Tag], most: int) -> bool:
        """Whether elements stay within `MOST_NESTED`, and no more than `most` are added."""
        flat, is_open, styles = self._flat, self._open, self._styles
        for end, written, rest in tags:
            name = written.lower()
            if styles and name not in _INLINE:
                self._made += len(styles)
            if name in flat:
                pass
            elif name in _STYLES:
                self._style(name, rest, is_end=bool(end))
            elif end and is_open and is_open[-1] == name:
                is_open.pop()
            elif end and name in is_open:
                del is_open[_last(is_open, name)]
            elif not end and name in _ROOTS:
                self._made += self._roots
                self._roots += 1
                is_open.append(name)
            elif not end:
                is_open.append(name)
            if len(is_open) > self._deepest:
                self._deepest = len(is_open)
            if self._made > most or self._deepest > MOST_NESTED:
                return False
        return True

    def _style(self, name: str, rest: str, *, is_end: bool) -> None:
        """The tag of a style."""
        if is_end:
            if name in self._open:
                self._copy(name)
                del self._open[_last(self._open, name)]
            else:
                self._made += self._copied
            if (place := _last([style for style, _ in self._styles], name)) >= 0:
                del self._styles[place]
            return
        most = _ALIKE.get(name, _MOST_ALIKE)
        style = name, rest if most > 1 else ""
        alike = self._styles.count(style)
        if name in _ALIKE and alike:
            self._copy(name)
        if len(rest) > _LONGEST or alike < most:
            self._styles.append(style)
        self._open.append(name)

    def _copy(self, name: str) -> None:
        """A style ends: where blocks are open in it, it is copied into them."""
        if self._open[-1] != name:
            within = self._open[_last(self._open, name) + 1 :]
            if not _INLINE.issuperset(within):
                self._copied += 1
                self._made += self._copied + self._deepest


def _last(names: list[str], name: str) -> int:
    """Where a name stands last; -1 where it does not."""
    return next((place for place in reversed(range(len(names))) if names[place] == name), -1)
