"""What a study found, as text for a terminal of any width."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.cells import cell_len, set_cell_size

from inspector.language import number, say
from inspector.outputs.plain.layout import fill, page
from inspector.outputs.wording.terms import VERDICTS_SAID, category, paired
from inspector.study.report import words
from inspector.study.report.report import StudyReport
from inspector.study.report.suppression import TOTAL


def render(report: StudyReport, width: int) -> str:
    """All of it; every line fits the width, down to 40."""
    width = max(width, 40)
    parts = [_head(report, width)]
    if report.inspected is not None:
        parts += [part(report, width) for part in (_crossing, _verdicts, _categories, _unread)]
    parts.append(_wrapped((words.suppression(report), say(words.DOUBT)), width))
    return page(parts)


def _head(report: StudyReport, width: int) -> Iterator[str]:
    first = (words.unfinished(report), words.headline(report), words.situation(report))
    yield from _wrapped(first, width)


def _crossing(report: StudyReport, width: int) -> Iterator[str]:
    kinds = (*report.kinds, TOTAL)
    rows = [
        (words.region(region), *(words.number(report.crossing[region, kind]) for kind in kinds))
        for region in (*report.regions, TOTAL)
    ]
    yield from _table(
        say("Participants"), [words.EXPORT_NAMES[kind] for kind in kinds], rows, width
    )
    yield from _wrapped([words.assumed(report)], width)


def _verdicts(report: StudyReport, width: int) -> Iterator[str]:
    rows = [
        (
            VERDICTS_SAID[one.verdict].capitalize(),
            *words.quartiles(one.quartiles),
            number(one.words),
        )
        for one in report.verdicts
    ]
    yield from _table(say("Words of one"), (*words.quartile_heads(), say("of all")), rows, width)


def _categories(report: StudyReport, width: int) -> Iterator[str]:
    rows = [
        (
            category(one.category),
            words.number(one.present),
            words.number(one.inside),
            words.share(one.inside, report.inspected),
            *(("–",) * 3 if one.inside == 0 else words.quartiles(one.words)),
        )
        for one in report.categories
    ]
    heads = (say("have it"), VERDICTS_SAID["inside"], say("share"), *words.quartile_heads())
    yield from _table(say("Exposed"), heads, rows, width)
    yield from _wrapped([say(words.CATEGORIES)], width)


def _unread(report: StudyReport, width: int) -> Iterator[str]:
    rows = [
        (words.READING_NAMES[one.status], words.number(one.participants), words.number(one.entries))
        for one in report.unread
    ]
    yield from _table(say("Not read whole"), (say("participants"), say("files")), rows, width)
    yield from _wrapped([words.rows(report), *words.failures(report)], width)


def _table(
    title: str, heads: Sequence[str], rows: Sequence[Sequence[str]], width: int
) -> Iterator[str]:
    """Columns as wide as what stands in them; where they are too wide, a paragraph for each row."""
    lines = [(title, *heads), *rows]
    widths = [max(cell_len(line[at]) for line in lines) for at in range(len(lines[0]))]
    if sum(widths) + 2 * len(heads) >= width:
        yield title
        for name, *cells in rows:
            told = ", ".join(f"{head} {cell}" for head, cell in zip(heads, cells, strict=True))
            yield from fill(paired(name, told), width - 1, "  ", "    ")
        return
    for name, *cells in lines:
        numbers = (f"{cell:>{wide}}" for cell, wide in zip(cells, widths[1:], strict=True))
        yield "  ".join((set_cell_size(name, widths[0]), *numbers)).rstrip()


def _wrapped(texts: Sequence[str], width: int) -> Iterator[str]:
    for text in texts:
        yield from fill(text, width - 1)
