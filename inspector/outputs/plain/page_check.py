"""How the clauses of texts stand on saved pages, as text that needs no colour."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from inspector.check.clause_check import ClauseCheck, TextCheck
from inspector.check.page_check import EditionCheck, PageCheck
from inspector.knowledge.policy import Policy
from inspector.language import mark, number, plurally, say
from inspector.outputs.plain.layout import fill, page, room
from inspector.outputs.wording import policy_texts, terms

NOT_FOUND = mark("Not found in the file you saved (another language, region or a folded section?):")
LEGEND = mark("[-words-] stand in the quotation only, {+words+} on the page only.")
Lines = Iterator[tuple[str, str]]
"""Texts to be laid out, each with its indent."""


def render(found: Sequence[PageCheck], width: int) -> str:
    """Every page in turn."""
    parts = [part for one in found for part in _page(one)]
    return page(_laid_out(part, room(width)) for part in parts)


def _laid_out(part: Lines, width: int) -> Iterator[str]:
    for indent, text in part:
        yield from fill(text, width, indent, " " * len(indent)) or [""]


def _page(found: PageCheck) -> Iterator[Lines]:
    if not found.texts:
        yield _unknown(found)
        return
    for one in found.texts:
        yield _edition(found, one)
        yield _standings(found, one.held)
        if one.later is not None:
            yield _later(found, one.later)
    yield _near(found)


def _unknown(found: PageCheck) -> Lines:
    yield "", terms.paired(found.name, say("none of the texts that are quoted here"))
    if found.language is not None and not found.in_language:
        yield "  ", _no_text(found)
    if (closest := found.closest) is not None:
        told = say(
            "The text that comes closest is {text}: {counts}. That is too little to take the page "
            "for it; if it is, say so: --text {id}"
        )
        name = policy_texts.text_name(closest.text)
        yield "  ", told.format(text=name, counts=_counts(closest), id=closest.text.id)


def _no_text(found: PageCheck) -> str:
    assert found.language is not None
    told = say("The page is in {language}; no text is quoted here in that language.")
    return told.format(language=say(found.language.name))


def _edition(found: PageCheck, one: EditionCheck) -> Lines:
    text = one.held.text
    if found.is_asked:
        told = say("held against {text}, as you asked")
    else:
        whole = one.held.is_whole
        told = say("{text}, by its words") if whole else say("comes closest to {text}")
    yield "", terms.paired(found.name, told.format(text=policy_texts.text_name(text)))
    parts = (
        f"{policy_texts.title(text)}{policy_texts.own(text)}", policy_texts.publisher(text),
        policy_texts.since(text) + policy_texts.until(text),
    )  # fmt: skip
    yield "  ", terms.paired(text.id, ", ".join(parts))
    if found.language is not None and not found.in_language:
        yield "  ", _no_text(found)
    yield "  ", f"{_counts(one.held)}."
    if not one.held.is_recognised:
        yield "  ", say("By its words the page is not this text: too little of it stands there.")
    if one.alike:
        told = say("All that is quoted of {texts} stands there, too: the words do not tell which.")
        yield "  ", told.format(texts=_names(one.alike))


def _names(texts: Iterable[Policy]) -> str:
    return terms.apart(f"{policy_texts.text_name(text)}, {text.id}" for text in texts)


def _counts(held: TextCheck) -> str:
    whole, missing = len(held.standing("verbatim")), len(held.standing("not_found"))
    told = plurally(
        "{n} of {all} clause stands word for word", "{n} of {all} clauses stand word for word",
        len(held.clauses),
    )  # fmt: skip
    counts = [told.format(n=number(whole), all=number(len(held.clauses)))]
    for words, count in (
        (say("{n} in other words"), len(held.standing("reworded"))),
        (plurally("{n} not found", "{n} not found", missing), missing),
        (say("{n} in another language"), len(held.standing("other_language"))),
    ):
        if count:
            counts.append(words.format(n=number(count)))
    return ", ".join(counts)


def _later(found: PageCheck, later: TextCheck) -> Lines:
    told = say("A later edition is known: {text}, {id}. Held against that:")
    name = policy_texts.text_name(later.text)
    yield "", told.format(text=name, id=later.text.id)
    yield "  ", f"{_counts(later)}."
    yield from _standings(found, later)


def _standings(found: PageCheck, held: TextCheck) -> Lines:
    reworded = held.standing("reworded")
    if reworded:
        yield "  ", terms.paired(say("In other words"), say(LEGEND))
        for one in reworded:
            yield from _reworded(one)
    for title, clauses in (
        (say(NOT_FOUND), held.standing("not_found")),
        (_other_language(found), held.standing("other_language")),
    ):
        if clauses:
            yield "  ", title
            for one in clauses:
                quote = " ".join(one.clause.quote.split())
                yield "    ", terms.paired(one.clause.id, terms.quoted(quote))


def _other_language(found: PageCheck) -> str:
    told = say("Quoted in another language, so not sought on a page in {language}:")
    return told.format(language=say(found.language.name)) if found.language is not None else ""


def _reworded(one: ClauseCheck) -> Lines:
    yield "    ", one.clause.id
    quoted = terms.quoted(policy_texts.marked(one.clause_pieces, "[-", "-]"))
    there = terms.quoted(policy_texts.marked(one.page_pieces, "{+", "+}"))
    yield "      ", say("quoted: {quote}").format(quote=quoted)
    yield "      ", say("page:   {quote}").format(quote=there)


def _near(found: PageCheck) -> Lines:
    if not found.has_lists:
        yield (
            "",
            say(
                "No clause on training stands in a list or a row of a table in {file}: what "
                "stands beside them cannot be told."
            ).format(file=found.name),
        )
        return
    if not found.near:
        yield "", say("Beside the clauses on training, nothing stands that none quotes.")
        return
    yield "", say("Beside the clauses on training, in the same list or row, and quoted by none:")
    for one in found.near:
        yield "  - ", one
    if more := found.near_left_out:
        told = plurally("and {n} more sentence", "and {n} more sentences", more)
        yield "  ", told.format(n=number(more))
