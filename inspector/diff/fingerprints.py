"""What a record is like, whatever the year of its export: a hash of each cell, made comparable.

Two exports write the same record in different ways (docs/format.md): line breaks come and go,
dates change their form, files and columns their names. A `Likeness` is a sink that keeps none
of the text: of each record only the hashes, where it stands, and how it counts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import polars as pl

from inspector.knowledge.catalogue import Catalogue
from inspector.knowledge.dataset import Column, Dataset, header_key
from inspector.knowledge.vocabulary import BASES, VERDICTS, Verdict
from inspector.reading.counts.author import AUTHORS
from inspector.reading.counts.meter import is_text
from inspector.reading.file_reading import FileReading
from inspector.reading.tables.header import Layout
from inspector.reading.tables.records import Batch
from inspector.reading.text.markup import reading_text
from inspector.summary.summary import Summary
from inspector.verdicts.judge import Judge

Precision = Literal["second", "minute", "day", "month", "year"]
PRECISIONS: dict[Precision, str] = {
    "second": "1s", "minute": "1m", "day": "1d", "month": "1mo", "year": "1y",
}  # fmt: skip
"""Finest first, with the unit to which an instant is cut."""
WORDS: dict[Verdict, str] = {verdict: f"words_{verdict}" for verdict in VERDICTS}
"""Columns of the words of a record that count under each verdict."""
_SEED = 20
_AUTHORS, _VERDICTS = pl.Enum(AUTHORS), pl.Enum(VERDICTS)
_BASES = pl.Enum(BASES)


@dataclass(frozen=True, slots=True)
class Form:
    """A way in which dates were written."""

    name: str
    """Id of the catalogue's format."""
    exact: Precision


@dataclass(frozen=True, slots=True)
class Group:
    """The records of one export that belong to one dataset, or to files of one unknown name."""

    dataset: Dataset | None
    files: tuple[int, ...]
    """Positions of its files among the summary's."""
    traits: Mapping[str, Column | None]
    """The columns that any of its files has; their records are compared by those both have."""
    main: str | None
    """The trait of text that holds most words."""
    forms: Mapping[str, frozenset[Form]]
    """Of each column, the forms in which dates were written."""
    records: pl.DataFrame
    """One row per record that counts: `entry, at, state, author, month, verdict, basis, clause`
    (the last ones Enum, but for the month), the words under each verdict (UInt32), and of each
    trait its hash (`h …`, null if empty) and, of a date, its instant (`t …`, null if not read)."""


