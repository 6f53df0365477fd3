"""The first thing one reads: what is so for this member, what it comes from, what to do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.content import Content

from inspector.language import number, plurally, say
from inspector.outputs.wording import answers, sentences, terms
from inspector.summary.findings import Finding
from inspector.summary.summary import Summary
from inspector.tui.untrusted_text import inert_line


def headline(summary: Summary, *, reading: bool) -> Content:
    """The answer, what governs it before it, and what has to be known beside it after it."""
    if reading and not summary.export.was_read:
        return Content(say("Reading; nothing is counted yet."))
    if reading:
        return Content.assemble(say("Reading; so far:"), "\n", *_answer(summary))
    return Content.assemble(
        *_answer(summary),
        *(_under(f"! {said}", "bold $unclear") for said in answers.caveats(summary)),
    )


def beside(summary: Summary) -> Content:
    """What is known of the use where an opt-out came late, and the answers to second questions."""
    told = [*answers.known(summary), *map(sentences.second_headline, summary.recipients)]
    return Content("\n").join(inert_line(one) for one in told)


def _answer(summary: Summary) -> Iterator[Content]:
    *led, said = answers.answer(summary)
    for one in led:
        yield Content.assemble(inert_line(one, "bold"), "\n")
    plain = summary.standing.status == "in_use" and summary.export.was_read
    yield _inside(summary) if plain else inert_line(said, "" if led else "bold")


def _inside(summary: Summary) -> Content:
    """The answer where data is in use: how much, what that means, and how much is one's own."""
    inside, mine = summary.totals["inside"].words, summary.by_author.get("member")
    words = terms.plural(inside, "word")
    if mine is None or not mine["inside"].words:
        told = plurally(
            "{words} here falls inside what LinkedIn says it trains AI on.",
            "{words} here fall inside what LinkedIn says it trains AI on.",
            inside,
        )
        said = told.format(words=words)
    else:
        told = plurally(
            "{words} here falls inside what LinkedIn says it trains AI on, {own} by you.",
            "{words} here fall inside what LinkedIn says it trains AI on, {own} of them by you.",
            inside,
        )
        said = told.format(words=words, own=number(mine["inside"].words))
    start = said.index(words)
    content = inert_line(said, "bold")
    return content.stylize("$inside", start, start + len(words)) if inside else content


def _under(said: str, style: str = "") -> Content:
    return Content.assemble("\n", inert_line(said, style))


def next_keys(summary: Summary) -> Content:
    """The key that acts, the one that supposes something else, and the command that leads."""
    in_use = summary.standing.status == "in_use" and summary.totals["inside"].words
    keys = (
        ("5", say("switch it off, object, delete") if in_use else say("what you can do")),
        ("w", say("what if")),
        ("inspect guide", say("step by step")),
    )
    return Content.assemble(*(part for key, told in keys for part in _key(key, told)))


def _key(key: str, told: str) -> tuple[tuple[str, str], Content]:
    return (f"{key} ", "bold $key"), Content(f"{told}   ")


def findings(summary: Summary) -> Content:
    """What may surprise, and what is missing."""
    parts = [
        *_findings(say("Worth knowing"), summary.surprises),
        *_findings(say("What is missing"), summary.missing),
    ]
    return Content.assemble(*parts)


def _findings(title: str, found: Sequence[Finding]) -> Iterator[Content | tuple[str, str]]:
    if found:
        yield (f"{title}\n", "bold")
    for one in found:
        yield Content.assemble("• ", inert_line(say(one.text)), "\n\n")


def read(summary: Summary) -> Content:
    """What was read, what to know of the numbers, and which texts may have changed since."""
    told = (*answers.told_apart(summary), sentences.stale(summary), ledger(summary, False))
    parts = [inert_line(one) for one in told if one]
    return Content("\n").join([Content.styled(say("What was read"), "bold"), *parts])


def ledger(summary: Summary, reading: bool) -> str:
    """Files and rows, and what of them was left out."""
    found, lost = summary.ledger, len(summary.export.not_whole)
    told = (
        say("Read so far: {files} · {rows} · {left_out} · {merged}")
        if reading
        else say("Read: {files} · {rows} · {left_out} · {merged}")
    ).format(
        files=terms.plural(found.entries, "file"),
        rows=terms.plural(found.rows, "row"),
        left_out=terms.plural(found.rows_left_out, "left out"),
        merged=terms.plural(found.duplicates, "merged"),
    )
    more = plurally(" · {n} not whole", " · {n} not whole", lost).format(n=lost) if lost else ""
    return told + more
