"""Words for what the summary holds, the same on every face."""

from __future__ import annotations

from collections.abc import Sequence

from inspector.authors import Author
from inspector.claims import Article, ClaimVerdict
from inspector.judged import Split, Totals
from inspector.opting_out import Saying
from inspector.policy import Policy, Promise, Recipient, Region
from inspector.side_by_side import Disagreement, Said, Says
from inspector.situation import RegionBasis, Situation
from inspector.summary import ForRecipient, Summary
from inspector.verdicts import Basis, Verdict

REGIONS: dict[Region, str] = {
    "eu": "the EU or EEA", "ch": "Switzerland", "uk": "the United Kingdom", "ca": "Canada",
    "hk": "Hong Kong", "us": "the United States", "cn": "mainland China",
    "other": "another country",
}  # fmt: skip
REGION_BASES: dict[RegionBasis, str] = {
    "option": "as you said",
    "profile": "from the location in the profile",
    "default": "assumed: the profile names no region for certain",
}
STATUSES = {
    "excluded": "Under 18: LinkedIn's help pages say that the data of members it believes to be "
    "under 18 does not train content-generating models. What follows shows what the texts would "
    "cover.",
    "not_in_programme": "",
    "not_stated": "No text that we know speaks of training on that day: everything is unclear.",
    "never_used": "Opted out before training began in this region: by the texts quoted below "
    "nothing was used until then, and nothing since. What follows shows what the switch keeps out.",
    "past_use": "Opted out, but no text exempts what came before: of what follows, what is dated "
    "before may have been used.",
    "in_use": "",
}
OUT = "Members of this region were not in the training programme on this day"
PAUSED = "Training was paused: data may have been used before the pause."
AUTHORS: dict[Author, str] = {
    "member": "by you",
    "others": "by other people",
    "linkedin": "by LinkedIn",
    "unknown": "not told by the export",
}
WHOSE: dict[Author, str] = {
    "member": "Yours", "others": "Other people’s", "linkedin": "LinkedIn’s", "unknown": "Not told",
}  # fmt: skip
"""The same for a narrow column."""
WHO_SAYS = "Who says so"
DIFFER = "On what was there already these differ; no text decides."
NOT_COVERED = "What the switch does not cover"
RECIPIENTS: dict[Recipient, str] = {"linkedin": "LinkedIn", "microsoft": "Microsoft"}
GLYPHS: dict[Verdict, str] = {"inside": "■", "unclear": "▒", "outside": "░"}
ASCII_GLYPHS: dict[Verdict, str] = {"inside": "#", "unclear": "?", "outside": "."}
BASES: dict[Basis, str] = {
    "stated": "a text says so",
    "inferred": "it follows from what a text says",
    "silent": "no text names it as used, and none as not used",
    "disputed": "texts disagree",
    "undecidable": "a text draws a line that the export does not show",
}
PROMISES: dict[Promise, str] = {
    "notice": "a notice says",
    "help_page": "only a help page says; no notice promises it",
    "settings_page": "only a page of the settings says; no notice promises it",
    "regulator": "only a regulator reports; no text of LinkedIn promises it",
}
CLAIM_VERDICTS: dict[ClaimVerdict, str] = {
    "contradicted": "contradicted", "not_found": "not found", "imprecise": "imprecise",
    "upheld": "upheld",
}  # fmt: skip
CLAIM_GLYPHS: dict[ClaimVerdict, str] = {
    "contradicted": "✗", "not_found": "?", "imprecise": "≈", "upheld": "✓",
}  # fmt: skip
CLAIM_MEANINGS: dict[ClaimVerdict, str] = {
    "contradicted": "what the texts and sources say is something else",
    "not_found": "no text that we know says so",
    "imprecise": "the texts say something near it, but not that",
    "upheld": "the texts and sources bear it out",
}
OWN = ", your own text"
"""Stands behind the name of a text that the member gave."""
SAYS: dict[Says, str] = {
    "inside": "inside",
    "outside": "outside",
    "undecidable": "draws a line that the export does not show",
    "omits": "silent, its closed list leaves this out",
    "contests": "draws a narrower line",
    "silent": "silent",
}
_CATEGORIES = {
    "ai_prompts": "AI prompts", "groups_and_polls": "Groups and polls", "resumes": "Résumés",
}  # fmt: skip


def category(name: str) -> str:
    """A category as one reads it."""
    return _CATEGORIES.get(name, name.replace("_", " ").capitalize())


def article(one: Article) -> str:
    """Who said something, and when."""
    return f"{one.publisher}, {one.when or 'date not recorded'}"


def author(name: Author) -> str:
    """Whose words, as a line by itself."""
    return AUTHORS[name][0].upper() + AUTHORS[name][1:]


def written(name: Author) -> str:
    """`written by you`."""
    return "author not told by the export" if name == "unknown" else f"written {AUTHORS[name]}"


