"""Which record of an older export is which of a newer one.

First records are paired that say the same in every column both exports have, as often as both
hold them, wherever they stand. What is left is paired by weaker keys, one after the other: the
same item with other words, or the same words in another state. What then is left came or went.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from inspector.diff.fingerprints import PRECISIONS, WORDS, Group, Precision
from inspector.knowledge.dataset import Column
from inspector.reading.counts.meter import is_text

PAIRS_SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "old": pl.UInt32, "new": pl.UInt32, "same": pl.Boolean, "reworded": pl.Boolean,
}  # fmt: skip
_FINE: tuple[Precision, ...] = ("second", "minute")
"""How exact dates have to be to tell records apart that share an id."""


@dataclass(frozen=True, slots=True)
class Pairing:
    """How the records of two groups belong together."""

    pairs: pl.DataFrame
    """`old`, `new`: row numbers in the groups, null where nothing belongs to it; `same`: equal in
    every common column; `reworded`: its text differs."""
    comparable: bool
    """False where both hold records, but share no column."""


@dataclass(frozen=True, slots=True)
class _Key:
    """Columns by which records are paired."""

    all_of: tuple[str, ...] = ()
    """None of these may be empty,"""
    any_of: tuple[str, ...] = ()
    """nor all of these,"""
    besides: tuple[str, ...] = ()
    """but any of these."""
    same: bool = False
    """Whether records of one key say the same."""
    other_state: bool = False
    """Whether only records are paired whose state has changed."""


def pair(old: Group, new: Group) -> Pairing:
    """Pair the records of a dataset in two exports."""
    common = [trait for trait in old.traits if trait in new.traits]
    cut = {trait: _cut(old, new, trait) for trait in common}
    left, right = (_said(group, common, cut) for group in (old, new))
    found: list[pl.DataFrame] = []
    for key in _EXACT if common else ():
        pairs, left, right = _match(left, right, key)
        found.append(pairs)
    left, right = (
        side.hstack(_cells(group, common, cut, side["row"]))
        for side, group in ((left, old), (right, new))
    )
    for key in _weaker(old, new, common) if common else ():
        if not (left.height and right.height):
            break
        pairs, left, right = _match(left, right, key)
        found.append(pairs)
    none, no = pl.lit(None, pl.UInt32), pl.lit(False)
    row = pl.col("row")
    found.append(left.select(row.alias("old"), none.alias("new"), same=no, reworded=no))
    found.append(right.select(none.alias("old"), row.alias("new"), same=no, reworded=no))
    pairs = pl.concat([one.cast(pl.Schema(PAIRS_SCHEMA)) for one in found])
    return Pairing(pairs, bool(common) or not (old.records.height and new.records.height))


_EXACT = (_Key(("exact",), besides=("state", "verdict", *WORDS.values()), same=True),
          _Key(("exact",), same=True))  # fmt: skip
"""Keys of records that say the same in every common column, strongest first."""


def _weaker(old: Group, new: Group, common: Sequence[str]) -> Iterator[_Key]:
    """The other keys, strongest first."""

    def of(test: Callable[[Column], bool]) -> tuple[str, ...]:
        columns = ((trait, old.traits[trait]) for trait in common)
        return tuple(f"h {trait}" for trait, column in columns if column and test(column))

    texts = tuple(f"h {trait}" for trait in common if is_text(old.traits[trait]))
    dates, ids = of(lambda column: column.primary), of(lambda column: column.role == "id")
    links, own = of(lambda column: column.role == "url"), of(lambda column: column.own_link)
    named = new.main if new.main in common else old.main
    main = (f"h {named}",) if named in common else ()
    fine = _are_fine(old, new, common)
    if dates and own:
        yield _Key((*own, *dates))
    if dates and texts:
        yield _Key(dates, any_of=texts)
    if dates and main and fine:
        yield _Key((*main, *dates))
    if dates and ids and fine:
        yield _Key(dates, any_of=ids)
    if dates and links:
        yield _Key(dates, any_of=links)
    if texts and not dates:
        yield _Key(any_of=texts)
    if main and ids:
        yield _Key(main, any_of=ids, other_state=True)
    single = old.dataset is not None and old.dataset.single
    if single and old.records.height == new.records.height == 1:
        yield _Key()


def _are_fine(old: Group, new: Group, common: Sequence[str]) -> bool:
    """Whether the dates of records are compared by the minute at least."""
    dates = [trait for trait in common if (column := old.traits[trait]) and column.primary]
    forms = [form for group in (old, new) for trait in dates for form in group.forms[trait]]
    return all(form.exact in _FINE for form in forms)


def _cut(old: Group, new: Group, trait: str) -> Precision | None:
    """How exactly a date is compared that the exports write in different forms; None: as it is."""
    before, after = old.forms[trait], new.forms[trait]
    names = [{form.name for form in forms} for forms in (before, after)]
    if names[0] == names[1] or not all(names):
        return None
    return max((form.exact for form in before | after), key=list(PRECISIONS).index)


def _said(group: Group, common: Sequence[str], cut: Mapping[str, Precision | None]) -> pl.DataFrame:
    """Of each record its number `row`, how it counts, and hashes (UInt64): `exact` of all common
    columns, `said` of those of text."""
    cells = _compared(group, common, cut)
    texts = [cells[trait] for trait in common if is_text(group.traits[trait])]
    found = group.records.select(
        pl.int_range(pl.len(), dtype=pl.UInt32).alias("row"),
        "state", "verdict", *WORDS.values(),
        exact=pl.struct(cells.values()).hash(2) if cells else pl.lit(0, pl.UInt64),
        said=pl.struct(texts).hash(3) if texts else pl.lit(0, pl.UInt64),
    )  # fmt: skip
    # Ties among weaker keys must not hang on the order of rows.
    return found.sort("exact", "row")


def _cells(
    group: Group, common: Sequence[str], cut: Mapping[str, Precision | None], rows: pl.Series
) -> pl.DataFrame:
    """The common columns of some records, as they are compared (`h …`)."""
    cells = _compared(group, common, cut)
    return group.records[rows].with_columns(cells.values()).select(f"h {trait}" for trait in cells)


def _compared(
    group: Group, common: Sequence[str], cut: Mapping[str, Precision | None]
) -> dict[str, pl.Expr]:
    """What is compared of each common column."""
    cells = {}
    for trait in common:
        name = f"h {trait}"
        cell = pl.col(name) if name in group.records.columns else pl.lit(None, pl.UInt64)
        exact = cut[trait]
        if exact is not None and f"t {trait}" in group.records.columns:
            instant = pl.col(f"t {trait}").dt.truncate(PRECISIONS[exact])
            cell = pl.when(instant.is_not_null()).then(instant.hash(1)).otherwise(cell)
        cells[trait] = cell.alias(name)
    return cells


def _match(
    left: pl.DataFrame, right: pl.DataFrame, key: _Key
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Pairs of equal keys, the n-th with the n-th; and what is left on both sides."""
    columns = [*key.all_of, *key.any_of, *key.besides]
    fit = pl.all_horizontal(pl.lit(True), *(pl.col(name).is_not_null() for name in key.all_of))
    if key.any_of:
        fit &= pl.any_horizontal(pl.col(name).is_not_null() for name in key.any_of)
    whole = pl.struct(columns).hash(4) if columns else pl.lit(0, pl.UInt64)
    sides = [
        side.filter(fit)
        .select("row", "said", "state", key=whole)
        .with_columns(nth=pl.int_range(pl.len(), dtype=pl.UInt32).over("key"))
        for side in (left, right)
    ]
    joined = sides[0].join(
        sides[1], on=["key", "nth"], how="inner", suffix="_new", maintain_order="left"
    )
    if key.other_state:
        joined = joined.filter(pl.col("state") != pl.col("state_new"))
    pairs = joined.select(
        pl.col("row").alias("old"),
        pl.col("row_new").alias("new"),
        same=pl.lit(key.same),
        reworded=pl.col("said") != pl.col("said_new"),
    )
    return (
        pairs,
        left.join(pairs, left_on="row", right_on="old", how="anti", maintain_order="left"),
        right.join(pairs, left_on="row", right_on="new", how="anti", maintain_order="left"),
    )
