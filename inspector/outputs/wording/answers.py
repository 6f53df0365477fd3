"""The answer as it leads every face: what is so for this member, and what stands beside it."""

from __future__ import annotations

from inspector.language import day, full_day, medium_day, number, plurally, say
from inspector.outputs.wording import policy_texts
from inspector.outputs.wording.policy_texts import text_name
from inspector.outputs.wording.sentences import words_in_records
from inspector.outputs.wording.terms import STATUSES, apart, paired, plural
from inspector.summary.beginning import Beginning
from inspector.summary.summary import Summary
from inspector.summary.timeline import Timeline
from inspector.summary.use import is_plain
from inspector.verdicts.situation import Standing
from inspector.verdicts.totals import Split


def status(summary: Summary) -> str:
    """What is so for this member and leads every headline.

    Empty where data is in use, unless it is long since a text said so.
    """
    standing = summary.standing
    match standing.status:
        case "in_use":
            text = _in(summary)
        case "not_in_programme":
            text = _out(summary)
        case "not_stated":
            text = say(
                "No text that we know speaks of training on that day: everything is unclear."
            )
        case "excluded":
            text = _joined(_under_18(standing), _last_said(standing), _out(summary))
        case _:
            text = _joined(_switched_off(summary), _last_said(standing))
    if standing.paused:
        text += " " + say("Training was paused: data may have been used before the pause.")
    return text


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)


def _in(summary: Summary) -> str:
    if not (said := policy_texts.last_said(summary.standing.last)):
        return ""
    told = say("Members of this region were in the training programme: {said}.")
    return told.format(said=said)


def _last_said(standing: Standing) -> str:
    said = policy_texts.last_said(standing.last)
    return say("That was {said}.").format(said=said) if said else ""


def _out(summary: Summary) -> str:
    out_by = summary.standing.out_by
    if not out_by:
        return ""
    if said := policy_texts.last_said(summary.standing.out_last):
        told = say("Members of this region were not in the training programme: {said}.")
        return told.format(said=said)
    ids = dict.fromkeys(clause.partition(":")[0] for clause in out_by)
    labels = {one.id: text_name(one) for one in summary.texts}
    return say(
        "Members of this region were not in the training programme on this day, by: {texts}."
    ).format(texts=apart(labels[name] for name in ids))


def _under_18(standing: Standing) -> str:
    if "spares_under_18" in standing.settled:
        return say(
            "Under 18: LinkedIn says it does not train on members under 18, where it has reason to "
            "believe that they are."
        )
    return say("Under 18: no text that we know speaks of members under 18 on that day.")


def _switched_off(summary: Summary) -> str:
    """What is known of an opt-out in force, no more than the clauses say."""
    standing, situation = summary.standing, summary.situation
    assert situation.opted_out is not None
    off, settled = medium_day(situation.opted_out), standing.settled
    if standing.status == "never_used" and standing.since is not None:
        return say(
            "You say the switch is off since {day}, before training began here on {start}. "
            "LinkedIn says it started only then, and does not use your data for this while the "
            "switch is off."
        ).format(day=off, start=medium_day(standing.since))
    if standing.status == "never_used":
        return say(
            "You say the switch is off since {day}, before training began here. LinkedIn says it "
            "does not use your data for this from then on."
        ).format(day=off)
    if "stops" in settled and "keeps" in settled:
        told = say(
            "You say the switch is off since {day}. LinkedIn says it does not use your data for "
            "this from then on; what was trained before stays."
        )
    elif "stops" in settled:
        told = say(
            "You say the switch is off since {day}. LinkedIn says it does not use your data for "
            "this from then on."
        )
    elif "controls" in settled:
        told = say(
            "You say the switch is off since {day}. LinkedIn says that it decides whether your "
            "data may be used for this."
        )
    else:
        told = say(
            "You say the switch is off since {day}. No text that we know says what that does."
        )
    return told.format(day=off)


