"""Words for what differs between two exports, the same on every face."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from inspector.diff.export_diff import Doubt, ExportDiff, FilePair
from inspector.diff.flows import Count, DifferenceKind, Flow
from inspector.knowledge.policy import Policies
from inspector.knowledge.vocabulary import Verdict
from inspector.language import Phrases, day, mark, number, plurally, say
from inspector.outputs.wording import policy_texts, sentences
from inspector.outputs.wording.terms import EXPORT_KINDS, VERDICTS_SAID, apart, plural, quoted
from inspector.reading.owner import ExportKind
from inspector.summary.summary import Summary
from inspector.summary.use import is_plain

KINDS: Mapping[DifferenceKind, str] = Phrases(
    {
        "came": mark("only in the newer export"),
        "went": mark("no longer in the newer export"),
        "moved": mark("moved to another verdict"),
        "edited": mark("the same item with other words"),
        "detail": mark("the same words, other details (a link, a date, a status)"),
        "retold": mark("the same record, counted otherwise because one export tells less of it"),
        "not_in_old": mark("nothing in the older export to hold it against"),
        "not_in_new": mark("nothing in the newer export to hold it against"),
    }
)
KIND_NAMES: Mapping[DifferenceKind, str] = Phrases(
    {
        "came": mark("came"), "went": mark("went"), "moved": mark("moved"),
        "edited": mark("edited"), "detail": mark("detail"),
    }
)  # fmt: skip
DOUBTS: Mapping[Doubt, str] = Phrases(
    {
        "old_absent": mark(
            "not in the older export, which may lack files; nothing is said to have come"
        ),
        "new_absent": mark(
            "not in the newer export, which may lack files; nothing is said to have gone"
        ),
        "old_unreadable": mark("cannot be read in the older export; nothing is said to have come"),
        "new_unreadable": mark("cannot be read in the newer export; nothing is said to have gone"),
        "old_partly": mark("read only in part in the older export; what came may have been there"),
        "new_partly": mark("read only in part in the newer export; what went may still be there"),
        "other_columns": mark("has no column in common in the two exports; not compared"),
    }
)
OTHER_MEMBER = mark(
    "These look like exports of two different members: names and profile addresses differ. "
    "What came and went means little, then."
)
REVERSED = mark(
    "The first export is the newer one: read what came as what went, or turn them round."
)
UNTOLD_MEMBER = mark("The exports do not tell whether they are of one member.")
WENT = mark(
    "“Went”: no longer in the newer export, deleted or not exported again; what was trained on "
    "before is another matter."
)
NO_CHANGE = mark("Nothing came, went or changed.")


def headline(found: ExportDiff) -> str:
    """The answer in one sentence."""
    if not any(found.flows.values()):
        return say(NO_CHANGE)
    flow = found.flows["inside"]
    if is_plain(found.new):
        told = say(
            "{became} became INSIDE what LinkedIn says it may train AI on; {gone} are no longer."
        )
    else:
        told = say("{became} would be in scope that were not before; {gone} no longer would.")
    return told.format(became=in_records(flow.became), gone=in_records(flow.gone))


def in_records(count: Count) -> str:
    """`4,114 words in 181 records`."""
    return sentences.in_records(count.words, count.records)


def warnings(found: ExportDiff) -> Iterator[str]:
    """What has to be known before the difference is read."""
    if found.same_member is False:
        yield say(OTHER_MEMBER)
    elif found.same_member is None:
        yield say(UNTOLD_MEMBER)
    if found.reversed:
        yield say(REVERSED)
    sides = (
        say("The older export {why}: a file that it lacks is not in this export, rather than "
            "deleted or new."),
        say("The newer export {why}: a file that it lacks is not in this export, rather than "
            "deleted or new."),
    )  # fmt: skip
    for told, summary, whole in zip(sides, (found.old, found.new), found.whole, strict=True):
        kind = summary.export.kind
        if kind != "complete" or not whole:
            yield told.format(why=_IS_OF_KIND[kind] if whole else say("broke off"))


_IS_OF_KIND: Mapping[ExportKind, str] = Phrases(
    {
        "complete": mark("is complete"), "basic": mark("is basic"),
        "partial": mark("is partial"), "unknown": mark("is unknown"),
    }
)  # fmt: skip


def export(summary: Summary) -> str:
    """Which export it is."""
    made = summary.export
    kind = EXPORT_KINDS[made.kind]
    if made.exported_on:
        kind = say("{kind}, of {day}").format(kind=kind, day=day(made.exported_on))
    return f"{apart(source.name for source in made.sources)} ({kind})"


def between(found: ExportDiff) -> str:
    """Which exports they are, in one line."""
    return f"{export(found.old)} → {export(found.new)}"


def flow(given: Flow) -> str:
    """`15 came (514 words), 4 went (74 words)`; empty where nothing changed."""
    ways = (
        (given.came, plurally("{n} came ({words})", "{n} came ({words})", given.came.records)),
        (
            given.entered,
            plurally("{n} moved here ({words})", "{n} moved here ({words})", given.entered.records),
        ),
        (given.went, plurally("{n} went ({words})", "{n} went ({words})", given.went.records)),
        (
            given.left,
            plurally("{n} moved away ({words})", "{n} moved away ({words})", given.left.records),
        ),
    )
    parts = [
        way.format(n=number(count.records), words=plural(count.words, "word"))
        for count, way in ways
        if count.records
    ]
    if given.grew.records or given.shrank.records:
        records = max(given.grew.records, given.shrank.records)
        told = plurally(
            "{n} changed (+{more} −{less} words)", "{n} changed (+{more} −{less} words)", records
        )
        more, less = number(given.grew.words), number(given.shrank.words)
        parts.append(told.format(n=number(records), more=more, less=less))
    if beside := _beside(given):
        parts.append(beside)
    return ", ".join(parts)


def _beside(given: Flow) -> str:
    """Words of records that count under another verdict; empty where there are none."""
    more = sum(count.words for count in (given.came, given.entered) if not count.records)
    less = sum(count.words for count in (given.went, given.left) if not count.records)
    if not given.grew.records and not given.shrank.records:
        more, less = more + given.grew.words, less + given.shrank.words
    if not more and not less:
        return ""
    told = say("+{more} −{less} words in records under another verdict")
    return told.format(more=number(more), less=number(less))


_PRESENCE: Mapping[str, str] = Phrases(
    {
        "both": "",
        "only_old": mark("only in the older export"),
        "only_new": mark("only in the newer export"),
    }
)


def only_in_one(file: FilePair) -> str:
    """Where a dataset stands, if only one export has it."""
    return _PRESENCE[file.presence]


def clause(reference: str, policies: Policies) -> str:
    """A deciding clause with its text, or that there is none."""
    if not reference:
        return say("no clause decides")
    text, found = policies.clause(reference)
    quote = quoted(" ".join(found.quote.split()))
    return f"{quote} ({policy_texts.label(text)}, {day(text.start)}{policy_texts.reported(found)})"


def moved(before: Verdict, after: Verdict) -> str:
    """`from unclear to inside`."""
    return say("from {before} to {after}").format(
        before=VERDICTS_SAID[before], after=VERDICTS_SAID[after]
    )
