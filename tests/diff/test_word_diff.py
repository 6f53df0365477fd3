"""Words held against words: all of them are there, and long texts take no time."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from inspector.diff.word_diff import ALL, MOST, WordDiff

WORDS = st.lists(st.sampled_from("abc"), max_size=12)


@given(WORDS, WORDS, st.booleans())
def test_both_texts_are_there_in_stretches(old: list[str], new: list[str], is_long: bool) -> None:
    same = ["z"] * (int(MOST**0.5) + 1) if is_long else []
    old, new = [*same, *old], [*same, *new]
    found = WordDiff().stretches(old, new)
    assert [word for one in found for word in one.old] == old
    assert [word for one in found for word in one.new] == new
    assert all(list(one.old) == list(one.new) for one in found if one.is_same)
    assert (old == new) == all(one.is_same for one in found)


def test_of_a_long_text_the_words_that_differ_are_found() -> None:
    old = [str(n) for n in range(10_000)]
    new = [*old[:4000], "other", "words", *old[4001:]]
    kinds = [(one.is_same, len(one.old), len(one.new)) for one in WordDiff().stretches(old, new)]
    assert kinds == [(True, 4000, 4000), (False, 1, 2), (True, 5999, 5999)]
    assert 0.99 < WordDiff().likeness(old, new, 0.6) < 1


def test_many_texts_cost_no_more_than_one_long_one() -> None:
    """These take difflib the cube of their length."""
    old, new = ["a", "a", "a", "b"] * 125, ["a", "a", "c", "b"] * 125
    diff = WordDiff()
    began = time.process_time()
    for _ in range(40 * ALL // MOST):
        diff.stretches(old, new)
        diff.likeness(old, new, 0.6)
    assert time.process_time() - began < 30
