"""Region × right → law or clause, step, sentence of the letter, authority: one table for both."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from inspector import resources
from inspector.advice import letters
from inspector.advice.steps import Advice, advise
from inspector.errors import SchemaError
from inspector.knowledge import acting, authorities, letter_texts, rights
from inspector.knowledge.policy import REGIONS, Region
from inspector.knowledge.rights import RIGHTS, Right
from inspector.language import LANGUAGES, Language, say, speaking
from inspector.summary.summary import Summary
from tests.advice.test_letters import DAY, judged, session

POLICY = "privacy-policy-2025-11-03"
NOTICE = "erpn-2026-08-21"
ELSEWHERE: dict[Right, str] = {
    "objection": f"{POLICY}:objection",
    "restriction": f"{POLICY}:object-or-limit",
    "erasure": f"{POLICY}:delete-data",
    "access": f"{POLICY}:copy-of-data",
    "complaint_to_controller": f"{POLICY}:complaints",
    "complaint": f"{POLICY}:complaints",
}
TABLE: dict[Region, dict[Right, str]] = {
    "eu": {
        "objection": "Article 21(1) GDPR",
        "restriction": "Article 18(1)(d) GDPR",
        "erasure": "Articles 17(1)(c) and 19 GDPR",
        "access": "Article 15(1) and (3) GDPR",
        "answer": "Article 12(3) GDPR",
        "complaint": "Article 77 GDPR",
        "representation": "Article 80 GDPR",
        "court": "Article 79 GDPR",
    },
    "uk": {
        "objection": "Article 21(1) UK GDPR",
        "restriction": "Article 18(1)(d) UK GDPR",
        "erasure": "Articles 17(1)(c) and 19 UK GDPR",
        "access": "Article 15(1) and (3) UK GDPR",
        "answer": "Article 12(3) UK GDPR",
        "complaint_to_controller": "section 164A of the Data Protection Act 2018",
        "complaint": f"{NOTICE}:supervisory-authority",
        "representation": "Article 80 UK GDPR",
        "court": "Article 79 UK GDPR",
    },
    "ch": {
        "objection": "Articles 30(2)(b) and 32(2)(a) FADP",
        "restriction": f"{NOTICE}:restriction",
        "erasure": "Article 32(2)(b) and (c) FADP",
        "access": "Article 25 FADP",
        "answer": "Article 25 FADP",
        "complaint": f"{NOTICE}:supervisory-authority",
        "court": "Article 32(2) FADP",
    },
    "ca": ELSEWHERE,
    "hk": ELSEWHERE,
    "us": ELSEWHERE,
    "cn": ELSEWHERE,
    "other": ELSEWHERE,
}
"""By what a right is given on the day: a law, or (`policy:clause`) a sentence of LinkedIn's."""
AUTHORITIES: dict[tuple[Region, str], tuple[str, str]] = {
    ("eu", "fr"): ("(CNIL)", ""),
    ("eu", "re"): ("(CNIL)", ""),
    ("eu", "be"): ("(APD)", "https://www.autoriteprotectiondonnees.be/"),
    ("eu", "lu"): ("(CNPD)", "https://cnpd.public.lu/"),
    ("eu", "nl"): ("(AP)", ""),
    ("eu", "it"): ("Garante", ""),
    ("eu", "ie"): ("(DPC)", ""),
    ("uk", ""): ("(ICO)", "https://ico.org.uk/"),
    ("ch", ""): ("(FDPIC)", ""),
    ("ca", ""): ("(OPC)", "https://priv.gc.ca/"),
    ("hk", ""): ("(PCPD)", "https://pcpd.org.hk/"),
    ("other", "sg"): ("(PDPC)", ""),
}
NOBODY: list[tuple[Region, str]] = [
    ("eu", ""), ("eu", "de"), ("eu", "es"), ("eu", "gb"), ("us", ""), ("us", "fr"), ("cn", ""),
    ("other", ""),
]  # fmt: skip


def steps(summary: Summary) -> list[Advice]:
    advised = advise(summary, session().knowledge)
    return [step for section in advised for step in section.steps]


def letter(summary: Summary, language: Language = "en") -> str:
    return letters.write(summary, session().knowledge, language)


