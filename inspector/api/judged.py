"""An export in one situation: totals, files, clauses, records, frames, a page."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, get_args

from inspector.api import answers
from inspector.api.answers import ClauseAnswer, FileAnswer, FindingAnswer
from inspector.errors import UsageError
from inspector.knowledge.dataset import Category
from inspector.knowledge.vocabulary import VERDICTS
from inspector.language import say
from inspector.reading.counts.author import AUTHORS, Author
from inspector.summary.clauses import deciding
from inspector.summary.summary import Summary
from inspector.verdicts.judge import Judge
from inspector.verdicts.situation import Situation

if TYPE_CHECKING:
    import polars as pl

    from inspector.diff.export_diff import ExportDiff
    from inspector.knowledge.knowledge import Knowledge
    from inspector.knowledge.vocabulary import Status, Verdict
    from inspector.session.session import Session
    from inspector.verdicts.totals import Split, Totals


class JudgedExport:
    """What of an export falls inside, outside, or is left unclear, in one situation."""

    def __init__(self, session: Session, summary: Summary, knowledge: Knowledge) -> None:
        """Made by `Export.judge`."""
        self._session = session
        self._summary = summary
        self._knowledge = knowledge

    @property
    def situation(self) -> Situation:
        """Region, day, day of opting out, age: as judged."""
        return self._summary.situation

    @property
    def status(self) -> Status:
        """What is so for the member, whatever the verdicts: `in_use`, `never_used` and so on."""
        return self._summary.standing.status

    @property
    def totals(self) -> Mapping[Verdict, Totals]:
        """By verdict: `records`, `values`, `words`, `characters`."""
        return self._summary.totals

    @cached_property
    def files(self) -> tuple[FileAnswer, ...]:
        """Every file of the export, as they stand in it."""
        return tuple(map(answers.file_answer, self._summary.files))

    @cached_property
    def findings(self) -> tuple[FindingAnswer, ...]:
        """What surprises, then what is missing."""
        every = (*self._summary.surprises, *self._summary.missing)
        return tuple(FindingAnswer(one.id, say(one.text), one.clauses) for one in every)

    @cached_property
    def clauses(self) -> tuple[ClauseAnswer, ...]:
        """The sentences of all texts with what each decides here, those in force first."""
        found = deciding(self._summary, self._knowledge.policies)
        return tuple(
            answers.clause_answer(one, in_force=text.in_force)
            for text in found.texts
            for one in text.clauses
        )

    @property
    def opt_out(self) -> Split | None:
        """What is inside, by its date and the day of opting out; None where no such day counts."""
        return self._summary.split

    def records(
        self,
        verdict: Verdict | None = None,
        category: str | None = None,
        author: Author | None = None,
    ) -> pl.DataFrame:
        """Every value, one a row; of one verdict, category, author only where that is given.

        `source` Int32, `path`, `dataset`, `category` String, `record` UInt32, `column` String,
        `column_index` Int32, `role`, `value` String, `words` UInt32, `verdict`, `basis`, `policy`,
        `clause` String, `date` Date, `author` String (docs/tables.md). Raises `UsageError` for a
        verdict, category or author that is none.
        """
        from inspector.api.frames import value_frame

        wanted = {"verdict": verdict, "category": category, "author": author}
        known = {
            "verdict": VERDICTS,
            "category": get_args(Category),
            "author": AUTHORS,
        }
        for name, value in wanted.items():
            if value is not None and value not in known[name]:
                told = say("{name} wants one of {values}; leave it out for all")
                raise UsageError(told.format(name=name, values=", ".join(known[name])))
        judge = Judge(self._knowledge.policies, self.situation)
        return value_frame(self._session.store.batches(), judge, wanted)

    def files_frame(self) -> pl.DataFrame:
        """One row per file, as `files`.

        `path`, `dataset`, `category`, `status`, `verdict`, `basis` String, `rows`, `rows_left_out`,
        `duplicates` UInt64, for each verdict `words_inside` and so on UInt64, `notes` List(String).
        """
        from inspector.api.frames import file_frame

        return file_frame(self.files)

    def columns_frame(self) -> pl.DataFrame:
        """One row per column of each file.

        `path`, `name` String, `column_index` Int32, `role`, `verdict`, `basis` String, `clauses`
        List(String).
        """
        from inspector.api.frames import column_frame

        return column_frame(self.files)

    def clauses_frame(self) -> pl.DataFrame:
        """One row per sentence, as `clauses`.

        `reference`, `publisher`, `title` String, `day` Date, `quote`, `source` String, `seen` Date,
        `in_force` Boolean, for each verdict `words_inside` and so on UInt64.
        """
        from inspector.api.frames import clause_frame

        return clause_frame(self.clauses)

    def summary_frame(self) -> pl.DataFrame:
        """Counts by file, verdict, basis, clause, month and author (docs/python.md, recipe 8)."""
        import polars as pl

        from inspector.outputs.parquet import summary_table

        found = pl.from_arrow(summary_table(self._summary))
        assert isinstance(found, pl.DataFrame)
        return found

    def to_html(self, *, redacted: bool = False) -> str:
        """The page for a browser; `redacted`: without names of files and columns."""
        from inspector.advice.opt_out import opting_out
        from inspector.advice.steps import advise
        from inspector.outputs.html import summary as page
        from inspector.summary.redaction import redact

        given = redact(self._summary, self._knowledge.catalogue) if redacted else self._summary
        advised, opt_out = advise(given, self._knowledge), opting_out(given, self._knowledge)
        return page.render(given, self._knowledge.policies, advised, opt_out)

    def to_json(self, *, redacted: bool = False) -> str:
        """The summary as JSON (`schemas/summary.schema.json`)."""
        from inspector.advice.opt_out import opting_out
        from inspector.outputs.json import summary as document
        from inspector.summary.redaction import redact

        given = redact(self._summary, self._knowledge.catalogue) if redacted else self._summary
        return document.render(given, opting_out(given, self._knowledge))

    def diff(self, other: JudgedExport) -> ExportDiff:
        """What came, went and changed from this export to a later one of the same member.

        Both are read again and judged in the situation of `other`; raises what reading does. Of the
        result, `flows` and `kinds` hold the whole, `by_category()` and `by_clause()` its parts,
        `matches` one row for each record that differs.
        """
        import msgspec

        from inspector.diff.compare_exports import diff_exports
        from inspector.session.session import Session

        old, new = (Session(msgspec.structs.replace(one._session.request)) for one in (self, other))
        new.situation = other.situation
        return diff_exports(old, new)

    def __repr__(self) -> str:
        """Numbers alone: nothing of what the export says."""
        told = ", ".join(f"{name} {one.words:,} words" for name, one in self.totals.items())
        return f"<JudgedExport {self.situation.region} on {self.situation.on}: {told}>"
