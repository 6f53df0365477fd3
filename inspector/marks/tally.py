"""How many values and records hold marks, under each verdict, in whose words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import polars as pl

from inspector.knowledge.mark_rules import MarkRules
from inspector.knowledge.vocabulary import VERDICTS, Verdict
from inspector.marks.account_data import AccountData, entries, gather
from inspector.marks.finder import Finder
from inspector.marks.kept_texts import Texts
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
_TOGETHER = 24 << 20
"""Bytes of texts that are looked through at once."""


def tally(session: Session, summary: Summary, texts: Texts | None = None) -> Tally:
    """Read the marks of the records that a session kept, or of `texts` kept while it was read.

    Verdicts are those of the summary's situation. Raises `ReadingStop` or `LimitError`.
    """
    texts = texts or session.store
    rules = session.knowledge.mark_rules
    data = gather(session, rules, texts)
    finder = finder_of(session, summary, rules, data)
    reading = _Reading(finder, session.judge(summary.situation), rules, session.go_on)
    datasets = dict(entries(session, texts))
    for batch in texts.batches():
        reading.take(batch, datasets[batch.entry])
    return _summed(reading.found())


def finder_of(
    session: Session, summary: Summary, rules: MarkRules, data: AccountData | None = None
) -> Finder:
    """What finds marks in a session's texts: by its country, account data and names.

    `data`: what was gathered already.
    """
    places = session.knowledge.places
    return Finder(
        rules,
        country_of(summary),
        data or gather(session, rules),
        lambda name: places.find(name) is not None,
    )


def country_of(summary: Summary) -> str:
    """The country of the profile, or the only one of its region; empty: not told."""
    region, country = summary.situation.region, summary.situation.country
    if country:
        return {"uk": "gb", "el": "gr"}.get(country, country)
    return {"uk": "gb"}.get(region, "" if region in ("eu", "other") else region)


class _Piece(NamedTuple):
    """A column of a batch."""

    batch: int
    column: str
    texts: pl.Series
    told: pl.DataFrame
    """Of each record `author, verdict`."""


class _Reading:
    """Looks through columns, many at once: what is looked for is set up for each time."""

    def __init__(
        self, finder: Finder, judge: Judge, rules: MarkRules, go_on: Callable[[], None]
    ) -> None:
        self._finder, self._judge, self._rules, self._go_on = finder, judge, rules, go_on
        self._pieces: dict[tuple[bool, bool], list[_Piece]] = {}
        self._found: dict[int, list[pl.DataFrame]] = {}
        self._batches = 0

    def take(self, batch: Batch, dataset: str | None) -> None:
        """Look through a batch, at once or with others."""
        columns = zip(batch.layout.names, batch.layout.headers, batch.layout.columns, strict=True)
        for name, header, column in columns:
            if is_text(column):
                known = column.name if column is not None else ""
                asked = _asked(self._rules, dataset, known)
                texts = reading_text(batch.frame[name], column)
                told = self._told(batch, header)
                some = self._pieces.setdefault(asked, [])
                some.append(_Piece(self._batches, name, texts, told))
                if sum(one.texts.estimated_size() for one in some) > _TOGETHER:
                    self._look(asked)
        self._batches += 1

    def found(self) -> Iterator[pl.DataFrame]:
        """Marks of each batch: `record, column, kind, rule, author, verdict`."""
        for asked in self._pieces:
            self._look(asked)
        return (pl.concat(frames) for frames in self._found.values())

    def _told(self, batch: Batch, header: str) -> pl.DataFrame:
        states = batch.frame["state"].unique().to_list()
        verdicts = {one: self._judge.judge(batch.dataset, header, one).verdict for one in states}
        return batch.frame.select(
            pl.col("author").cast(pl.String),
            pl.col("state").replace_strict(verdicts, return_dtype=pl.String).alias("verdict"),
        )

    def _look(self, asked: tuple[bool, bool]) -> None:
        some, self._pieces[asked] = self._pieces[asked], []
        if not some:
            return
        texts = pl.concat([one.texts.alias("text") for one in some])
        own, names = asked
        marks = self._finder.find(texts, own=own, names=names, go_on=self._go_on)
        begin = 0
        for piece in some:
            end = begin + len(piece.texts)
            mine = marks.filter(pl.col("row").is_between(begin, end, closed="left"))
            if mine.height:
                rows = mine["row"] - begin
                frame = mine.select(
                    rows.alias("record"), pl.lit(piece.column).alias("column"), "kind", "rule"
                )
                frame = pl.concat([frame, piece.told[rows]], how="horizontal")
                self._found.setdefault(piece.batch, []).append(frame)
            begin = end


def _asked(rules: MarkRules, dataset: str | None, column: str) -> tuple[bool, bool]:
    """Whether account data, and names, are looked for in a column."""
    return not _holds_own(rules, dataset, column), not _holds_names(rules, dataset, column)


def _holds_own(rules: MarkRules, dataset: str | None, column: str) -> bool:
    return any(one.dataset == dataset and one.column == column for one in rules.sources.own)


def _holds_names(rules: MarkRules, dataset: str | None, column: str) -> bool:
    every = rules.sources.of_names
    return any(one.dataset == dataset and column in one.columns for one in every)


def _summed(found: Iterable[pl.DataFrame]) -> Tally:
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
