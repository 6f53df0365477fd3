"""Sentences on what the summary holds, the same on every face; `terms` has their words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from inspector.advice.opt_out import Statement
from inspector.knowledge.claims import Article
from inspector.language import day, number, plurally, say, short_day
from inspector.outputs.wording.policy_texts import text_name
from inspector.outputs.wording.terms import (
    AUTHORS,
    HOW_TOLD,
    IN_REGIONS,
    RECIPIENTS,
    REGION_BASES,
    SHORT_REGIONS,
    STATUSES,
    apart,
    capital,
    paired,
    plural,
    quoted,
)
from inspector.reading.counts.author import Author
from inspector.summary.summary import ForRecipient, Summary
from inspector.verdicts.situation import Situation
from inspector.verdicts.totals import Split, Totals


def article(one: Article) -> str:
    """Who said something, and when."""
    return ", ".join((say(one.publisher), say(one.when) or say("date not recorded")))


def author(name: Author) -> str:
    """Whose words, as a line by itself."""
    return capital(AUTHORS[name])


def written(name: Author) -> str:
    """`written by you`."""
    if name == "unknown":
        return say("author not told by the export")
    return say("written {by}").format(by=AUTHORS[name])


def status(summary: Summary) -> str:
    """What leads every headline: empty where data is in use."""
    standing = summary.standing
    text = STATUSES[standing.status]
    if standing.status == "excluded" and not standing.clauses:
        text = say("Under 18: no text that we know speaks of members under 18 on that day.")
    if standing.out_by:
        ids = dict.fromkeys(clause.partition(":")[0] for clause in standing.out_by)
        labels = {one.id: text_name(one) for one in summary.texts}
        out = say(
            "Members of this region were not in the training programme on this day, by: {texts}."
        ).format(texts=apart(labels[name] for name in ids))
        text = out if standing.status == "not_in_programme" else f"{text} {out}"
    if standing.paused:
        text += " " + say("Training was paused: data may have been used before the pause.")
    return text


def answer(summary: Summary) -> tuple[str, ...]:
    """What leads every face: the answer, after the status where one governs it."""
    if not summary.export.was_read:
        return (nothing_read(summary),)
    led = status(summary)
    return (led, headline(summary)) if led else (headline(summary),)


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
    """The answer in one sentence."""
    inside = summary.totals["inside"]
    return plurally(
        "{words}, in {records}, is INSIDE what LinkedIn says it may train AI on.",
        "{words}, in {records}, are INSIDE what LinkedIn says it may train AI on.",
        inside.words,
    ).format(words=plural(inside.words, "word"), records=plural(inside.records, "record"))


def words_in_records(totals: Totals) -> str:
    """`31,902 words in 815 records`."""
    return in_records(totals.words, totals.records)


def in_records(words: int, records: int) -> str:
    """`31,902 words in 815 records`."""
    return say("{words} in {records}").format(
        words=plural(words, "word"), records=plural(records, "record")
    )


def inside_by_author(summary: Summary) -> str:
    """Whose words those inside are; empty where nothing is."""
    found = {author: totals["inside"] for author, totals in summary.by_author.items()}
    parts = [
        f"{number(totals.words)} {AUTHORS[author]}"
        for author, totals in found.items()
        if totals.words
    ]
    return say("Words inside: {parts}.").format(parts=apart(parts)) if parts else ""


def for_recipient(one: ForRecipient) -> str:
    """The answer to a second question, in one sentence."""
    return say(
        "A second question: what goes to {name}, for {name}'s own models? {words} are inside, by: "
        "{texts}."
    ).format(
        name=RECIPIENTS[one.recipient],
        words=words_in_records(one.totals["inside"]),
        texts=apart(text_name(text) for text in one.texts),
    )


def second_headline(one: ForRecipient) -> str:
    """The answer to a second question, for one line."""
    return say("For {name}’s models, a second question: {words} inside.").format(
        name=RECIPIENTS[one.recipient], words=words_in_records(one.totals["inside"])
    )


def split(given: Split, situation: Situation) -> str:
    """What is inside, by its date and the day of opting out."""
    dated = say(
        "Of what is inside, {before} are dated before you opted out on {day}, and {after} on that "
        "day or later."
    ).format(
        before=words_in_records(given.before),
        day=day(situation.opted_out),
        after=words_in_records(given.after),
    )
    if not given.undated.values:
        return dated
    rest = say("No date: {words}.").format(words=words_in_records(given.undated))
    return f"{dated} {rest}"


def split_short(given: Split) -> str:
    """`Before you opted out 31,902 words, since then 12, without a date 3.`"""
    return say("Before you opted out {before}, since then {after}, without a date {rest}.").format(
        before=plural(given.before.words, "word"),
        after=number(given.after.words),
        rest=number(given.undated.words),
    )


def saying(one: Statement) -> str:
    """A clause, with who says it and when."""
    text = one.text
    who = text_name(text)
    if text.label != text.publisher:
        who = f"{say(text.publisher)}, {who}"
    return paired(who, quoted(one.clause.quote))


def _switch(given: Situation, day: Callable[[dt.date], str] = day) -> str:
    if given.opted_out is None:
        return say("setting assumed on")
    if given.opted_out > given.on:
        told = say("opted out on {day} (not yet in force)")
    else:
        told = say("opted out on {day}")
    return told.format(day=day(given.opted_out))


def judged_by(summary: Summary) -> str:
    """The texts that decide something, with their days; empty where none does."""
    texts = [text_name(text) for text in summary.deciding]
    return say("By: {texts}.").format(texts=apart(texts)) if texts else ""


def stale(summary: Summary) -> str:
    """Which of the texts that count here may have changed since; empty where none may."""
    texts = summary.stale
    if len(texts) == 1:
        return say(
            "{text}: last checked against its source on {day}, more than a year before; it may "
            "have changed since."
        ).format(text=text_name(texts[0]), day=day(texts[0].last_seen))
    if not texts:
        return ""
    named = (
        say("{text} on {day}").format(text=text_name(text), day=day(text.last_seen))
        for text in texts
    )
    return say(
        "Last checked against their sources more than a year before: {texts}. They may have "
        "changed since."
    ).format(texts=apart(named))


def situation_short(given: Situation) -> str:
    """The situation for one line."""
    age = say(" · under 18") if given.under_18 else ""
    return say("{region} · {switch}{age} · judged as of {day}").format(
        region=f"{SHORT_REGIONS[given.region]}{HOW_TOLD[given.region_basis]}",
        switch=_switch(given, short_day),
        age=age,
        day=short_day(given.on),
    )


def situation(given: Situation, hint: str = "") -> str:
    """The situation in a few words; `hint`: what stands behind how the region was told."""
    return say("a member {where} ({told}), {switch}{age}, on {day}").format(
        where=IN_REGIONS[given.region],
        told=f"{REGION_BASES[given.region_basis]}{hint}",
        switch=_switch(given),
        age=say(", under 18") if given.under_18 else "",
        day=day(given.on),
    )
