"""What a study found, as one JSON document (schemas/study.schema.json)."""

from __future__ import annotations

from typing import Any

import msgspec

from inspector.outputs.json.encode import picked
from inspector.study.report.report import StudyReport
from inspector.study.report.suppression import TOTAL
from inspector.summary.summary import TOOL

SCHEMA_VERSION = 1


def document(report: StudyReport) -> dict[str, Any]:
    """The document as plain objects; a number that is not shown is null."""
    made = report.manifest.made
    return {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": TOOL, "version": made.tool_version},
        "knowledge_sha256": made.knowledge_sha256,
        "situation": picked(made, "region", "on", "opted_out", "under_18"),
        "complete": report.manifest.complete,
        "least": report.least,
        "participants": {
            "all": report.participants,
            **picked(report, "inspected", "failed", "failures"),
            "region_assumed": report.assumed,
        },
        "by_region_and_kind": [
            {"region": region or None, "kind": kind or None, "participants": count}
            for (region, kind), count in report.crossing.items()
            if (region, kind) != (TOTAL, TOTAL)
        ],
        "words": {
            one.verdict: {"all": one.words, **msgspec.to_builtins(one.quartiles)}
            for one in report.verdicts
        },
        "categories": [
            {
                **picked(one, "category", "present", "inside"),
                "words_inside": msgspec.to_builtins(one.words),
            }
            for one in report.categories
        ],
        **picked(report, "unread", "rows", "rows_left_out"),
    }
