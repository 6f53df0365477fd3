"""The letter, the list of items and `inspect act`: what they say, and what they never hold."""

from __future__ import annotations

import csv
import datetime as dt
import os
import re
import shutil
import stat
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from inspector import language, resources
from inspector.advice import letters
from inspector.errors import SchemaError
from inspector.knowledge import letter_texts
from inspector.knowledge.policy import REGIONS, Region
from inspector.language import LANGUAGES, Language
from inspector.outputs import items_csv
from inspector.session.request import Request
from inspector.session.session import Session
from inspector.summary.summary import Summary
from inspector.verdicts.situation import Situation
from tests.conftest import run_program
from tests.lib.archives import write_zip

DAY = dt.date(2026, 11, 22)
MOMENTS = [DAY, dt.date(2025, 11, 3), dt.date(2025, 5, 1), dt.date(2024, 10, 1)]


@cache
def session() -> Session:
    opened = Session(Request((resources.sample(),), region="eu", on=DAY))
    opened.keep()
    return opened


def judged(region: Region = "eu", on: dt.date = DAY, **more: Any) -> Summary:
    return session().summary(Situation(region, "option", on, **more))


def letter(summary: Summary, language: Language = "en") -> str:
    return letters.write(summary, session().knowledge, language)


# The letter ----------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("region", REGIONS)
@pytest.mark.parametrize("on", MOMENTS)
def test_every_region_and_day_has_a_letter(language: Language, region: Region, on: dt.date) -> None:
    for more in ({}, {"under_18": True}, {"opted_out": dt.date(2024, 1, 1)}):
        summary = judged(region, on, **more)
        made = letter(summary, language)
        assert not re.search(r"[{}]|\n\n\n", made)
        quoted = re.findall("“([^”]*)”|«\u00a0(.*?)\u00a0»", made)
        policies = session().knowledge.policies
        in_force = {
            " ".join(clause.quote.split())
            for text in policies.texts.values()
            if text.in_force(region, on)
            for clause in text.clauses
        }
        for words in (one or other for one, other in quoted):
            assert words in in_force or "IA générative" in words or "Generative AI" in words
        inside = summary.totals["inside"]
        if inside.records:
            assert f"{inside.words:,}" in made.replace("\u202f", ",")


def test_counts_are_those_of_the_categories() -> None:
    summary = judged()
    made = letter(summary)
    listed = dict(re.findall(r"^- (.+): ([\d,]+) words? in ", made, re.MULTILINE))
    inside = [one.totals["inside"] for one in summary.by_category() if one.totals["inside"].records]
    assert [int(n.replace(",", "")) for n in listed.values()] == [one.words for one in inside]


@pytest.mark.parametrize("used", LANGUAGES)
def test_a_letter_is_in_its_own_language_whatever_is_spoken(used: Language) -> None:
    language.use(used)
    summary = judged(opted_out=dt.date(2025, 12, 1))
    english, french = letter(summary), letter(summary, "fr")
    assert "on 1 December 2025" in english and "le 1er décembre 2025" in french
    assert re.search(r"- Posts: \d+,?\d* words in \d+ records", english)
    assert re.search(r"- Publications\W+\d+\W?\d* mots dans \d+ éléments", french)


def test_rights_are_those_of_the_region() -> None:
    eu, uk, ch, us = (letter(judged(region)) for region in ("eu", "uk", "ch", "us"))
    for article in ("Article 21(1)", "Article 17(1)(c)", "Article 18(1)(d)"):
        assert article in eu and article in uk and article not in ch + us
    assert "UK GDPR" in uk and "UK GDPR" not in eu and "Microsoft" in uk and "Microsoft" not in eu
    assert "FADP" in ch and "GDPR" not in ch
    assert "GDPR" not in us and "Article " not in us and "You can ask us to stop" in us
    for region in ("ca", "hk", "cn", "other"):
        assert "GDPR" not in letter(judged(region))


def test_the_situation_is_said() -> None:
    assert "I am under 18" in letter(judged(under_18=True))
    assert "on 1 December 2025" in letter(judged(opted_out=dt.date(2025, 12, 1)))
    assert "le 1er décembre 2025" in letter(judged(opted_out=dt.date(2025, 12, 1)), "fr")
    early = letter(judged(on=dt.date(2025, 5, 1)))
    assert "were not used for this purpose on 1 May 2025" in early and "- Posts" not in early


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_holds_nothing_of_the_member(language: Language) -> None:
    made = letter(judged(), language).casefold()
    for name in (*session().owner.names, "ysaline", "quentrec"):
        assert name.casefold() not in made
    assert made.startswith("[") and made.count("[") >= 6


