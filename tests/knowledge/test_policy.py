"""The policy texts: what the loader refuses, which texts are in force, who was in when."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import NamedTuple, cast

import pytest

from inspector import resources
from inspector.errors import SchemaError
from inspector.knowledge import catalogue, policy_loader
from inspector.knowledge.catalogue import Catalogue
from inspector.knowledge.policy import REGIONS, Clause, Policies, Policy, Region
from inspector.verdicts.judge import Judge
from inspector.verdicts.situation import Situation, standing


@cache
def knowledge() -> tuple[Catalogue, Policies]:
    known = catalogue.load()
    return known, policy_loader.load(known)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


# What the loader refuses ---------------------------------------------------------------------

FAQ = "faq-a5538339-2025-09.toml"
RULE = '\n[[rules]]\ndataset = "posts"\ncolumns = ["*"]\n'


class Refused(NamedTuple):
    """A change to one shipped file, and words of the refusal."""

    file: str
    change: Callable[[str], str]
    words: str


def add(text: str) -> Callable[[str], str]:
    return lambda old: old + text


def swap(old: str, new: str) -> Callable[[str], str]:
    def change(text: str) -> str:
        assert old in text
        return text.replace(old, new, 1)

    return change


REFUSED = {
    "unknown key": Refused(FAQ, swap("rank =", "colour = 1\nrank ="), "colour"),
    "unknown region": Refused(FAQ, swap('"eu"', '"mars"'), "mars"),
    "unknown kind": Refused(FAQ, swap('"includes"', '"perhaps"'), "perhaps"),
    "no TOML": Refused(FAQ, lambda _: "id = ", FAQ),
    "rule without clause": Refused(
        FAQ, add(RULE + 'says = "inside"\nbasis = "stated"\n'), "no clause"
    ),
    "omission without clause": Refused(FAQ, add(RULE + 'says = "omits"\n'), "no clause"),
    "inside without basis": Refused(
        FAQ, add(RULE + 'says = "inside"\nclauses = ["list"]\n'), "basis"
    ),
    "silent with basis": Refused(FAQ, add(RULE + 'says = "silent"\nbasis = "stated"\n'), "basis"),
    "unknown clause": Refused(
        FAQ, add(RULE + 'says = "omits"\nclauses = ["no-such"]\n'), "no-such"
    ),
    "unknown clause elsewhere": Refused(
        FAQ, add(RULE + 'says = "silent"\nnamed_elsewhere = ["no-such"]\n'), "no-such"
    ),
    "unknown nearest": Refused(FAQ, swap("rank =", 'nearest = ["no-such"]\nrank ='), "nearest"),
    "clause without quote": Refused(
        FAQ, swap('"Payment methods and credit card data"', '" "'), "no quote"
    ),
    "clause without source": Refused(
        FAQ, swap('source = "guatda', 'source = "nowhere://guatda'), "source"
    ),
    "unverified by nobody": Refused(
        FAQ, swap('reported_by = "Le Monde"', 'reported_by = " "'), "reported_by"
    ),
    "clause twice": Refused(FAQ, swap('id = "payment"', 'id = "credentials"'), "twice"),
    "unknown dataset": Refused(
        FAQ,
        add('\n[[rules]]\ndataset = "dreams"\ncolumns = ["*"]\nsays = "silent"\n'),
        "unknown dataset",
    ),
    "unknown column": Refused(
        FAQ,
        add('\n[[rules]]\ndataset = "posts"\ncolumns = ["Mood"]\nsays = "silent"\n'),
        "Mood",
    ),
    "no column": Refused(
        FAQ, add('\n[[rules]]\ndataset = "posts"\ncolumns = []\nsays = "silent"\n'), "no columns"
    ),
    "unknown state": Refused(FAQ, add(RULE + 'states = ["asleep"]\nsays = "silent"\n'), "asleep"),
    "region of a rule that the text does not speak to": Refused(
        "settings-page-2025-09-18.toml", add(RULE + 'regions = ["us"]\nsays = "silent"\n'), "us"
    ),
    "rules from nowhere": Refused(
        "erpn-2026-08-21.toml",
        swap('rules_from = "erpn-2025-11-03"', 'rules_from = "erpn-2001"'),
        "rules_from",
    ),
    "a clause that borrowed rules need": Refused(
        "erpn-2026-08-21.toml", swap('id = "groups"', 'id = "clubs"'), "groups"
    ),
    "ends before it starts": Refused(
        "erpn-2025-02-27.toml", swap("until = 2025-11-02", "until = 2025-01-01"), "ends before"
    ),
    "same id twice": Refused(
        "opc-2024-12-10.toml", swap('"opc-2024-12-10"', '"pcpd-2024-10-15"'), "same id"
    ),
    "gap in the periods": Refused(
        "programme/us.toml", swap("until = 2024-09-17", "until = 2024-09-16"), "gap"
    ),
    "overlap of the periods": Refused(
        "programme/us.toml", swap("until = 2024-09-17", "until = 2024-09-18"), "gap"
    ),
    "periods that begin": Refused(
        "programme/us.toml", swap("until = 2024", "start = 2020-01-01\nuntil = 2024"), "gap"
    ),
    "periods that end": Refused(
        "programme/us.toml",
        swap("start = 2025-11-03", "start = 2025-11-03\nuntil = 2030-01-01"),
        "gap",
    ),
    "out without clause": Refused(
        "programme/cn.toml", swap('clauses = ["register-2025-01-22:exempted"]', ""), "clause"
    ),
    "clause of no text": Refused(
        "programme/cn.toml", swap("register-2025-01-22:exempted", "register:exempted"), "unknown"
    ),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(resources.schemas() / "policies", tmp_path / "policies")
    return tmp_path


@pytest.mark.parametrize("case", REFUSED.values(), ids=REFUSED.keys())
def test_refused(case: Refused, folder: Path) -> None:
    path = folder / "policies" / case.file
    path.write_text(case.change(path.read_text(encoding="utf-8")), encoding="utf-8")
    with pytest.raises(SchemaError) as refusal:
        policy_loader.load(knowledge()[0], folder)
    assert case.words in str(refusal.value)


def test_a_region_without_file_is_refused(folder: Path) -> None:
    (folder / "policies" / "programme" / "hk.toml").unlink()
    with pytest.raises(SchemaError, match="hk"):
        policy_loader.load(knowledge()[0], folder)


def test_an_unchanged_copy_is_accepted(folder: Path) -> None:
    assert policy_loader.load(knowledge()[0], folder).texts.keys() == knowledge()[1].texts.keys()


# The texts as shipped ------------------------------------------------------------------------

CLAUSES = [
    pytest.param(text, clause, id=f"{text.id}:{clause.id}")
    for text in knowledge()[1].texts.values()
    for clause in text.clauses
]


@pytest.mark.parametrize(("text", "clause"), CLAUSES)
def test_clause_is_whole(text: Policy, clause: Clause) -> None:
    assert clause.locator and clause.archived_by and clause.source
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", clause.id)
    assert clause.quote == " ".join(clause.quote.split())
    assert "](" not in clause.quote


def test_no_word_of_the_workplace_ships() -> None:
    for path in (resources.schemas() / "policies").rglob("*.toml"):
        content = path.read_text(encoding="utf-8")
        for word in ("/work", "/home/", "sources.tsv", "primary/", "decisions.tsv"):
            assert word not in content, (path.name, word)


def test_both_editions_of_the_notice_quote_the_same_words() -> None:
    texts = knowledge()[1].texts
    for kind in ("", "-microsoft"):
        older = {one.id: one.quote for one in texts[f"erpn-2025-11-03{kind}"].clauses}
        newer = {one.id: one.quote for one in texts[f"erpn-2026-08-21{kind}"].clauses}
        assert older.items() <= newer.items()


def test_general_sentences_are_no_rules() -> None:
    """A general sentence alone puts nothing inside and decides nothing."""
    _, policies = knowledge()
    for text in policies.texts.values():
        kinds = {clause.id: clause.kind for clause in text.clauses}
        for rule in text.rules:
            if rule.says == "inside":
                assert {kinds[clause] for clause in rule.clauses} == {"includes"}, rule
            if rule.says == "outside" and text.promise:
                assert {kinds[clause] for clause in rule.clauses} == {"excludes"}, rule
            if rule.open_list:
                assert rule.says == "inside" and rule.basis == "inferred", rule
            if rule.says in ("omits", "contests"):
                assert text.own_region or text.id.startswith("help-a8059228"), rule


def test_every_exclusion_says_where_its_words_stand() -> None:
    """Except the Privacy Policy's reading of invitations, which promises nothing itself."""
    _, policies = knowledge()
    for text in policies.texts.values():
        if any(rule.says == "outside" for rule in text.rules) and not text.promise:
            assert text.id == "privacy-policy-2025-11-03"


