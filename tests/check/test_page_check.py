"""Pages built from what is quoted, in every form in which a member may save them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from inspector.check import page_check
from inspector.check.page_check import PageCheck
from inspector.cli.main import main
from inspector.knowledge import knowledge as known
from inspector.knowledge.policy import Policy
from tests.lib.policy_pages import BESIDE, FORMS, SECRETS, as_html, as_text, quotes

POLICIES = known.load().policies
NOTICE = POLICIES.texts["erpn-2026-08-21"]
FAQ = POLICIES.texts["faq-a5538339-2025-09"]
EVERY = [pytest.param(text, id=text.id) for text in POLICIES.texts.values()]


def saved(tmp_path: Path, said: list[str], name: str = "page.html") -> Path:
    path = tmp_path / name
    path.write_bytes(FORMS[name](said))
    return path


def checked(path: Path, text: str | None = None) -> PageCheck:
    return page_check.check(path, POLICIES, POLICIES.texts[text] if text else None)


def standings(found: PageCheck) -> dict[str, str]:
    return {one.clause.id: one.standing for one in found.texts[0].held.clauses}


def language_of(text: Policy) -> str:
    every = [clause.language for clause in text.clauses]
    return max(every, key=every.count)


@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_a_page_gives_the_same_answer(tmp_path: Path, form: str) -> None:
    found = checked(saved(tmp_path, quotes(NOTICE), form))
    first = found.texts[0]
    assert first.held.text is NOTICE and first.held.is_whole and not found.differs
    assert set(standings(found).values()) == {"verbatim"}
    assert [one.id for one in first.alike] == ["erpn-2025-11-03"]
    assert found.near == (BESIDE,) and found.language is not None and found.language.code == "en"


@pytest.mark.parametrize("text", EVERY)
def test_every_text_is_found_on_a_page_of_its_own_words(tmp_path: Path, text: Policy) -> None:
    found = checked(saved(tmp_path, quotes(text)), text.id)
    held = found.texts[0].held
    assert all(one.standing == "verbatim" for one in held.clauses)
    assert not found.differs or found.language is not None
    if len(text.clauses) > 1 and found.language and found.language.code == language_of(text):
        alone = checked(saved(tmp_path, quotes(text)))
        assert any(text in (one.held.text, *one.alike) for one in alone.texts)


@pytest.mark.parametrize("form", FORMS)
def test_what_differs_is_said_clause_by_clause(tmp_path: Path, form: str) -> None:
    changed = {
        "groups": "Group activity and group messages and private messages",
        "member-content": "Member generated content (posts, articles, polls, and all comments)",
        "gai-conversations": None,
    }
    found = checked(saved(tmp_path, quotes(NOTICE, changed), form))
    assert found.differs and found.texts[0].held.text is NOTICE and found.texts[0].later is None
    differing = {key: how for key, how in standings(found).items() if how != "verbatim"}
    assert differing == {"member-content": "reworded", "gai-conversations": "not_found"}
    (reworded,) = found.texts[0].held.standing("reworded")
    parts = (reworded.clause_pieces, reworded.page_pieces)
    assert [[one.text for one in pieces if one.differs] for pieces in parts] == [
        ["poll responses, contributions"], ["polls,", "all"],
    ]  # fmt: skip
    beside = [" ".join(one.split()) for one in found.near]
    assert beside == ["Group activity and group messages and private messages", BESIDE]


def test_an_earlier_edition_is_told_with_what_the_latest_says_instead(tmp_path: Path) -> None:
    before = POLICIES.texts["privacy-policy-2024-09-18"]
    found = checked(saved(tmp_path, quotes(before)))
    (only,) = found.texts
    assert only.held.text is before and only.held.is_whole
    assert only.later is not None and only.later.text.id == "privacy-policy-2025-11-03"
    assert {one.clause.id for one in only.later.standing("verbatim")} >= {"train-models"}
    assert found.differs


def test_a_page_of_another_site_is_none(tmp_path: Path) -> None:
    words = "A recipe for bread: we use flour, water and your patience, and train for years. " * 9
    for said in (
        [words],
        [*quotes(FAQ)[:2], words],
        quotes(POLICIES.texts["register-2025-01-22"]),
        ["Wir verwenden Ihre Daten, um die Modelle zu trainieren, die wir mit Ihnen teilen."] * 9,
    ):
        found = checked(saved(tmp_path, said))
        assert found.texts == () and found.differs and found.near == ()


def test_a_sentence_that_the_press_quotes_makes_no_page_that_text(tmp_path: Path) -> None:
    for text in POLICIES.texts.values():
        if len(text.clauses) == 1:
            found = checked(saved(tmp_path, [*quotes(text), "An article on what LinkedIn says."]))
            assert text not in [one.held.text for one in found.texts]


def test_what_is_quoted_in_another_language_is_not_sought(tmp_path: Path) -> None:
    english = [clause.quote for clause in FAQ.clauses if clause.language == "en"]
    found = checked(saved(tmp_path, english))
    assert found.texts[0].held.text is FAQ and not found.differs
    assert standings(found)["under-18"] == "other_language"
    french = [clause.quote for clause in FAQ.clauses if clause.language == "fr"]
    told = "Nous utilisons vos données pour les modèles, et vous pouvez vous y opposer dans la page"
    found = checked(saved(tmp_path, [*french, told, told]), FAQ.id)
    assert found.language is not None and found.language.code == "fr"
    assert found.differs, "most of it is quoted in English"
    assert set(standings(found).values()) == {"verbatim", "other_language"}


def test_a_language_without_texts_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = "Usamos tus datos para entrenar los modelos que nosotros y otros como tú usan en la web."
    path = saved(tmp_path, [told] * 3)
    assert main(["policy", "check", str(path)]) == 1
    out = " ".join(capsys.readouterr().out.split())
    assert "page.html: none of the texts that are quoted here" in out
    assert "The page is in Spanish; no text is quoted here in that language." in out
    assert main(["policy", "check", str(path), "--text", FAQ.id]) == 1
    out = " ".join(capsys.readouterr().out.split())
    assert "no text is quoted here in that language" in out
    assert "By its words the page is not this text" in out


def test_every_quotation_is_in_the_language_that_it_is_said_to_be_in() -> None:
    from inspector.knowledge import languages

    for text in POLICIES.texts.values():
        for clause in text.clauses:
            words = clause.quote.lower().replace("'", " ").split()
            told = languages.tell(words) if len(words) > 12 else None
            assert told is None or told.code == clause.language, (text.id, clause.id)


@pytest.mark.parametrize("form", FORMS)
def test_nothing_of_the_page_is_said_but_sentences_near_clauses(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    said = quotes(NOTICE, {"groups": "Group activity, and group\x1b[31m messages\u202e of yours"})
    path, own = saved(tmp_path, said, form), tmp_path / "own.toml"
    every = ""
    for words in ((), ("--json",), ("--save", str(own), "--lang", "fr")):
        main(["policy", "check", str(path), *words])
        captured = capsys.readouterr()
        every += captured.out + captured.err
    assert not any(secret in every for secret in SECRETS)
    assert "\x1b" not in every and "\u202e" not in every
    assert BESIDE in every and BESIDE not in own.read_text("utf-8")
    assert not any(secret in own.read_text("utf-8") for secret in SECRETS)
    assert "of yours" not in own.read_text("utf-8")


def test_the_report_says_what_differs_and_never_that_it_was_withdrawn(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    changed = {"groups": None, "purpose": NOTICE.clauses[0].quote.replace("train", "teach", 1)}
    path = saved(tmp_path, quotes(NOTICE, changed))
    assert main(["policy", "check", str(path)]) == 1
    out = " ".join(capsys.readouterr().out.split())
    assert "page.html: comes closest to European notice (2026-08-21)" in out
    number = len(NOTICE.clauses)
    assert f"{number - 2} of {number} clauses stand word for word, 1 in other words, 1 not" in out
    assert "[-train,-]" in out and "{+teach,+}" in out
    assert (
        "Not found in the file you saved (another language, region or a folded section?): "
        "groups: “Group activity and group messages”" in out
    )
    assert "withdrawn" not in out


def test_exit_codes_and_several_pages(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    whole, other = tmp_path / "a.html", tmp_path / "b.txt"
    whole.write_text(as_html(quotes(NOTICE)), encoding="utf-8")
    other.write_text("Nothing of it stands in this text.", encoding="utf-8")
    assert main(["policy", "check", str(whole)]) == 0
    capsys.readouterr()
    assert main(["policy", "check", str(whole), str(other), "--json"]) == 1
    made = json.loads(capsys.readouterr().out)
    assert [one["name"] for one in made["pages"]] == ["a.html", "b.txt"]
    for words, code, why in (
        ([str(tmp_path / "none.html")], 2, "cannot be read"),
        ([str(tmp_path)], 2, "no ordinary file"),
        (["https://www.linkedin.com/legal/privacy/eu"], 2, "nothing is downloaded"),
        ([str(whole), "--text", "erpn"], 2, "no policy text has the id"),
        ([str(whole), str(other), "--save", "x.toml"], 2, "--save takes one PAGE"),
        ([str(whole), "--save", str(whole)], 2, "name another output file"),
        ([str(whole), "--on", "2999-01-01"], 2, "in the future"),
        ([], 2, "Missing argument"),
    ):
        assert main(["policy", "check", *words]) == code
        captured = capsys.readouterr()
        assert captured.out == "" and why in captured.err and captured.err.count("\n") == 1


def test_text_is_held_against_another_text_if_the_member_says_so(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text(as_text(quotes(NOTICE)), encoding="utf-8")
    found = checked(path, FAQ.id)
    assert found.is_asked and found.texts[0].held.text is FAQ
    assert found.differs and not found.texts[0].held.is_recognised
