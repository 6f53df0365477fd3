"""A long scroll of items, of which those in sight are read and laid out and no others."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import lru_cache
from typing import ClassVar

import polars as pl
from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from inspector.session.listing import LISTING_SCHEMA
from inspector.tui import keys
from inspector.tui.models.read_item import ReadItem
from inspector.tui.models.scroll import Scroll
from inspector.tui.widgets import item_text
from inspector.tui.widgets.prose import wrapped

BLOCK_ROWS = 16
"""Items that are read at a time."""
BLOCKS_KEPT = 16
LAID_OUT = 256
"""Items that are kept in lines."""
WHEEL = 3
"""Lines that a turn of the wheel goes."""
_NARROWEST = 24
Items = Callable[[pl.DataFrame], Sequence[ReadItem]]
"""The items of a part of a listing, in its order."""


class ReadScroll(Widget, can_focus=True):
    """The head, then the items one after the other; one of them has the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "step(1)", show=False),
        Binding("up", "step(-1)", show=False),
        Binding("pagedown,space", "page(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("home", "first", show=False),
        Binding("end", "last", show=False),
        Binding("enter", "open", show=False),
        keys.move("down", "step(1)"),
        keys.move("up", "step(-1)"),
        keys.move("first", "first"),
        keys.move("last", "last"),
        keys.move("page-down", "page(0.5)"),
        keys.move("page-up", "page(-0.5)"),
    ]

    class Move(Message):
        """The cursor stands on another item, or one went to another mark."""

    class Choice(Message):
        """The item under the cursor is wanted whole."""

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id, classes="pane")
        self.listing = pl.DataFrame(schema=LISTING_SCHEMA)
        self.selected: int | None = None
        """The mark of the item under the cursor that one went to: its place in `lit`."""
        self.scroll = Scroll(self._height, first=1)
        self._items: Items = lambda _: ()
        self._listed: Collection[tuple[int, int]] = ()
        self._head: Sequence[Content] = ()
        self._block = lru_cache(BLOCKS_KEPT)(self._read_block)
        self._lines = lru_cache(LAID_OUT)(self._lay_out)

    # Content

    def show(
        self, listing: pl.DataFrame, items: Items, keep: tuple[int, int] | None = None
    ) -> None:  # fmt: skip
        """Other items, from the top; `keep`: with the cursor on this record, if it is there."""
        self.listing = listing
        row = self._row_of(keep) if keep is not None else None
        self.show_items(items)
        self.selected = None
        self.scroll.reset(listing.height + 1, row)
        self._moved()

    def show_items(self, items: Items) -> None:
        """The same records read in another way, from the line one stands on."""
        self._items = items
        self._block.cache_clear()
        self._lines.cache_clear()
        self.selected = None
        self._moved()

    def show_head(self, head: Sequence[Content]) -> None:
        """What stands above the first item, a paragraph each."""
        self._head = head
        self._lines.cache_clear()
        self.refresh()

    def show_listed(self, listed: Collection[tuple[int, int]]) -> None:
        """Which records are on the list."""
        self._listed = listed
        self._lines.cache_clear()
        self.refresh()

    @property
    def row(self) -> int | None:
        """The row of the listing under the cursor; None where there is none."""
        return self.scroll.cursor - 1 if self.listing.height else None

    @property
    def item(self) -> ReadItem | None:
        """The item under the cursor."""
        return self._item(self.scroll.cursor) if self.listing.height else None

    def _row_of(self, record: tuple[int, int]) -> int | None:
        here = (pl.col("entry") == record[0]) & (pl.col("at") == record[1])
        found = self.listing.select(here.alias("here"))["here"].arg_true()
        return int(found[0]) + 1 if found.len() else None

    def _item(self, row: int) -> ReadItem:
        block, place = divmod(row - 1, BLOCK_ROWS)
        return self._block(block)[place]

    def _read_block(self, block: int) -> Sequence[ReadItem]:
        return self._items(self.listing.slice(block * BLOCK_ROWS, BLOCK_ROWS))

    # Lines

    @property
    def _room(self) -> int:
        return max(self.scrollable_content_region.width, _NARROWEST)

    def _height(self, row: int) -> int:
        return len(self._row_lines(row))

    def _row_lines(self, row: int) -> Sequence[Content]:
        here = row == self.scroll.cursor
        return self._lines(row, self._room, self.selected if here else None)

    def _lay_out(self, row: int, width: int, selected: int | None) -> Sequence[Content]:
        if row == 0:
            return [*(line for part in self._head for line in wrapped(part, width)), Content("")]
        item = self._item(row)
        listed = (item.entry, item.at) in self._listed
        return item_text.lines(item, width - 1, selected=selected, listed=listed)

    def render(self) -> Content:
        """What is in sight."""
        self.scroll.room = max(self.scrollable_content_region.height, 1)
        shown = []
        for row, line in self.scroll.lines():
            bar = "▌" if row == self.scroll.cursor else " "
            text = self._row_lines(row)[line]
            shown.append(Content.assemble((bar if row else "", "$key"), text))
        return Content("\n").join(shown)

    # Moving

    def go(self, row: int, selected: int | None) -> None:
        """To a row of the listing, and to a mark of its item."""
        self.scroll.cursor = row + 1
        self.selected = selected
        line = item_text.selected_line(self._row_lines(row + 1)) if selected is not None else 0
        self.scroll.go(row + 1, line)
        self._moved()

    def action_step(self, rows: int) -> None:
        """The next item, or the one before."""
        self._move(lambda: self.scroll.step(rows))

    def action_page(self, pages: float) -> None:
        """Some screenfuls down."""
        self._move(lambda: self.scroll.page(pages))

    def action_first(self) -> None:
        """To the head."""
        self._move(self.scroll.home)

    def action_last(self) -> None:
        """To the last item."""
        self._move(self.scroll.end)

    def action_open(self) -> None:
        """The record whole."""
        if self.listing.height:
            self.post_message(self.Choice())

    def _move(self, move: Callable[[], None]) -> None:
        before = self.scroll.cursor
        move()
        if self.scroll.cursor != before:
            self.selected = None
        self._moved()

    def _moved(self) -> None:
        self.refresh()
        self.post_message(self.Move())

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Some lines down."""
        event.stop()
        self._move(lambda: self.scroll.scroll(WHEEL))

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Some lines up."""
        event.stop()
        self._move(lambda: self.scroll.scroll(-WHEEL))

    def on_click(self, event: events.Click) -> None:
        """The cursor on an item; a double click opens it."""
        offset = event.get_content_offset(self)
        row = self.scroll.at(offset.y) if offset is not None else None
        if row is not None and self.listing.height:
            self._move(lambda: self.scroll.go(row))
            if event.chain == 2:
                self.action_open()

    def on_resize(self) -> None:
        """Lines are broken anew; the first one in sight may have gone."""
        self.scroll.room = max(self.scrollable_content_region.height, 1)
        row, line = self.scroll.top
        if row < self.scroll.rows:
            self.scroll.top = (row, min(line, self._height(row) - 1))
        self.refresh()
