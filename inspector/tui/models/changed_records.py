"""The records that came, went or changed between two exports, for looking at.

Listings are those of `records`; what a listing calls an entry is here a place in `names`: first
the newer export's files for what came, then again for what changed, then the older one's for
what went.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import polars as pl

from inspector.diff.export_diff import ExportDiff
from inspector.diff.flows import CHANGE_KINDS, ChangeKind
from inspector.knowledge.vocabulary import VERDICTS, Verdict
from inspector.language import say
from inspector.outputs.wording import changes, terms
from inspector.session.listing import LISTING_SCHEMA, Selection
from inspector.session.record import Record
from inspector.session.record_store import RecordStore
from inspector.session.session import Session
from inspector.summary.summary import Summary
from inspector.tui.models.groups import Branch, Grouping, short_paths

DIFF_GROUPINGS: tuple[Grouping, ...] = ("category", "file", "clause")
"""Ways in which the records of a difference are grouped."""
_CHANGE_ORDER: tuple[ChangeKind, ...] = ("came", "moved", "edited", "detail", "went")
_SIGNS = ("+ ", "~ ", "− ")


@dataclass(frozen=True, slots=True)
class RecordPair:
    """One record in the two exports; it is missing from one where it came or went."""

    kind: ChangeKind
    before: Record | None
    after: Record | None


class ChangedRecords:
    """Lists and opens the records of a difference."""

    def __init__(self, difference: ExportDiff, old: Session, new: Session) -> None:
        """Of two sessions that kept their records."""
        self._difference = difference
        self._old, self._new = old.store, new.store
        self._policies = new.knowledge.policies
        self.judge = new.judge(difference.new.situation)
        came, went = (short_paths(one) for one in (difference.new, difference.old))
        self.names: tuple[str, ...] = tuple(
            sign + name
            for sign, names in zip(_SIGNS, (came, came, went), strict=True)
            for name in names
        )
        self._every = self._listed(len(came))

    def _listed(self, files: int) -> pl.DataFrame:
        """Every record that differs, with its text, date and place."""
        came, went = pl.col("kind") == "came", pl.col("kind") == "went"
        place = (
            pl.when(came).then("new_entry").when(went).then(pl.col("old_entry") + 2 * files)
            .otherwise(pl.col("new_entry") + files)
        )  # fmt: skip
        matches = self._difference.matches.filter(pl.col("kind").is_in(CHANGE_KINDS)).with_columns(
            entry=place.cast(pl.UInt32),
            at=pl.coalesce("new_at", "old_at"),
            verdict=pl.coalesce("after", "before"),
            basis=pl.coalesce("after_basis", "before_basis"),
            clause=pl.coalesce("after_clause", "before_clause"),
            order=pl.col("kind").replace_strict(
                list(_CHANGE_ORDER), range(len(_CHANGE_ORDER)), return_dtype=pl.UInt8
            ),
        )
        found = matches
        for side, store, summary in (
            ("new", self._new, self._difference.new),
            ("old", self._old, self._difference.old),
        ):
            places = matches.select(
                pl.col(f"{side}_{name}").alias(name) for name in ("entry", "at")
            ).drop_nulls()
            found = found.join(
                _texts(store, summary, places).select(pl.all().name.prefix(f"{side}_")),
                on=[f"{side}_entry", f"{side}_at"], how="left", maintain_order="left",
            )  # fmt: skip
        return found.with_columns(
            **{name: pl.coalesce(f"new_{name}", f"old_{name}") for name in ("day", "words", "text")}
        ).sort("order", "entry", "at")

    def listing(self, selection: Selection) -> pl.DataFrame:
        """The records that became or were under a verdict, and of a category, dataset or clause."""
        tests = [pl.lit(True)]
        verdict = selection.verdict
        if verdict is not None:
            tests.append(pl.col("before").eq_missing(verdict) | pl.col("after").eq_missing(verdict))
        if selection.category is not None:
            tests.append(pl.col("group").is_in(self._groups(selection.category)))
        if selection.entries is not None:
            files = self._difference.files
            tests.append(pl.col("group").is_in([files[at].group for at in selection.entries]))
        if selection.clause is not None:
            sides = [
                pl.col(side).eq_missing(verdict)
                & (pl.col(f"{side}_clause").fill_null("") == selection.clause)
                for side in ("before", "after")
            ]
            tests.append(sides[0] | sides[1])
        return self._every.filter(*tests).select(
            "text", *(pl.col(name).cast(kind) for name, kind in LISTING_SCHEMA.items())
        )

    def branches(self, grouping: Grouping) -> tuple[Branch, ...]:
        """The groups of what changed, by verdict."""
        return tuple(self._branch(verdict, grouping) for verdict in VERDICTS)

    def record(self, entry: int, at: int) -> RecordPair:
        """One record, as it was and as it is."""
        found = self._every.filter((pl.col("entry") == entry) & (pl.col("at") == at))
        one = found.row(0, named=True)
        sides = []
        for side, store in (("old", self._old), ("new", self._new)):
            place = one[f"{side}_entry"], one[f"{side}_at"]
            sides.append(store.record(self.judge, *place) if place[0] is not None else None)
        return RecordPair(one["kind"], *sides)

    def _groups(self, category: str) -> list[str]:
        return [file.group for file in self._difference.files if file.category == category]

    def _branch(self, verdict: Verdict, grouping: Grouping) -> Branch:
        whole = Selection(verdict=verdict)
        found = []
        for label, said, selection in self._parts(whole, grouping):
            records = self.listing(selection).height
            if records:
                title = f"{said} · {terms.VERDICTS_SAID[verdict]}"
                found.append(Branch(label, title, verdict, records, selection))
        name = terms.VERDICTS_SAID[verdict]
        title = say("What became {verdict}, and what is no longer").format(verdict=name)
        records = self.listing(whole).height
        return Branch(name, title, verdict, records, whole, tuple(found))

    def _parts(self, whole: Selection, grouping: Grouping) -> Iterable[tuple[str, str, Selection]]:
        difference = self._difference
        if grouping == "category":
            for part in difference.by_category():
                said = terms.category(part.name)
                yield said, said, replace(whole, category=part.name)
        elif grouping == "file":
            for at, file in enumerate(difference.files):
                if whole.verdict is not None and file.flows[whole.verdict]:
                    yield say(file.title), say(file.title), replace(whole, entries=(at,))
        else:
            for part in difference.by_clause():
                said = changes.clause(part.name, self._policies)
                yield said, said, replace(whole, clause=part.name)


def _texts(store: RecordStore, summary: Summary, places: pl.DataFrame) -> pl.DataFrame:
    """Date, words and the beginning of the text of records (`entry`, `at`)."""
    entries = tuple(places["entry"].unique().to_list())
    listing = store.listing(summary, Selection(entries=entries)).select(
        "entry", "at", "day", "words"
    )
    found = listing.join(places, on=["entry", "at"], how="semi", maintain_order="left")
    return found.with_columns(text=store.previews(found))
