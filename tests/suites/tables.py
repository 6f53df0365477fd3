"""Tables with their clean versions: Pollock's folder, csv-spectrum's, and any of that kind."""

from __future__ import annotations

import csv
import io
import json
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.lib.archives import look
from tests.suites.outcome import Outcome, Verdict
from tests.suites.scores import measures
from tests.suites.worker import Worker

Row = tuple[str, ...]
ENDINGS = (".csv", ".tsv", ".tab", ".txt")
PLAIN = b"a,b\nc,d\n"
"""A table that nothing is wrong with."""


@dataclass(frozen=True)
class Sample:
    """A table and what is right for it."""

    name: str
    data: bytes
    rows: tuple[Row, ...] | None
    """The header and the rows; None: not known."""


@dataclass(frozen=True)
class Found:
    """What was read of a table."""

    headers: Row
    rows: tuple[Row, ...]
    told: frozenset[str]
    """The status, the notes, and whether rows were left out."""


def samples(folder: Path) -> Iterator[Sample]:
    """The tables of a folder and of its `csv` or `csvs`; what is right lies beside.

    That is a table in `clean`, with all cells quoted, or rows in `json`, as lists or by column.
    """
    for place in (folder, folder / "csv", folder / "csvs"):
        for path in sorted(place.iterdir() if place.is_dir() else ()):
            if path.is_file() and path.suffix.lower() in ENDINGS:
                yield Sample(path.name, path.read_bytes(), _right(folder, path))


def _right(folder: Path, path: Path) -> tuple[Row, ...] | None:
    clean = folder / "clean" / path.name
    if clean.is_file():
        return rows_of(clean.read_bytes())
    objects = folder / "json" / f"{path.stem}.json"
    if not objects.is_file():
        return None
    found = json.loads(objects.read_bytes())
    found = [found] if isinstance(found, dict) else found
    if not all(isinstance(one, dict) for one in found):
        return tuple(tuple(map(str, one)) for one in found)
    header = tuple(dict.fromkeys(name for one in found for name in one))
    return (header, *(tuple(str(one.get(name, "")) for name in header) for one in found))


def rows_of(data: bytes) -> tuple[Row, ...]:
    """A clean table."""
    text = io.StringIO(data.decode("utf-8-sig"), newline="")
    return tuple(tuple(row) for row in csv.reader(text, strict=True))


def found(given: tuple[str, bytes]) -> Found:
    """What the program reads of a table of that name, in an archive of its own."""
    name, data = given
    with tempfile.TemporaryDirectory() as folder:
        looked = look(Path(folder), name, data)
    file = looked.file
    left_out = ("rows left out",) if file.rows_left_out else ()
    told = frozenset((file.status, *map(str, file.notes), *left_out))
    return Found(file.headers, tuple(looked.rows), told)


def run(worker: Worker, some: Iterable[Sample]) -> tuple[Outcome, ...]:
    """What becomes of tables."""
    everywhere = worker.run(found, ("plain.csv", PLAIN))
    usual = everywhere.told if everywhere is not None else frozenset[str]()
    return tuple(
        judged(sample, worker.run(found, (sample.name, sample.data)) or worker.why, usual)
        for sample in some
    )


def judged(sample: Sample, seen: Found | str, usual: frozenset[str]) -> Outcome:
    """A table as it was read, or why it was not; `usual`: what is said of any."""
    right = sample.rows
    if isinstance(seen, str):
        return Outcome(sample.name, "broken", max(0, len(right or ()) - 1), why=seen)
    is_told = bool(seen.told - usual)
    if right is None:
        return Outcome(sample.name, "told" if is_told else "read")
    header, *wanted = right or ((),)
    some, all_found = Counter(map(_filled, wanted)), Counter(map(_filled, seen.rows))
    same = (some & all_found).total()
    is_right = some == all_found and (_names(seen.headers) == _names(header) or not wanted)
    verdict: Verdict = "read" if is_right else "told" if is_told else "silent"
    return Outcome(
        sample.name, verdict, len(wanted), same, all_found.total() - same,
        measures(right, (seen.headers, *seen.rows)),
    )  # fmt: skip


def _filled(row: Row) -> Row:
    """A row without the empty cells at its end, which a wider header adds to each."""
    width = len(row)
    while width and not row[width - 1]:
        width -= 1
    return row[:width]


def _names(headers: Sequence[str]) -> list[str]:
    return [name.strip() for name in headers]
