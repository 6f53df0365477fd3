"""The archived texts held against what is quoted of them, in every form a browser saves."""

from __future__ import annotations

import importlib.util
import re
import textwrap
from functools import cache
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from inspector.check import page_check
from inspector.check.page_check import PageCheck
from inspector.diff.text_diff import diff_texts
from inspector.knowledge import knowledge as known
from tests.conftest import SHARED
from tests.lib.browser import browser, opened

PRIMARY = SHARED / "policy" / "primary"
KNOWLEDGE = known.load()
TEXTS = KNOWLEDGE.policies.texts
NOTICE = "ERPN_pga_185513a0_eff2026-08-21.md"
EDITIONS = {
    NOTICE: ("erpn-2026-08-21", "erpn-2026-08-21-microsoft"),
    "ERPN_pga_bc7d59e9_eff2025-11-03.md": ("erpn-2025-11-03", "erpn-2025-11-03-microsoft"),
    "PP_pga_0bb97299_eff2024-09-18.md": ("privacy-policy-2024-09-18",),
    "PP_vlopses-ca_2496d55_2026-02-20.md": ("privacy-policy-2025-11-03",),
    "PP_vlopses-us_d290d7c_2026-02-24.md": ("privacy-policy-2025-11-03",),
    "PP_vlopses-ie_1b38be4_2026-08-21.md": (
        "privacy-policy-2025-11-03", "erpn-2026-08-21", "erpn-2026-08-21-microsoft",
    ),
    "UserAgreement_vlopses-us_e93f769_2025-11-04.md": ("user-agreement-2025-11-03",),
}  # fmt: skip
"""Archived pages, and the texts that each of them is."""
BEFORE = {
    "ERPN_pga_bc7d59e9_eff2025-11-03.md": ("erpn-2025-11-03", "erpn-2026-08-21"),
    "PP_pga_0bb97299_eff2024-09-18.md": ("privacy-policy-2024-09-18", "privacy-policy-2025-11-03"),
}
"""Archived pages of an edition, that edition, and the one after it."""

needs_sources = pytest.mark.skipif(
    not PRIMARY.is_dir(), reason="no ../shared with the archived texts"
)
needs_browser = pytest.mark.skipif(browser() is None, reason="no Chromium to save with")


@cache
def archived(name: str) -> PageCheck:
    return page_check.check(PRIMARY / name, KNOWLEDGE.policies)


def answer(found: PageCheck) -> dict[str, dict[str, str]]:
    """How every clause of every text stands."""
    return {
        one.held.text.id: {each.clause.id: each.standing for each in one.held.clauses}
        for one in found.texts
    }


@needs_sources
@pytest.mark.parametrize("name", EDITIONS)
def test_the_edition_of_the_day_finds_all_its_clauses(name: str) -> None:
    found = archived(name)
    stand = {
        text.id for one in found.texts if one.held.is_whole for text in (one.held.text, *one.alike)
    }
    assert stand >= set(EDITIONS[name])
    for one in EDITIONS[name]:
        asked = page_check.check(PRIMARY / name, KNOWLEDGE.policies, TEXTS[one])
        assert not asked.differs and asked.texts[0].held.is_whole


@needs_sources
@pytest.mark.parametrize("name", BEFORE)
def test_the_edition_before_finds_the_changes_that_are_known(name: str) -> None:
    before, after = (TEXTS[one] for one in BEFORE[name])
    known_changes = diff_texts(before, after, KNOWLEDGE)
    found = page_check.check(PRIMARY / name, KNOWLEDGE.policies, after).texts[0].held
    differing = {one.clause.id for one in found.standing("reworded", "not_found")}
    reworded = {one.after.id for one in known_changes.reworded}
    assert reworded <= differing
    # Sentences that are quoted of the later edition alone may have stood in the one before.
    assert differing <= reworded | {one.id for one in known_changes.added}


@needs_sources
def test_the_notice_of_february_lacks_the_training_row() -> None:
    found = archived("ERPN_pga_bef338a6_eff2025-02-27.md")
    assert [one.held.text.id for one in found.texts] == ["erpn-2026-08-21"]
    standing = answer(found)["erpn-2026-08-21"]
    assert found.differs and found.texts[0].held.share < 0.7
    for clause in ("purpose", "gai-conversations", "groups", "member-content", "opt-out"):
        assert standing[clause] == "not_found"
    assert not any("private" in one for one in found.near)


@needs_sources
def test_what_stands_beside_the_training_row_is_said() -> None:
    near = archived(NOTICE).near
    assert "Suggesting advertising copy to LMS customers." in near
    assert any(one.startswith("To ensure that LinkedIn’s foundation models") for one in near)
    assert not any("Hiring Assistant" in one or "moderation" in one for one in near)
    assert not archived("PP_pga_0bb97299_eff2024-09-18.md").has_lists


def as_html(name: str) -> str:
    text = textwrap.dedent((PRIMARY / name).read_text("utf-8"))
    body = MarkdownIt("commonmark", {"html": True}).enable("table").render(text)
    return f"<!DOCTYPE html><html lang=en><meta charset=utf-8><title>x</title>{body}</html>"


@needs_sources
@pytest.mark.parametrize("name", EDITIONS)
def test_pasted_with_other_line_breaks_and_quotes_it_is_the_same(tmp_path: Path, name: str) -> None:
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", (PRIMARY / name).read_text("utf-8"))
    text = re.sub(r"[*|]|<br>|\\", " ", text).replace("“", '"').replace("”", '"')
    text = text.replace("’", "'").replace(" your ", "\u00a0your ").replace("member", "mem\u00adber")
    for width in (35, 90):
        path = tmp_path / f"{width}.txt"
        path.write_text(
            "\n\n".join(textwrap.fill(one, width) for one in text.split("\n\n")), encoding="utf-8"
        )
        assert answer(page_check.check(path, KNOWLEDGE.policies)) == answer(archived(name))


@needs_sources
@needs_browser
def test_whatever_a_browser_saves_is_the_same(tmp_path: Path) -> None:
    with opened(tmp_path / "profile") as tab:
        for number, name in enumerate(EDITIONS):
            source = tmp_path / f"{number}.html"
            source.write_text(as_html(name), encoding="utf-8")
            tab.open(source)
            dom = tab.evaluate("document.documentElement.outerHTML").encode()
            text = tab.evaluate("document.body.innerText").encode()
            mhtml = tab.call("Page.captureSnapshot", format="mhtml")["data"].encode()
            kinds = {"html": dom, "txt": text, "mhtml": mhtml}
            if importlib.util.find_spec("pypdf") is not None and number == 0:
                kinds["pdf"] = tab.printed()
            for ending, content in kinds.items():
                path = tmp_path / f"saved-{number}.{ending}"
                path.write_bytes(content)
                found = page_check.check(path, KNOWLEDGE.policies)
                assert answer(found) == answer(archived(name)), (name, ending)
                if ending in ("html", "mhtml"):
                    assert found.near == archived(name).near, (name, ending)
