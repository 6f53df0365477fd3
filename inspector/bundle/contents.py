"""The files of a bundle, from an export that was read."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import msgspec

from inspector.bundle.manifest import MANIFEST, SCHEMA_VERSION, Manifest, Tool, listed, lock
from inspector.knowledge.policy import Policies
from inspector.language import OPTION, current
from inspector.outputs import parquet, save
from inspector.outputs.json.encode import encode
from inspector.session.session import Session
from inspector.summary.redaction import redact, without_hashes
from inspector.summary.summary import TOOL, Summary

SUMMARY = "summary.json"
PAGE = "summary.html"
TABLE = "summary.parquet"
TEXTS = "texts.json"
LOCK = "lock.txt"


def own_text(number: int) -> str:
    """The name of a member's own policy text in a bundle, counted from 1."""
    return f"own-{number}.toml"


def files_of(session: Session, *, with_hash: bool) -> dict[str, bytes]:
    """All files of a bundle, the manifest too, of an export that was read.

    Raises `UsageError`. Nothing of what the export says or is called is in them; `with_hash`: the
    sums of its archives are.
    """
    whole = session.summary()
    summary = redact(whole, session.knowledge.catalogue)
    if not with_hash:
        summary = without_hashes(summary)
    files = {
        SUMMARY: save.text_of(session, summary, "json").encode(),
        PAGE: save.text_of(session, summary, "page").encode(),
        TABLE: _table(summary),
        TEXTS: encode(texts(session.knowledge.policies, used(summary))).encode(),
        LOCK: lock(),
    }
    for number, path in enumerate(session.request.policies, 1):
        files[own_text(number)] = path.read_bytes()
    sums = tuple(one.sha256 for one in whole.export.sources) if with_hash else None
    made = Manifest(
        schema_version=SCHEMA_VERSION,
        tool=Tool(name=TOOL, version=summary.version),
        command=_command(session, summary, with_hash=with_hash),
        archives=sums,
        files=listed(files),
    )
    return files | {MANIFEST: made.encoded()}


def used(summary: Summary) -> list[str]:
    """Ids of the texts that a summary was judged by."""
    every = [*summary.texts, *(text for one in summary.recipients for text in one.texts)]
    cited = [clause.partition(":")[0] for clause in summary.standing.clauses]
    return list(dict.fromkeys([*(text.id for text in every), *cited]))


def texts(policies: Policies, ids: Iterable[str]) -> dict[str, Any]:
    """Texts with their clauses and sources, as a bundle has them; unknown ones are absent."""
    known: Mapping[str, Any] = policies.texts
    return {
        "texts": {one: _text(policies, one) for one in ids if one in known},
    }


def _text(policies: Policies, name: str) -> dict[str, Any]:
    text = policies.texts[name]
    told: dict[str, Any] = msgspec.to_builtins(text)
    rules = policies.all_rules(text)
    return {**told, "own": text.own, "rules": msgspec.to_builtins(rules)}


def _table(summary: Summary) -> bytes:
    with tempfile.TemporaryDirectory(prefix="inspect-", ignore_cleanup_errors=True) as folder:
        target = Path(folder) / TABLE
        parquet.write_summary(summary, target)
        return target.read_bytes()


def _command(session: Session, summary: Summary, *, with_hash: bool) -> tuple[str, ...]:
    """What makes the same again, without any path."""
    request, situation = session.request, summary.situation
    words = ["inspect", "bundle", "EXPORT", "--on", situation.on.isoformat()]
    if request.region != "auto":
        words += ["--region", request.country or request.region]
    if situation.opted_out is not None:
        words += ["--opted-out", situation.opted_out.isoformat()]
    if situation.under_18:
        words.append("--under-18")
    for number in range(1, len(request.policies) + 1):
        words += ["--policy", own_text(number)]
    if with_hash:
        words.append("--with-hash")
    return (*words, OPTION, current())
