"""The records that the member put on a list while reading, as a table to work through.

Of the marks in them only kinds are written: never where or what they are, never whom they name.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

from inspector.language import mark, say
from inspector.marks.columns import ColumnFinder, value
from inspector.marks.mark import KINDS
from inspector.marks.tally import finder_of
from inspector.outputs.csv_cells import line
from inspector.outputs.items_csv import WORDS_SHOWN
from inspector.outputs.wording import mark_kinds
from inspector.reading.text.words import words_of
from inspector.session.record import Record, own_link
from inspector.session.session import Session
from inspector.summary.summary import Summary

HEADER = (mark("date"), mark("kind"), mark("words"), mark("link"), mark("marks"), mark("text"))


def write(
    session: Session, summary: Summary, listed: Sequence[tuple[int, int]], target: Path
) -> None:
    """Write the records (file and place), in the order of the list."""
    rules = session.knowledge.mark_rules
    finder = ColumnFinder(finder_of(session, summary, rules), rules)
    with target.open("w", encoding="utf-8-sig", newline="") as file:
        table = csv.writer(file)
        table.writerow([say(name) for name in HEADER])
        for place in listed:
            record = session.record(*place)
            texts = [one.text for one in record.fields if one.role == "text"]
            first = " ".join(" ".join(texts).split()[:WORDS_SHOWN])
            kind = say(record.dataset.title) if record.dataset is not None else ""
            words = sum(map(words_of, texts))
            link = own_link(record, session.knowledge.acting.own_link)
            told = ", ".join(_kinds(record, finder))
            table.writerow([record.day or "", line(kind), words, line(link), told, line(first)])


def _kinds(record: Record, finder: ColumnFinder) -> list[str]:
    """The names of the kinds of marks in a record's texts."""
    texts = [one for one in record.fields if one.role == "text"]
    values = [value(record.dataset, one.name, one.text) for one in texts]
    there = {mark.kind for marks in finder.of_values(values) for mark in marks}
    return [mark_kinds.name(kind) for kind in KINDS if kind in there]
