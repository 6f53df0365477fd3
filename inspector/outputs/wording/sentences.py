"""Sentences on what the summary holds, the same on every face; `terms` has their words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence

from inspector.advice.opt_out import Saying
from inspector.knowledge.claims import Article
from inspector.knowledge.dataset import Dataset
from inspector.knowledge.policy import Policy, Recipient
from inspector.language import day, number, plurally, say, short_day
from inspector.outputs.wording.terms import (
    AUTHORS,
    BASES_SAID,
    HOW_TOLD,
    IN_REGIONS,
    OTHER_RECORDS,
    RECIPIENTS,
    REGION_BASES,
    SAYS,
    SHORT_REGIONS,
    STATUSES,
    VERDICTS_SAID,
    apart,
    capital,
    paired,
    plural,
    quoted,
)
from inspector.reading.counts.author import Author
from inspector.summary.summary import ForRecipient, Summary
from inspector.verdicts.by_text import Disagreement, Said
from inspector.verdicts.situation import Situation
from inspector.verdicts.totals import Split, Totals


def article(one: Article) -> str:
    """Who said something, and when."""
    said_date_not = say("date not recorded")
    return f"{say(one.publisher)}, {say(one.when) or said_date_not}"


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
        said_training_was = say("Training was paused: data may have been used before the pause.")
        return f"{text} {said_training_was}"
    return text


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


def models(recipient: Recipient) -> str:
    """`Microsoft’s models`."""
    return say("{name}’s models").format(name=RECIPIENTS[recipient])


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
    said_no_date = say("No date: {words}.")
    return f"{dated} {said_no_date.format(words=words_in_records(given.undated))}"


def split_short(given: Split) -> str:
    """`Before you opted out 31,902 words, since then 12, without a date 3.`"""
    return say("Before you opted out {before}, since then {after}, without a date {rest}.").format(
        before=plural(given.before.words, "word"),
        after=number(given.after.words),
        rest=number(given.undated.words),
    )


def judged(verdict: str, basis: str | None) -> str:
    """`inside, inferred`."""
    said = VERDICTS_SAID[verdict]
    return f"{said}, {BASES_SAID[basis]}" if basis else said


def says(one: Said) -> str:
    """`inside, inferred`, or what it does instead."""
    return f"{SAYS[one.says]}, {BASES_SAID[one.basis]}" if one.basis else SAYS[one.says]


def each_says(said: Sequence[Said]) -> str:
    """What texts say in one line: `European notice: silent · FAQ: inside, inferred`."""
    return " · ".join(
        paired(
            label(one.text),
            _says_shortly(one) + (f", {BASES_SAID[one.basis]}" if one.basis else ""),
        )
        for one in said
    )


def outcome(alike: Sequence[Disagreement]) -> str:
    """What texts say of several kinds of values of which each says the same, in one line."""
    parts = []
    for position, one in enumerate(alike[0].said):
        bases = sorted({bases for each in alike if (bases := each.said[position].basis)})
        how = say(" or ").join(BASES_SAID[basis] for basis in reversed(bases))
        said = _says_shortly(one) + (f", {how}" if how else "")
        parts.append(paired(label(one.text), said))
    return " · ".join(parts)


def _says_shortly(one: Said) -> str:
    return SAYS["silent" if one.says == "omits" else one.says]


def states(dataset: Dataset, names: Iterable[str]) -> str:
    """Kinds of records by their ids, as one reads them."""
    labels = {state.id: state.label for state in dataset.states}
    return ", ".join(say(labels.get(name, OTHER_RECORDS)) for name in names)


def columns(names: Sequence[str], *, every: bool) -> str:
    """Columns by their names."""
    return say("all columns") if every else ", ".join(names)


def difference(one: Disagreement) -> str:
    """The dataset, the records and the columns on which texts differ."""
    where = f" ({states(one.dataset, one.states)})" if not one.every_state else ""
    name = f"{say(one.dataset.title)}{where}"
    return paired(name, columns(one.columns, every=one.every_column))


def saying(one: Saying) -> str:
    """A clause, with who says it and when."""
    text = one.text
    who = text_name(text)
    if text.label != text.publisher:
        who = f"{say(text.publisher)}, {who}"
    return paired(who, quoted(one.clause.quote))


def cited(text: Policy, quote: str) -> str:
    """A text with its day, and what it says."""
    return paired(f"{label(text)}, {day(text.start)}", quoted(quote))


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


def own(text: Policy) -> str:
    """What stands behind the name of a text that the member gave; empty for others."""
    return say(", your own text") if text.own else ""


def label(text: Policy) -> str:
    """A text in a few words; a member's own goes by the words that it has."""
    return text.label if text.own else say(text.label)


def title(text: Policy) -> str:
    """What a text is called."""
    return text.title if text.own else say(text.title)


def publisher(text: Policy) -> str:
    """Who published a text."""
    return text.publisher if text.own else say(text.publisher)


def text_name(text: Policy) -> str:
    """A text in a few words, with its day."""
    return f"{label(text)} ({day(text.start)}{own(text)})"


def since(text: Policy) -> str:
    """From when on a text counts."""
    if text.effective:
        return say("in force from {day}").format(day=day(text.effective))
    return say("seen from {day}").format(day=day(text.first_seen))


def until(text: Policy) -> str:
    """How long a text counted, or when it was last seen."""
    if text.until:
        return say(" until {day}").format(day=day(text.until))
    return say(", last seen {day}").format(day=day(text.last_seen))


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