class Likeness:
    """Takes records as they pass; gives their groups at the end."""

    def __init__(self, judge: Judge, catalogue: Catalogue) -> None:
        self._judge = judge
        self._catalogue = catalogue
        self._frames: dict[int, list[pl.DataFrame]] = {}
        self._kept: dict[int, int] = {}
        self._forms: dict[tuple[int, str], set[Form]] = {}

    def __call__(self, batch: Batch, /) -> None:
        """Keep what a batch's records are like."""
        layout, frame = batch.layout, batch.frame
        names = tuple(zip(layout.names, traits_of(layout), layout.columns, strict=True))
        plain = frame.with_columns(
            reading_text(frame[name], column) for name, _, column in names if is_text(column)
        ).with_columns(_plain(pl.col(name), column, self._catalogue) for name, _, column in names)
        at = self._kept.get(batch.entry, 0)
        self._kept[batch.entry] = at + frame.height
        found = plain.select(
            pl.lit(batch.entry, pl.UInt32).alias("entry"),
            pl.int_range(at, at + pl.len(), dtype=pl.UInt32).alias("at"),
            pl.col("state").cast(_states(batch.dataset)),
            "pattern",
            pl.col("author").cast(_AUTHORS),
            pl.col("day").dt.truncate("1mo").alias("month"),
            *self._words(batch),
            *(_hash(pl.col(name)).alias(f"h {trait}") for name, trait, _ in names),
        )
        for name, trait, column in names:
            if column is not None and column.dates:
                found = self._with_instants(found, plain[name], trait, column, batch.entry)
        self._frames.setdefault(batch.entry, []).append(found)

    def groups(self, summary: Summary) -> dict[str, Group]:
        """Once all batches have passed: the records, each under the verdict by which it counts.

        By the id of the dataset, or the bare name of a file unknown. To be asked for once: what was
        kept goes into the groups.
        """
        members: dict[str, list[int]] = {}
        for position, file in enumerate(summary.files):
            if file.reading.layout is not None:
                members.setdefault(self._group_of(file.reading), []).append(position)
        return {name: self._group(summary, files) for name, files in members.items()}

    def _group_of(self, file: FileReading) -> str:
        if file.dataset is not None:
            return file.dataset.id
        return f"unknown {self._catalogue.bare_name(file.path)}"

    def _group(self, summary: Summary, files: list[int]) -> Group:
        traits: dict[str, Column | None] = {}
        words: dict[str, int] = {}
        forms: dict[str, frozenset[Form]] = {}
        clauses = pl.Enum(
            sorted({
                one.deciding
                for position in files
                for one in summary.files[position].of_records.values()
                if one.deciding is not None
            })
        )  # fmt: skip
        dataset = summary.files[files[0]].reading.dataset
        frames = [_nothing(_states(dataset), clauses)]
        for position in files:
            file = summary.files[position]
            layout, measures = file.reading.layout, file.reading.measures
            assert layout is not None
            names = traits_of(layout)
            traits |= dict(zip(names, layout.columns, strict=True))
            if measures is not None:
                counts = measures.months.values.group_by("column").agg(pl.col("words").sum())
                for at, count in counts.iter_rows():
                    words[names[at]] = words.get(names[at], 0) + count
            for name in names:
                forms[name] = forms.get(name, frozenset()) | self._forms.get(
                    (position, name), set()
                )
            kinds = pl.DataFrame(
                [(*key, one.verdict, one.basis, one.deciding)
                 for key, one in file.of_records.items()],
                schema={"state": _states(dataset), "pattern": pl.UInt64, "verdict": _VERDICTS,
                        "basis": _BASES, "clause": clauses},
                orient="row",
            )  # fmt: skip
            frames += [
                frame.join(kinds, on=["state", "pattern"], how="inner", maintain_order="left")
                for frame in self._frames.pop(position, [])
            ]
        records = pl.concat(frames, how="diagonal").drop("pattern")
        main = max((name for name in words if words[name]), key=lambda n: words[n], default=None)
        return Group(dataset, tuple(files), traits, main, forms, records)

    def _words(self, batch: Batch) -> list[pl.Expr]:
        """The words of each record that count under each verdict, as the summary counts them."""
        states = batch.dataset.state_ids if batch.dataset else ("",)
        sums: dict[Verdict, list[pl.Expr]] = {verdict: [] for verdict in VERDICTS}
        layout = batch.layout
        for name, header, column in zip(layout.names, layout.headers, layout.columns, strict=True):
            if not is_text(column):
                continue
            cell = pl.col(name)
            spaces = cell.str.count_matches(" ", literal=True)
            count = pl.when(cell != "").then(spaces + 1).otherwise(0)
            under: dict[Verdict, list[str]] = {}
            for state in states:
                judgement = self._judge.judge(batch.dataset, header, state)
                under.setdefault(judgement.verdict, []).append(state)
            for verdict, of in under.items():
                held = pl.col("state").is_in(of)
                sums[verdict].append(
                    count if len(under) == 1 else pl.when(held).then(count).otherwise(0)
                )
        return [
            (pl.sum_horizontal(parts) if parts else pl.lit(0)).cast(pl.UInt32).alias(WORDS[verdict])
            for verdict, parts in sums.items()
        ]

    def _with_instants(
        self, found: pl.DataFrame, cells: pl.Series, trait: str, column: Column, entry: int
    ) -> pl.DataFrame:
        """A date's instant beside its hash, which is that of the instant where it says it all."""
        known = self._forms.setdefault((entry, trait), set())
        instants = pl.Series("t", [None] * len(cells), pl.Datetime("us"))
        hashes = found[f"h {trait}"]
        for name in column.dates:
            left = instants.is_null() & (cells != "")
            if not left.any():
                break
            form = self._catalogue.dates[name]
            if form.numbers is not None:
                continue
            source = cells if form.extract is None else cells.str.extract(form.extract, 1)
            for pattern in form.strptime or ("",):
                read = _instant(source, pattern)
                fits = left & read.is_not_null() & instants.is_null()
                if not fits.any():
                    continue
                known.add(Form(name, precision(pattern)))
                instants = instants.zip_with(~fits, read)
                if form.extract is None:
                    seed = _SEED + list(PRECISIONS).index(precision(pattern)) + 1
                    hashes = hashes.zip_with(~fits, read.hash(seed))
        return found.with_columns(hashes.alias(f"h {trait}"), instants.alias(f"t {trait}"))