def title(summary: Summary) -> str:
    """What a page on it is called."""
    standing, opted_out = summary.standing, summary.situation.opted_out
    on = day(summary.situation.on)
    if not summary.export.was_read:
        return say("A LinkedIn data export of which nothing could be read")
    last = standing.last
    said = full_day(last.day) if last is not None and last.old else ""
    if standing.status == "in_use" and said:
        told = say(
            "What LinkedIn may train AI on, as last said on {said}: one data export, judged as of "
            "{day}"
        )
        return told.format(said=said, day=on)
    if standing.status == "in_use":
        told = say("What LinkedIn says it may train AI on: one data export, judged as of {day}")
        return told.format(day=on)
    if standing.of_opt_out and opted_out is not None:
        told = say("Switched off since {off}: one LinkedIn data export, judged as of {day}")
        return told.format(off=medium_day(opted_out), day=on)
    if said:
        told = say("{status}, last said on {said}: one LinkedIn data export, judged as of {day}")
        return told.format(status=STATUSES[standing.status], said=said, day=on)
    told = say("{status}: one LinkedIn data export, judged as of {day}")
    return told.format(status=STATUSES[standing.status], day=on)


def answer(summary: Summary) -> tuple[str, ...]:
    """What leads every face: the answer, after what governs it: the status, several members."""
    if not summary.export.was_read:
        return (nothing_read(summary),)
    led = (several(summary), status(summary))
    return (*(one for one in led if one), headline(summary))


def several(summary: Summary) -> str:
    """That archives are of several members; empty where nothing tells so."""
    if summary.export.same_member is not False:
        return ""
    return say(
        "These {n} archives are not all of one member: what follows adds up several people. Give "
        "the archives of one; for several there is `inspect study`."
    ).format(n=number(len(summary.export.sources)))


def nothing_read(summary: Summary) -> str:
    """That there is no answer, and what to do."""
    return say(
        "None of its files could be read ({files}): there is no answer. Download the export again."
    ).format(files=plural(summary.ledger.entries, "file"))


def caveats(summary: Summary) -> tuple[str, ...]:
    """What stands beside the answer: that something of the export is missing, and what."""
    export = summary.export
    found = []
    if export.broken:
        found.append(
            say(
                "This export is damaged or broke off: files may be missing from it altogether. "
                "Download it again."
            )
        )
    if lost := export.not_whole:
        names = ", ".join(file.path for file in lost[:3])
        names += say(" and others") if len(lost) > 3 else ""
        told = say(
            "{files} could not be read whole: {names}. What they hold beyond that is not counted."
        )
        found.append(told.format(files=plural(len(lost), "file"), names=names))
    return tuple(found)


def headline(summary: Summary) -> str:
    """The answer in one sentence; where a status governs it, what would be so without."""
    totals, status = summary.totals, summary.standing.status
    inside = totals["inside"]
    if status == "not_in_programme":
        outside = totals["outside"].words
        told = plurally("{words} is outside.", "{words} are outside.", outside)
        return told.format(words=plural(outside, "word"))
    if status == "not_stated":
        unclear = totals["unclear"].words
        told = plurally("{words} is unclear.", "{words} are unclear.", unclear)
        return told.format(words=plural(unclear, "word"))
    if status == "excluded":
        told = plurally(
            "{words} would be in scope at 18 or over.", "{words} would be in scope at 18 or over.",
            inside.words,
        )  # fmt: skip
        return told.format(words=plural(inside.words, "word"))
    if status != "in_use":
        told = plurally(
            "{words} would be in scope without it.", "{words} would be in scope without it.",
            inside.words,
        )  # fmt: skip
        return told.format(words=plural(inside.words, "word"))
    return plurally(
        "{words}, in {records}, is INSIDE what LinkedIn says it may train AI on.",
        "{words}, in {records}, are INSIDE what LinkedIn says it may train AI on.",
        inside.words,
    ).format(words=plural(inside.words, "word"), records=plural(inside.records, "record"))


