"""The claims of the press: what loading refuses, that each is there, how they are shown."""

from __future__ import annotations

import csv
import datetime as dt
import json
from functools import cache
from pathlib import Path

import pytest

from inspector import resources
from inspector.errors import SchemaError
from inspector.knowledge import catalogue, claims, policy_loader
from inspector.knowledge.claims import Claims, ClaimVerdict
from inspector.knowledge.policy import Policies
from inspector.outputs.json.claims import document
from inspector.outputs.plain import claims as faces
from inspector.session.folding import fold
from inspector.session.request import Request
from inspector.summary.holdings import holdings
from tests.conftest import run_program
from tests.lib.runs import inspect

SHARED = Path(__file__).resolve().parents[3] / "shared" / "policy"


@cache
def knowledge() -> tuple[Claims, Policies]:
    known = catalogue.load()
    policies = policy_loader.load(known)
    return claims.load(known, policies), policies


# What the loader refuses ---------------------------------------------------------------------

ARTICLE = '[[articles]]\nid = "a"\ntitle = "T"\npublisher = "P"\n'
SOURCE = '[[sources]]\nid = "s"\ntitle = "T"\npublisher = "P"\nwhen = "2025"\nlink = "https://x.example"\nquote = "Q"\n'
CLAIM = '[[claims]]\nid = "c"\nsays = "S"\narticles = ["a"]\nverdict = "upheld"\nfinding = "F"\nclauses = ["erpn-2026-08-21:groups"]\nsources = ["s"]\n'
WHOLE = ARTICLE + SOURCE + CLAIM
REFUSED = {
    "no TOML": (WHOLE, "id = ", "claims.toml"),
    "unknown key": (CLAIM, CLAIM + "colour = 1\n", "colour"),
    "unknown verdict": ('"upheld"', '"perhaps"', "perhaps"),
    "unknown clause": ("21:groups", "21:clubs", "unknown clauses"),
    "unknown source": ('sources = ["s"]', 'sources = ["s", "z"]', "unknown sources"),
    "unknown dataset": (CLAIM, CLAIM + 'datasets = ["dreams"]\n', "unknown datasets"),
    "unknown region": (CLAIM, CLAIM + 'regions = ["mars"]\n', "mars"),
    "unknown article": ('articles = ["a"]', 'articles = ["a", "z"]', "unknown articles"),
    "article named twice": ('articles = ["a"]', 'articles = ["a", "a"]', "articles stand twice"),
    "no article": ('articles = ["a"]', "articles = []", "no article"),
    "words of another article": (
        CLAIM, CLAIM + 'quotes = [{ article = "z", words = "w" }]\n', "unknown quoted articles",
    ),
    "no words": (CLAIM, CLAIM + 'quotes = [{ article = "a", words = " " }]\n', "words"),
    "nothing decides": (
        'clauses = ["erpn-2026-08-21:groups"]\nsources = ["s"]\n', "", "neither clause nor source",
    ),
    "no nearest clause": (
        'verdict = "upheld"\nfinding = "F"\nclauses = ["erpn-2026-08-21:groups"]',
        'verdict = "not_found"\nfinding = "F"', "nearest",
    ),
    "nothing said": ('says = "S"', 'says = " "', "`says`"),
    "no finding": ('finding = "F"', 'finding = ""', "`finding`"),
    "claim twice": (CLAIM, CLAIM + CLAIM, "twice"),
    "article twice": (ARTICLE, ARTICLE + ARTICLE, "twice"),
    "source twice": (SOURCE, SOURCE + SOURCE, "twice"),
    "empty id": ('id = "c"', 'id = ""', "empty"),
    "article without claim": (ARTICLE, ARTICLE + ARTICLE.replace('"a"', '"b"'), "without a claim"),
    "idle source": (SOURCE, SOURCE + SOURCE.replace('"s"', '"t"'), "decide nothing"),
    "article without publisher": ('publisher = "P"', 'publisher = ""', "article a: `publisher`"),
    "article with no link": (ARTICLE, ARTICLE + 'link = "x"\n', "no link"),
    "source without link": ('link = "https://x.example"', 'link = ""', "no link"),
    "source without quote": ('quote = "Q"', 'quote = ""', "`quote`"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_loading_refuses(tmp_path: Path, name: str) -> None:
    old, new, words = REFUSED[name]
    assert old in WHOLE
    (tmp_path / "claims.toml").write_text(
        WHOLE.replace(old, new, 1), encoding="utf-8", newline="\n"
    )
    known = catalogue.load()
    with pytest.raises(SchemaError, match=words):
        claims.load(known, policy_loader.load(known), tmp_path)


def test_what_is_refused_is_else_accepted(tmp_path: Path) -> None:
    (tmp_path / "claims.toml").write_text(WHOLE, encoding="utf-8", newline="\n")
    known = catalogue.load()
    assert list(claims.load(known, policy_loader.load(known), tmp_path).claims) == ["c"]


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    known = catalogue.load()
    with pytest.raises(SchemaError, match=r"claims\.toml"):
        claims.load(known, policy_loader.load(known), tmp_path)


# That each claim is there ----------------------------------------------------------------------

STARTED_FROM: dict[str, dict[str, ClaimVerdict]] = {
    "clubic": {
        "start-2025-11-03": "upheld",
        "on-by-default": "upheld",
        "all-users": "imprecise",
        "mostly-public": "imprecise",
        "private-messages-out": "upheld",
        "restricted-posts-out": "not_found",
        "microsoft-partners": "not_found",
        "affiliates-included": "upheld",
        "setting-path": "upheld",
        "not-retroactive": "upheld",
        "recruiters-see-less": "not_found",
        "suit-thrown-out": "contradicted",
    },
    "french-press": {
        "start-2025-11-03": "upheld",
        "on-by-default": "upheld",
        "setting-path": "upheld",
        "everywhere-but-europe": "imprecise",
        "because-of-gdpr": "not_found",
        "uses-and-shares": "upheld",
        "close-account": "imprecise",
        "notice-changes": "upheld",
        "one-switch": "upheld",
        "all-personal-data": "contradicted",
    },
    "french-blog": {
        "profile-in": "upheld",
        "posts-in": "upheld",
        "recommendations-in": "upheld",
        "group-messages-in": "upheld",
        "resumes-of-applications": "imprecise",
        "private-messages-out": "upheld",
        "salary-out": "upheld",
        "under-18-out": "upheld",
        "regions-2025-11-03": "upheld",
        "opt-out-any-time": "upheld",
        "start-2025-11-03": "upheld",
        "on-by-default": "upheld",
        "setting-path": "upheld",
        "mostly-public": "imprecise",
        "interactions": "imprecise",
    },
    "french-opinion": {
        "start-2025-11-03": "upheld",
        "on-by-default": "upheld",
        "setting-path": "upheld",
        "mostly-public": "imprecise",
        "short-list": "imprecise",
        "profile-in": "upheld",
        "posts-in": "upheld",
        "private-messages-out": "upheld",
        "opt-out-any-time": "upheld",
    },
    "developpez": {
        "messages-collected": "contradicted",
        "start-2025-11-03": "upheld",
        "on-by-default": "upheld",
        "setting-path": "upheld",
        "europe-not-in-2024": "upheld",
        "data-not-collected": "imprecise",
        "europe-not-added": "contradicted",
        "only-exception": "imprecise",
        "tried-in-2024": "not_found",
        "because-of-dma": "not_found",
        "because-of-gdpr": "not_found",
        "before-policy": "not_found",
        "willing-or-not": "imprecise",
        "purposes-elsewhere": "upheld",
        "other-provider": "upheld",
        "kept-until-deleted": "not_found",
        "copilot": "imprecise",
        "sensitive-out": "not_found",
        "messages-to-others": "not_found",
        "inmail-used": "not_found",
        "redacting-dropped": "not_found",
        "profile-in": "upheld",
        "posts-in": "upheld",
        "resumes-of-applications": "imprecise",
        "answers-of-applications": "imprecise",
        "private-messages-out": "upheld",
        "financial-data-out": "imprecise",
        "identification-out": "imprecise",
        "not-retroactive": "upheld",
        "legitimate-interest": "upheld",
        "ads-separate": "upheld",
        "objection-form": "upheld",
    },
}
"""The five articles, each with every claim it makes on the scope and the verdict on it."""
OTHERS: dict[str, dict[str, ClaimVerdict]] = {
    "afp": {"resumes-of-applications": "imprecise", "answers-of-applications": "imprecise"},
    "le-monde": {"recruiter-exchanges": "imprecise"},
    "garante": {"job-ads": "imprecise", "late-opt-out": "imprecise"},
    "numerama": {"group-membership": "imprecise"},
    "itdaily": {"public-only": "contradicted"},
    "srf": {"follows": "imprecise"},
    "generation-nt": {"activity-and-inferences": "imprecise"},
    "cmer77": {"activity-and-inferences": "imprecise"},
    "mein-deal": {"activity-and-inferences": "imprecise"},
    "ota-memo": {"merged-rows": "imprecise"},
    "register": {"microsoft-gets-profiles": "imprecise"},
    "malwarebytes": {"microsoft-gets-profiles": "imprecise"},
    "itmagazine": {"microsoft-gets-profiles": "imprecise"},
    "hessen": {"grades-and-interests": "not_found"},
    "dutch-authority": {"since-2003": "not_found", "education-accounts-out": "not_found"},
    "security-nl": {"late-opt-out": "imprecise"},
}


@pytest.mark.parametrize("article", STARTED_FROM)
def test_every_claim_of_the_five_articles_is_there(article: str) -> None:
    every = knowledge()[0].claims.values()
    found = {one.id: one.verdict for one in every if article in one.articles}
    assert found == STARTED_FROM[article]


@pytest.mark.parametrize("article", OTHERS)
def test_what_others_said_is_there(article: str) -> None:
    every = knowledge()[0].claims.values()
    found = {one.id: one.verdict for one in every if article in one.articles}
    assert OTHERS[article].items() <= found.items()


def test_the_five_come_first_and_none_is_left_over() -> None:
    known = knowledge()[0]
    assert list(known.articles)[:5] == list(STARTED_FROM)
    assert set(known.articles) == {*STARTED_FROM, *OTHERS}


def test_restricted_posts_cite_what_comes_nearest() -> None:
    known, policies = knowledge()
    claim = known.claims["restricted-posts-out"]
    quotes = " ".join(policies.clause(one)[1].quote for one in claim.clauses)
    for words in ("Member generated content (posts", "all formats", "public content you post",
                  "honor the audience choices"):  # fmt: skip
        assert words in quotes


def test_the_suit_rests_on_a_source_alone() -> None:
    known = knowledge()[0]
    claim = known.claims["suit-thrown-out"]
    assert not claim.clauses
    assert "voluntarily dismissed" in known.sources[claim.sources[0]].quote


MENDED = {"interessera'": "interesserà", "gia'": "già"}
"""Words of the stored sources as the second reading of them gives them."""
NOWHERE = {"itdaily"}
"""Articles of which no stored copy holds a word."""


def stored() -> tuple[dict[str, str], str]:
    """What the stored sources quote by their addresses; and that with the pages on them."""
    with (SHARED / "sources.tsv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    pages = [(SHARED / name).read_text("utf-8") for name in ("POLICY.md", "UPDATE.md")]
    by_link: dict[str, str] = {}
    for row in rows:
        by_link[row["url"]] = f"{by_link.get(row['url'], '')}\n{row['quote']}"
    text = "\n".join((*by_link.values(), *pages)).replace("**", "")
    for old, new in MENDED.items():
        assert new in pages[1]
        text = text.replace(old, new)
    return by_link, " ".join(text.split())


def plain(text: str) -> str:
    """Without accents, as some stored copies were typed."""
    for letter, typed in {"ä": "ae", "ö": "oe", "ü": "ue"}.items():
        text = text.replace(letter, typed)
    return fold(text)


@pytest.mark.skipif(not SHARED.exists(), reason="no ../shared with the sources")
def test_quotations_stand_letter_by_letter_in_a_stored_copy_or_are_said_not_to() -> None:
    known = knowledge()[0]
    by_link, text = stored()
    for source in known.sources.values():
        copy = by_link[source.link]
        assert source.unverified == (source.quote not in copy), source.id
        assert plain(source.quote) in plain(copy), source.id
    for claim in known.claims.values():
        for quoted in claim.quotes:
            assert quoted.unverified == (quoted.words not in text), (claim.id, quoted.words)
            if quoted.article not in NOWHERE:
                assert plain(quoted.words) in plain(text), (claim.id, quoted.words)


def test_quotations_have_their_accents() -> None:
    known = knowledge()[0]
    words = {one.words for claim in known.claims.values() for one in claim.quotes}
    for quoted in (
        "Les messages privés et les publications à visibilité restreinte échappent à cette collecte.",
        "les réponses et CV enregistrés dans le cadre de candidatures",
        "confirme également que les messages ont été automatiquement collectés pour l'entraînement à l'IA",
        "mentre se esercitata dopo interesserà solo i contenuti pubblicati successivamente e non quelli già online.",
    ):  # fmt: skip
        assert quoted in words
    assert "entraîner par défaut" in known.sources["by-default"].quote


# What an export holds ----------------------------------------------------------------------------


def test_holdings_are_those_of_the_summary() -> None:
    known = knowledge()[0]
    summary = inspect(Request((resources.sample(),), on=dt.date(2026, 11, 22)))
    (posts,) = holdings(known.claims["restricted-posts-out"], summary)
    (file,) = [f for f in summary.files if f.reading.dataset and f.reading.dataset.id == "posts"]
    assert posts.title == "Posts"
    assert posts.counts["inside"] == file.totals["inside"]
    assert all(totals.values for totals in posts.counts.values())
    titles = [one.title for one in holdings(known.claims["public-only"], summary)]
    assert titles[0] == "Conversations with LinkedIn's AI features" and len(titles) == 3
    assert holdings(known.claims["because-of-dma"], summary) == ()


# As text and as JSON -----------------------------------------------------------------------------


@pytest.mark.parametrize("width", [40, 80, 132])
def test_text_fits_the_width_and_leads_with_the_verdict(width: int) -> None:
    known, policies = knowledge()
    made = faces.render(known, policies, width)
    for line in made.splitlines():
        assert len(line) < max(width, 41) or "http" in line
    for claim in known.claims.values():
        word = claim.verdict.replace("_", " ").upper()
        assert f"\n\n{word}  {claim.says.split()[0]}" in made
    assert "\x1b" not in made


def test_command_prints_text() -> None:
    ran = run_program("policy", "claims")
    assert (ran.code, ran.err) == (0, "")
    assert "NOT FOUND  Posts with restricted visibility are not used." in ran.out
    for part in ("Said by Clubic, 2025-09-24", "Nearest:", "honor the audience choices",
                 "date not recorded", "5 CONTRADICTED"):  # fmt: skip
        assert part in " ".join(ran.out.split())


def test_command_prints_json() -> None:
    ran = run_program("--json", "policy", "claims")
    made = json.loads(ran.out)
    known = knowledge()[0]
    assert {one["id"] for one in made["claims"]} == set(known.claims)
    assert [one["id"] for one in made["articles"]] == list(known.articles)
    for claim in made["claims"]:
        assert set(claim) == {
            "id", "says", "verdict", "finding", "articles", "quotes", "clauses", "sources",
            "datasets", "regions",
        }  # fmt: skip
        assert claim["clauses"] or claim["sources"]
        for clause in claim["clauses"]:
            assert clause["quote"] and clause["source"]
            assert bool(clause["reported_by"]) or not clause["unverified"]
    assert made["articles"][1]["link"] is None
    assert document(*knowledge()) == made


def test_help_names_the_command() -> None:
    assert "\n  claims " in run_program("policy", "--help").out
    assert run_program("policy", "clams").code == 2


def test_command_prints_what_is_asked_for() -> None:
    ran = run_program("policy", "claims", "--article", "Clubic", "--verdict", "not-found")
    assert (ran.code, ran.err) == (0, "")
    told = " ".join(ran.out.split())
    assert told.startswith("Clubic, not found: 3 of 65 claims, held against the texts. 3 NOT FOUND")
    assert told.count("NOT FOUND") == 4 and "UPHELD" not in told
    assert "Articles and releases clubic Clubic, 2025-09-24: Article on" in told
    assert "numerama" not in told
    ran = run_program("policy", "claims", "restreinte", "visibilite", "--json", "--article=clubic")
    made = json.loads(ran.out)
    assert [one["id"] for one in made["claims"]] == ["restricted-posts-out", "private-messages-out"]
    assert made["articles"][0]["id"] == "clubic"
    (said,) = made["claims"][0]["quotes"]
    assert said["unverified"] is True


def test_command_says_that_nothing_is_like_that() -> None:
    ran = run_program("policy", "claims", "xyzzy")
    told = "“xyzzy”: none of 65 claims. `inspect policy claims` prints them all.\n"
    assert (ran.code, ran.err, ran.out) == (0, "", told)
    made = json.loads(run_program("policy", "claims", "xyzzy", "--json").out)
    assert made == {"articles": [], "claims": []}


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (("--article", "clubick"), "no article has the id 'clubick'; the closest are clubic;"),
        (("--verdict", "upheldd"), "did you mean upheld?"),
        (("--verdict", ""), "--verdict knows contradicted, not_found, imprecise, upheld, not ''"),
        (("--article",), "--article"),
    ],
)
def test_command_refuses_what_there_is_not(given: tuple[str, ...], told: str) -> None:
    ran = run_program("policy", "claims", *given)
    assert (ran.code, ran.out) == (2, "")
    assert told in ran.err and len(ran.err.splitlines()) == 1


def test_words_that_no_stored_copy_holds_are_said_to_be_such() -> None:
    mark = "wording not verified:"
    told = " ".join(run_program("policy", "claims", "restricted").out.split())
    assert f"Said by Clubic, 2025-09-24, {mark} “Les messages privés et" in told
    told = " ".join(run_program("policy", "claims", "Belgian", "default").out.split())
    assert "Belgian authority (APD), 2025-09-29, wording not verified, Notice on" in told
    told = " ".join(run_program("policy", "claims", "DMA").out.split())
    assert mark not in told
