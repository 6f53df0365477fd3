"""The words of this program, by what they stand for; each is said in the language in use."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from inspector.knowledge.claims import ClaimVerdict
from inspector.knowledge.policy import Promise, Recipient, Region
from inspector.knowledge.vocabulary import VERDICTS, Basis, Status, Verdict
from inspector.language import Phrases, mark, number, plurally, say
from inspector.reading.counts.author import Author
from inspector.reading.file_reading import FileReading
from inspector.reading.owner import ExportKind
from inspector.summary.use import Use
from inspector.verdicts.by_text import Stance
from inspector.verdicts.situation import RegionBasis

REGIONS: Mapping[Region, str] = Phrases({
    "eu": mark("the EU or EEA"), "ch": mark("Switzerland"), "uk": mark("the United Kingdom"),
    "ca": mark("Canada"), "hk": mark("Hong Kong"), "us": mark("the United States"),
    "cn": mark("mainland China"), "other": mark("another country"),
})  # fmt: skip
"""As they are listed."""
IN_REGIONS: Mapping[Region, str] = Phrases({
    "eu": mark("in the EU or EEA"), "ch": mark("in Switzerland"),
    "uk": mark("in the United Kingdom"), "ca": mark("in Canada"), "hk": mark("in Hong Kong"),
    "us": mark("in the United States"), "cn": mark("in mainland China"),
    "other": mark("in another country"),
})  # fmt: skip
"""Where a member lives."""
NO_REGION = mark("assumed: the profile names no region for certain")
REGION_BASES: Mapping[RegionBasis, str] = Phrases({
    "option": mark("as you said"),
    "profile": mark("from the location in the profile"),
    "default": NO_REGION,
})  # fmt: skip
STATUSES: Mapping[Status, str] = Phrases({
    "excluded": mark("Under 18"),
    "not_in_programme": mark("Not in the training programme"),
    "not_stated": mark("No text speaks of training"),
    "never_used": mark("Switched off before the start"),
    "past_use": mark("Switched off"),
    "in_use": mark("In use"),
})  # fmt: skip
"""In a few words."""
VERDICTS_SAID: Mapping[str, str] = Phrases({
    "inside": mark("inside"), "unclear": mark("unclear"), "outside": mark("outside"),
    "mixed": mark("mixed"),
})  # fmt: skip
BASES_SAID: Mapping[str, str] = Phrases({
    "stated": mark("named"), "inferred": mark("our reading"), "silent": mark("not mentioned"),
    "disputed": mark("texts disagree"), "undecidable": mark("your export can't tell"),
})  # fmt: skip
READINGS: Mapping[str, str] = Phrases({
    "read": mark("read"), "repaired": mark("repaired"), "partly_read": mark("partly read"),
    "unreadable": mark("unreadable"), "unknown": mark("unknown"), "ignored": mark("ignored"),
    "empty": mark("empty"), "header_only": mark("header only"),
})  # fmt: skip
"""How far a file was read."""
EXPORT_KINDS: Mapping[ExportKind, str] = Phrases({
    "complete": mark("complete"), "basic": mark("basic"), "partial": mark("partial"),
    "unknown": mark("unknown"),
})  # fmt: skip
AUTHORS: Mapping[Author, str] = Phrases({
    "member": mark("by you"),
    "others": mark("by other people"),
    "linkedin": mark("by LinkedIn"),
    "unknown": mark("not told by the export"),
})  # fmt: skip
WHOSE: Mapping[Author, str] = Phrases({
    "member": mark("Yours"), "others": mark("Other people’s"), "linkedin": mark("LinkedIn’s"),
    "unknown": mark("Not told"),
})  # fmt: skip
"""The same for a narrow column."""
WHAT_YOU_CAN_DO = mark("What you can do")
WHO_SAYS = mark("Who says so")
DIFFER = mark("On what was there already these differ; no text decides.")
NOT_COVERED = mark("What the switch does not cover")
PROOF = mark("What proves that it is off")
RECIPIENTS: dict[Recipient, str] = {"linkedin": "LinkedIn", "microsoft": "Microsoft"}
GLYPHS: dict[Verdict, str] = {"inside": "■", "unclear": "▒", "outside": "░"}
USES_SAID: Mapping[Use, str] = Phrases({
    "inside": mark("inside"), "before": mark("before the switch"),
    "after": mark("since the switch"), "undated": mark("no date"),
    "spared": mark("would be in scope"), "unclear": mark("unclear"), "outside": mark("outside"),
})  # fmt: skip
"""What is known of the use of words, in a word or two."""
USE_GLYPHS: dict[Use, str] = {
    "inside": "■", "before": "▓", "after": "□", "undated": "▤", "spared": "▥",
    "unclear": "▒", "outside": "░",
}  # fmt: skip
ASCII_USE_GLYPHS: dict[Use, str] = {
    "inside": "#", "before": "+", "after": "o", "undated": "-", "spared": "=",
    "unclear": "?", "outside": ".",
}  # fmt: skip
ASCII_GLYPHS: dict[Verdict, str] = {"inside": "#", "unclear": "?", "outside": "."}
BASES: Mapping[Basis, str] = Phrases({
    "stated": mark("a text names it"),
    "inferred": mark("it follows from what a text says"),
    "silent": mark("no text names it as used, and none as not used"),
    "disputed": mark("one says otherwise than another"),
    "undecidable": mark("a text draws a line that the export does not show"),
})  # fmt: skip
PROMISES: Mapping[Promise, str] = Phrases({
    "notice": mark("a notice says"),
    "help_page": mark("only a help page says; no notice promises it"),
    "settings_page": mark("only a page of the settings says; no notice promises it"),
    "regulator": mark("only a regulator reports; no text of LinkedIn promises it"),
})  # fmt: skip
CLAIM_VERDICTS: Mapping[ClaimVerdict, str] = Phrases({
    "contradicted": mark("contradicted"), "not_found": mark("not found"),
    "imprecise": mark("imprecise"), "upheld": mark("upheld"),
})  # fmt: skip
CLAIM_GLYPHS: dict[ClaimVerdict, str] = {
    "contradicted": "✗", "not_found": "?", "imprecise": "≈", "upheld": "✓",
}  # fmt: skip
CLAIM_MEANINGS: Mapping[ClaimVerdict, str] = Phrases({
    "contradicted": mark("the texts and sources say something else"),
    "not_found": mark("no text that we know says so"),
    "imprecise": mark("the texts say something near it, but not that"),
    "upheld": mark("the texts and sources bear it out"),
})  # fmt: skip
SAYS: Mapping[Stance, str] = Phrases({
    "inside": mark("inside"),
    "outside": mark("outside"),
    "undecidable": mark("draws a line that the export does not show"),
    "omits": mark("not mentioned, and its list is closed"),
    "contests": mark("draws a narrower line"),
    "silent": mark("not mentioned"),
})  # fmt: skip
_CATEGORIES: Mapping[str, str] = Phrases({
    "account": mark("Account"), "activity": mark("Activity"), "ads": mark("Ads"),
    "ai_prompts": mark("AI prompts"), "applications": mark("Applications"),
    "articles": mark("Articles"), "comments": mark("Comments"),
    "groups_and_polls": mark("Groups and polls"), "jobs": mark("Jobs"),
    "learning": mark("Learning"), "media": mark("Media"), "messages": mark("Messages"),
    "network": mark("Network"), "other": mark("Other"), "payments": mark("Payments"),
    "posts": mark("Posts"), "profile": mark("Profile"), "resumes": mark("Résumés"),
    "services": mark("Services"),
})  # fmt: skip
SHORT_REGIONS: Mapping[Region, str] = Phrases({
    "eu": mark("EU/EEA"), "ch": mark("Switzerland"), "uk": mark("UK"), "ca": mark("Canada"),
    "hk": mark("Hong Kong"), "us": mark("US"), "cn": mark("mainland China"),
    "other": mark("elsewhere"),
})  # fmt: skip
HOW_TOLD: Mapping[RegionBasis, str] = Phrases({
    "option": "", "profile": mark(" (by profile)"), "default": mark(" (assumed)"),
})  # fmt: skip
OTHER_RECORDS = mark("other records")
_COUNTED: dict[str, Callable[[int], str]] = {
    "article": lambda n: plurally("{n} article", "{n} articles", n),
    "byte": lambda n: plurally("{n} byte", "{n} bytes", n),
    "claim": lambda n: plurally("{n} claim", "{n} claims", n),
    "clause": lambda n: plurally("{n} clause", "{n} clauses", n),
    "file": lambda n: plurally("{n} file", "{n} files", n),
    "item": lambda n: plurally("{n} item", "{n} items", n),
    "month": lambda n: plurally("{n} month", "{n} months", n),
    "place": lambda n: plurally("{n} place on this page", "{n} places on this page", n),
    "record": lambda n: plurally("{n} record", "{n} records", n),
    "row": lambda n: plurally("{n} row", "{n} rows", n),
    "value": lambda n: plurally("{n} value", "{n} values", n),
    "word": lambda n: plurally("{n} word", "{n} words", n),
    "more clause": lambda n: plurally("{n} more clause", "{n} more clauses", n),
    "more file": lambda n: plurally("{n} more file", "{n} more files", n),
    "left out": lambda n: plurally("{n} left out", "{n} left out", n),
    "merged": lambda n: plurally("{n} repeat merged", "{n} repeats merged", n),
}
"""Forms of what is counted; `{n}` stands for the number."""


def reading(file: FileReading) -> str:
    """How far a file was read, in a word."""
    return READINGS["read" if file.status == "partly_read" and file.is_whole else file.status]


def region_alone(region: Region) -> str:
    """A region by itself: without its article, with a capital."""
    return capital(REGIONS[region].removeprefix("the "))


def category(name: str) -> str:
    """A category as one reads it."""
    return _CATEGORIES[name]


def with_glyph(verdict: Verdict, width: int = 0) -> str:
    """`■ inside`, the word filled up to a width."""
    return f"{GLYPHS[verdict]} {VERDICTS_SAID[verdict]:{width}}"


def use_width(uses: Iterable[Use], least: int = 8) -> int:
    """Cells for the longest name of some uses and a space."""
    return max(least, *(len(USES_SAID[use]) + 1 for use in uses))


def use_with_glyph(use: Use, width: int = 0) -> str:
    """`▥ would be in scope`, the words filled up to a width."""
    return f"{USE_GLYPHS[use]} {USES_SAID[use]:{width}}"


def verdict_width(least: int = 8) -> int:
    """Cells for the longest word of a verdict and a space."""
    return max(least, *(len(VERDICTS_SAID[verdict]) + 1 for verdict in VERDICTS))


def category_width(least: int) -> int:
    """Cells for the longest name of a category and a space."""
    return max(least, *(len(name) + 1 for name in _CATEGORIES.values()))


def some_of(title: str, shown: int, there: int) -> str:
    """`Worth knowing (5 of 13)`; the title alone where all are shown."""
    if shown >= there:
        return title
    return say("{title} ({n} of {all})").format(title=title, n=number(shown), all=number(there))


def apart(parts: Iterable[str]) -> str:
    """Parts that hold commas, in a row."""
    return say("; ").join(parts)


def paired(name: str, text: str) -> str:
    """A name, and what is said of it."""
    return say("{name}: {text}").format(name=name, text=text)


def quoted(words: str) -> str:
    """Words between quotation marks; they stay in the language in which they were said."""
    return say("“{words}”").format(words=words)


def capital(text: str) -> str:
    """The same with a capital at its beginning."""
    return text[:1].upper() + text[1:]


def forms(noun: str) -> tuple[str, str]:
    """The forms of a message for one and for many, with the place of the number: `{n} words`."""
    return _COUNTED[noun](1), _COUNTED[noun](2)


def plural(count: int, noun: str) -> str:
    """`1 word`, `31,902 words`."""
    return _COUNTED[noun](count).format(n=number(count))
