"""Which records were there before: within a file, and in earlier archives of one member.

Records are compared by 128 bits of hash over their filled cells, each with its column's
name, so that a column's place or its absence makes no difference.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inspector.reading.tables.header import Layout

if TYPE_CHECKING:
    import polars as pl

_KEYS = ["h1", "h2"]


def fingerprints(frame: pl.DataFrame, layout: Layout) -> pl.DataFrame:
    """`h1, h2` (UInt64): equal for records with equal values by column name."""
    import polars as pl

    seen: dict[str, int] = {}
    named: list[tuple[str, int]] = []
    for position, (header, column) in enumerate(zip(layout.headers, layout.columns, strict=True)):
        name = column.name if column is not None else header
        seen[name] = seen.get(name, 0) + 1
        named.append((f"{name}\x1f{seen[name]}\x1f", position))
    cells = [
        pl.when(pl.col(f"c{i}") != "")
        .then(pl.lit(name) + pl.col(f"c{i}") + "\x1e")
        .otherwise(pl.lit(""))
        for name, i in sorted(named)
    ]
    whole = frame.select(pl.concat_str(cells).alias("whole"))["whole"]
    return pl.DataFrame({"h1": whole.hash(1), "h2": whole.hash(2)})


class Seen:
    """Counts how often records came, to tell the surplus."""

    def __init__(self) -> None:
        self._before = _nothing()
        self._now = _nothing()

    def surplus_here(self, prints: pl.DataFrame) -> pl.Series:
        """True where a record came before in what was given so far."""
        return self._occurrence(prints) > 1

    def surplus_over_before(self, prints: pl.DataFrame) -> pl.Series:
        """True for the n-th coming of a record that came n times or more in an archive before."""
        return self._surplus(prints, self._before)

    def surplus_over(self, other: Seen, prints: pl.DataFrame) -> pl.Series:
        """True for the n-th coming of a record that came n times or more in another file."""
        return self._surplus(prints, other._now)

    def _surplus(self, prints: pl.DataFrame, before: pl.DataFrame) -> pl.Series:
        occurrence = self._occurrence(prints)
        allowed = prints.join(before, on=_KEYS, how="left", maintain_order="left")
        return occurrence <= allowed["count"].fill_null(0)

    def keep(self, prints: pl.DataFrame) -> None:
        """Count records of the archive or file that is read."""
        self._occurrence(prints)

    def common(self, prints: pl.DataFrame) -> int:
        """How many of these were there before, each as often as it was."""
        import polars as pl

        counts = prints.group_by(_KEYS).agg(pl.len().cast(pl.UInt32).alias("more"))
        both = counts.join(self._now, on=_KEYS)
        return int(both.select(pl.min_horizontal("more", "count").sum()).item())

    def next_archive(self) -> None:
        """What follows is of another archive."""
        import polars as pl

        both = pl.concat([self._before, self._now])
        self._before = both.group_by(_KEYS).agg(pl.col("count").max())
        self._now = _nothing()

    def _occurrence(self, prints: pl.DataFrame) -> pl.Series:
        import polars as pl

        within = prints.select(pl.int_range(1, pl.len() + 1, dtype=pl.UInt32).over(_KEYS))
        earlier = prints.join(self._now, on=_KEYS, how="left", maintain_order="left")
        counts = prints.group_by(_KEYS).agg(pl.len().cast(pl.UInt32).alias("count"))
        both = pl.concat([self._now, counts])
        self._now = both.group_by(_KEYS).agg(pl.col("count").sum())
        return within.to_series() + earlier["count"].fill_null(0)


class Earlier:
    """What was seen in archives before the one that is being read, by kind of file."""

    def __init__(self) -> None:
        self._seen: dict[str, Seen] = {}

    def of(self, kind: str) -> Seen:
        """The records of a kind."""
        return self._seen.setdefault(kind, Seen())

    def next_archive(self) -> None:
        """What follows is of another archive."""
        for seen in self._seen.values():
            seen.next_archive()


def _nothing() -> pl.DataFrame:
    import polars as pl

    return pl.DataFrame(schema={"h1": pl.UInt64, "h2": pl.UInt64, "count": pl.UInt32})
