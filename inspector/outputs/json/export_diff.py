"""What differs between two exports as one JSON document (`schemas/diff.schema.json`)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from inspector.diff.export_diff import ExportDiff, FilePair
from inspector.diff.flows import (
    DIFFERENCE_KINDS,
    Count,
    DifferenceKind,
    Flow,
    RecordChange,
)
from inspector.knowledge.vocabulary import VERDICTS, Verdict
from inspector.outputs.json.encode import SCHEMA_VERSION, picked, policy, standing
from inspector.summary.summary import TOOL, Summary


def document(found: ExportDiff) -> dict[str, Any]:
    """The document as plain objects."""
    texts = {text.id: text for text in (*found.new.texts, *found.old.texts)}
    places = {file.group: number for number, file in enumerate(found.files)}
    return {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": TOOL, "version": found.new.version},
        "situation": standing(found.new),
        "policies": [policy(text, found.new.situation.on) for text in texts.values()],
        "old": _export(found.old),
        "new": _export(found.new),
        "same_member": found.same_member,
        "flows": _flows(found.flows),
        "kinds": _kinds(found.kinds),
        "categories": [
            {"category": part.name, "flows": _flows(part.flows)} for part in found.by_category()
        ],
        "files": [_file(file) for file in found.files],
        "clauses": [
            {"clause": part.name or None, "flows": _flows(part.flows)} for part in found.by_clause()
        ],
        "changes": [_row(row, places[row.group]) for row in found.rows],
    }


def _export(summary: Summary) -> dict[str, Any]:
    export = summary.export
    return {
        "sources": [msgspec.structs.asdict(source) for source in export.sources],
        **picked(export, "kind", "exported_on"),
        "totals": {
            verdict: msgspec.structs.asdict(summary.totals[verdict]) for verdict in VERDICTS
        },
    }


def _flows(flows: Mapping[Verdict, Flow]) -> dict[str, Any]:
    return {
        verdict: {
            **picked(flow, "became"),
            "no_longer": msgspec.to_builtins(flow.gone),
            **picked(flow, "came", "went"),
            "moved_here": msgspec.to_builtins(flow.entered),
            "moved_away": msgspec.to_builtins(flow.left),
            "changed": {
                "records": max(flow.grew.records, flow.shrank.records),
                "words_more": flow.grew.words,
                "words_less": flow.shrank.words,
            },
        }
        for verdict, flow in flows.items()
    }


def _kinds(kinds: Mapping[DifferenceKind, Count]) -> dict[str, int]:
    return {kind: kinds.get(kind, Count()).records for kind in DIFFERENCE_KINDS}


def _file(file: FilePair) -> dict[str, Any]:
    return {
        **picked(file, "dataset", "title", "category", "old", "new", "presence", "doubts"),
        "flows": _flows(file.flows),
        "kinds": _kinds(file.kinds),
    }


def _row(row: RecordChange, file: int) -> dict[str, Any]:
    return {
        "kind": row.kind,
        "file": file,
        **picked(row, "before", "after", "author", "month", "records"),
        "words_more": dict(row.gained),
        "words_less": dict(row.lost),
    }
