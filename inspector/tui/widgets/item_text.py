"""An item that is read, in lines: date and author in the margin, what is lit with its letters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rich.cells import cell_len
from textual.content import Content

from inspector.language import Phrases, mark, say, short_day
from inspector.marks.mark import Mark
from inspector.outputs.wording import mark_kinds, terms
from inspector.reading.counts.author import Author
from inspector.tui.models import topics
from inspector.tui.models.read_item import Lit, Piece, ReadItem, ReadValue
from inspector.tui.untrusted_text import inert_line
from inspector.tui.widgets.prose import wrapped

MARGIN = 12
"""Cells of the margin, where there is one."""
LEAST = 52
"""Cells of a line from which on there is one."""
SELECTED = "reverse"
"""What is added to the style of the mark that one went to."""
_BY: Mapping[Author, str] = Phrases(
    {
        "member": mark("you"),
        "others": mark("others"),
        "linkedin": mark("LinkedIn"),
        "unknown": mark("not told"),
    }
)


def lines(item: ReadItem, width: int, *, selected: int | None, listed: bool) -> list[Content]:
    """The lines of an item, the last one empty; a cell is left free for the cursor's bar.

    `selected`: the mark that one went to (place in `item.lit`); `listed`: it is on the list.
    """
    room = width - 1
    margin = MARGIN if room >= LEAST else 0
    said = [*_values(item, max(room - margin, 10), selected)]
    told = [item.title, say("✓ on your list") if listed else ""]
    if not margin:
        told = [short_day(item.day), _BY[item.author], *told]
    words = " · ".join(filter(None, told))
    head = Content.styled(inert_line(words).plain, "bold $soft")
    beside = [short_day(item.day) or say("no date"), _BY[item.author]] if margin else []
    shown = [*wrapped(head, max(room - margin, 10)), *said, Content("")]
    return [
        Content.assemble(Content.styled(_cell(text, margin), "$soft"), line)
        for text, line in zip([*beside, *[""] * len(shown)], shown, strict=False)
    ]


def selected_line(shown: Sequence[Content]) -> int:
    """The line of the mark that one went to; 0 where it is none of them."""
    found = (
        at for at, line in enumerate(shown) if any(SELECTED in str(s.style) for s in line.spans)
    )
    return next(found, 0)


def about(lit: Lit) -> str:
    """What is said of a mark, or of a word of a list."""
    if isinstance(lit, Mark):
        return mark_kinds.told(lit.kind, lit.certainty, lit.rule)
    return topics.told(lit.topic)


def _cell(text: str, width: int) -> str:
    return text + " " * max(width - cell_len(text), 0)


def _values(item: ReadItem, width: int, selected: int | None) -> Iterator[Content]:
    named = len(item.values) > 1
    for value in item.values:
        yield from wrapped(_value(item, value, selected, named=named), width)
        if value.rest:
            yield from wrapped(Content.styled(value.rest, "$soft"), width)


def _value(item: ReadItem, value: ReadValue, selected: int | None, *, named: bool) -> Content:
    parts: list[Content] = []
    if named:
        parts.append(Content.styled(terms.paired(value.name, ""), "$soft"))
    for piece in value.pieces:
        parts += _piece(item, piece, selected)
    return Content.assemble(*parts)


def _piece(item: ReadItem, piece: Piece, selected: int | None) -> Iterator[Content]:
    if not piece.over:
        yield Content(piece.text)
        return
    chosen = selected in piece.over
    style = _style(item.lit[selected if selected is not None and chosen else piece.over[0]])
    more = f" {SELECTED}" if chosen else ""
    if piece.begins:
        yield Content.styled(_signs([item.lit[n] for n in piece.begins]), f"bold {style}{more}")
    yield Content.styled(piece.text, f"underline {style}{more}")


def _signs(begin: Sequence[Lit]) -> str:
    """Letters of marks that begin at one place, each once; then the lists of words."""
    letters = dict.fromkeys(
        mark_kinds.letter(one.kind) + ("" if one.certainty == "certain" else "?")
        for one in begin
        if isinstance(one, Mark)
    )
    words = [topics.sign(one.topic) for one in begin if not isinstance(one, Mark)]
    return "".join([f"[{''.join(letters)}]" if letters else "", *words])


def _style(lit: Lit) -> str:
    return f"$mark-{lit.kind.replace('_', '-') if isinstance(lit, Mark) else 'word'}"