@pytest.mark.parametrize("region", REGIONS)
@pytest.mark.parametrize("right", RIGHTS)
def test_steps_and_letters_rest_on_the_same(region: Region, right: Right) -> None:
    known = session().knowledge
    basis = known.rights.basis(right, region, DAY)
    expected = TABLE[region].get(right, "")
    assert bool(basis) == bool(expected)
    said = [step for step in _guide(right) if step in {one.id for one in steps(judged(region))}]
    if basis is None:
        assert not said
        return
    assert said, "no step says it"
    if ":" in expected:
        assert not basis.law and expected in basis.clauses
        mine = [one for one in steps(judged(region)) if one.id in said]
        assert any(expected in one.clauses for one in mine)
    else:
        assert basis.law == expected and basis.source.startswith("https://")
        assert any(expected in one.text for one in steps(judged(region)))
        for language in LANGUAGES:
            with speaking(language):
                assert say(basis.law) in letter(judged(region), language)
        with speaking("fr"):
            assert say(basis.law) != basis.law and "Article" not in say(basis.law)
            assert any(say(basis.law) in say(one.text) for one in steps(judged(region)))


def _guide(right: Right) -> list[str]:
    return [
        step.id
        for section in session().knowledge.acting.sections
        for step in section.steps
        if right in step.rights
    ]


QUOTED: list[Right] = ["objection", "erasure", "access"]


@pytest.mark.parametrize("region", ["ca", "hk", "us", "cn", "other"])
@pytest.mark.parametrize("right", QUOTED)
def test_where_no_law_is_known_the_letter_quotes_the_policy(region: Region, right: Right) -> None:
    quote = session().knowledge.policies.clause(ELSEWHERE[right])[1].quote
    assert f"“{quote}”" in letter(judged(region))
    assert quote.removesuffix(".") in letter(judged(region), "fr")


def test_an_objection_is_granted_outside_europe_too() -> None:
    legitimate: list[Region] = ["ca", "hk"]
    untold: list[Region] = ["us", "cn", "other"]
    for region in legitimate:
        said = {step.id: step for step in steps(judged(region))}["object-policy-ca-hk"]
        assert "help-a8059228-2025-11:legitimate-interest" in said.clauses
        told = letter(judged(region))
        assert (
            "“We rely on legitimate interest” (Update to our terms and data use, as reported by"
            in told
        )
        assert "I could not verify the wording" in told
    for region in untold:
        said = {step.id: step for step in steps(judged(region))}["object-policy"]
        assert "Which basis applies to this training here no text says" in said.text
        assert "We rely on legitimate" not in letter(judged(region))
        assert "On which legal basis" in letter(judged(region))
    every = " ".join(step.text for region in REGIONS for step in steps(judged(region)))
    assert "grants a right to object" not in every and "none of our texts says" not in every


@pytest.mark.parametrize(("region", "country"), AUTHORITIES)
def test_the_authority_is_named(region: Region, country: str) -> None:
    name, address = AUTHORITIES[region, country]
    summary = judged(region, country=country)
    told = [step for step in steps(summary) if name in step.text]
    assert told and told[0].id.startswith("complain-")
    assert told[0].link == address
    assert name in letter(summary)
    assert not re.search(r"\b(?:à|de) les? [A-Z]", letter(summary, "fr"))


@pytest.mark.parametrize(("region", "country"), NOBODY)
def test_no_authority_is_made_up(region: Region, country: str) -> None:
    summary = judged(region, country=country)
    ids = {step.id for step in steps(summary)}
    assert ids & {"complain-eu-any", "complain-nobody"}
    assert not ids & {"complain-eu-own", "complain-elsewhere"}
    told = letter(summary)
    assert not any(name in told for name, _ in AUTHORITIES.values())
    if region == "eu":
        assert "[in France: the CNIL]" in told
        assert "[en France\u00a0: la CNIL]" in letter(summary, "fr")