# Which texts are in force --------------------------------------------------------------------

IN_FORCE = [
    ("us", "2024-09-17", []),
    (
        "us",
        "2025-01-01",
        [
            "help-a6278444-2024-09",
            "faq-a5538339-2024-09",
            "privacy-policy-2024-09-18",
            "user-agreement-2024-11-20",
        ],
    ),
    (
        "us",
        "2025-10-01",
        [
            "faq-a5538339-2025-09",
            "help-a6278444-2025-09",
            "privacy-policy-2024-09-18",
            "user-agreement-2024-11-20",
        ],
    ),
    (
        "us",
        "2026-11-22",
        [
            "faq-a5538339-2025-09",
            "help-a6278444-2025-09",
            "privacy-policy-2025-11-03",
            "us-state-notice-2026-02-24",
            "california-notice-2026-02-23",
            "user-agreement-2025-11-03",
            "pcmag-2025-11-04",
        ],
    ),
    (
        "eu",
        "2025-03-01",
        [
            "erpn-2025-02-27",
            "privacy-policy-2024-09-18",
            "user-agreement-2024-11-20",
            "blog-2024-09-18",
        ],
    ),
    (
        "eu",
        "2026-08-20",
        [
            "erpn-2025-11-03",
            "faq-a5538339-2025-09",
            "settings-page-2025-09-18",
            "help-a8059228-2025-11",
            "help-a8059228-german-2025-10",
            "help-a6278444-2025-09",
            "privacy-policy-2025-11-03",
            "user-agreement-2025-11-03",
            "ap-2025-09-24",
            "dpc-2025-11-07",
            "garante-2025-10-28",
            "pcmag-2025-11-04",
            "security-nl-2025-11-03",
        ],
    ),
    (
        "ch",
        "2026-11-22",
        [
            "erpn-2026-08-21",
            "faq-a5538339-2025-09",
            "settings-page-2025-09-18",
            "help-a8059228-2025-11",
            "help-a8059228-german-2025-10",
            "help-a6278444-2025-09",
            "privacy-policy-2025-11-03",
            "user-agreement-2025-11-03",
            "pcmag-2025-11-04",
        ],
    ),
    (
        "hk",
        "2026-11-22",
        [
            "faq-a5538339-2025-09",
            "help-a8059228-2025-11",
            "help-a6278444-2025-09",
            "privacy-policy-2025-11-03",
            "user-agreement-2025-11-03",
            "pcpd-2025-10",
            "pcmag-2025-11-04",
        ],
    ),
]


