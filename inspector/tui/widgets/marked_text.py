"""Words that one text has and another has not, between their marks, in colour too."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from inspector.knowledge.vocabulary import VERDICTS
from inspector.outputs.wording import terms
from inspector.tui.widgets.bars import VERDICT_STYLES

_MARKS = (("[-", "-]", "$inside"), ("{+", "+}", "$outside"))


def marked(content: Content) -> Content:
    """The same with the words between `[-` and `-]`, `{+` and `+}`, and the verdicts coloured."""
    for begin, end, style in _MARKS:
        for start, stop in _between(content.plain, begin, end):
            content = content.stylize(style, start, stop)
    for verdict in VERDICTS:
        name = terms.with_glyph(verdict)
        for start in _places(content.plain, name):
            content = content.stylize(VERDICT_STYLES[verdict], start, start + len(name))
    return content


def _between(text: str, begin: str, end: str) -> Iterator[tuple[int, int]]:
    start = text.find(begin)
    while start >= 0 and (stop := text.find(end, start)) >= 0:
        yield start, stop + len(end)
        start = text.find(begin, stop)


def _places(text: str, wanted: str) -> Iterator[int]:
    at = text.find(wanted)
    while at >= 0:
        yield at
        at = text.find(wanted, at + len(wanted))
