"""Words for what differs between two exports, the same on every face."""

from __future__ import annotations

from collections.abc import Iterator

from inspector.difference import Difference, Doubt, FilePair
from inspector.flows import Count, Flow, Kind
from inspector.policy import Policies
from inspector.summary import Summary
from inspector.verdicts import Verdict
from inspector.wording import plural

KINDS: dict[Kind, str] = {
    "came": "came: only in the newer export",
    "went": "went: no longer in the newer export",
    "moved": "moved to another verdict",
    "edited": "the same item with other words",
    "detail": "the same words, other details (a link, a date, a status)",
    "retold": "the same record, counted otherwise because one export tells less of it",
    "not_in_old": "nothing in the older export to hold it against",
    "not_in_new": "nothing in the newer export to hold it against",
}
DOUBTS: dict[Doubt, str] = {
    "old_absent": "not in the older export, which may lack files; nothing is said to have come",
    "new_absent": "not in the newer export, which may lack files; nothing is said to have gone",
    "old_unreadable": "cannot be read in the older export; nothing is said to have come",
    "new_unreadable": "cannot be read in the newer export; nothing is said to have gone",
    "old_partly": "read only in part in the older export; what came may have been there",
    "new_partly": "read only in part in the newer export; what went may still be there",
    "other_columns": "has no column in common in the two exports; not compared",
}
OTHER_MEMBER = (
    "These look like exports of two different members: names and profile addresses differ. "
    "What came and went means little, then."
)
REVERSED = "The first export is the newer one: read what came as what went, or turn them round."
UNTOLD_MEMBER = "The exports do not tell whether they are of one member."
WENT = (
    "“Went” means: no longer in the newer export, whether deleted or no longer exported. It says "
    "nothing of what was trained on before."
)
NOTHING = "Nothing came, went or changed."


def headline(found: Difference) -> str:
    """The answer in one sentence."""
    if not any(found.flows.values()):
        return NOTHING
    flow = found.flows["inside"]
    became, gone = in_records(flow.became), in_records(flow.gone)
    return f"{became} became INSIDE what LinkedIn says it may train AI on; {gone} are no longer."


def in_records(count: Count) -> str:
    """`4,114 words in 181 records`."""
    return f"{plural(count.words, 'word')} in {plural(count.records, 'record')}"


def warnings(found: Difference) -> Iterator[str]:
    """What has to be known before the difference is read."""
    if found.same_member is False:
        yield OTHER_MEMBER
    elif found.same_member is None:
        yield UNTOLD_MEMBER
    if found.reversed:
        yield REVERSED
    for side, summary, whole in zip(
        ("older", "newer"), (found.old, found.new), found.whole, strict=True
    ):
        if summary.export.kind != "complete" or not whole:
            why = f"is {summary.export.kind}" if whole else "broke off"
            yield (
                f"The {side} export {why}: a file that it lacks is not in this export, rather "
                "than deleted or new."
            )


def export(summary: Summary) -> str:
    """Which export it is."""
    made = summary.export
    names = "; ".join(source.name for source in made.sources)
    day = f", of {made.exported_on}" if made.exported_on else ""
    return f"{names} ({made.kind}{day})"


def flow(given: Flow) -> str:
    """`15 came (514 words), 4 went (74 words)`; empty where nothing changed."""
    parts = [
        f"{count.records:,} {way} ({plural(count.words, 'word')})"
        for count, way in (
            (given.came, "came"),
            (given.entered, "moved here"),
            (given.went, "went"),
            (given.left, "moved away"),
        )
        if count
    ]
    if given.grew or given.shrank:
        records = max(given.grew.records, given.shrank.records)
        parts.append(f"{records:,} changed (+{given.grew.words:,} −{given.shrank.words:,} words)")
    return ", ".join(parts)


def only_in_one(file: FilePair) -> str:
    """Where a dataset stands, if only one export has it."""
    return {"both": "", "only_old": "only in the older export",
            "only_new": "only in the newer export"}[file.presence]  # fmt: skip


def clause(reference: str, policies: Policies) -> str:
    """A deciding clause with its text, or that there is none."""
    if not reference:
        return "no clause decides"
    text, found = policies.clause(reference)
    return f"“{' '.join(found.quote.split())}” ({text.label}, {text.start})"


def moved(before: Verdict, after: Verdict) -> str:
    """`from unclear to inside`."""
    return f"from {before} to {after}"