@pytest.mark.parametrize(("region", "on", "texts"), IN_FORCE)
def test_in_force(region: str, on: str, texts: list[str]) -> None:
    _, policies = knowledge()
    found = policies.in_force(cast(Region, region), day(on), "linkedin")
    assert [text.id for text in found] == texts


@pytest.mark.parametrize("region", REGIONS)
def test_only_the_uk_has_texts_on_microsoft(region: Region) -> None:
    _, policies = knowledge()
    found = policies.in_force(region, day("2026-11-22"), "microsoft")
    ids = [text.id for text in found]
    uk = ["erpn-2026-08-21-microsoft", "help-a8059228-microsoft"]
    assert ids == (uk if region == "uk" else [])


# Who was in the programme, and when ----------------------------------------------------------

OFF, PAST = "help-a6278444-2025-09:turning-off", "help-a6278444-2025-09:past-training"
SETTING = "help-a6278444-2024-09:setting"
START = "help-a8059228:start"
BLOG, OTHER = "blog-2024-09-18:not-enabling", "erpn-2025-02-27:other-purposes"
E2025, E2026 = "erpn-2025-11-03:purpose", "erpn-2026-08-21:purpose"
P2024, P2025 = "privacy-policy-2024-09-18:train-models", "privacy-policy-2025-11-03:train-models"
LIST, ICO = "faq-a5538339-2025-09:list", "ico-2025-09-23:resume"
OPC, PCPD = "opc-2024-12-10:pause", "pcpd-2024-10-15:pause"
BEFORE, AFTER = "garante-2025-10-28:objection-before", "garante-2025-10-28:objection-after"
CHINA = "register-2025-01-22:exempted"
PCMAG = "pcmag-2025-11-04:under-18"
PRESS = "security-nl-2025-11-03:late-opt-out"
MINORS = [
    "help-a6278444-2025-09:under-18",
    "faq-a5538339-2025-09:under-18",
]
AGED_16 = "erpn-2026-08-21:aged-16-17"
OUT, IN, NOT_STATED = "not_in_programme", "in_use", "not_stated"
NEVER, LATE, MINOR = "never_used", "past_use", "excluded"

