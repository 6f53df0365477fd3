"""Quotes in a table's text: where records end, and whether the fast way may be believed."""

from __future__ import annotations

import re

import polars as pl

from inspector.catalogue import Dialect


class Boundary:
    """Finds the last place in a piece of text where a record certainly ends."""

    def __init__(self, dialect: Dialect, delimiter: str) -> None:
        self._escaped = dialect.escape == "backslash"
        self._start = None
        if dialect.continues and dialect.record_start:
            self._start = re.compile(
                f'"?(?:{dialect.record_start})"?{re.escape(delimiter)}'.encode()
            )

    def find(self, text: bytes) -> int:
        """Offset after the last line end outside quotes, or 0."""
        quotes = self._quotes(text)
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

    def _quotes(self, text: bytes) -> int:
        return text.count(b'"') - (text.count(b'\\"') if self._escaped else 0)


def strict(
    piece: bytes, names: tuple[str, ...], delimiter: str, *, bare: bool
) -> pl.DataFrame | None:
    """What Polars makes of a piece, or None where it raises or would pad a row in silence."""
    if not _is_sound(piece, delimiter):
        return None
    # A line of our own in front: Polars would take a text that begins like a compressed
    # file for one, and inflate it.
    guard = delimiter.join(names).encode() + b"\n"
    try:
        frame = pl.read_csv(
            guard + piece,
            has_header=False,
            separator=delimiter,
            schema=dict.fromkeys(names, pl.String),
            infer_schema=False,
            empty_string_is_null=False,
        )
    except pl.exceptions.PolarsError:
        return None
    frame = frame.slice(1)
    if not _every_row_is_full(frame, piece, delimiter, bare=bare):
        return None
    return frame


def _is_sound(piece: bytes, delimiter: str) -> bool:
    """Whether every quote opens a cell, closes it or is doubled, and every line ends in LF.

    Polars reads on where that is not so, and takes lines below an open quote for its cell.
    What stands outside of quotes ends with a separator before each and begins with one after.
    """
    if piece.count(b"\r") != piece.count(b"\r\n"):
        return False
    parts = piece.split(b'"')
    if len(parts) == 1:
        return True
    outside = b'"'.join(parts[::2])
    between = re.escape(delimiter).encode()
    offence = rb'"(?:[^%b\r\n"]|\r(?!\n))|[^%b\n"]"' % (between, between)
    return len(parts) % 2 == 1 and re.search(offence, outside) is None


def _every_row_is_full(frame: pl.DataFrame, piece: bytes, delimiter: str, *, bare: bool) -> bool:
    """Whether the separators add up: those inside cells, and one between any two cells.

    Polars pads short rows without a word. Rows without any text may be lines without any
    separator; where `bare` lines may continue a record, rows with a first cell only have none.
    """
    others = frame.columns[1:]
    empty = pl.all_horizontal(pl.col(name) == "" for name in frame.columns)
    inside, excused, blank = frame.select(
        pl.sum_horizontal(
            pl.col(name).str.count_matches(delimiter, literal=True).sum() for name in frame.columns
        ),
        pl.all_horizontal(pl.col(name) == "" for name in ((bare and others) or frame.columns))
        .sum()
        .alias("excused"),
        empty.sum().alias("blank"),
    ).row(0)
    between = piece.count(delimiter.encode()) - inside
    if not others:
        return bool(between == 0)
    surplus = between - len(others) * (frame.height - excused)
    return bool(0 <= surplus <= len(others) * blank and surplus % len(others) == 0)


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
