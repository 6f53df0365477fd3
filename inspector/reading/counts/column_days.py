"""Days of many date cells at once, read where they stand in the text.

Only what is written by the letter of a catalogue's format is read here, figure by figure; any
other cell is left to Polars.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from inspector.knowledge.catalogue import Catalogue
from inspector.knowledge.dataset import Column, DateFormat
from inspector.reading.counts.days import days_of
from inspector.reading.tables.grid import Grid

UNDATED = -(1 << 31)
"""Stands for no day."""
_WIDTHS = {"Y": (4,), "m": (2, 1), "d": (2, 1), "y": (2,), "H": (2,), "I": (2, 1), "M": (2,),
           "S": (2,), "b": (3,), "a": (3,), "p": (2,)}  # fmt: skip
"""Bytes that a part of a format takes; where two are possible, the first has a leading zero."""
_LIMITS = {"m": (1, 12), "d": (1, 31), "H": (0, 23), "I": (1, 12), "M": (0, 59), "S": (0, 59),
           "y": (0, 99), "Y": (1000, 2999)}  # fmt: skip
_NAMES = {
    "b": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
    "a": "Mon Tue Wed Thu Fri Sat Sun",
    "p": "AM PM",
}
_OF_DAY = frozenset("Yymd")
"""Parts in figures by which a day is told; of the others it matters whether they can be."""
_PART = re.compile(r"%(.)|([^%]+)")
_CENTURY = 70
"""Years of two figures below it are of this century."""


@dataclass(frozen=True, slots=True)
class Shape:
    """One way to write a format: where its parts stand, and what may stand at each place."""

    size: int
    parts: tuple[tuple[str, int, int], ...]
    """Letter of the part, place, width."""
    least: bytes
    """For each place the least byte."""
    most: bytes
    """For each place the greatest one."""


def days_in(
    grid: Grid, position: int, column: Column, catalogue: Catalogue
) -> tuple[NDArray[np.int32], int]:
    """Days since 1970 of a column's cells, or `UNDATED`; and how many filled ones have none."""
    forms = tuple(catalogue.dates[one] for one in column.dates)
    starts = np.ascontiguousarray(grid.starts[:, position])
    sizes = grid.ends[:, position] - starts
    found = np.full(len(grid), UNDATED, np.int32)
    left = np.flatnonzero(sizes)
    if position not in grid.apart:
        for shape in _shapes(forms):
            if not len(left):
                break
            chosen = left[sizes[left] == shape.size]
            if not len(chosen):
                continue
            days = _read(grid.data, starts[chosen], shape)
            found[chosen] = days
            left = left[found[left] == UNDATED]
    if not len(left):
        return found, 0
    import polars as pl

    if len(left) * 2 > len(grid):
        cells = grid.column(position).gather(left)
    else:
        cells = pl.Series(grid.texts(position, left), dtype=pl.String)
    told = days_of(cells, column, catalogue).to_physical()
    found[left] = told.fill_null(UNDATED).to_numpy()
    return found, told.null_count()


@lru_cache(maxsize=256)
def _shapes(forms: tuple[DateFormat, ...]) -> tuple[Shape, ...]:
    """The shapes of formats, in their order; none where one of them is not read here."""
    found: list[Shape] = []
    for form in forms:
        if form.extract is not None or form.epoch is not None:
            return ()
        for pattern in form.strptime:
            parts = _PART.findall(pattern)
            if any(letter and letter not in _WIDTHS for letter, _ in parts):
                return ()
            found += _written(parts)
    return tuple(found)


def _written(parts: list[tuple[str, str]]) -> Iterator[Shape]:
    widths = [_WIDTHS[letter] if letter else (len(text.encode()),) for letter, text in parts]
    for chosen in itertools.product(*widths):
        places = itertools.accumulate(chosen, initial=0)
        placed = zip(parts, places, chosen, strict=False)
        bounds = [
            _bounds(letter, width) if letter else (text.encode(), text.encode())
            for (letter, text), width in zip(parts, chosen, strict=True)
        ]
        yield Shape(
            sum(chosen),
            tuple((letter, at, width) for (letter, _), at, width in placed if letter),
            b"".join(least for least, _ in bounds),
            b"".join(most for _, most in bounds),
        )


def _bounds(letter: str, width: int) -> tuple[bytes, bytes]:
    """The least and the greatest byte at each place of a part."""
    if letter in _NAMES:
        return bytes(width), b"\xff" * width
    first, last = (f"{limit:0{width}}"[0] for limit in _LIMITS[letter])
    nines = "9" * (width - 1)
    return f"{first}{'0' * (width - 1)}".encode(), f"{last if width > 1 else 9}{nines}".encode()


def _is_bounded(letter: str, width: int) -> bool:
    """Whether what may stand at each place is all there is to ask of a part."""
    least, most = _LIMITS[letter]
    return width > 1 and least % 10 ** (width - 1) == 0 and (most + 1) % 10 ** (width - 1) == 0


@lru_cache(maxsize=1)
def _firsts() -> NDArray[np.int32]:
    """The first day of each month of the years that are read, and of the month after them."""
    first, last = _LIMITS["Y"]
    months = np.arange((first - 1970) * 12, (last + 1 - 1970) * 12 + 1)
    return months.astype("M8[M]").astype("M8[D]").astype(np.int32)


def _read(data: NDArray[np.uint8], starts: NDArray[np.int64], shape: Shape) -> NDArray[np.int32]:
    """The days of cells of a shape's size; `UNDATED` where one is not of this shape."""
    windows = np.ndarray((len(data) - shape.size + 1,), f"V{shape.size}", data, strides=(1,))
    cells = windows[starts].view(np.uint8).reshape(-1, shape.size)
    letters = np.ascontiguousarray(cells.T)
    least = np.frombuffer(shape.least, np.uint8)[:, None]
    room = np.frombuffer(shape.most, np.uint8)[:, None] - least
    fits = np.logical_and.reduce(letters - least <= room, axis=0)
    values: dict[str, NDArray[np.int32]] = {}
    for letter, place, width in shape.parts:
        part = letters[place : place + width]
        if letter in _NAMES:
            names = np.frombuffer(_NAMES[letter].replace(" ", "").encode(), np.uint8)
            is_named = (part.T[:, None, :] == names.reshape(-1, width)).all(axis=2)
            fits &= is_named.any(axis=1)
            values[letter] = is_named.argmax(axis=1).astype(np.int32) + 1
            continue
        if letter not in _OF_DAY and _is_bounded(letter, width):
            continue
        number = (part[0] - np.uint8(48)).astype(np.int32)
        for figure in part[1:]:
            number *= 10
            number += figure - np.uint8(48)
        if not _is_bounded(letter, width):
            lowest, highest = _LIMITS[letter]
            fits &= (number >= lowest) & (number <= highest)
        values[letter] = number
    year = values.get("Y")
    if year is None:
        short = values["y"]
        year = short + np.where(short < _CENTURY, 2000, 1900).astype(np.int32)
    month = values.get("m", values.get("b"))
    none = np.ones(len(starts), np.int32)
    month = none if month is None else month
    of_month = np.where(fits, (year - _LIMITS["Y"][0]) * 12 + month - 1, 0)
    firsts = _firsts()
    day = firsts.take(of_month) + values.get("d", none) - 1
    fits &= day < firsts.take(of_month + 1)
    if "a" in values:
        fits &= (day + 3) % 7 + 1 == values["a"]
    return np.where(fits, day, UNDATED).astype(np.int32)
