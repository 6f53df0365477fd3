"""What holds of marks whatever the text."""

from __future__ import annotations

import itertools

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.knowledge.dataset import Column
from inspector.marks.candidates import LONGEST, candidates
from inspector.marks.finder import MARKS_SCHEMA
from inspector.marks.folded_text import folded, folded_texts
from inspector.marks.mark import KINDS, Mark, settled
from inspector.reading.text.markup import reading_text
from inspector.session.folding import fold
from tests.marks.test_finder import ALONE, FOUND, finder

APOSTROPHES_AND_HYPHENS = str.maketrans(
    "\u2018\u2019\u02bc\uff07\u2010\u2011\u2012\u2013\u2212", "''''-----"
)
SIZE = 5_000_000
"""Code points of a giant value."""
PIECES = st.sampled_from(
    [
        *FOUND,
        *ALONE,
        "\u200b",
        "\u202e",
        "\u0301",
        "<b>",
        "</b>",
        "&amp;",
        "\ue000",
        "\ue001",
        "\n",
        "０",
    ]
)
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=12)), max_size=12).map(" ".join)


def surrogate_free(text: str) -> bool:
    """Whether a file could hold it."""
    return text.isascii() or not any("\ud800" <= char <= "\udfff" for char in text)


@given(st.lists(TEXTS.filter(surrogate_free), min_size=1, max_size=4))
def test_marks_lie_inside_and_apart(texts: list[str]) -> None:
    marks = finder().find(pl.Series(texts))
    assert dict(marks.schema) == MARKS_SCHEMA
    assert marks["row"].is_sorted()
    for (row, kind), part in marks.group_by("row", "kind"):
        at = 0
        assert kind in KINDS
        for start, length in part.sort("start").select("start", "length").iter_rows():
            assert length > 0
            assert start >= at
            at = start + length
        assert at <= len(texts[row])


@given(TEXTS.filter(surrogate_free), TEXTS.filter(surrogate_free))
def test_a_text_is_marked_whatever_stands_beside_it(one: str, other: str) -> None:
    alone = finder().find(pl.Series([one])).drop("row").rows()
    together = finder().find(pl.Series([other, one]))
    assert together.filter(pl.col("row") == 1).drop("row").rows() == alone


@pytest.mark.parametrize("text", FOUND)
def test_marks_survive_html(text: str) -> None:
    column = Column(name="CONTENT", role="text", markup="html")
    html = "<p>" + text.replace("&", "&amp;") + "</p>"
    shown = reading_text(pl.Series([html]), column)
    kind, words, certainty = FOUND[text]
    words = " ".join(words.split())
    marks = finder().find(shown)
    there = {
        (kind, shown[0][start : start + length], certainty)
        for kind, start, length, certainty in marks.select(
            "kind", "start", "length", "certainty"
        ).iter_rows()
    }
    assert (kind, words, certainty) in there


@given(st.lists(st.sampled_from([Mark(kind, start, length, "r", certainty)
    for kind in ("phone", "account", "name") for start in range(8) for length in (1, 3, 5)
    for certainty in ("certain", "likely")]), max_size=12))  # fmt: skip
def test_settled_marks_do_not_overlap(marks: list[Mark]) -> None:
    kept = settled(marks)
    assert set(kept) <= set(marks)
    for kind in KINDS:
        mine = [one for one in kept if one.kind == kind]
        assert all(a.end <= b.start for a, b in itertools.pairwise(mine))
    phones = [one for one in kept if one.kind == "phone"]
    accounts = [one for one in kept if one.kind == "account"]
    assert all(p.end <= a.start or a.end <= p.start for p in phones for a in accounts)


@given(TEXTS.filter(surrogate_free))
def test_folded_text_is_that_of_the_search_with_the_way_back(text: str) -> None:
    there = folded(text)
    alike = text.translate(APOSTROPHES_AND_HYPHENS)
    assert there.text.split() == fold(alike).split()
    places = [there.place(at) for at in range(len(there.text) + 1)]
    assert places == sorted(places)
    assert places[-1] <= len(text)


@pytest.mark.parametrize(
    "text", ["Zoë MÜLLER-ŒST", "ﬁancé  Łódź\u00a0ß", "a\u200bb\ufeffc", "d’Au–b", "Ⓐ🅰ı\n\tø"]
)
def test_polars_folds_alike(text: str) -> None:
    assert folded_texts(pl.Series([text, "x"]))[0].lower() == folded(text).text


@given(st.lists(TEXTS.filter(surrogate_free), min_size=1, max_size=4))
def test_polars_folds_alike_whatever_stands_there(texts: list[str]) -> None:
    folds = [one.lower().split() for one in folded_texts(pl.Series(texts))]
    assert folds == [folded(text).text.split() for text in texts]


@given(st.text(alphabet="a1 -\ue000\ue001é", max_size=60))
def test_candidates_stand_where_they_are_said_to(text: str) -> None:
    for one in candidates(pl.Series(["", text]), r"\d", r"(^|[^\w])(\d(?:[ \-]?\d){2,60})"):
        assert one.row == 1
        assert len(one.text) <= LONGEST
        assert text[one.start : one.end] == one.text


@pytest.mark.parametrize(
    "piece",
    ["1", "1 2 ", "1\u200b", "\u202e06 \u200f12 ", "a@b.", "né le 12/04/1990 ", "4111 1111 1111 1111 ",
     "Ann Brisket ", "e\u0301", "１", "\ue000\ue001", "12 rue des Lilas, ", "$1 pay "],
)  # fmt: skip
def test_a_giant_value_is_read(piece: str) -> None:
    text = (piece * (SIZE // len(piece) + 1))[:SIZE]
    marks = finder().find(pl.Series([text]))
    assert (marks["start"] + marks["length"] <= len(text)).all()
