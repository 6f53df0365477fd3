"""How many values and records hold marks, under each verdict, in whose words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from inspector.knowledge.mark_rules import MarkRules
from inspector.knowledge.vocabulary import VERDICTS, Verdict
from inspector.marks.account_data import entries, gather
from inspector.marks.finder import MARKS_SCHEMA, Finder
from inspector.marks.mark import KINDS, Kind
from inspector.reading.counts.author import AUTHORS, Author
from inspector.reading.counts.meter import is_text
from inspector.reading.tables.records import Batch
from inspector.reading.text.markup import reading_text
from inspector.session.session import Session
from inspector.summary.summary import Summary
from inspector.verdicts.judge import Judge


@dataclass(frozen=True, slots=True)
class Count:
    """Of one kind of mark."""

    values: int = 0
    """Values that hold at least one."""
    records: int = 0
    """Records that hold at least one in a value of the verdict."""
    places: int = 0
    """Marks."""

    def __add__(self, other: Count) -> Count:
        return Count(
            self.values + other.values, self.records + other.records, self.places + other.places
        )


@dataclass(frozen=True)
class Tally:
    """Counts by verdict, author and kind; what holds none is absent, verdicts are not."""

    counts: Mapping[Verdict, Mapping[Author, Mapping[Kind, Count]]]
    own: Mapping[Verdict, frozenset[str]]
    """By verdict the rules of `own` that found anything."""

    def of_all(self, verdict: Verdict) -> Mapping[Kind, Count]:
        """Counts by kind, whoever wrote it."""
        every = self.counts[verdict].values()
        sums = {k: sum((one.get(k, Count()) for one in every), Count()) for k in KINDS}
        return {kind: count for kind, count in sums.items() if count.values}


_KEY = ["verdict", "author", "kind"]
_FOUND_SCHEMA = {
    "record": MARKS_SCHEMA["row"], "column": pl.String, "kind": pl.String, "rule": pl.String,
    "author": pl.String, "verdict": pl.String,
}  # fmt: skip


def tally(session: Session, summary: Summary) -> Tally:
    """Read the marks of the records that a session kept; may raise what reading does.

    Verdicts are those of the summary's situation.
    """
    rules = session.knowledge.mark_rules
    finder = finder_of(session, summary, rules)
    judge = session.judge(summary.situation)
    datasets = dict(entries(session))
    found = [
        _marks_of(batch, finder, judge, rules, datasets[batch.entry])
        for batch in session.store.batches()
    ]
    return _summed(found)


def finder_of(session: Session, summary: Summary, rules: MarkRules) -> Finder:
    """What finds marks in a session's texts: by its country, account data and names."""
    places = session.knowledge.places
    return Finder(
        rules,
        country_of(summary),
        gather(session, rules),
        lambda name: places.find(name) is not None,
    )


def country_of(summary: Summary) -> str:
    """The country of the profile, or the only one of its region; empty: not told."""
    region, country = summary.situation.region, summary.situation.country
    if country:
        return {"uk": "gb", "el": "gr"}.get(country, country)
    return {"uk": "gb"}.get(region, "" if region in ("eu", "other") else region)


def _marks_of(
    batch: Batch, finder: Finder, judge: Judge, rules: MarkRules, dataset: str | None
) -> pl.DataFrame:
    """Marks of a batch: `record, column`, the verdict and author, kind and rule."""
    frames = []
    columns = zip(batch.layout.names, batch.layout.headers, batch.layout.columns, strict=True)
    for name, header, column in columns:
        if not is_text(column):
            continue
        known = column.name if column is not None else ""
        texts = reading_text(batch.frame[name], column)
        marks = finder.find(
            texts,
            own=not _holds_own(rules, dataset, known),
            names=not _holds_names(rules, dataset, known),
        )
        if marks.is_empty():
            continue
        rows = batch.frame.select("state", "author")[marks["row"]]
        states = rows["state"].unique().to_list()
        verdicts = {one: judge.judge(batch.dataset, header, one).verdict for one in states}
        frames.append(
            marks.select(
                pl.col("row").alias("record"), pl.lit(name).alias("column"), "kind", "rule"
            ).with_columns(
                rows["author"].cast(pl.String),
                rows["state"].replace_strict(verdicts, return_dtype=pl.String).alias("verdict"),
            )
        )
    return pl.concat(frames) if frames else pl.DataFrame(schema=_FOUND_SCHEMA)


def _holds_own(rules: MarkRules, dataset: str | None, column: str) -> bool:
    return any(one.dataset == dataset and one.column == column for one in rules.sources.own)


def _holds_names(rules: MarkRules, dataset: str | None, column: str) -> bool:
    every = rules.sources.of_names
    return any(one.dataset == dataset and column in one.columns for one in every)


def _summed(found: Sequence[pl.DataFrame]) -> Tally:
    counts: dict[tuple[str, str, str], Count] = {}
    own: dict[str, set[str]] = {}
    for marks in found:
        by_kind = marks.group_by(_KEY).agg(
            values=pl.struct("record", "column").n_unique(),
            records=pl.col("record").n_unique(),
            places=pl.len(),
        )
        for verdict, author, kind, *numbers in by_kind.iter_rows():
            key = verdict, author, kind
            counts[key] = counts.get(key, Count()) + Count(*numbers)
        told = marks.filter(pl.col("kind") == "own").select("verdict", "rule").unique()
        for verdict, rule in told.iter_rows():
            own.setdefault(verdict, set()).add(rule)
    return Tally(
        {verdict: _by_author(counts, verdict) for verdict in VERDICTS},
        {verdict: frozenset(own.get(verdict, ())) for verdict in VERDICTS},
    )


def _by_author(
    counts: Mapping[tuple[str, str, str], Count], verdict: Verdict
) -> Mapping[Author, Mapping[Kind, Count]]:
    found = {
        author: {kind: count for kind in KINDS if (count := counts.get((verdict, author, kind)))}
        for author in AUTHORS
    }
    return {author: kinds for author, kinds in found.items() if kinds}