def test_parts_of_a_country_have_their_own() -> None:
    quebec = {step.id: step for step in steps(judged("ca"))}["complain-quebec"]
    assert (
        "in Quebec" in quebec.text and "(CAI)" in quebec.text and "DPO@LinkedIn.com" in quebec.text
    )
    assert quebec.link == "https://www.cai.gouv.qc.ca/"
    assert "If you live in Quebec" in letter(judged("ca")) and "(CAI)" in letter(judged("ca"))
    assert "Si vous habitez au Québec" in letter(judged("ca"), "fr")
    hesse = {step.id: step for step in steps(judged(country="de"))}["complain-part"]
    assert "in Hesse" in hesse.text and "(HBDI)" in hesse.text


def test_a_law_gives_a_right_from_its_first_day() -> None:
    first = dt.date(2026, 6, 19)
    before = judged("uk", first - dt.timedelta(days=1))
    assert "164A" not in letter(before) and "complain-first-uk" not in {s.id for s in steps(before)}
    assert "164A" in letter(judged("uk", first))
    assert "30 days" in letter(judged("uk", first)) and "(ICO)" in letter(before)


def test_a_right_of_the_policy_holds_only_while_its_words_are_in_force() -> None:
    early = judged("hk", dt.date(2025, 5, 1))
    assert "object-policy-ca-hk" not in {step.id for step in steps(early)}
    assert "where we rely on" not in letter(early)
    europe = judged("eu", dt.date(2025, 5, 1))
    own = {step.id: step for step in steps(europe)}["object-right"]
    assert "Article 21(1) GDPR" in own.text and not own.clauses and own.source


# What the loaders refuse ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('regions = ["eu", "ch"]\nname', 'regions = ["eu"]\nname', "every region wants one"),
        ('law = "Article 77 GDPR"', 'law = ""', "a law wants a source"),
        ('source = "https://eur-lex', 'source = "http://eur-lex', "https://"),
        ('right = "court"\nregions = ["uk"]', 'right = "court"\nregions = ["eu"]', "two bases"),
        ('"erpn-2026-08-21:access"', '"erpn-2026-08-21:none"', "unknown clauses"),
        ('right = "answer"', 'right = "patience"', "patience"),
        ("since = 2026-06-19", 'until = 2026-06-19', "until"),
        (f'clauses = ["{POLICY}:objection"]', "clauses = []", "neither a law nor a clause"),
    ],
)  # fmt: skip
def test_a_wrong_table_is_refused(tmp_path: Path, old: str, new: str, complaint: str) -> None:
    _changed(tmp_path, "rights.toml", old, new)
    with pytest.raises(SchemaError, match=complaint):
        rights.load(session().knowledge.policies, tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('id = "cai"', 'id = "opc"', "stands twice"),
        ('countries = ["lu"]', 'countries = ["be"]', "stands twice"),
        ('countries = ["lu"]', 'countries = ["LUX"]', "two small letters"),
        ('countries = ["lu"]', "countries = []", "two small letters"),
        ('language = "Italian"', 'language = " "', "a name and a language"),
        ('address = "https://ico', 'address = "ico', "https://"),
        ('id = "ico"', 'id = "ico"\nmood = "kind"', "mood"),
    ],
)
def test_a_wrong_authority_is_refused(tmp_path: Path, old: str, new: str, complaint: str) -> None:
    _changed(tmp_path, "authorities.toml", old, new)
    with pytest.raises(SchemaError, match=complaint):
        authorities.load(tmp_path)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("The right behind it: {objection}. LinkedIn relies", "By {court}: LinkedIn relies"),
        ("And you can complain to {authority}, which", "And you can complain to {name}, which"),
        ("no file of it that we know says", "no file of {authority} says"),
        ("Posts, comments and articles can be", "Posts {in can be"),
    ],
)
def test_a_step_leaves_open_only_what_is_filled(tmp_path: Path, old: str, new: str) -> None:
    known = session().knowledge
    _changed(tmp_path, "acting.toml", old, new)
    with pytest.raises(SchemaError, match=r"unknown places|acting\.toml: delete-items"):
        acting.load(known.catalogue, known.policies, tmp_path)


def _changed(folder: Path, name: str, old: str, new: str) -> None:
    text = (resources.schemas() / name).read_text("utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new, 1), "utf-8")


def test_what_ships_is_accepted() -> None:
    known = session().knowledge
    assert rights.load(known.policies) == known.rights
    assert letter_texts.load(known.catalogue, known.policies, known.rights) == known.letters