# region, day, opted out on, under 18, status, clauses, paused
STANDINGS: list[tuple[str, str, str, bool, str, list[str], bool]] = [
    ("eu", "2024-01-01", "", False, OUT, [START], False),
    ("eu", "2024-09-17", "", False, OUT, [START], False),
    ("eu", "2024-09-18", "", False, OUT, [BLOG, START], False),
    ("eu", "2025-02-26", "", False, OUT, [BLOG, START], False),
    ("eu", "2025-02-27", "", False, OUT, [OTHER, START], False),
    ("eu", "2025-11-02", "", False, OUT, [OTHER, START], False),
    ("eu", "2025-11-03", "", False, IN, [E2025], False),
    ("eu", "2026-08-20", "", False, IN, [E2025], False),
    ("eu", "2026-08-21", "", False, IN, [E2026], False),
    ("eu", "2026-11-22", "", False, IN, [E2026], False),
    ("eu", "2026-11-22", "2025-11-02", False, NEVER, [START, OFF, BEFORE], False),
    ("eu", "2026-11-22", "2025-11-03", False, LATE, [OFF, PAST, AFTER, PRESS], False),
    ("eu", "2026-11-22", "2026-11-22", False, LATE, [OFF, PAST, AFTER, PRESS], False),
    ("eu", "2026-11-22", "2026-11-23", False, IN, [E2026], False),
    ("eu", "2025-10-01", "2025-09-30", False, OUT, [OTHER, START], False),
    ("eu", "2026-11-22", "", True, MINOR, [*MINORS, AGED_16, PCMAG], False),
    ("eu", "2026-08-20", "", True, MINOR, [*MINORS, PCMAG], False),
    ("eu", "2026-11-22", "2025-10-01", True, MINOR, [*MINORS, AGED_16, PCMAG], False),
    ("eu", "2025-10-01", "", True, MINOR, MINORS, False),
    ("ch", "2024-06-01", "", False, OUT, [START], False),
    ("ch", "2024-12-01", "", False, OUT, [BLOG, START], False),
    ("ch", "2025-11-03", "", False, IN, [E2025], False),
    ("ch", "2026-11-22", "2025-10-01", False, NEVER, [START, OFF], False),
    ("ch", "2026-11-22", "2025-12-01", False, LATE, [OFF, PAST], False),
    ("ch", "2026-11-22", "", True, MINOR, [*MINORS, AGED_16, PCMAG], False),
    ("uk", "2024-09-17", "", False, NOT_STATED, [], False),
    ("uk", "2024-09-18", "", False, OUT, [BLOG, ICO], False),
    ("uk", "2025-02-27", "", False, OUT, [OTHER, ICO], False),
    ("uk", "2025-11-03", "", False, IN, [E2025], False),
    ("uk", "2026-11-22", "", False, IN, [E2026], False),
    ("uk", "2026-11-22", "2025-10-01", False, NEVER, [BLOG, OTHER, ICO, OFF], False),
    ("uk", "2026-11-22", "", True, MINOR, [*MINORS, AGED_16, PCMAG], False),
    ("ca", "2024-09-17", "", False, NOT_STATED, [], False),
    ("ca", "2024-09-18", "", False, IN, [P2024, SETTING], False),
    ("ca", "2024-12-09", "", False, IN, [P2024, SETTING], False),
    ("ca", "2024-12-10", "", False, OUT, [OPC, START], True),
    ("ca", "2025-06-01", "", False, OUT, [OPC, START], True),
    ("ca", "2025-06-01", "2025-05-01", False, OUT, [OPC, START], True),
    ("ca", "2025-11-02", "", False, OUT, [OPC, START], True),
    ("ca", "2025-11-03", "", False, IN, [LIST, START, P2025], False),
    ("ca", "2024-11-01", "2024-10-01", False, LATE, [SETTING], False),
    ("ca", "2026-11-22", "2025-10-01", False, LATE, [OFF, PAST], False),
    ("ca", "2026-11-22", "", True, MINOR, [*MINORS, PCMAG], False),
    ("hk", "2024-09-17", "", False, NOT_STATED, [], False),
    ("hk", "2024-10-10", "", False, IN, [P2024, SETTING], False),
    ("hk", "2024-10-11", "", False, OUT, [PCPD, START], True),
    ("hk", "2025-11-02", "", False, OUT, [PCPD, START], True),
    ("hk", "2025-11-03", "", False, IN, [LIST, START, "pcpd-2025-10:start", P2025], False),
    ("hk", "2026-11-22", "2026-01-01", False, LATE, [OFF, PAST], False),
    ("us", "2024-08-31", "", False, NOT_STATED, [], False),
    ("us", "2024-09-18", "", False, IN, [P2024, SETTING], False),
    ("us", "2025-01-01", "", False, IN, [P2024, SETTING], False),
    ("us", "2025-01-01", "2024-10-01", False, LATE, [SETTING], False),
    ("us", "2025-09-17", "", False, IN, [LIST, P2024], False),
    ("us", "2026-11-22", "", False, IN, [LIST, P2025], False),
    ("us", "2026-11-22", "2024-08-01", False, LATE, [OFF, PAST], False),
    ("us", "2026-11-22", "2025-10-01", False, LATE, [OFF, PAST], False),
    ("us", "2026-11-22", "", True, MINOR, [*MINORS, PCMAG], False),
    ("us", "2025-01-01", "", True, MINOR, [], False),
    ("other", "2024-01-01", "", False, NOT_STATED, [], False),
    ("other", "2024-09-18", "", False, IN, [P2024, SETTING], False),
    ("other", "2026-11-22", "", False, IN, [LIST, P2025], False),
    ("cn", "2024-10-01", "", False, NOT_STATED, [], False),
    ("cn", "2025-01-21", "", False, NOT_STATED, [], False),
    ("cn", "2025-01-22", "", False, OUT, [CHINA], False),
    ("cn", "2026-11-22", "2025-10-01", False, OUT, [CHINA], False),
    ("cn", "2026-11-22", "", True, MINOR, [*MINORS, PCMAG], False),
]


