"""Where one is in a long scroll of rows of several lines each, of which few are ever laid out."""

from __future__ import annotations

from collections.abc import Callable, Iterator

ABOVE = 2
"""Lines that stay in sight above a place that was gone to."""


class Scroll:
    """The first line in sight, and the row under the cursor.

    Rows before `first` are seen, and never chosen. Only rows in sight, and those that come into
    sight, are asked for their height.
    """

    def __init__(self, height: Callable[[int], int], first: int = 0) -> None:
        """`height`: lines of a row, at least one."""
        self._height = height
        self.first = first
        self.rows = 0
        self.room = 1
        """Lines in sight."""
        self.top = (0, 0)
        """Row and line of it that stand first."""
        self.cursor = first

    def reset(self, rows: int, cursor: int | None = None) -> None:
        """Other rows; `cursor`: the row to stand on, default: the first, from the very top."""
        self.rows = rows
        self.top, self.cursor = (0, 0), self.first
        if cursor is not None and rows:
            self.go(cursor)

    def lines(self) -> Iterator[tuple[int, int]]:
        """Row and line of each line in sight, downward."""
        row, line = self.top
        for _ in range(self.room):
            while row < self.rows and line >= self._height(row):
                row, line = row + 1, 0
            if row >= self.rows:
                return
            yield row, line
            line += 1

    def scroll(self, lines: int) -> None:
        """Some lines down, or up, as far as there are any; the cursor comes along."""
        row, line = self.top[0], self.top[1] + lines
        while line < 0 and row > 0:
            row -= 1
            line += self._height(row)
        while row < self.rows - 1 and line >= self._height(row):
            line -= self._height(row)
            row += 1
        self.top = min((row, max(line, 0)), self._lowest())
        seen = [row for row, _ in self.lines() if row >= self.first]
        if seen and self.cursor not in seen:
            self.cursor = seen[0] if self.cursor < seen[0] else seen[-1]

    def step(self, rows: int) -> None:
        """The next row, or the one before; within one that is longer than the room, by lines."""
        if self.rows <= self.first:
            self.scroll(rows)
        elif rows > 0 and self._end(self.cursor) > self.room:
            self.scroll(1)
        elif rows < 0 and self._start(self.cursor) < 0:
            self.scroll(-1)
        elif rows < 0 and self.cursor <= self.first:
            self.top = (0, 0)
        else:
            self.cursor = self._within(self.cursor + rows)
            self._show(upward=rows < 0)

    def page(self, pages: float) -> None:
        """Some screenfuls down, a line of the last one staying; the cursor is in sight."""
        lines = int(pages * max(self.room - 1, 1))
        before = self.top
        self.scroll(lines)
        if self.top == before:
            self.cursor = self._within(self.rows - 1 if lines > 0 else self.first)
        else:
            seen = [row for row, line in self.lines() if line == 0 and row >= self.first]
            self.cursor = self._within(seen[0]) if seen else self.cursor

    def home(self) -> None:
        """To the very top."""
        self.top, self.cursor = (0, 0), self.first

    def end(self) -> None:
        """To the last row."""
        self.cursor = self._within(self.rows - 1)
        self.top = self._lowest()

    def go(self, row: int, line: int = 0) -> None:
        """To a line of a row, which is then in sight; nowhere if there is none to choose."""
        if self.rows <= self.first:
            return
        self.cursor = self._within(row)
        if (self.cursor, line) in self.lines():
            return
        self.top = min((self.cursor, max(line - ABOVE, 0)), self._lowest())

    def at(self, y: int) -> int | None:
        """The row at a line in sight; None: there is none, or it is never chosen."""
        found = next((row for n, (row, _) in enumerate(self.lines()) if n == y), None)
        return found if found is not None and found >= self.first else None

    def _within(self, row: int) -> int:
        return max(self.first, min(row, self.rows - 1))

    def _start(self, row: int) -> int:
        """Lines from the first one in sight to a row near it."""
        top, line = self.top
        if row < top:
            return -line - sum(map(self._height, range(row, top)))
        return sum(map(self._height, range(top, row))) - line

    def _end(self, row: int) -> int:
        return self._start(row) + self._height(row)

    def _show(self, *, upward: bool) -> None:
        """Bring the row under the cursor into sight, coming from below or from above."""
        start, height = self._start(self.cursor), self._height(self.cursor)
        if start < 0:
            hidden = max(height - self.room, 0) if upward else 0
            self.top = (self.cursor, hidden)
        elif start + height > self.room:
            self.scroll(min(start + height - self.room, start))

    def _lowest(self) -> tuple[int, int]:
        """The lowest place for the first line: the last row ends with the room."""
        row, left = self.rows, self.room
        while row > 0 and left > 0:
            row -= 1
            left -= self._height(row)
        return row, max(-left, 0)
