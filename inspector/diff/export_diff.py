"""What came, went and changed between two exports of one member, by verdict.

Every record counts as in the summary of its export. `rows` hold all that makes the two differ:
for each verdict, the words of the newer export are those of the older one, plus what the rows
gained, less what they lost; records likewise.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

import polars as pl

from inspector.diff.fingerprints import WORDS, Group
from inspector.diff.flows import (
    DIFFERENCE_KINDS,
    Count,
    DifferenceKind,
    Flow,
    Part,
    RecordChange,
    RecordVerdict,
    flows_of,
    kinds_of,
    parts_of,
)
from inspector.diff.pairing import pair
from inspector.knowledge.vocabulary import VERDICTS, Verdict
from inspector.summary.summary import Summary

Presence = Literal["both", "only_old", "only_new"]
Doubt = Literal[
    "old_absent", "new_absent", "old_unreadable", "new_unreadable", "old_partly", "new_partly",
    "other_columns",
]  # fmt: skip
"""Why what differs need not be a change: see `docs/contract.md`."""

MATCH_SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "kind": pl.String, "group": pl.String,
    "old_entry": pl.UInt32, "old_at": pl.UInt32, "new_entry": pl.UInt32, "new_at": pl.UInt32,
    "before": pl.String, "before_basis": pl.String, "before_clause": pl.String,
    "after": pl.String, "after_basis": pl.String, "after_clause": pl.String,
    "author": pl.String, "month": pl.Date,
    **{f"{way}_{verdict}": pl.Int64 for way in ("gained", "lost") for verdict in VERDICTS},
}  # fmt: skip
"""One row per record that differs; `entry` and `at` as in a `RecordStore`."""
_KEYS = list(MATCH_SCHEMA)[6:14]
_SUMS = list(MATCH_SCHEMA)[14:]


@dataclass(frozen=True, slots=True)
class FilePair:
    """The files of one dataset in both exports."""

    group: str
    dataset: str | None
    title: str
    """Of the dataset; the path where it is unknown."""
    category: str
    old: tuple[str, ...]
    """Paths, without member ids."""
    new: tuple[str, ...]
    presence: Presence
    doubts: tuple[Doubt, ...]
    flows: Mapping[Verdict, Flow]
    kinds: Mapping[DifferenceKind, Count]
    """Records by the way in which they differ; words: those gained and lost together."""


@dataclass(frozen=True, slots=True, repr=False)
class ExportDiff:
    """Two exports of one member, judged in one situation."""

    old: Summary
    new: Summary
    whole: tuple[bool, bool]
    """Whether the archives of either are, with their directories."""
    same_member: bool | None
    """None where the profiles do not tell."""
    rows: tuple[RecordChange, ...]
    files: tuple[FilePair, ...]
    """Every dataset of either export, the biggest differences first."""
    matches: pl.DataFrame
    """`MATCH_SCHEMA`."""

    def __repr__(self) -> str:
        """How many records differ, by the way in which they do."""
        kinds = ", ".join(f"{kind} {one.records:,}" for kind, one in self.kinds.items())
        return f"<ExportDiff of {self.matches.height:,} records: {kinds}>"

    @property
    def reversed(self) -> bool:
        """Whether the first export is the newer one."""
        days = self.old.export.exported_on, self.new.export.exported_on
        return days[0] is not None and days[1] is not None and days[0] > days[1]

    @property
    def flows(self) -> Mapping[Verdict, Flow]:
        """The whole, by verdict."""
        return flows_of(self.rows)

    @property
    def kinds(self) -> Mapping[DifferenceKind, Count]:
        """Records by the way in which they differ."""
        return kinds_of(self.rows)

    def by_category(self) -> tuple[Part, ...]:
        """Categories in which something changed, the biggest differences first."""
        categories = {file.group: file.category for file in self.files}
        return parts_of(self.rows, lambda row: (categories[row.group],) * 2)

    def by_clause(self) -> tuple[Part, ...]:
        """By the clause that decides a record, then and now; empty: none does.

        Words that count under another verdict than their record are left out.
        """
        return parts_of(
            self.rows,
            lambda row: (
                (row.before.clause or "") if row.before else None,
                (row.after.clause or "") if row.after else None,
            ),
            own=True,
        )


@dataclass(frozen=True, slots=True)
class Side:
    """One export, as it goes into a comparison."""

    summary: Summary
    groups: Mapping[str, Group]
    whole: bool
    """False where an archive's directory is lost."""

    @property
    def may_lack(self) -> bool:
        """Whether a file may be absent though the member has such data."""
        return not self.whole or self.summary.export.kind != "complete"


def diff_sides(old: Side, new: Side, same_member: bool | None) -> ExportDiff:
    """Pair the records of two exports and add up what differs."""
    rows: list[RecordChange] = []
    files: list[FilePair] = []
    matches = [pl.DataFrame(schema=MATCH_SCHEMA)]
    for name in dict.fromkeys((*new.groups, *old.groups)):
        first, second = old.groups.get(name), new.groups.get(name)
        paths_old, paths_new = _paths(old, first), _paths(new, second)
        before, after = first or _lacking(second), second or _lacking(first)
        paired = pair(before, after)
        doubts = (
            *_doubts(old, new, name, first, second),
            *(() if paired.comparable else ("other_columns",)),
        )
        found = _differing(name, before, after, paired.pairs, doubts)
        mine = tuple(_rows(found))
        rows += mine
        matches.append(found)
        known = before.dataset or after.dataset
        presence: Presence = (
            "both" if paths_old and paths_new else "only_old" if paths_old else "only_new"
        )
        files.append(
            FilePair(
                name, known.id if known else None,
                known.title if known else (*paths_new, *paths_old)[0],
                known.category if known else "other", paths_old, paths_new, presence, doubts,
                flows_of(mine), kinds_of(mine),
            )
        )  # fmt: skip
    files.sort(key=lambda file: [-n for n in Part("", file.flows).weight])
    return ExportDiff(
        old.summary, new.summary, (old.whole, new.whole), same_member, tuple(rows), tuple(files),
        pl.concat(matches),
    )  # fmt: skip