@pytest.mark.parametrize(
    ("language", "old", "new", "complaint"),
    [
        ("en", 'regions = ["uk"]', 'regions = ["eu"]', "every region wants one letter"),
        ("en", "{quote} ({cited}).", "{quote} ({name}).", "unknown places"),
        ("en", "{quote} ({cited}).", "{quote ({cited}).", "letters/en.toml"),
        ("en", '"erpn-2026-08-21:banner"', '"erpn-2026-08-21:none"', "unknown clauses"),
        ("en", 'id = "basis"', 'id = "object"', "an id stands twice"),
        ("en", 'id = "basis"', 'id = "basis"\nmood = "stern"', "mood"),
        ("fr", 'id = "basis"', 'id = "fondement"', "are not those of"),
        ("fr", 'language = "fr"', 'language = "en"', "it says that it is in en"),
        ("fr", 'posts = "Publications"\n', "", "every category"),
        ("fr", '"https://eur-lex', '"http://eur-lex', "https://"),
    ],
)
def test_refused(tmp_path: Path, language: str, old: str, new: str, complaint: str) -> None:
    shutil.copytree(resources.schemas() / "letters", tmp_path / "letters")
    path = tmp_path / "letters" / f"{language}.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    known = session().knowledge
    with pytest.raises(SchemaError, match=complaint):
        letter_texts.load(known.catalogue, known.policies, tmp_path / "letters")


# The items -----------------------------------------------------------------------------------


def test_items_are_rows_with_links(tmp_path: Path) -> None:
    written = items_csv.write(session(), judged(), tmp_path / "i.csv")
    with (tmp_path / "i.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == written > 300
    assert list(rows[0]) == list(items_csv.HEADER)
    words = [int(row["words"]) for row in rows]
    assert words == sorted(words, reverse=True)
    assert all(row["link"].startswith("https://www.linkedin.com/") for row in rows)
    assert {row["kind"] for row in rows} == {"Posts", "Comments", "Articles and newsletters"}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ('=HYPERLINK("http://x.example")', "'=HYPERLINK(\"http://x.example\")"),
        ("+1", "'+1"), ("-1", "'-1"), ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'=1"), ("\r\n=1", "'=1"), ("  =1", "'=1"), ("\u200b=1", "'=1"),
        ("\u202e=1", "'=1"), ("\x00=1", "'=1"), ("＝1", "'＝1"),
        ("a\x1b[31mb", "a [31mb"), ("plain = text", "plain = text"), ("", ""),
    ],
)  # fmt: skip
def test_no_cell_is_a_formula(text: str, shown: str) -> None:
    assert items_csv.cell(text) == shown


# The command ---------------------------------------------------------------------------------


def test_act_says_steps_drafts_and_lists(tmp_path: Path) -> None:
    comments = (
        "Date,Link,Message\n2026-05-01 10:00:00,https://www.linkedin.com/feed/update/1,=cmd()\n"
    )
    path = write_zip(tmp_path / "e.zip", {"Comments.csv": comments})
    given = (path, "--on", "2026-11-22", "--region", "uk")
    steps = run_program("act", *given)
    assert (steps.code, steps.err) == (0, "")
    assert "TS-DPRO" in steps.out and "legal advice" in steps.out
    assert all(len(line) <= 80 or "https://" in line for line in steps.out.splitlines())
    target = tmp_path / "items.csv"
    listed = run_program("act", *given, "--csv", target)
    assert (listed.code, listed.out, listed.err) == (0, "", "wrote items.csv\n")
    assert target.read_text("utf-8-sig").splitlines()[1].endswith(",'=cmd()")
    if os.name == "posix":
        assert stat.S_IMODE(target.stat().st_mode) == 0o600
    draft = run_program("act", *given, "--letter", "--lang", "fr")
    assert draft.code == 0 and "Madame, Monsieur" in draft.out
    for wrong in (("--csv", target), ("--letter", "--lang", "de"), ("--region", "mars")):
        ran = run_program("act", *given, *wrong)
        assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
