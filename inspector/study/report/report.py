"""What a study found, reckoned from its folder: numbers of participants, never of one of them.

A number that would tell fewer than `least` participants apart is None (`suppressing`). Only what
has an account in the ledger counts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec
import polars as pl

from inspector.errors import UsageError
from inspector.knowledge.vocabulary import VERDICTS, Verdict
from inspector.language import say
from inspector.study.jobs import FAILURES
from inspector.study.manifest import Manifest, data_files, ledger_files, read_manifest
from inspector.study.report.suppression import Cell, hidden, two_sided, with_totals

UNREAD = ("partly_read", "unreadable", "unknown")
"""Statuses of entries of which something is not told."""


_NAMES = {"first": "first_quartile", "third": "third_quartile"}
"""In documents."""


class Quartiles(msgspec.Struct, frozen=True, rename=_NAMES):
    """Words of one participant: a quarter of the participants has fewer than the first."""

    first: float
    median: float
    third: float


@dataclass(frozen=True, slots=True)
class VerdictWords:
    """Words under one verdict, of all participants who were inspected."""

    verdict: Verdict
    words: int
    quartiles: Quartiles


@dataclass(frozen=True, slots=True)
class CategoryFigures:
    """How common a category is, and how many words of it are inside."""

    category: str
    present: int | None
    """Participants who have values of it."""
    inside: int | None
    """Participants of whom such values are inside."""
    words: Quartiles | None
    """Inside, of those who have any value inside."""


@dataclass(frozen=True, slots=True)
class UnreadFigures:
    """Entries of one status."""

    status: str
    participants: int | None
    entries: int | None


@dataclass(frozen=True, slots=True)
class StudyReport:
    """All of it."""

    manifest: Manifest
    least: int
    inspected: int | None
    """Participants who were inspected; None where they are too few, as all else is then."""
    failed: int | None
    """Participants of whom nothing could be said."""
    failures: Mapping[str, int | None]
    """The same by why; empty where `failed` is not shown."""
    regions: tuple[str, ...]
    kinds: tuple[str, ...]
    crossing: Mapping[Cell, int | None]
    """Participants by region and kind of export, sums under `TOTAL`."""
    assumed: int | None
    """Participants whose region the profile did not tell."""
    verdicts: tuple[VerdictWords, ...]
    categories: tuple[CategoryFigures, ...]
    """Most participants inside first; those of which that is not shown last, by name."""
    unread: tuple[UnreadFigures, ...]
    rows: int | None
    rows_left_out: int | None

    @property
    def participants(self) -> int | None:
        """All of them."""
        if self.inspected is None or self.failed is None:
            return None
        return self.inspected + self.failed


def reckon(root: Path, least: int) -> StudyReport:
    """The report of a study's folder; raises `UsageError` where it is none or is damaged."""
    manifest = read_manifest(root)
    if manifest is None:
        raise UsageError(say("there is no study in this folder; name what `inspect study` wrote"))
    accounts = ledger_files(root)
    if not accounts:
        raise UsageError(say("the study holds no participant yet; run `inspect study` again"))
    try:
        ledger = pl.scan_parquet(accounts, glob=False).collect()
        done = ledger.filter(pl.col("region").is_not_null())
        rows = _rows(root, {path.name for path in accounts})
    except (pl.exceptions.PolarsError, OSError) as fault:
        raise UsageError(
            say("a file of the study is damaged; run `inspect study` again with all its paths")
        ) from fault
    people = done.unique("participant").select("participant", "region", "region_basis", "kind")
    inspected = people.height
    failed = ledger["participant"].n_unique() - inspected
    if inspected < least:
        return StudyReport(
            manifest, least, None, None, {}, (), (), {}, None, (), (), (), None, None
        )
    regions, kinds = _names(people, "region"), _names(people, "kind")
    assumed = people.filter(pl.col("region_basis") == "default")
    left_out = int(done["rows_left_out"].sum())
    losers = done.filter(pl.col("rows_left_out") > 0)["participant"].n_unique()
    is_shown = two_sided(losers, inspected, least)
    return StudyReport(
        manifest, least, inspected,
        failed if not failed or failed >= least else None,
        _failures(ledger, failed, least), regions, kinds, _crossing(people, regions, kinds, least),
        _assumed(people, assumed, least),
        _verdicts(rows, people), _categories(rows, inspected, least),
        _unread(done, inspected, least),
        int(done["rows"].sum()) if is_shown else None, left_out if is_shown else None,
    )  # fmt: skip


