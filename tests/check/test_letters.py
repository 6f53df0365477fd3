"""What counts as the same letters."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.check.letters import Cover, Letters, Span, parts, readable

CLAUSE = 'It\'s "on" by default - naïve members, too'


def found(page: str, quote: str = CLAUSE) -> list[str]:
    text = readable(page)
    return [text[span.start : span.end] for span in Letters(text).spans(readable(quote))]


@pytest.mark.parametrize(
    "page",
    [
        "It’s “on” by default – naïve members, too",
        "It’s «on» by\u00a0default — naïve\nmem\u00adbers,\ttoo",
        unicodedata.normalize("NFD", CLAUSE),
        'so: It\'s \u200b"on"\u2009by default \u2012 naïve members, too.',
    ],
)
def test_typography_and_white_space_are_not_words(page: str) -> None:
    assert len(found(page)) == 1


@pytest.mark.parametrize(
    "page",
    [
        CLAUSE.replace("ï", "i"),
        CLAUSE.replace("It", "it"),
        CLAUSE.replace("default", "defaults"),
        CLAUSE + "ls",
        "S" + CLAUSE,
        CLAUSE.replace(",", ""),
    ],
)
def test_accents_capitals_stops_and_whole_words_are(page: str) -> None:
    assert found(page) == []


def test_what_a_quotation_leaves_out_may_be_anything_short() -> None:
    quote = "We use your posts ... to train [...] models"
    assert found("We use your posts and comments to train our AI models.", quote)
    assert found("We use your posts\u2026 to train our models", quote)
    assert not found("to train our models. We use your posts", quote)
    assert not found("We use your posts " + "x " * 1500 + "to train our models", quote)
    assert parts("...") == ()


def test_every_place_is_found_in_whole_words_only() -> None:
    assert len(found("training data, data; metadata data", "data")) == 3


@given(st.text(max_size=200), st.text(min_size=1, max_size=40))
def test_a_quotation_that_was_put_there_is_found(around: str, quote: str) -> None:
    if "..." in readable(quote).replace("\u2026", "...") or not parts(quote):
        return
    page = readable(f"{around}\n{quote}\n{around}")
    if readable(quote) in page:
        assert Letters(page).spans(quote)


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 10)), max_size=8))
def test_covers_hold_what_touches_a_span(given_spans: list[tuple[int, int]]) -> None:
    spans = [Span(start, start + length) for start, length in given_spans]
    cover = Cover(spans)
    taken = {at for span in spans for at in range(*span)}
    for at in range(55):
        assert cover.holds(Span(at, at + 1)) is (at in taken)
