"""Sentences on what the summary holds, the same on every face; `terms` has their words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from inspector.advice.opt_out import Statement
from inspector.language import day, number, plurally, say, short_day
from inspector.outputs.wording.policy_texts import age, label, own, reported, text_name
from inspector.outputs.wording.terms import (
    AUTHORS,
    HOW_TOLD,
    IN_REGIONS,
    RECIPIENTS,
    REGION_BASES,
    SHORT_REGIONS,
    apart,
    capital,
    paired,
    plural,
    quoted,
)
from inspector.reading.counts.author import Author
from inspector.summary.summary import ForRecipient, Summary
from inspector.summary.use import is_plain
from inspector.verdicts.situation import Situation
from inspector.verdicts.totals import Totals


def author(name: Author) -> str:
    """Whose words, as a line by itself."""
    return capital(AUTHORS[name])


def written(name: Author) -> str:
    """`written by you`."""
    if name == "unknown":
        return say("author not told by the export")
    return say("written {by}").format(by=AUTHORS[name])


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
    if not parts:
        return ""
    if is_plain(summary):
        return say("Words inside: {parts}.").format(parts=apart(parts))
    return say("Words that would be in scope: {parts}.").format(parts=apart(parts))


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


def saying(one: Statement) -> str:
    """A clause, with who says it and when."""
    text = one.text
    who = f"{text_name(text)}{reported(one.clause)}"
    if text.label != text.publisher:
        who = f"{say(text.publisher)}, {who}"
    return paired(who, quoted(one.clause.quote))


def _switch(given: Situation, day: Callable[[dt.date], str] = day) -> str:
    if given.opted_out is None:
        return say("switch assumed ON")
    if given.opted_out > given.on:
        told = say("opted out on {day} (not yet in force)")
    else:
        told = say("opted out on {day}")
    return told.format(day=day(given.opted_out))


def judged_by(summary: Summary) -> str:
    """The texts that decide something, with their days; empty where none does."""
    texts = [text_name(text) for text in summary.deciding]
    return say("By: {texts}.").format(texts=apart(texts)) if texts else ""


def judged_by_read(summary: Summary) -> str:
    """The same with how long before the day judged each was last read."""
    texts = [
        say("{text} ({day}, {read})").format(
            text=f"{label(text)}{own(text)}",
            day=day(text.start),
            read=age(text, summary.situation.on),
        )
        for text in summary.deciding
    ]
    return say("By: {texts}.").format(texts=apart(texts)) if texts else ""


def stale(summary: Summary) -> str:
    """Which of the texts that count here may not hold any more; empty where all do."""
    return " ".join(one for one in (_unchecked(summary), _long_said(summary)) if one)


def _long_said(summary: Summary) -> str:
    """What authorities and the press said long ago."""
    texts = [text for text in summary.stale if text.voice != "linkedin"]
    if not texts:
        return ""
    return say(
        "Said more than a year before, by authorities or the press: {texts}. It may not hold any "
        "more."
    ).format(texts=apart(text_name(text) for text in texts))


def _unchecked(summary: Summary) -> str:
    """LinkedIn's texts, which may have changed."""
    texts = [text for text in summary.stale if text.voice == "linkedin"]
    if len(texts) == 1:
        return say(
            "{text}: last checked against its source on {day}, more than a year before; it may "
            "have changed since: save the page and run `inspect policy check PAGE`."
        ).format(text=text_name(texts[0]), day=day(texts[0].last_seen))
    if not texts:
        return ""
    named = (
        say("{text} on {day}").format(text=text_name(text), day=day(text.last_seen))
        for text in texts
    )
    return say(
        "Last checked against their sources more than a year before: {texts}. They may have "
        "changed since: save the pages and run `inspect policy check PAGE...`."
    ).format(texts=apart(named))


def provenance(summary: Summary) -> str:
    """The situation and the texts that decide in it, for a line or two."""
    return f"{situation_short(summary.situation)} · {sources(summary)}".removesuffix(" · ")


def sources(summary: Summary) -> str:
    """The texts that decide something or say how the member stands; which of them are old."""
    said = {clause.partition(":")[0] for clause in summary.standing.clauses}
    shown = {text.id for text in (*summary.deciding, *summary.stale)}
    if summary.standing.status != "in_use":
        shown |= said
    names = [
        f"{label(text)} {short_day(text.start)}{own(text)}"
        for text in summary.texts
        if text.id in shown
    ]
    if old := len(summary.stale):
        told = plurally(
            "{n} of them last seen over a year before",
            "{n} of them last seen over a year before",
            old,
        )
        names.append(told.format(n=number(old)))
    return " · ".join(names)


def files_read(summary: Summary) -> str:
    """How many files and rows were read, and left out."""
    return _read(summary, say("Read {read} of {files}: {rows}, {left_out}."))


def account(summary: Summary) -> str:
    """The same with what was merged."""
    return _read(summary, say("Read {read} of {files}: {rows}, {left_out}, {merged}."))


def _read(summary: Summary, told: str) -> str:
    ledger = summary.ledger
    read = sum(f.reading.status not in ("ignored", "unreadable") for f in summary.files)
    return told.format(
        read=number(read),
        files=plural(ledger.entries, "file"),
        rows=plural(ledger.rows, "row"),
        left_out=plural(ledger.rows_left_out, "left out"),
        merged=plural(ledger.duplicates, "merged"),
    )


def situation_short(given: Situation) -> str:
    """The situation for one line."""
    age = say(" · under 18") if given.under_18 else ""
    return say("{region} · {switch}{age} · as of {day}").format(
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