def traits_of(layout: Layout) -> tuple[str, ...]:
    """What each column of a file is called in every export; the second of a name as name#2."""
    seen: dict[str, int] = {}
    found = []
    for header, column in zip(layout.headers, layout.columns, strict=True):
        name = column.name if column is not None else header_key(header)
        seen[name] = seen.get(name, 0) + 1
        found.append(name if seen[name] == 1 else f"{name}#{seen[name]}")
    return tuple(found)


def precision(pattern: str) -> Precision:
    """How exact a date of a chrono pattern is (empty: a count of milliseconds)."""
    if not pattern or "%S" in pattern:
        return "second"
    if "%M" in pattern:
        return "minute"
    if "%d" in pattern:
        return "day"
    return "month" if "%b" in pattern or "%m" in pattern else "year"


def _instant(source: pl.Series, pattern: str) -> pl.Series:
    if not pattern:
        number = source.str.to_integer(strict=False).cast(pl.Int64, strict=False)
        return pl.from_epoch(number, time_unit="ms").cast(pl.Datetime("us"))
    timed = any(mark in pattern for mark in ("%H", "%I"))
    read = source.str.strptime(pl.Datetime("us") if timed else pl.Date, pattern, strict=False)
    return read.cast(pl.Datetime("us"))


def _plain(cell: pl.Expr, column: Column | None, catalogue: Catalogue) -> pl.Expr:
    """A cell without what is no difference: white space, the case of what is no text, spellings."""
    plain = cell.str.replace_all(r"[^\S ]\s*| \s+", " ").str.strip_chars()
    if is_text(column) or (column is not None and column.role == "date"):
        return plain
    if column is not None and column.role == "url":
        for spelling in catalogue.naming.link_spellings:
            plain = plain.str.replace_all(spelling.matches, spelling.means)
        return plain
    return plain.str.to_lowercase()


def _hash(cell: pl.Expr) -> pl.Expr:
    return pl.when(cell != "").then(cell.hash(_SEED))


def _states(dataset: Dataset | None) -> pl.Enum:
    return pl.Enum(dataset.state_ids if dataset is not None else ("",))


def _nothing(states: pl.Enum, clauses: pl.Enum) -> pl.DataFrame:
    schema: dict[str, pl.DataType | type[pl.DataType]] = {
        "entry": pl.UInt32, "at": pl.UInt32, "state": states, "author": _AUTHORS,
        "month": pl.Date, "pattern": pl.UInt64, "verdict": _VERDICTS, "basis": _BASES,
        "clause": clauses, **dict.fromkeys(WORDS.values(), pl.UInt32),
    }  # fmt: skip
    return pl.DataFrame(schema=schema)