def plural(number: int, noun: str) -> str:
    """`1 word`, `31,902 words`."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def status(summary: Summary) -> str:
    """What leads every headline: empty where data is in use."""
    standing = summary.standing
    text = STATUSES[standing.status]
    if standing.status == "excluded" and not standing.clauses:
        text = "Under 18: no text that we know speaks of members under 18 on that day."
    if standing.out_by:
        ids = dict.fromkeys(clause.partition(":")[0] for clause in standing.out_by)
        labels = {one.id: text_name(one) for one in summary.texts}
        out = f"{OUT}, by: {'; '.join(labels[name] for name in ids)}."
        text = out if standing.status == "not_in_programme" else f"{text} {out}"
    return f"{text} {PAUSED}" if standing.paused else text


def headline(summary: Summary) -> str:
    """The answer in one sentence."""
    inside = summary.totals["inside"]
    return (
        f"{plural(inside.words, 'word')}, in {plural(inside.records, 'record')}, "
        f"{'is' if inside.words == 1 else 'are'} INSIDE what LinkedIn says it may train AI on."
    )


def words_in_records(totals: Totals) -> str:
    """`31,902 words in 815 records`."""
    return f"{plural(totals.words, 'word')} in {plural(totals.records, 'record')}"


def inside_by_author(summary: Summary) -> str:
    """Whose words those inside are; empty where nothing is."""
    found = {author: totals["inside"] for author, totals in summary.by_author.items()}
    parts = [
        f"{totals.words:,} {AUTHORS[author]}" for author, totals in found.items() if totals.words
    ]
    return f"Words inside: {'; '.join(parts)}." if parts else ""


def for_recipient(one: ForRecipient) -> str:
    """The answer to a second question, in one sentence."""
    name = RECIPIENTS[one.recipient]
    texts = "; ".join(text_name(text) for text in one.texts)
    return (
        f"A second question: what goes to {name}, for {name}'s own models? "
        f"{words_in_records(one.totals['inside']).capitalize()} are inside, by: {texts}."
    )


def second_headline(one: ForRecipient) -> str:
    """The answer to a second question, for one line."""
    inside = words_in_records(one.totals["inside"])
    return f"For {RECIPIENTS[one.recipient]}’s models, a second question: {inside} inside."


def split(given: Split, situation: Situation) -> str:
    """What is inside, by its date and the day of opting out."""
    dated = (
        f"Of what is inside, {words_in_records(given.before)} are dated before you opted out on "
        f"{situation.opted_out}, and {words_in_records(given.after)} on that day or later."
    )
    rest = given.undated
    return f"{dated} No date: {words_in_records(rest)}." if rest.values else dated


def split_short(given: Split) -> str:
    """`Before you opted out 31,902 words, since then 12, without a date 3.`"""
    return (
        f"Before you opted out {plural(given.before.words, 'word')}, since then "
        f"{given.after.words:,}, without a date {given.undated.words:,}."
    )


def says(one: Said) -> str:
    """`inside, inferred`, or what it does instead."""
    return f"{SAYS[one.says]}, {one.basis}" if one.basis else SAYS[one.says]


def each_says(said: Sequence[Said]) -> str:
    """What texts say in one line: `European notice: silent · FAQ: inside, inferred`."""
    return " · ".join(
        f"{one.text.label}: {_says_shortly(one)}{f', {one.basis}' if one.basis else ''}"
        for one in said
    )


def outcome(alike: Sequence[Disagreement]) -> str:
    """What texts say of several kinds of values of which each says the same, in one line."""
    parts = []
    for position, one in enumerate(alike[0].said):
        bases = sorted({bases for each in alike if (bases := each.said[position].basis)})
        how = f", {' or '.join(reversed(bases))}" if bases else ""
        parts.append(f"{one.text.label}: {_says_shortly(one)}{how}")
    return " · ".join(parts)


def _says_shortly(one: Said) -> str:
    return SAYS["silent" if one.says == "omits" else one.says]


def difference(one: Disagreement) -> str:
    """The dataset, the records and the columns on which texts differ."""
    labels = {state.id: state.label for state in one.dataset.states}
    states = ", ".join(labels.get(state, "other records") for state in one.states)
    where = f" ({states})" if not one.every_state else ""
    columns = "all columns" if one.every_column else ", ".join(one.columns)
    return f"{one.dataset.title}{where}: {columns}"


def saying(one: Saying) -> str:
    """A clause, with who says it and when."""
    text = one.text
    who = text_name(text)
    if text.label != text.publisher:
        who = f"{text.publisher}, {who}"
    return f"{who}: “{one.clause.quote}”"


_SHORT: dict[Region, str] = {
    "eu": "EU/EEA", "ch": "Switzerland", "uk": "UK", "ca": "Canada", "hk": "Hong Kong",
    "us": "US", "cn": "mainland China", "other": "elsewhere",
}  # fmt: skip


def _switch(given: Situation) -> str:
    if given.opted_out is None:
        return "setting assumed on"
    later = " (not yet in force)" if given.opted_out > given.on else ""
    return f"opted out on {given.opted_out}{later}"


def judged_by(summary: Summary) -> str:
    """The texts that decide something, with their days; empty where none does."""
    texts = [text_name(text) for text in summary.deciding]
    return f"By: {'; '.join(texts)}." if texts else ""


def text_name(text: Policy) -> str:
    """A text in a few words, with its day."""
    return f"{text.label} ({text.start}{OWN if text.own else ''})"


def stale(summary: Summary) -> str:
    """Which of the texts that count here may have changed since; empty where none may."""
    texts = summary.stale
    if len(texts) == 1:
        return (
            f"{text_name(texts[0])}: last checked against its source on {texts[0].last_seen}, "
            "more than a year before; it may have changed since."
        )
    named = "; ".join(f"{text_name(text)} on {text.last_seen}" for text in texts)
    return (
        f"Last checked against their sources more than a year before: {named}. They may have "
        "changed since."
        if texts
        else ""
    )


def situation_short(given: Situation) -> str:
    """The situation for one line."""
    told = {"option": "", "profile": " (by profile)", "default": " (assumed)"}[given.region_basis]
    switch = _switch(given)
    age = " · under 18" if given.under_18 else ""
    return f"{_SHORT[given.region]}{told} · {switch}{age} · judged as of {given.on}"


def situation(given: Situation) -> str:
    """The situation in a few words."""
    switch = _switch(given)
    age = ", under 18" if given.under_18 else ""
    where = REGIONS[given.region]
    return f"a member in {where} ({REGION_BASES[given.region_basis]}), {switch}{age}, on {given.on}"
