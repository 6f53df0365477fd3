"""Which claims are asked for: by article, by verdict, by words."""

from __future__ import annotations

import pytest

from inspector import language
from inspector.errors import UsageError
from inspector.knowledge import knowledge
from inspector.knowledge.claims import CLAIM_VERDICTS
from inspector.session import claim_search
from inspector.session.claim_search import ClaimFilter, selected

CLAIMS = knowledge.load().claims


def found(**wanted: str) -> list[str]:
    return list(selected(CLAIMS, ClaimFilter(**wanted)).claims)  # type: ignore[arg-type]


def test_without_conditions_everything_is_there() -> None:
    every = selected(CLAIMS, ClaimFilter())
    assert not ClaimFilter()
    assert (every.articles, every.sources, every.claims) == (
        CLAIMS.articles, CLAIMS.sources, CLAIMS.claims,
    )  # fmt: skip


def test_by_article_and_verdict_each_claim_is_once_among_the_parts() -> None:
    for article in CLAIMS.articles:
        said = [one.id for one in CLAIMS.claims.values() if article in one.articles]
        assert found(article=article) == said
        parts = [
            one for verdict in CLAIM_VERDICTS for one in found(article=article, verdict=verdict)
        ]
        assert sorted(parts) == sorted(said)


@pytest.mark.parametrize(
    ("words", "claim"),
    [
        ("restricted visibility", "restricted-posts-out"),  # what is said
        ("VISIBILITY   posts", "restricted-posts-out"),  # in any order and case
        ("visibilite restreinte", "restricted-posts-out"),  # of a quotation, without its accents
        ("without prejudice", "suit-thrown-out"),  # of what stands where
        ("numerama groups", "group-membership"),  # of who says it
    ],
)
def test_words_are_found_wherever_they_stand(words: str, claim: str) -> None:
    assert claim in found(words=words)


def test_every_word_is_wanted() -> None:
    assert found(words="visibility xyzzy") == []
    both = set(found(words="visibility")) & set(found(words="posts"))
    assert set(found(words="posts visibility")) == both


def test_words_are_those_of_the_language_in_use() -> None:
    assert found(words="bac à sable") == []
    language.use("fr")
    try:
        assert "private-messages-out" in found(words="messages privés")
        assert "private-messages-out" in found(words="MESSAGES PRIVES")
    finally:
        language.use("en")


def test_what_is_left_names_only_its_own_articles_and_sources() -> None:
    left = selected(CLAIMS, ClaimFilter(words="without prejudice"))
    assert list(left.articles) == ["clubic"] and list(left.sources) == ["suit-withdrawn"]


@pytest.mark.parametrize(
    ("name", "article"),
    [("clubic", "clubic"), (" Clubic ", "clubic"), ("developpez.com", "developpez"),
     ("GENERATION-NT", "generation-nt"), ("génération-nt", "generation-nt")],
)  # fmt: skip
def test_an_article_goes_by_its_id_or_its_publisher(name: str, article: str) -> None:
    assert claim_search.article(CLAIMS, name) == article


@pytest.mark.parametrize(
    ("name", "told"),
    [("clubick", "no article has the id 'clubick'; the closest are clubic;"),
     ("french", "the closest are french-press, french-blog, french-opinion;"),
     ("xyzzy", "no article has the id 'xyzzy'; `inspect policy claims` lists all"),
     ("", "no article has the id ''; `inspect policy claims`"),
     ("\x1b[2J", r"'\x1b[2J'"), ("x" * 500, "x" * 78)],
)  # fmt: skip
def test_the_closest_articles_are_named(name: str, told: str) -> None:
    with pytest.raises(UsageError) as fault:
        claim_search.article(CLAIMS, name)
    assert told in str(fault.value)
    assert len(str(fault.value)) < 250 and "\x1b" not in str(fault.value)


@pytest.mark.parametrize("name", ["not_found", "not-found", "Not Found", " NOT  FOUND "])
def test_a_verdict_goes_by_its_name(name: str) -> None:
    assert claim_search.verdict(name) == "not_found"


@pytest.mark.parametrize(
    ("name", "told"),
    [("upheldd", "'upheldd'; did you mean upheld?"), ("false", "'false'; give one of them"),
     ("", "''; give one of them")],
)  # fmt: skip
def test_the_verdicts_are_named(name: str, told: str) -> None:
    with pytest.raises(UsageError) as fault:
        claim_search.verdict(name)
    assert str(fault.value).endswith(told)
    assert "contradicted, not_found, imprecise, upheld" in str(fault.value)
