"""Quotes in a table's text: where records end, and what the fast way makes of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from inspector.knowledge.dataset import Dialect
from inspector.reading.tables.quotes import Marks, count

if TYPE_CHECKING:
    import polars as pl

MOST_CUT = 100
"""Lines that a record may have which breaks off."""


_PLAIN = re.compile(rb'["0-9a-wyz]')
"""How no compressed file begins."""


class Boundary:
    """Finds the last place in a piece of text where a record certainly ends."""

    def __init__(self, dialect: Dialect, delimiter: str) -> None:
        self._escaped = dialect.escape == "backslash"
        self._start = None
        if dialect.continues and dialect.record_start:
            self._start = re.compile(
                f'"?(?:{dialect.record_start})"?{re.escape(delimiter)}'.encode()
            )

    def find(self, text: bytes, before: Sequence[bytes] = ()) -> int:
        """Offset after the last line end outside quotes, or 0; `before`: the text before it."""
        if self._escaped and any(part.endswith(b"\\") for part in before):
            return 0  # a quote may be cut off from what escapes it
        return self._find(text, self._quotes(text) + sum(map(self._quotes, before)))

    def _find(self, text: bytes, quotes: int) -> int:
        """`quotes`: how many there are up to the end of the text."""
        at = len(text)
        for _ in range(1000):
            newline = text.rfind(b"\n", 0, at)
            if newline < 0:
                return 0
            quotes -= self._quotes(text[newline:at])
            at = newline
            after = text[newline + 1 : newline + 200]
            if quotes % 2 == 0 and (self._start is None or self._start.match(after)):
                return newline + 1
        return 0

    @property
    def is_plain(self) -> bool:
        """Whether a record ends at any line end outside quotes."""
        return not self._escaped and self._start is None

    def find_marked(self, marks: Marks) -> int:
        """As `find` of a text of which is known where what matters stands, if it is plain."""
        return self._find(marks.text, marks.quote_count)

    def finished(self, text: bytes) -> int:
        """Offset up to which records are whole in a text that breaks off at its end."""
        if text.endswith(b"\n") and self._quotes(text) % 2 == 0:
            return len(text)
        cut = self.find(text)
        # So long a tail is no cut record: a quote before it was never closed.
        return cut if text.count(b"\n", cut) <= MOST_CUT else text.rfind(b"\n") + 1

    def _quotes(self, text: bytes) -> int:
        return count(text, b'"') - (text.count(b'\\"') if self._escaped else 0)


def strict(piece: bytes, names: tuple[str, ...], delimiter: str) -> pl.DataFrame | None:
    """What Polars makes of a piece, or None where it raises."""
    import polars as pl

    # A line of our own in front of others: Polars would take a text that begins like a
    # compressed file for one, and inflate it.
    is_plain = _PLAIN.match(piece) is not None
    guard = b"" if is_plain else delimiter.join(names).encode() + b"\n"
    try:
        frame = pl.read_csv(
            guard + piece if guard else piece,
            has_header=False,
            separator=delimiter,
            schema=dict.fromkeys(names, pl.String),
            infer_schema=False,
            empty_string_is_null=False,
        )
    except pl.exceptions.PolarsError:
        return None
    return frame if is_plain else frame.slice(1)


def double_quotes(piece: bytes, record_start: str | None, delimiter: str) -> bytes:
    r"""Rewrite backslash-escaped quotes as doubled ones (docs/format.md, Q2).

    A `\"` at the end of a line is a backslash and a closing quote only if a new record, or
    nothing, follows; anywhere else it is an escaped quote.
    """
    if record_start is None:
        ends = rb"(?=[,\r\n]|\Z)"
        return re.sub(rb'\\"(?!' + ends + rb")", b'""', piece)
    start = f'"?(?:{record_start})"?{re.escape(delimiter)}'.encode()
    return re.sub(rb'\\"(?!(?:\r?\n)+' + start + rb"|\s*\Z)", b'""', piece)
