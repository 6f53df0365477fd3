"""The items inside that have an address of their own, as a table to work through.

Written for spreadsheets: no cell of it is taken for a formula, whatever the member wrote.
"""

from __future__ import annotations

import csv
from pathlib import Path

from inspector.advice.items import items
from inspector.language import mark, say
from inspector.outputs.csv_cells import line
from inspector.session.session import Session
from inspector.summary.summary import Summary

HEADER = (mark("date"), mark("kind"), mark("words"), mark("link"), mark("text"))
WORDS_SHOWN = 20
"""Words of an item that are shown, so that its author knows it again."""


def write(session: Session, summary: Summary, target: Path) -> int:
    """Write the items, longest first; returns how many."""
    found = items(session.store, summary, session.knowledge)
    with target.open("w", encoding="utf-8-sig", newline="") as file:
        table = csv.writer(file)
        table.writerow([say(name) for name in HEADER])
        for entry, day, words, link, text in found.select(
            "entry", "day", "words", "link", "text"
        ).iter_rows():
            dataset = summary.files[entry].reading.dataset
            kind = say(dataset.title) if dataset is not None else ""
            first = " ".join(text.split()[:WORDS_SHOWN])
            table.writerow([day or "", line(kind), words, line(link), line(first)])
    return found.height
