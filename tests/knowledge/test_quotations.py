"""Every quotation, letter by letter: accents and capitals count, white space and markup do not.

The stored copies are whole texts and a list of quotations by others. What stands in none of them in
full is marked `unverified` and named here, with the reason.
"""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from inspector import resources
from inspector.knowledge import catalogue, policy_loader
from inspector.knowledge.policy import Clause, Policies, Policy

SHARED = Path(__file__).resolve().parents[3] / "shared" / "policy"
PRIMARY = SHARED / "primary"
needs_copies = pytest.mark.skipif(not PRIMARY.exists(), reason="no ../shared with the copies")

ARCHIVED = {
    "erpn-2025-02-27": "ERPN_pga_bef338a6_eff2025-02-27.md",
    "erpn-2025-11-03": "ERPN_pga_bc7d59e9_eff2025-11-03.md",
    "erpn-2025-11-03-microsoft": "ERPN_pga_bc7d59e9_eff2025-11-03.md",
    "erpn-2026-08-21": "ERPN_pga_185513a0_eff2026-08-21.md",
    "erpn-2026-08-21-microsoft": "ERPN_pga_185513a0_eff2026-08-21.md",
    "privacy-policy-2024-09-18": "PP_pga_0bb97299_eff2024-09-18.md",
    "privacy-policy-2025-11-03": "PP_vlopses-ca_2496d55_2026-02-20.md",
    "user-agreement-2025-11-03": "UserAgreement_vlopses-us_e93f769_2025-11-04.md",
    "us-state-notice-2026-02-24": "PP_vlopses-us_d290d7c_2026-02-24.md",
    "california-notice-2026-02-23": "PP_vlopses-us_d290d7c_2026-02-24.md",
    "quebec-addendum-2026-02-20": "PP_vlopses-ca_2496d55_2026-02-20.md",
}
"""Texts of which a whole copy is stored."""
LAST_SEEN = {
    "privacy-policy-2025-11-03": "PP_vlopses-ie_1b38be4_2026-08-21.md",
    "erpn-2026-08-21": "PP_vlopses-ie_1b38be4_2026-08-21.md",
}
"""Copies in which they were last seen, with the same words."""
SAME_WORDS = {"user-agreement-2024-11-20": "UserAgreement_vlopses-us_e93f769_2025-11-04.md"}
"""Texts whose quoted sentence stood unchanged in the next edition."""
BANNER = {"erpn-2025-02-27:banner", "erpn-2025-02-27:banner-opt-out"}
"""Put above the text months after the stored copy."""
NOT_LISTED = "https://github.com/OpenTermsArchive/vlopses-us-versions/commit/e93f769"
"""Link of a stored copy for which the list of sources has only its sister archives."""
RECORDED = {
    "https://github.com/OpenTermsArchive/pga-versions/commit/"
    "bef338a603bdb51ac537933e63b594d0a1abd621": "2025-08-01",
    "https://github.com/OpenTermsArchive/vlopses-ca-versions/commit/"
    "299dc41b3bc2af5bc859765cf5bcabb1778ea421": "2025-11-04",
}
"""Days on which an archive recorded a copy that is listed by the day its text took effect."""
ACCENTS = {"R3": {"interessera'": "interesserà", "gia'": "già"}}
"""Words that the list has without their accents, as the second reading has them."""

UNVERIFIED = {
    "faq-a5538339-2025-09:under-18": "most accents are not in the stored quotation",
    "garante-2025-10-28:no-reason": "the accent of “è” is not in the stored quotation",
    "garante-2025-10-28:public-posts": "two words, noted without the sentence around them",
    "help-a8059228-2025-11:legitimate-interest": "read in the edition before, not in this one",
}
"""Quotations that stand in full in no stored copy of their text, and why."""

DOUBTFUL = {
    "guatda.com", "promo-sale.live", "vuink.com", "toolz.website", "le-meridien.fr",
    "www.aitechnobyte.com", "proxy.tfdracing.nl", "design.onmedianet.com", "sipoch.com",
    "theoutpost.ai", "briefly.co", "pathoyeastract.org", "ijcn.or.id", "www.4565v3.cn",
}  # fmt: skip
"""Mirrors to which nobody is sent."""


