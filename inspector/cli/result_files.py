"""The files that `inspect EXPORT` writes: of records as they pass, and of the summary."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from inspector.cli.options import Options
from inspector.outputs.destination import given_out

if TYPE_CHECKING:
    from inspector.knowledge.knowledge import Knowledge
    from inspector.marks.tally import Tally
    from inspector.outputs.html.record_sink import PageRecords
    from inspector.outputs.record_files import RecordFile
    from inspector.reading.tables.records import Batch, Sink
    from inspector.session.session import Session
    from inspector.summary.summary import Summary


@dataclass(frozen=True, slots=True)
class Result:
    """What came of reading an export, as far as it was asked for."""

    summary: Summary
    marks: Tally | None = None
    shown: PageRecords | None = None
    """Records that the page shows."""


class RecordFiles:
    """Files of records, and the page's records, filled together."""

    def __init__(
        self, session: Session, files: Sequence[RecordFile], shown: PageRecords | None
    ) -> None:
        self._session = session
        self._files = files
        self._takers: list[Sink] = [*files, shown] if shown is not None else [*files]
        self.shown = shown

    def keep_sources(self) -> None:
        """Have the session keep what names and account data are drawn from."""
        from inspector.marks.source_cells import source_cells

        rules = self._session.knowledge.mark_rules

        def keep(batch: Batch, /) -> None:
            if (cells := source_cells(batch, rules)) is not None:
                self._session.store(cells)

        self._takers.append(keep)

    @property
    def are_wanted(self) -> bool:
        """Whether anything wants records."""
        return bool(self._takers)

    def give(self, batch: Batch, /) -> None:
        """Hand a batch to each."""
        for take in self._takers:
            take(batch)

    def finish(self, summary: Summary) -> None:
        """End each file, and light the marks of the records that the page shows."""
        for file in self._files:
            file.finish(summary)
        if self.shown is not None:
            from inspector.outputs.record_marks import column_finder

            self.shown.mark(column_finder(self._session, summary))


def record_files(
    session: Session, options: Options, stack: contextlib.ExitStack, kept: Summary | None = None
) -> RecordFiles:
    """What writes the files of records that are wanted; each is let go of before it gets its place.

    `kept`: of a session that keeps its records, so that marks can be found at once. Raises
    `UsageError`.
    """
    files: list[RecordFile] = []
    if options.records is not None:
        from inspector.outputs import record_marks
        from inspector.outputs.parquet import RecordsFile

        target = stack.enter_context(given_out(options.records))
        if kept is not None:
            mark = record_marks.marker(session, kept)
            files.append(_open(RecordsFile(target, session.judge(), mark), stack))
        else:
            files.append(stack.enter_context(record_marks.records_draft(session, target)))
    if options.jsonl is not None:
        from inspector.outputs.record_files import RecordLines

        target = stack.enter_context(given_out(options.jsonl))
        files.append(_open(RecordLines(target, session.judge()), stack))
    if options.csv is not None and not options.redacted:
        from inspector.outputs import csv_tables
        from inspector.outputs.atomic_file import make_folder
        from inspector.outputs.record_files import RecordTable

        make_folder(options.csv)
        target = stack.enter_context(given_out(options.csv / csv_tables.RECORDS))
        files.append(_open(RecordTable(target, session.judge()), stack))
    made = RecordFiles(session, files, _page_records(session, options))
    if made.shown is not None and kept is None and options.records is None:
        made.keep_sources()
    return made


def _open(file: RecordFile, stack: contextlib.ExitStack) -> RecordFile:
    """A file that is let go of with the stack: what is open cannot be put in place on Windows."""
    stack.callback(file.abandon)
    return file


def _page_records(session: Session, options: Options) -> PageRecords | None:
    if options.page_records is None:
        return None
    from inspector.outputs.html.record_sink import PageRecords

    return PageRecords(session.judge(), options.page_records)


def write_summaries(
    knowledge: Knowledge, result: Result, options: Options, stack: contextlib.ExitStack
) -> None:
    """Write the files that are wanted beside those of records; raises `UsageError`."""
    summary = result.summary
    if options.parquet is not None:
        from inspector.outputs import parquet

        parquet.write_summary(summary, stack.enter_context(given_out(options.parquet)))
    if options.html is not None:
        page = _page(knowledge, result)
        stack.enter_context(given_out(options.html)).write_text(
            page, encoding="utf-8", newline="\n"
        )
    if options.markdown is not None:
        from inspector.outputs import markdown

        text = markdown.render(summary, knowledge.policies)
        stack.enter_context(given_out(options.markdown)).write_text(
            text, encoding="utf-8", newline="\n"
        )
    if options.csv is not None:
        from inspector.outputs import csv_tables
        from inspector.outputs.atomic_file import make_folder

        make_folder(options.csv)
        csv_tables.write(summary, knowledge.policies, options.csv)


def _page(knowledge: Knowledge, result: Result) -> str:
    from inspector.advice.opt_out import opting_out
    from inspector.advice.steps import advise
    from inspector.outputs.html import summary as page

    summary = result.summary
    advised, opt_out = advise(summary, knowledge), opting_out(summary, knowledge)
    return page.render(
        summary, knowledge.policies, advised, opt_out, result.marks, records=result.shown
    )
