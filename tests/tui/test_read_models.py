"""What Read reckons, without a screen: items with their marks, lists in their order."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.knowledge import knowledge
from inspector.language import LANGUAGES, Language, speaking
from inspector.marks.columns import ColumnFinder
from inspector.marks.mark import KINDS, Mark
from inspector.marks.special_words import ListWord, SpecialFinder
from inspector.marks.survey import Survey, survey
from inspector.marks.tally import finder_of, tally
from inspector.outputs import printable
from inspector.outputs.wording import mark_kinds
from inspector.session.record import Field, Record
from inspector.session.request import Request
from inspector.session.session import Session
from inspector.summary.summary import Summary
from inspector.tui.models import read_head
from inspector.tui.models.item_reader import ItemReader
from inspector.tui.models.read_item import LONGEST, Lit, ReadItem, item
from inspector.tui.models.read_list import Wish, ahead, listing
from inspector.verdicts.judgement import Judgement
from tests.lib.archives import write_zip
from tests.marks.test_tally import FILES

INSIDE = Judgement("inside", "stated", ("text:clause",))


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> tuple[Session, Summary, ColumnFinder]:
    path = tmp_path_factory.mktemp("read") / "Complete_LinkedInDataExport_07-20-2025.zip"
    write_zip(path, {name: content.encode() for name, content in FILES.items()})
    session = Session(Request((path,), region="eu", on=dt.date(2026, 11, 21)))
    session.keep()
    summary, rules = session.summary(), session.knowledge.mark_rules
    return session, summary, ColumnFinder(finder_of(session, summary, rules), rules)


@pytest.fixture(scope="module")
def known(opened: tuple[Session, Summary, ColumnFinder]) -> Survey:
    session, summary, finder = opened
    return survey(session.store, summary, session.judge(), finder, "inside")


def record(*texts: str) -> Record:
    fields = tuple(Field(f"column {n}", "text", text, text, INSIDE) for n, text in enumerate(texts))
    return Record("a.csv", None, 1, None, "member", "", "", fields)


def made(text: str, lit: list[Lit]) -> ReadItem:
    one = record(text)
    return item((0, 0), one, one.fields, [lit], "^https:")


def inert(text: str) -> str:
    return "\n".join(map(printable.line, text.replace("\r\n", "\n").split("\n")))


# Items


TEXTS = st.text(alphabet="ab é\n\t\u200b\u202e1𝗪", max_size=40)


@given(TEXTS, st.lists(st.tuples(st.integers(0, 39), st.integers(1, 9)), max_size=6))
def test_a_text_is_whole_whatever_is_lit_in_it(text: str, spans: list[tuple[int, int]]) -> None:
    lit: list[Lit] = [
        Mark("name", start, length, "r", "likely")
        for start, length in sorted(spans)
        if start + length <= len(text)
    ]
    one = made(text, lit)
    assert one.lit == tuple(lit)
    pieces = one.values[0].pieces
    shown = "".join(piece.text for piece in pieces)
    assert shown.replace(" ", "") == inert(text).replace(" ", "")
    for n, mark in enumerate(lit):
        over = "".join(piece.text for piece in pieces if n in piece.over)
        assert over.split() == inert(text[mark.start : mark.end]).split() or "\t" in text
        assert sum(n in piece.begins for piece in pieces) == 1


def test_what_is_longer_than_is_shown_is_said() -> None:
    lit: list[Lit] = [Mark("email", LONGEST - 3, 9, "r", "certain")]
    one = made("a" * (LONGEST + 5), lit)
    assert len(one.text) == LONGEST
    assert one.lit == ()
    assert one.values[0].rest == "… and 5 more characters: copy or export to see them"


def test_nothing_of_a_text_is_obeyed() -> None:
    assert "\x1b" not in made("[bold]\x1b]0;x\x07", []).text


# Reading


def test_items_hold_what_is_inside_with_its_marks(
    opened: tuple[Session, Summary, ColumnFinder],
) -> None:
    session, summary, finder = opened
    listed = listing(session.store, summary, Wish())
    items = ItemReader(session, "inside", finder).items(listed)
    assert [one.day for one in items][:3] == [dt.date(2025, 7, day) for day in (15, 14, 13)]
    thanks = next(one for one in items if one.text.startswith("Thanks"))
    assert thanks.title == "Posts"
    found = {thanks.values[0].name: [(m.kind, m.start) for m in thanks.lit if isinstance(m, Mark)]}
    assert found == {"ShareCommentary": [("name", 7), ("name", 33)]}
    policies = session.knowledge.policies
    assert thanks.clause is not None and policies.clause(thanks.clause)[0].own_region
    profile = next(one for one in items if one.title == "Profile")
    assert {value.name for value in profile.values} >= {"Headline", "Summary"}
    assert not any(one.title == "Messages" for one in items)


def test_a_survey_counts_as_the_tally_does(
    opened: tuple[Session, Summary, ColumnFinder], known: Survey
) -> None:
    session, summary, _ = opened
    counted = tally(session, summary)
    assert known.tally.counts["inside"] == counted.counts["inside"]
    assert known.tally.own["inside"] == counted.own["inside"]
    assert known.tally.counts["outside"] == {}


def test_a_survey_that_nobody_waits_for_ends(
    opened: tuple[Session, Summary, ColumnFinder],
) -> None:
    session, summary, finder = opened
    told: list[float] = []
    found = survey(
        session.store, summary, session.judge(), finder, "inside", lambda: True, told.append
    )
    assert (found.found.height, told) == (0, [])


def test_lists_are_narrowed_and_ordered(
    opened: tuple[Session, Summary, ColumnFinder], known: Survey
) -> None:
    session, summary, _ = opened

    def titles(wish: Wish) -> list[str]:
        listed = listing(session.store, summary, wish, known)
        return [one.text.split()[0] for one in ItemReader(session, wish.verdict).items(listed)]

    longest = listing(session.store, summary, Wish("longest"))["words"].to_list()
    assert longest == sorted(longest, reverse=True)
    assert titles(Wish("marked", author="member"))[0] == "Ysaline"
    assert titles(Wish(kind="name")) == ["Thanks"]
    assert titles(Wish(kind="phone")) == []
    assert titles(Wish(verdict="outside", author="others")) == ["Quill"]
    assert listing(session.store, summary, Wish(kind="name")).height == 0
    assert Wish(kind="name").needs_survey and not Wish("longest").needs_survey


def test_the_next_mark_is_looked_for_in_order(
    opened: tuple[Session, Summary, ColumnFinder], known: Survey
) -> None:
    session, summary, finder = opened
    listed = listing(session.store, summary, Wish())
    reader = ItemReader(session, "inside", finder)
    marked = ahead(listed, known, -1, 1).to_list()
    assert (
        marked == [row for row, one in enumerate(reader.items(listed)) if one.lit]
        and len(marked) > 1
    )
    every = ahead(listed, None, -1, 1).to_list()
    assert every == list(range(listed.height))
    found = reader.first_lit(listed, every, lambda: False)
    assert found is not None and found[0] == marked[0]
    assert reader.first_lit(listed, [], lambda: False) is None
    assert reader.first_lit(listed, every, lambda: True) is None
    assert ahead(listed, known, marked[-1], 1).to_list() == []
    assert ahead(listed, known, marked[-1], -1).to_list() == marked[-2::-1]


# What is said


def test_the_head_says_what_no_export_shows(
    opened: tuple[Session, Summary, ColumnFinder], known: Survey
) -> None:
    session, summary, _ = opened
    policies = session.knowledge.policies
    said = list(read_head.head(summary, policies, "inside", known, 1.0))
    assert said[0] == (
        "These words fall inside what LinkedIn says it uses. Whether a model was trained on them, "
        "filtered or not, no export shows."
    )
    assert len(said) == 3
    assert "“filters to avoid the collection of potentially sensitive" in said[1]
    assert said[2].startswith("In what is inside, found by these rules")
    waiting = list(read_head.head(summary, policies, "inside", None, 0.34))
    assert waiting[2].endswith("34 %")
    assert read_head.legend(known).startswith("[E] e-mail address, [B] date of birth, ")
    empty = Survey("inside", known.found.clear())
    assert read_head.legend(empty) == ""
    none = list(read_head.head(summary, policies, "inside", empty, 1.0))[2]
    assert "none found" in none and "0" not in none
    assert list(read_head.head(summary, policies, "unclear", empty, 1.0)) == [
        "Whether LinkedIn uses these words, its texts leave unclear. Whether a model was trained "
        "on them, filtered or not, no export shows."
    ]


def test_the_status_of_a_member_leads(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "a.zip", {name: text.encode() for name, text in FILES.items()})
    session = Session(Request((path,), region="us", on=dt.date(2026, 11, 21)))
    session.keep()
    heads = list(read_head.head(session.summary(), session.knowledge.policies, "inside", None, 0.0))
    assert not any("filters" in one for one in heads)
    request = Request((path,), region="eu", on=dt.date(2026, 11, 21), opted_out=dt.date(2025, 1, 1))
    session = Session(request)
    session.keep()
    first = next(
        iter(read_head.head(session.summary(), session.knowledge.policies, "inside", None, 0.0))
    )
    assert first.startswith("You say the switch is off") and "fall inside" not in first
    assert first.endswith("no export shows.")


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_every_kind_has_a_letter_of_its_own(spoken: Language) -> None:
    with speaking(spoken):
        found = [mark_kinds.letter(kind) for kind in KINDS]
    assert all(len(one) == 1 and one.isupper() for one in found)
    assert len(set(found)) == len(KINDS)


def test_words_of_lists_are_no_marks(opened: tuple[Session, Summary, ColumnFinder]) -> None:
    finder = SpecialFinder(knowledge.load().special_words)
    found = finder.find(["Since my Multiple  Sclerosis, a trade unionist", "cancerous", ""])
    assert found == [[ListWord("health", 9, 19), ListWord("union", 32, 14)], [], []]
