"""What a study found, as one JSON document (schemas/study.schema.json)."""

from __future__ import annotations

from typing import Any

from inspector.outputs.json.encode import encode
from inspector.study.report.report import Quartiles, StudyReport
from inspector.study.report.suppression import TOTAL
from inspector.summary.summary import TOOL

SCHEMA_VERSION = 1


def render(report: StudyReport) -> str:
    """The document; a number that is not shown is null."""
    return encode(document(report))


def document(report: StudyReport) -> dict[str, Any]:
    """The same as data."""
    made = report.manifest.made
    return {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": TOOL, "version": made.tool_version},
        "knowledge_sha256": made.knowledge_sha256,
        "situation": {
            "region": made.region,
            "on": made.on.isoformat(),
            "opted_out": made.opted_out.isoformat() if made.opted_out else None,
            "under_18": made.under_18,
        },
        "complete": report.manifest.complete,
        "least": report.least,
        "participants": {
            "all": report.participants,
            "inspected": report.inspected,
            "failed": report.failed,
            "failures": dict(report.failures),
            "region_assumed": report.assumed,
        },
        "by_region_and_kind": [
            {"region": region or None, "kind": kind or None, "participants": count}
            for (region, kind), count in report.crossing.items()
            if (region, kind) != (TOTAL, TOTAL)
        ],
        "words": {
            one.verdict: {"all": one.words, **_quartiles(one.quartiles)} for one in report.verdicts
        },
        "categories": [
            {
                "category": one.category,
                "present": one.present,
                "inside": one.inside,
                "words_inside": _quartiles(one.words) if one.words else None,
            }
            for one in report.categories
        ],
        "unread": [
            {"status": one.status, "participants": one.participants, "entries": one.entries}
            for one in report.unread
        ],
        "rows": report.rows,
        "rows_left_out": report.rows_left_out,
    }


def _quartiles(found: Quartiles) -> dict[str, float]:
    return {
        "first_quartile": found.first, "median": found.median, "third_quartile": found.third
    }  # fmt: skip
