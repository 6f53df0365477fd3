"""Texts to records and back: what was written is read, whatever strangers wrote."""

from __future__ import annotations

import csv
import io
import time
import traceback
from dataclasses import dataclass
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from inspector.knowledge import catalogue
from inspector.reading.text.encoding import Decoder
from tests.fuzz import cost
from tests.lib.tables import frames_of, table_of

CELL = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\0"), max_size=20),
    st.text('",\n\\\t; a', max_size=20),
)
ROWS = st.lists(st.tuples(CELL, CELL, CELL), max_size=20)
KNOWN = catalogue.load()
HEADER = ("From", "To", "Message")
DATASET = KNOWN.datasets["invitations"]
EXAMPLES = 200
"""Examples of one round; after each the time is looked at."""


def written(rows: list[tuple[str, ...]], *, all_quoted: bool, end: str) -> str:
    """A table as a careful program writes it."""
    out = io.StringIO()
    if all_quoted:
        writer = csv.writer(out, lineterminator=end, quoting=csv.QUOTE_ALL)
    else:
        writer = csv.writer(out, lineterminator=end)
    writer.writerow(HEADER)
    writer.writerows(rows)
    return out.getvalue()


WRITTEN: dict[str, st.SearchStrategy[Any]] = {
    "rows": ROWS,
    "all_quoted": st.booleans(),
    "end": st.sampled_from(["\n", "\r\n"]),
    "size": st.integers(1, 4096),
    "encoding": st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"]),
}


def _check(
    rows: list[tuple[str, ...]], all_quoted: bool, end: str, size: int, encoding: str
) -> None:
    """What was written is read back, and nothing is left out."""
    data = written(rows, all_quoted=all_quoted, end=end).encode(encoding)
    pieces = (data[at : at + size] for at in range(0, len(data), size))
    table = table_of(Decoder().decode(pieces), DATASET)
    names = [f"c{position}" for position in range(len(HEADER))]
    found = [row for frame in frames_of(table) for row in frame.select(names).rows()]
    assert found == [row for row in rows if any(row)]
    assert table.account.rows == len(found)
    assert not table.account.left_out.count


comes_back = given(**WRITTEN)(_check)
"""The same, for as many examples as a test tries."""


@dataclass(frozen=True)
class Rounds:
    """What some rounds of examples gave."""

    examples: int
    seed: int
    """Of the last round."""
    find: str | None = None
    """What broke in that, with the example."""


def run(seconds: int, first: int) -> Rounds:
    """Rounds of examples, each with the next seed, until the time is up or something is found."""
    end = time.monotonic() + seconds
    number = first
    while time.monotonic() < end:
        try:
            _one_round(number)
        except Exception:  # the example stands in the notes of whatever it raised
            return Rounds((number - first + 1) * EXAMPLES, number, traceback.format_exc())
        number += 1
    return Rounds((number - first) * EXAMPLES, number - 1)


def _one_round(number: int) -> None:
    steady = settings(
        max_examples=EXAMPLES, deadline=None, database=None,
        phases=[Phase.generate, Phase.shrink], suppress_health_check=list(HealthCheck),
    )  # fmt: skip

    @seed(number)
    @steady
    @given(**WRITTEN)
    def examples(**drawn: Any) -> None:
        with cost.bounded(0):
            _check(**drawn)

    examples()
