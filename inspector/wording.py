"""Words for what the summary holds, the same on every face."""

from __future__ import annotations

from inspector.policy import Region
from inspector.situation import RegionBasis, Situation
from inspector.summary import Summary
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
    "excluded": "Under 18: LinkedIn says that it does not train on this member's data at all. "
    "What follows shows what the texts would cover.",
    "not_in_programme": "On this day LinkedIn said that it did not train on members' data from "
    "this region.",
    "not_stated": "No text that we know speaks of training on that day: everything is unclear.",
    "never_used": "Opted out before training began in this region: by the texts nothing was used. "
    "What follows shows what the switch keeps out.",
    "past_use": "Opted out after training had begun: what follows may have been used before, and "
    "“opting out does not affect training that has already taken place”.",
    "in_use": "",
}
PAUSED = "Training was paused: data may have been used before the pause."
GLYPHS: dict[Verdict, str] = {"inside": "■", "unclear": "▒", "outside": "░"}
ASCII_GLYPHS: dict[Verdict, str] = {"inside": "#", "unclear": "?", "outside": "."}
BASES: dict[Basis, str] = {
    "stated": "a text says so",
    "inferred": "it follows from what a text says",
    "silent": "no text says that it is used, and none that it is not",
    "disputed": "texts disagree",
    "undecidable": "a text draws a line that the export does not show",
}
_CATEGORIES = {
    "ai_prompts": "AI prompts", "groups_and_polls": "Groups and polls", "resumes": "Résumés",
}  # fmt: skip


def category(name: str) -> str:
    """A category as one reads it."""
    return _CATEGORIES.get(name, name.replace("_", " ").capitalize())


def plural(number: int, noun: str) -> str:
    """`1 word`, `31,902 words`."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def status(summary: Summary) -> str:
    """What leads every headline: empty where data is in use."""
    text = STATUSES[summary.standing.status]
    return f"{text} {PAUSED}" if summary.standing.paused else text


def headline(summary: Summary) -> str:
    """The answer in one sentence."""
    inside = summary.totals["inside"]
    return (
        f"{plural(inside.words, 'word')}, in {plural(inside.records, 'record')}, "
        f"{'is' if inside.words == 1 else 'are'} INSIDE what LinkedIn says it may train AI on."
    )


def situation(given: Situation) -> str:
    """The situation in a few words."""
    switch = f"opted out on {given.opted_out}" if given.opted_out else "setting on"
    age = ", under 18" if given.under_18 else ""
    where = REGIONS[given.region]
    return f"a member in {where} ({REGION_BASES[given.region_basis]}), {switch}{age}, on {given.on}"