@cache
def policies() -> Policies:
    return policy_loader.load(catalogue.load())


CLAUSES = [
    pytest.param(text, clause, id=f"{text.id}:{clause.id}")
    for text in policies().texts.values()
    for clause in text.clauses
]
every_clause = pytest.mark.parametrize(("text", "clause"), CLAUSES)


def letters(text: str) -> str:
    """All of a text but white space, link targets and marks of emphasis."""
    return "".join(re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text).replace("*", "").split())


def stands(quote: str, copy: str) -> bool:
    """Whether a quotation stands in the letters of a copy, its parts between ellipses in order."""
    at = 0
    for part in re.split(r"\.\.\.|…", quote):
        found = copy.find(letters(part), at)
        if found < 0:
            return False
        at = found + len(letters(part))
    return True


@cache
def archived(name: str) -> str:
    return letters((PRIMARY / name).read_text(encoding="utf-8"))


@cache
def listed() -> list[dict[str, str]]:
    with (SHARED / "sources.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    for row in rows:
        for bare, accented in ACCENTS.get(row["id"], {}).items():
            assert bare in row["quote"]
            row["quote"] = row["quote"].replace(bare, accented)
    return rows


def rows_of(clause: Clause) -> list[dict[str, str]]:
    """The quotations of the list in which a clause stands."""
    return [row for row in listed() if stands(clause.quote, letters(row["quote"]))]


@needs_copies
@every_clause
def test_quotation_stands_in_a_copy_letter_by_letter(text: Policy, clause: Clause) -> None:
    reference = f"{text.id}:{clause.id}"
    if reference in UNVERIFIED:
        return
    copy = ARCHIVED.get(text.id) or SAME_WORDS.get(text.id)
    if copy and reference not in BANNER:
        assert stands(clause.quote, archived(copy))
    else:
        assert rows_of(clause)


@needs_copies
@pytest.mark.parametrize("text", LAST_SEEN)
def test_quotations_stand_in_the_copy_last_seen(text: str) -> None:
    for clause in policies().texts[text].clauses:
        assert stands(clause.quote, archived(LAST_SEEN[text])), clause.id


@needs_copies
def test_a_letter_an_accent_or_a_capital_makes_another_quotation() -> None:
    _, clause = policies().clause("garante-2025-10-28:objection-after")
    copies = [letters(row["quote"]) for row in listed()]
    assert any(stands(clause.quote, copy) for copy in copies)
    for other in (
        clause.quote.replace("à", "a"),
        clause.quote.replace("già", "Già"),
        clause.quote.replace("contenuti", "contenuto"),
    ):
        assert other != clause.quote
        assert not any(stands(other, copy) for copy in copies)


@needs_copies
def test_accents_are_those_of_the_second_reading() -> None:
    read = (SHARED / "UPDATE.md").read_text(encoding="utf-8")
    for words in ACCENTS.values():
        for accented in words.values():
            assert f'"{accented}"' in read


@needs_copies
def test_what_was_noted_apart_is_quoted_so() -> None:
    """The words of quotations that no copy has in full."""
    read = letters((SHARED / "UPDATE.md").read_text(encoding="utf-8"))
    _, minors = policies().clause("faq-a5538339-2025-09:under-18")
    for part in (
        "établissement d'enseignement secondaire ou son équivalent local",
        "n'entraînons",
        "même si sa préférence apparaît activée",
    ):
        assert part in minors.quote
        assert letters(part) in read
    _, posts = policies().clause("garante-2025-10-28:public-posts")
    assert letters(posts.quote) in read
    _, interest = policies().clause("help-a8059228-2025-11:legitimate-interest")
    assert rows_of(interest)


def test_what_is_unverified_says_so_and_whose_report_it_is() -> None:
    marked = {
        f"{text.id}:{clause.id}"
        for text in policies().texts.values()
        for clause in text.clauses
        if clause.unverified
    }
    assert marked == set(UNVERIFIED)
    assert all(policies().clause(reference)[1].reported_by for reference in marked)


@pytest.mark.parametrize("text", ["dpc-2025-11-07", "pcpd-2025-10", "ap-2025-09-24"])
def test_a_papers_words_do_not_pass_for_an_authoritys(text: str) -> None:
    assert all(clause.reported_by for clause in policies().texts[text].clauses)


def test_the_faq_is_quoted_in_linkedins_words() -> None:
    _, own = policies().clause("faq-a5538339-2025-09:member-content")
    _, edited = policies().clause("pcmag-2025-11-04:member-content")
    assert own.quote.startswith("Member posts, articles, poll responses")
    assert edited.quote.startswith("Member Content: Posts, articles")


# Where it was read -----------------------------------------------------------------------------


@needs_copies
@every_clause
def test_source_and_day_are_those_listed(text: Policy, clause: Clause) -> None:
    if clause.source == NOT_LISTED or f"{text.id}:{clause.id}" == "garante-2025-10-28:public-posts":
        return
    if clause.source in RECORDED:
        assert clause.seen.isoformat() == RECORDED[clause.source]
        return
    # Some days are known by their month, and that of an undated copy by its year alone or not at
    # all.
    urls = {clause.source, f"https://{clause.source}"}
    rows = [row for row in listed() if row["url"] in urls] + rows_of(clause)
    assert rows
    days = {row["date"].removesuffix(" (undated)") for row in rows} - {"undated"}
    assert not days or any(clause.seen.isoformat().startswith(one) for one in days)


@every_clause
def test_nobody_is_sent_to_a_mirror(text: Policy, clause: Clause) -> None:
    for link in filter(None, (text.link, clause.link)):
        assert urlsplit(link).hostname not in DOUBTFUL


@every_clause
def test_the_copy_named_is_the_one_that_was_read(text: Policy, clause: Clause) -> None:
    """No page of LinkedIn's was read as it stands there: archives and quotations were."""
    assert urlsplit(clause.link).hostname != "www.linkedin.com"


# Quotation marks in sentences ------------------------------------------------------------------

NOT_QUOTED = {"Outside", "Unclear", "inside"}
"""Words between quotation marks that are the program's own."""


def sentences() -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Facts and notes of rules, with the clauses they cite."""
    facts = tomllib.loads((resources.schemas() / "facts.toml").read_text(encoding="utf-8"))
    for fact in (*facts["surprises"], *facts["missing"]):
        yield f"fact {fact['id']}", fact["text"], tuple(fact.get("clauses", ()))
    for text in policies().texts.values():
        for number, rule in enumerate(text.rules, 1):
            cited = (f"{text.id}:{one}" for one in (*rule.clauses, *rule.named_elsewhere))
            yield f"{text.id}, rule {number}", rule.note, (*cited, *rule.also)


SENTENCES = [one for one in sentences() if "“" in one[1]]


@pytest.mark.parametrize(("where", "sentence", "clauses"), SENTENCES, ids=[s[0] for s in SENTENCES])
def test_what_stands_between_quotation_marks_is_quoted(
    where: str, sentence: str, clauses: tuple[str, ...]
) -> None:
    """In a clause that the sentence cites; the first letter may be large where a sentence begins,
    and a single word, or one where no clause is cited, may be any text's."""
    quotes = [letters(policies().clause(one)[1].quote) for one in clauses]
    every = [letters(one.quote) for text in policies().texts.values() for one in text.clauses]
    for found in re.finditer("“([^”]*)”", sentence):
        words = found[1].rstrip(".,")
        if words in NOT_QUOTED:
            continue
        begins = not found.start() or sentence[: found.start()].endswith((". ", "; "))
        forms = {words, words[:1].lower() + words[1:]} if begins else {words}
        copies = quotes if quotes and " " in words else every
        assert any(stands(form, copy) for form in forms for copy in copies), (where, words)
