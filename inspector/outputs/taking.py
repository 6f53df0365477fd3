"""Writing what a session holds to a file the user names."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, get_args

from inspector.outputs import document, parquet
from inspector.outputs.placing import check_target, placed
from inspector.session import Session
from inspector.summary import Summary

Form = Literal["summary", "records", "json"]
FORMS: tuple[Form, ...] = get_args(Form)
TITLES: dict[Form, str] = {
    "summary": "Summary, as Parquet: counts by file, verdict, clause and month",
    "records": "Records, as Parquet: one row per value, text included",
    "json": "Summary, as JSON: files, columns, verdicts and clauses",
}
NAMES: dict[Form, str] = {
    "summary": "inspect-summary.parquet",
    "records": "inspect-records.parquet",
    "json": "inspect-summary.json",
}


def take(session: Session, summary: Summary, form: Form, target: Path, *, force: bool) -> int:
    """Write a file whole or not at all; returns its bytes, raises `UsageError`."""
    check_target(target, force=force, inputs=session.request.paths)
    with placed(target) as beside:
        if form == "summary":
            parquet.write_summary(summary, beside)
        elif form == "records":
            sink = parquet.RecordsFile(beside, session.judge(summary.situation))
            try:
                for batch in session.store.batches():
                    sink(batch)
                sink.finish(summary)
            finally:
                sink.abandon()
        else:
            beside.write_text(document.render(summary, session.opt_out(summary)), encoding="utf-8")
    return target.stat().st_size
