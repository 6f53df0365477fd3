"""What is read: records under one verdict, narrowed, in an order."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

import polars as pl

from inspector.knowledge.vocabulary import Verdict
from inspector.language import Phrases, mark
from inspector.marks.mark import Kind
from inspector.marks.survey import Survey
from inspector.outputs.wording import mark_kinds, terms
from inspector.reading.counts.author import Author
from inspector.session.listing import Selection, SortKey
from inspector.session.record_store import RecordStore
from inspector.summary.summary import Summary

Order = Literal["newest", "longest", "marked"]
ORDERS: tuple[Order, ...] = get_args(Order)
ORDERS_SAID: Mapping[Order, str] = Phrases(
    {
        "newest": mark("newest first"),
        "longest": mark("longest first"),
        "marked": mark("most marked first"),
    }
)
_SORTS: Mapping[Order, SortKey] = {"newest": "day", "longest": "words", "marked": "words"}


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be read; None: any."""

    order: Order = "newest"
    verdict: Verdict = "inside"
    author: Author | None = None
    kind: Kind | None = None
    """Only what holds a mark of it."""

    @property
    def needs_survey(self) -> bool:
        """Whether all marks have to be known for it."""
        return self.order == "marked" or self.kind is not None

    @property
    def is_narrow(self) -> bool:
        """Whether less is wanted than all that is inside."""
        return (self.verdict, self.author, self.kind) != ("inside", None, None)

    @property
    def words(self) -> str:
        """The conditions, said; the verdict is always one."""
        parts = [terms.VERDICTS_SAID[self.verdict]]
        parts += [terms.AUTHORS[self.author]] if self.author else []
        parts += [mark_kinds.name(self.kind)] if self.kind else []
        return ", ".join(parts)


def listing(
    store: RecordStore, summary: Summary, wish: Wish, survey: Survey | None = None,
    stop: Callable[[], bool] = lambda: False,
) -> pl.DataFrame:  # fmt: skip
    """Records that hold words and meet a wish (`LISTING_SCHEMA`), in its order.

    `survey`: of the verdict wanted; without it no record is known to hold marks.
    """
    selection = Selection(
        verdict=wish.verdict, author=wish.author, sort=_SORTS[wish.order], descending=True
    )
    listed = store.listing(summary, selection, stop).filter(pl.col("words") > 0)
    if not wish.needs_survey:
        return listed
    if survey is None:
        return listed.clear() if wish.kind is not None else listed
    marked = survey.records(wish.kind)
    how: Literal["inner", "left"] = "inner" if wish.kind is not None else "left"
    found = listed.join(marked, on=["entry", "at"], how=how, maintain_order="left")
    if wish.order == "marked":
        counts = pl.col("marks").fill_null(0)
        found = found.sort(counts, descending=True, maintain_order=True)
    return found.drop("marks")


def ahead(
    listed: pl.DataFrame, survey: Survey | None, row: int, step: Literal[1, -1]
) -> pl.Series:  # fmt: skip
    """Rows beyond a row, the nearest first, that may hold marks: all where none are known."""
    numbered = listed.select("entry", "at").with_row_index("row")
    if survey is not None:
        numbered = numbered.join(
            survey.records(), on=["entry", "at"], how="semi", maintain_order="left"
        )
    rows = numbered["row"].cast(pl.Int64)
    return rows.filter(rows > row) if step > 0 else rows.filter(rows < row).reverse()