def _lacking(other: Group | None) -> Group:
    assert other is not None
    return Group(other.dataset, (), other.traits, None, dict.fromkeys(other.traits, frozenset()),
                 other.records.clear())  # fmt: skip


def _paths(side: Side, group: Group | None) -> tuple[str, ...]:
    files = side.summary.files
    return tuple(files[at].reading.path for at in group.files) if group else ()


def _doubts(
    old: Side, new: Side, name: str, before: Group | None, after: Group | None
) -> tuple[Doubt, ...]:
    found: list[Doubt] = []
    if doubt := _unread(old.summary, name):
        found.append("old_unreadable" if doubt == "unreadable" else "old_partly")
    elif before is None and old.may_lack:
        found.append("old_absent")
    if doubt := _unread(new.summary, name):
        found.append("new_unreadable" if doubt == "unreadable" else "new_partly")
    elif after is None and new.may_lack:
        found.append("new_absent")
    return tuple(found)


def _unread(summary: Summary, name: str) -> str:
    """`unreadable` or `partly_read` where a file of a dataset was not read whole, else empty."""
    found = {
        file.reading.status
        for file in summary.files
        if file.reading.dataset is not None and file.reading.dataset.id == name
    }
    return next((status for status in ("unreadable", "partly_read") if status in found), "")


def _differing(
    name: str, old: Group, new: Group, pairs: pl.DataFrame, doubts: Iterable[Doubt]
) -> pl.DataFrame:
    """The records that differ (`MATCH_SCHEMA`)."""
    joined = pairs.join(_numbered(old, "old"), on="old", how="left").join(
        _numbered(new, "new"), on="new", how="left"
    )
    gained, lost = {}, {}
    for verdict, words in WORDS.items():
        after, before = (
            pl.col(f"{side}_{words}").cast(pl.Int64).fill_null(0) for side in ("new", "old")
        )
        more = after - before
        gained[f"gained_{verdict}"] = more.clip(lower_bound=0)
        lost[f"lost_{verdict}"] = (-more).clip(lower_bound=0)
    told = set(doubts)
    only_new = bool(told & {"old_absent", "old_unreadable", "other_columns"})
    only_old = bool(told & {"new_absent", "new_unreadable", "other_columns"})
    counted = pl.sum_horizontal(_SUMS) > 0
    otherwise = pl.col("old_verdict") != pl.col("new_verdict")
    kind = (
        pl.when(pl.col("old").is_null())
        .then(pl.lit("not_in_old" if only_new else "came"))
        .when(pl.col("new").is_null())
        .then(pl.lit("not_in_new" if only_old else "went"))
        .when("same")
        .then(pl.lit("retold"))
        .when(otherwise)
        .then(pl.lit("moved"))
        .when("reworded")
        .then(pl.lit("edited"))
        .when(counted)
        .then(pl.lit("retold"))
        .otherwise(pl.lit("detail"))
    )
    found = joined.with_columns(**gained, **lost).with_columns(
        *(
            pl.col(f"{side}_{what}").alias(f"{when}{f'_{what}' if what != 'verdict' else ''}")
            for side, when in (("old", "before"), ("new", "after"))
            for what in ("verdict", "basis", "clause")
        ),
        kind=kind,
        group=pl.lit(name),
        author=pl.coalesce("new_author", "old_author"),
        month=pl.coalesce("new_month", "old_month"),
    )
    return found.filter((pl.col("kind") != "retold") | otherwise | counted).select(
        pl.col(column).cast(kind_of) for column, kind_of in MATCH_SCHEMA.items()
    )


def _numbered(group: Group, side: str) -> pl.DataFrame:
    kept = ("entry", "at", "author", "month", "verdict", "basis", "clause", *WORDS.values())
    return group.records.select(
        pl.int_range(pl.len(), dtype=pl.UInt32).alias(side),
        *(pl.col(column).alias(f"{side}_{column}") for column in kept),
    )


def _rows(matches: pl.DataFrame) -> Iterable[RecordChange]:
    keys = ["kind", "group", *_KEYS]
    summed = matches.group_by(keys).agg(
        pl.len().alias("records"), *(pl.col(n).sum() for n in _SUMS)
    )
    order = pl.col("kind").replace_strict(
        list(DIFFERENCE_KINDS), range(len(DIFFERENCE_KINDS)), return_dtype=pl.UInt8
    )
    for one in summed.sort(order, *keys[1:], nulls_last=True).iter_rows(named=True):
        before, after = (
            RecordVerdict(one[when], one[f"{when}_basis"], one[f"{when}_clause"])
            if one[when]
            else None
            for when in ("before", "after")
        )
        gained, lost = (
            {verdict: one[f"{way}_{verdict}"] for verdict in VERDICTS} for way in ("gained", "lost")
        )
        yield RecordChange(
            one["kind"], one["group"], before, after, one["author"], one["month"], one["records"],
            gained, lost,
        )  # fmt: skip
