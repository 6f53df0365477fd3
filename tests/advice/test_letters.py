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
from inspector.outputs import csv_cells, items_csv
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
        known = session().knowledge
        in_force = {
            " ".join(clause.quote.split())
            for text in known.policies.texts.values()
            if text.in_force(region, on)
            for clause in text.clauses
        }
        own_words = {"Generative AI", "IA générative", "REDACTED", "masqué"}
        for words in (one or other for one, other in quoted):
            told = words in in_force or words in known.letters[language].translated.values()
            assert told or any(one in words for one in own_words), words
        inside = summary.totals["inside"]
        if inside.records:
            once = inside.words - summary.repeated_words
            assert f"{once:,}" in made.replace("\u202f", ",")


@pytest.mark.parametrize("region", REGIONS)
def test_every_quotation_is_translated_for_french(region: Region) -> None:
    known = session().knowledge
    made = letter(judged(region), "fr")
    quotes = {
        " ".join(clause.quote.split())
        for text in known.policies.texts.values()
        for clause in text.clauses
    }
    cited = [one for one in re.findall("«\u00a0(.*?)\u00a0»", made) if one in quotes]
    assert len(cited) >= 4
    for one in cited:
        translation = known.letters["fr"].translated[one]
        assert f"«\u00a0{one}\u00a0» (soit\u00a0: «\u00a0{translation}\u00a0»" in made


def test_a_copy_is_cited_by_the_day_of_the_copy() -> None:
    made = letter(judged())
    assert "(European Regional Privacy Notice, in force since 21 August 2026)" in made
    assert "(GAI) models, as reproduced on 24 September 2025)" in made
    assert "tel que reproduit le 24 septembre 2025" in letter(judged(), "fr")


def test_words_that_stand_twice_are_counted_once() -> None:
    summary = judged()
    assert summary.repeated_words > 700
    made = letter(summary)
    total = summary.totals["inside"].words - summary.repeated_words
    assert f"{total:,} words in {summary.totals['inside'].records} records in all" in made
    assert f"{summary.repeated_words} words stand in two files" in made
    assert f"{summary.totals['inside'].words:,}" not in made


@pytest.mark.parametrize("region", REGIONS)
def test_what_every_letter_says(region: Region) -> None:
    for more in ({}, {"under_18": True}, {"opted_out": dt.date(2025, 12, 1)}):
        english, french = letter(judged(region, **more)), letter(judged(region, **more), "fr")
        assert "This is not a request to close my account or to delete what I publish." in english
        assert "n’est pas une demande de fermeture de mon compte" in french
        for made in (english, french):
            assert "ask/TS-DPRO" in made and "ask/TSO-DPO" in made
            ireland = "Wilton Place, Dublin 2" in made
            assert ireland == (region in ("eu", "ch"))
            assert ireland != ("1000 W Maude Avenue, Sunnyvale, CA" in made)
            assert "vos textes s’adressaient" not in made


def test_what_only_some_letters_say() -> None:
    every = {region: letter(judged(region)) for region in REGIONS}
    said = {
        "The grounds relating to my particular situation": {"eu", "uk"},
        "unless you demonstrate compelling legitimate grounds": {"eu", "uk"},
        "You need not give any": {"ch"},
        "to improve your products generally": {"eu", "uk", "ch"},
        "I object in the same way to this": {"uk"},
        "publicly-shared content": {"ca", "hk", "us", "cn", "other"},
        "If you live in California": {"us"},
        "If you live in Quebec": {"ca"},
    }
    for words, regions in said.items():
        assert {region for region, made in every.items() if words in made} == regions, words
    assert "ce que vous avez écrit s’adressait" in letter(judged(), "fr")


def test_what_the_export_withholds_is_asked_for(tmp_path: Path) -> None:
    withheld = "REDACTED FOR DMA COMPLIANCE"
    rows = "".join(f"c{n},{withheld},2026-05-01 10:00:00\n" for n in (1, 2))
    names = "CONVERSATION ID,CONTENT,DATE\n"
    opened = Session(
        Request((write_zip(tmp_path / "e.zip", {"coach_messages.csv": names + rows}),), region="eu")
    )
    opened.read()
    summary = opened.summary(Situation("eu", "option", DAY))
    made = letters.write(summary, opened.knowledge, "en")
    assert "withholds 2 texts of my conversations" in made and withheld in made
    assert "withholds" not in letter(judged("eu", dt.date(2026, 1, 1)))


def test_counts_are_those_of_the_categories() -> None:
    summary = judged()
    listed = re.findall(r"^- (.+): ([\d,]+) words? in ([\d,]+)", letter(summary), re.MULTILINE)
    words = [int(n.replace(",", "")) for _, n, _ in listed]
    assert words == sorted(words, reverse=True)
    assert sum(words) == summary.totals["inside"].words - summary.repeated_words
    records = sum(int(n.replace(",", "")) for _, _, n in listed)
    assert records == summary.totals["inside"].records


@pytest.mark.parametrize("used", LANGUAGES)
def test_a_letter_is_in_its_own_language_whatever_is_spoken(used: Language) -> None:
    language.use(used)
    summary = judged(opted_out=dt.date(2025, 12, 1))
    english, french = letter(summary), letter(summary, "fr")
    assert "on 1 December 2025" in english and "le 1er décembre 2025" in french
    assert re.search(r"- Posts: \d+,?\d* words in \d+ records", english)
    assert re.search(r"- Publications\W+\d+\W?\d* mots dans \d+ éléments", french)


def test_no_law_of_another_region_is_named() -> None:
    every = {region: letter(judged(region)) for region in REGIONS}
    assert "GDPR" not in every["ch"] and "UK" not in every["eu"]
    assert "FADP" in every["ch"] and not any("FADP" in every[one] for one in ("eu", "uk"))
    for region in ("ca", "hk", "us", "cn", "other"):
        assert not re.search("GDPR|FADP|Article ", every[region])


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
        (
            "en",
            'regions = ["ca", "hk"]\ntext = "Obj',
            'regions = ["ca"]\ntext = "Obj',
            "one subject",
        ),
        ("en", "interests: {quote}.", "interests: {name}.", "unknown places"),
        ("en", "interests: {quote}.", "interests: {quote.", "letters/en.toml"),
        ("en", "Under {objection}, I object", "Under {court}, I object", "unknown places"),
        ("en", "I switched off", "{quote} I switched off", "unknown places"),
        ("en", '"erpn-2026-08-21:banner"', '"erpn-2026-08-21:none"', "unknown clauses"),
        ("en", 'id = "basis"', 'id = "object"', "an id stands twice"),
        ("en", 'id = "basis"', 'id = "basis"\nmood = "stern"', "mood"),
        ("en", "{postal}", "{address}", "leaves open"),
        ("fr", 'id = "basis"', 'id = "fondement"', "are not those of"),
        ("fr", 'language = "fr"', 'language = "en"', "it says that it is in en"),
        ("fr", 'posts = "Publications"\n', "", "every category"),
        ("fr", 'quote = "We rely on', 'quote = "We relied on', "not translated"),
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
        letter_texts.load(known.catalogue, known.policies, known.rights, tmp_path / "letters")


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
        ("hello;=1+1", "hello;'=1+1"), ("a; \"@x\"|-1", "a;' \"@x\"|'-1"), ("a; b", "a; b"),
        ("a\x1b[31mb", "a [31mb"), ("plain = text", "plain = text"), ("", ""),
    ],
)  # fmt: skip
def test_no_cell_is_a_formula(text: str, shown: str) -> None:
    assert csv_cells.line(text) == shown


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