@pytest.mark.parametrize(
    ("region", "on", "opted_out", "under_18", "status", "clauses", "paused"), STANDINGS
)
def test_standing(
    region: str,
    on: str,
    opted_out: str,
    under_18: bool,
    status: str,
    clauses: list[str],
    paused: bool,
) -> None:
    _, policies = knowledge()
    asked = Situation(
        cast(Region, region), "option", day(on), day(opted_out) if opted_out else None, under_18
    )
    found = standing(asked, policies)
    assert (found.status, list(found.clauses), found.paused) == (status, clauses, paused)


# What a standing does to verdicts, and where promises stand -----------------------------------

PROMISES = [
    ("eu", "2026-11-22", "messages", "CONTENT", "help_page"),
    ("uk", "2026-11-22", "messages", "CONTENT", "help_page"),
    ("us", "2026-11-22", "messages", "CONTENT", "help_page"),
    ("eu", "2026-11-22", "job_applications", "Resume Name", "help_page"),
    ("us", "2026-11-22", "job_applications", "Question And Answers", "help_page"),
    ("eu", "2026-11-22", "job_applications", "Question And Answers", None),
    ("eu", "2026-11-22", "receipts", "Payment Method Type", "help_page"),
    ("us", "2026-11-22", "invitations", "Message", "help_page"),
    ("eu", "2026-11-22", "salary", "Base", "help_page"),
    ("eu", "2024-01-01", "posts", "ShareCommentary", "help_page"),
    ("eu", "2025-01-01", "posts", "ShareCommentary", "help_page"),
    ("eu", "2025-06-01", "posts", "ShareCommentary", "notice"),
    ("uk", "2025-01-01", "posts", "ShareCommentary", "regulator"),
    ("ca", "2025-06-01", "posts", "ShareCommentary", "regulator"),
    ("hk", "2025-06-01", "posts", "ShareCommentary", "regulator"),
    ("cn", "2026-11-22", "posts", "ShareCommentary", None),
    ("eu", "2026-11-22", "posts", "ShareCommentary", None),
]