def by_you(summary: Summary) -> str:
    """How many of the words inside are the member's; empty where none is."""
    mine = summary.by_author.get("member", {}).get("inside")
    if mine is None or not mine.words:
        return ""
    told = plurally("{n} of them is by you.", "{n} of them are by you.", mine.words)
    return told.format(n=number(mine.words))


def told_apart(summary: Summary) -> tuple[str, ...]:
    """What is to be known beside the numbers: words that count twice, groups, unknown files."""
    found = []
    if repeated := summary.repeated_words:
        told = plurally(
            "{n} of the words stands in two files and counts in both.",
            "{n} of the words stand in two files and count in both.",
            repeated,
        )
        found.append(told.format(n=number(repeated)))
    if records := summary.in_groups.records:
        told = plurally(
            "{n} record at least stands in a group.",
            "{n} records at least stand in groups.",
            records,
        )
        found.append(told.format(n=number(records)))
    if values := summary.unknown.values:
        told = plurally(
            "{n} value is in files that we do not know: unclear.",
            "{n} values are in files that we do not know: unclear.",
            values,
        )
        found.append(told.format(n=number(values)))
    return tuple(found)


def way_out(summary: Summary) -> str:
    """Where the way out is said, if data is in use; else empty."""
    if summary.standing.status != "in_use" or not summary.totals["inside"].values:
        return ""
    return say("To switch it off: `inspect act EXPORT`.")


def over_time(summary: Summary) -> str:
    """What a chart of what is inside, or would be, is called."""
    if is_plain(summary):
        return say("Words inside over time")
    return say("Words that would be in scope, over time")


def by_month(summary: Summary) -> str:
    """The same for a narrow chart."""
    if is_plain(summary):
        return say("Words inside by month")
    return say("Words that would be in scope")


def beginning(start: Beginning) -> str:
    """When training on members of the region began, or from when on texts tell of it."""
    if start.is_start:
        told = say("Training on members of this region begins on {day}.")
    else:
        told = say(
            "The first text that tells of training on members of this region is of {day}; what "
            "came before it is not told."
        )
    return told.format(day=day(start.day))


def beginning_shortly(start: Beginning) -> str:
    """The same for a mark in a chart."""
    told = say("training begins, {day}") if start.is_start else say("first told of, {day}")
    return told.format(day=day(start.day))


def not_drawn(line: Timeline) -> str:
    """How many records a chart leaves out for their dates; empty where it has all."""
    if not line.absurd:
        return ""
    return plurally(
        "{n} record dated before {year} or after the export is not drawn.",
        "{n} records dated before {year} or after the export are not drawn.",
        line.absurd,
    ).format(n=number(line.absurd), year=line.earliest.year)


def known(summary: Summary) -> tuple[str, ...]:
    """What is known of the use of what would be inside, where an opt-out came late."""
    split, standing = summary.split, summary.standing
    if split is None or standing.status != "past_use":
        return ()
    found = [
        paired(say("Written before the switch"), _before(split, summary)),
        paired(say("Written since"), _after(split, standing)),
    ]
    if split.undated.values:
        told = say("{words}, of which nothing tells whether before or since.")
        words = words_in_records(split.undated)
        found.append(paired(say("No date"), told.format(words=words)))
    return tuple(found)


def _before(split: Split, summary: Summary) -> str:
    off, since = summary.situation.opted_out, summary.standing.since
    assert off is not None
    words = words_in_records(split.before)
    if since is None:
        told = say("{words}, which may have been used until {off}.")
        return told.format(words=words, off=medium_day(off))
    told = say("{words}, which may have been used between {start} and {off}.")
    return told.format(words=words, start=medium_day(since), off=medium_day(off))


def _after(split: Split, standing: Standing) -> str:
    words = words_in_records(split.after)
    if "stops" in standing.settled:
        return say("{words}, which LinkedIn says it does not use.").format(words=words)
    return say("{words}; no text that we know says that they are not used.").format(words=words)
