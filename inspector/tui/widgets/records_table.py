"""A table of records that draws the rows on screen and touches no others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

import polars as pl
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from inspector.language import say
from inspector.outputs.wording import terms
from inspector.session.listing import LISTING_SCHEMA, SortKey
from inspector.tui import keys
from inspector.tui.widgets import columns

BLOCK_ROWS = 32
"""Rows taken from the listing at a time."""
BLOCKS_KEPT = 32
Snippet = Callable[[int, int], str]
Texts = Callable[[pl.DataFrame], pl.Series]
"""The text of each row of a part of a listing."""


class RecordsTable(ScrollView, can_focus=True):
    """One line per record: verdict, date, words, text, file."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "records--header", "records--cursor", "records--dim", "records--inside",
        "records--unclear", "records--outside",
    }  # fmt: skip
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("home", "first", show=False),
        Binding("end", "last", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("enter,space", "open", show=False),
        keys.move("up", "move(-1)"),
        keys.move("down", "move(1)"),
        keys.move("first", "first"),
        keys.move("last", "last"),
        keys.move("page-up", "half(-1)"),
        keys.move("page-down", "half(1)"),
    ]

    @dataclass(eq=False, repr=False)
    class Highlight(Message):
        """The cursor stands on another record."""

        entry: int
        at: int

    class Choice(Highlight):
        """A record is wanted whole."""

    @dataclass(eq=False, repr=False)
    class SortRequest(Message):
        """The head of a column was clicked."""

        key: SortKey

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self.listing = pl.DataFrame(schema=LISTING_SCHEMA)
        self.cursor = 0
        self.empty = ""
        """What is said where there is no record."""
        self._names: Sequence[str] = ()
        self._sort: tuple[SortKey, bool] = ("entry", False)
        self._texts: Texts | None = None
        self._snippet: Snippet | None = None
        self._blocks: dict[int, list[columns.ListingRow]] = {}
        self._layout_for: tuple[int, columns.Widths] | None = None

    # Content

    def set_listing(
        self,
        listing: pl.DataFrame,
        names: Sequence[str],
        *,
        sort: tuple[SortKey, bool] = ("entry", False),
        keep: tuple[int, int] | None = None,
        empty: str | None = None,
        texts: Texts | None = None,
        snippet: Snippet | None = None,
    ) -> None:
        """Show a listing; `names` are the files' by entry, `keep` the record for the cursor.

        `texts` gives what is shown of rows (default: the listing's own column `text`), `snippet`
        the text to show for a record in its place.
        """
        self.listing = listing
        self.empty = say("No record.") if empty is None else empty
        self._names = names
        self._sort = sort
        self._texts = texts
        self._snippet = snippet
        self._blocks.clear()
        self._layout_for = None
        self.cursor = self._row_of(keep) if keep is not None else 0
        self.virtual_size = Size(self.width, listing.height + 1)
        self._bring_into_view()
        self.refresh()
        self._tell(self.Highlight)

    @property
    def current(self) -> tuple[int, int] | None:
        """The record under the cursor: its file and its place there."""
        if not self.listing.height:
            return None
        entry, at = self.listing.select("entry", "at").row(self.cursor)
        return int(entry), int(at)

    def _row_of(self, record: tuple[int, int]) -> int:
        entry, at = record
        found = self.listing.select(
            ((pl.col("entry") == entry) & (pl.col("at") == at)).alias("here")
        )["here"].arg_true()
        return int(found[0]) if found.len() else 0

    def _tell(self, kind: type[Highlight]) -> None:
        current = self.current
        if current is not None:
            self.post_message(kind(*current))

    # Moving

    @property
    def _room(self) -> int:
        return max(self.size.height - 1, 1)

    def move_to(self, row: int) -> None:
        """Put the cursor on a row, the nearest there is."""
        row = max(0, min(row, self.listing.height - 1))
        if row != self.cursor:
            before, self.cursor = self.cursor, row
            self._bring_into_view()
            for one in (before, row):
                y = one - self.scroll_offset.y + 1
                self.refresh(Region(0, y, self.size.width, 1))
            self._tell(self.Highlight)

    def _bring_into_view(self) -> None:
        top = self.scroll_offset.y
        wanted = min(max(top, self.cursor - self._room + 1), self.cursor)
        if wanted != top:
            self.scroll_to(y=wanted, animate=False)

    def action_move(self, rows: int) -> None:
        """Some rows down."""
        self.move_to(self.cursor + rows)

    def action_first(self) -> None:
        """To the first record."""
        self.move_to(0)

    def action_last(self) -> None:
        """To the last record."""
        self.move_to(self.listing.height - 1)

    def action_page(self, pages: int) -> None:
        """Some screenfuls down."""
        self.move_to(self.cursor + pages * self._room)

    def action_half(self, halves: int) -> None:
        """Half a screenful down."""
        self.move_to(self.cursor + halves * max(self._room // 2, 1))

    def action_open(self) -> None:
        """The record whole."""
        self._tell(self.Choice)

    def on_click(self, event: events.Click) -> None:
        """Select a row, open it by a double click, sort by a column's head."""
        offset = event.get_content_offset(self)
        if offset is None:  # on the border
            return
        if offset.y == 0:
            key = self._widths().key_at(offset.x)
            if key is not None:
                self.post_message(self.SortRequest(key))
            return
        row = offset.y - 1 + self.scroll_offset.y
        if row < self.listing.height:
            self.move_to(row)
            if event.chain == 2:
                self.action_open()

    def on_resize(self) -> None:
        """Fit the columns to the new width."""
        self.virtual_size = Size(self.width, self.listing.height + 1)
        self._bring_into_view()

    # Drawing

    @property
    def width(self) -> int:
        """Cells of a line, beside the scrollbar."""
        return self.scrollable_content_region.width

    def _widths(self) -> columns.Widths:
        width = self.width
        if self._layout_for is None or self._layout_for[0] != width:
            found = columns.widths(width, self.listing, self._names)
            self._layout_for = (width, found)
        return self._layout_for[1]

    def row(self, number: int) -> columns.ListingRow:
        """What is shown of a row."""
        block, place = divmod(number, BLOCK_ROWS)
        if block not in self._blocks:
            if len(self._blocks) > BLOCKS_KEPT:
                self._blocks.clear()
            part = self.listing.slice(block * BLOCK_ROWS, BLOCK_ROWS)
            texts = part["text"] if self._texts is None else self._texts(part)
            shown = part.select("entry", "at", "day", "words", texts.alias("text"), "verdict")
            self._blocks[block] = [
                columns.row(*values, names=self._names) for values in shown.iter_rows()
            ]
        found = self._blocks[block][place]
        if self._snippet is not None and not found.snipped:
            found = found.with_text(self._snippet(found.entry, found.at))
            self._blocks[block][place] = found
        return found

    def render_line(self, y: int) -> Strip:
        """The header, or one record."""
        width, base = self.width, self.rich_style
        if y == 0:
            style = self.get_component_rich_style("records--header")
            return Strip([Segment(self._widths().header(*self._sort), style)], width)
        number = y - 1 + self.scroll_offset.y
        if number >= self.listing.height:
            text = columns.fit(f" {self.empty}", width) if number == 0 else " " * width
            return Strip([Segment(text, base + self._style("dim"))], width)
        return Strip(self._segments(number, base), width)

    def _segments(self, number: int, base: Style) -> list[Segment]:
        row, widths = self.row(number), self._widths()
        here = number == self.cursor
        if here:
            base = self.get_component_rich_style("records--cursor")
        dim = base if here else base + self._style("dim")
        glyph_style = base if here else base + self._style(row.verdict)
        found = [
            Segment("▸" if here else " ", base),
            Segment(f"{terms.GLYPHS[row.verdict]} ", glyph_style),
            Segment(f"{row.day:<{columns.DAY_WIDTH}} ", dim),
            Segment(f"{row.words:>{widths.words}}  ", dim),
            Segment(columns.fit(row.text, widths.text), base),
        ]
        if widths.where:
            found.append(Segment("  " + columns.fit(row.where, widths.where), dim))
        return found

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"records--{name}", partial=True)