@pytest.mark.parametrize(("region", "on", "dataset", "header", "promise"), PROMISES)
def test_promise(region: str, on: str, dataset: str, header: str, promise: str | None) -> None:
    known, policies = knowledge()
    judging = Judge(policies, Situation(cast(Region, region), "option", day(on)))
    assert judging.judge(known.datasets[dataset], header).promise == promise


@pytest.mark.parametrize("dataset", ["posts", "messages", None])
def test_out_of_the_programme_all_is_outside(dataset: str | None) -> None:
    known, policies = knowledge()
    judging = Judge(policies, Situation("hk", "option", day("2025-01-01")))
    found = judging.judge(known.datasets[dataset] if dataset else None, "Any Header")
    assert (found.verdict, found.basis, found.clauses) == ("outside", "stated", (PCPD, START))


@pytest.mark.parametrize("dataset", ["posts", "messages", None])
def test_where_no_text_speaks_all_is_silent(dataset: str | None) -> None:
    known, policies = knowledge()
    judging = Judge(policies, Situation("us", "option", day("2024-01-01")))
    found = judging.judge(known.datasets[dataset] if dataset else None, "Any Header")
    assert (found.verdict, found.basis, found.clauses) == ("unclear", "silent", ())


def test_opting_out_and_age_leave_the_verdicts_as_the_texts_have_them() -> None:
    known, policies = knowledge()
    posts, on = known.datasets["posts"], day("2026-11-22")
    plain = Judge(policies, Situation("eu", "option", on))
    late = Judge(policies, Situation("eu", "option", on, day("2026-01-01")))
    never = Judge(policies, Situation("eu", "option", on, day("2025-10-01")))
    minor = Judge(policies, Situation("eu", "option", on, under_18=True))
    expected = plain.judge(posts, "ShareCommentary")
    assert expected.verdict == "inside"
    for judging in (late, never, minor):
        assert judging.judge(posts, "ShareCommentary") == expected


@pytest.mark.parametrize("region", ["ca", "hk"])
def test_posts_for_connections_are_disputed_where_the_page_of_september_speaks(
    region: Region,
) -> None:
    known, policies = knowledge()
    judging = Judge(policies, Situation(region, "option", day("2026-11-22")))
    found = judging.judge(known.datasets["posts"], "ShareCommentary", "connections")
    assert (found.verdict, found.basis) == ("unclear", "disputed")
    assert found.clauses == (
        "faq-a5538339-2025-09:member-content", "help-a8059228-2025-11:public-content",
    )  # fmt: skip


def test_no_name_tells_two_regions() -> None:
    names = [
        name.casefold()
        for programme in knowledge()[1].programmes.values()
        for name in programme.locations
    ]
    assert len(names) == len(set(names))
