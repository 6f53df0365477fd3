"""Words by category and by author: a name, a bar to one scale, figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from textual.content import Content

from inspector.knowledge.vocabulary import VERDICTS, Verdict
from inspector.language import number
from inspector.outputs.wording import terms
from inspector.summary.summary import Summary
from inspector.summary.use import Use, uses_of
from inspector.tui.widgets.bars import USE_STYLES, bar_to_scale
from inspector.tui.widgets.choices import Line
from inspector.verdicts.totals import Totals

AUTHOR = "author:"
"""Begins the ids of the lines of authors."""
_ROOM_FOR_ALL = 62
"""Cells from which on each verdict has a figure of its own."""
_FIGURE = 7
"""Cells of a figure where there is one."""
_Row = tuple[str, str, Mapping[Verdict, Totals]]


def of_categories(summary: Summary, width: int) -> Iterator[Line]:
    """A line for each category, most words inside first."""
    rows = [
        (one.category, terms.category(one.category), one.totals) for one in summary.by_category()
    ]
    return _lines(rows, width, uses_of(summary))


def of_authors(summary: Summary, width: int) -> Iterator[Line]:
    """A line for each author of words."""
    rows = [
        (f"{AUTHOR}{author}", terms.WHOSE[author], totals)
        for author, totals in summary.by_author.items()
    ]
    return _lines(rows, width, uses_of(summary))


def heads(summary: Summary, width: int) -> str:
    """The names of the figures, as they are so for this member."""
    names = [terms.USES_SAID[use] for use in uses_of(summary)]
    if width < _ROOM_FOR_ALL:
        return f"{names[0]:>{_name() + 2 + _FIGURE}}"
    first = f"{names[0]:>{width - 2 * _figure()}}"
    return first + "".join(f"{name:>{_figure()}}" for name in names[1:])


def leading(totals: Mapping[Verdict, Totals]) -> Verdict | None:
    """The strongest verdict there is a record of."""
    return next((verdict for verdict in VERDICTS if totals[verdict].records), None)


def _name() -> int:
    return terms.category_width(17)


def _figure() -> int:
    return terms.verdict_width(9)


def _lines(rows: Sequence[_Row], width: int, uses: Sequence[Use]) -> Iterator[Line]:
    most = max((sum(one.words for one in totals.values()) for _, _, totals in rows), default=0)
    for name, label, totals in rows:
        yield name, Content.assemble(*_parts(label, totals, most, width, uses))


def _parts(
    label: str, totals: Mapping[Verdict, Totals], most: int, width: int, uses: Sequence[Use]
) -> Iterable[Content | str | tuple[str, str]]:
    words = tuple(totals[verdict].words for verdict in VERDICTS)
    lead = next((use for v, use in zip(VERDICTS, uses, strict=True) if totals[v].values), uses[1])
    figures = [f"{number(count) if count else '–':>{_figure()}}" for count in words]
    yield (f"{terms.USE_GLYPHS[lead]} ", USE_STYLES[lead])
    yield f"{label:<{_name()}}"
    if width < _ROOM_FOR_ALL:
        room = max(width - _name() - _FIGURE - 4, 3)
        yield f"{figures[0].strip():>{_FIGURE}}  "
        yield bar_to_scale(words, most, room, uses)
    else:
        yield bar_to_scale(words, most, width - _name() - 3 * _figure() - 3, uses)
        yield f" {''.join(figures)}"