def _rows(root: Path, committed: set[str]) -> pl.DataFrame:
    """Values and words by participant, category and verdict."""
    keys = ("participant", "category", "verdict")
    measures = ("values", "words")
    files = [path for path in data_files(root) if path.name in committed]
    if not files:
        schema = {**dict.fromkeys(keys, pl.String), **dict.fromkeys(measures, pl.UInt64)}
        return pl.DataFrame(schema=schema)
    scanned = pl.scan_parquet(files, glob=False, hive_partitioning=False)
    return scanned.group_by(keys).agg(pl.col(measures).sum()).collect()


def _names(people: pl.DataFrame, column: str) -> tuple[str, ...]:
    return tuple(sorted(people[column].unique().to_list()))


def _crossing(
    people: pl.DataFrame, regions: Sequence[str], kinds: Sequence[str], least: int
) -> dict[Cell, int | None]:
    counted = people.group_by("region", "kind").len()
    counts = {(region, kind): count for region, kind, count in counted.iter_rows()}
    table = with_totals(counts, regions, kinds)
    kept_back = hidden(table, least)
    return {cell: None if cell in kept_back else count for cell, count in table.items()}


def _assumed(people: pl.DataFrame, assumed: pl.DataFrame, least: int) -> int | None:
    """How many regions were assumed, unless that tells few apart, of all or of a region."""
    every = dict(people.group_by("region").len().iter_rows())
    mine = dict(assumed.group_by("region").len().iter_rows())
    shown = two_sided(assumed.height, people.height, least) and all(
        two_sided(count, every[region], least) for region, count in mine.items()
    )
    return assumed.height if shown else None


def _failures(ledger: pl.DataFrame, failed: int, least: int) -> dict[str, int | None]:
    if failed < least:
        return {}
    counted = dict(ledger.filter(pl.col("region").is_null()).group_by("status").len().iter_rows())
    kinds = [kind for kind in FAILURES if counted.get(kind)]
    table = with_totals({("all", kind): counted[kind] for kind in kinds}, ["all"], kinds)
    kept_back = hidden(table, least)
    return {kind: None if ("all", kind) in kept_back else counted[kind] for kind in kinds}


def _verdicts(rows: pl.DataFrame, people: pl.DataFrame) -> tuple[VerdictWords, ...]:
    found = []
    for verdict in VERDICTS:
        of_one = (
            rows.filter(pl.col("verdict") == verdict)
            .group_by("participant")
            .agg(pl.col("words").sum())
        )
        every = people.join(of_one, on="participant", how="left")["words"].fill_null(0)
        found.append(VerdictWords(verdict, int(every.sum()), _quartiles(every)))
    return tuple(found)


def _categories(rows: pl.DataFrame, inspected: int, least: int) -> tuple[CategoryFigures, ...]:
    found = []
    for (category,), mine in rows.group_by("category"):
        present = mine.filter(pl.col("values") > 0)["participant"].n_unique()
        within = mine.filter((pl.col("verdict") == "inside") & (pl.col("values") > 0))
        inside = within.height
        if not present:
            continue
        is_shown = two_sided(present, inspected, least)
        is_inside_shown = (
            is_shown and two_sided(inside, present, least) and two_sided(inside, inspected, least)
        )
        found.append(
            CategoryFigures(
                str(category),
                present if is_shown else None,
                inside if is_inside_shown else None,
                _quartiles(within["words"]) if inside >= least else None,
            )
        )
    return tuple(
        sorted(found, key=lambda one: (one.inside is None, -(one.inside or 0), one.category))
    )


def _quartiles(words: pl.Series) -> Quartiles:
    first, median, third = (float(words.quantile(at, "linear") or 0) for at in (0.25, 0.5, 0.75))
    return Quartiles(first, median, third)


def _unread(done: pl.DataFrame, inspected: int, least: int) -> tuple[UnreadFigures, ...]:
    found = []
    for status in UNREAD:
        mine = done.filter(pl.col("status") == status)
        count = mine["participant"].n_unique()
        is_shown = two_sided(count, inspected, least)
        found.append(
            UnreadFigures(status, count if is_shown else None, mine.height if is_shown else None)
        )
    return tuple(found)
