"""The application as a whole: reading, pages, export, help, themes, leaving."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import re
import threading
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from msgspec.structs import replace
from textual.pilot import Pilot
from textual.widgets import Checkbox, ContentSwitcher, Input, OptionList, Static

from fixtures.model import BuiltExport
from inspector import resources
from inspector.errors import LimitError
from inspector.outputs.save import REDACTABLE
from inspector.outputs.wording import terms
from inspector.reading.reader import Progress
from inspector.session.request import Request
from inspector.session.session import Session
from inspector.tui.app import InspectApp
from inspector.tui.messages import ReadingProgress
from inspector.tui.pages.explore import ExplorePage
from inspector.tui.screens.export import ExportScreen
from inspector.tui.screens.help import HelpScreen
from inspector.tui.settings import Settings
from tests.lib.archives import broken_download, write_zip
from tests.lib.waiting import work_done

Built = Callable[[str], tuple[BuiltExport, Path]]
Steps = Callable[[InspectApp, Pilot[int]], Awaitable[None]]


def drive(
    tmp_path: Path,
    steps: Steps,
    export: Path | None = None,
    size: tuple[int, int] = (100, 30),
    *,
    wait: bool = True,
) -> InspectApp:
    """Run the application on an export, wait until it is read, and take the steps."""
    session = Session(Request((export or resources.sample(),)))
    app = InspectApp(session, Settings(tmp_path / "settings.json"))

    async def run() -> None:
        async with app.run_test(size=size) as pilot:
            while wait and not app.is_settled:
                await pilot.pause(0.02)
            await pilot.pause()
            await steps(app, pilot)

    asyncio.run(run())
    return app


def text_of(app: InspectApp, selector: str) -> str:
    return str(app.query_one(selector, Static).content)


def test_the_overview_shows_the_answer(tmp_path: Path) -> None:
    async def steps(app: InspectApp, pilot: Pilot[int]) -> None:
        inside = app.summary.totals["inside"]
        said = text_of(app, "#headline")
        assert f"{inside.words:,} words here fall inside what LinkedIn says it trains AI on" in said
        assert said.endswith(", 13,460 of them by you.")
        assert text_of(app, "#next").startswith("5 switch it off")
        assert "3,946 rows" in text_of(app, "#ledger")
        options = app.query_one("#categories", OptionList)
        lines = [str(option.prompt) for option in options.options]
        assert len(lines) == len(app.summary.by_category())
        authors = app.query_one("#authors", OptionList)
        assert [str(option.prompt).split()[1] for option in authors.options] == [
            "Yours", "Other", "LinkedIn’s",
        ]  # fmt: skip
        assert text_of(app, "#judged-by").startswith("By: European notice")
        assert not app.query_one("#standing").display and not app.query_one("#seconds").display
        assert options.get_option_at_index(0).id == app.summary.by_category()[0].category
        assert "training begins 3 Nov 2025" in text_of(app, "#timeline")
        assert "résumés" in text_of(app, "#findings")
        assert "EU/EEA" in text_of(app, "#status-situation")

    drive(tmp_path, steps)


def test_the_overview_follows_the_situation(tmp_path: Path) -> None:
    async def judged(app: InspectApp, pilot: Pilot[int], **asked: Any) -> None:
        app.rejudge(replace(app.summary.situation, **asked))
        await work_done(app)
        await pilot.pause()

    async def steps(app: InspectApp, pilot: Pilot[int]) -> None:
        await judged(app, pilot, on=dt.date(2026, 11, 22), opted_out=dt.date(2026, 2, 15))
        split = app.summary.split
        assert split is not None and split.after.words
        led, without = text_of(app, "#headline").split("\n")[:2]
        assert led == (
            "You say the switch is off since 15 Feb 2026. LinkedIn says it does not use your data "
            "for this from then on; what was trained before stays. That was last said on "
            "30 September 2025, by LinkedIn Help (Help page on the setting); not read since."
        )
        assert without == "13,854 words would be in scope without it."
        bar = text_of(app, "#verdict-bar")
        assert re.search(rf"□ since the switch {split.after.words:,} · \d+ %", bar)
        assert "■" not in bar
        assert "Words that would be in scope" in text_of(app, "#timeline")
        assert "█ before the switch" in text_of(app, "#timeline")
        said = text_of(app, "#beside")
        assert "may have been used between 3 Nov 2025 and 15 Feb 2026." in said
        assert f"{split.after.words:,} words in" in said
        assert "which LinkedIn says it does not use." in said
        assert text_of(app, "#next").startswith("5 what you can do")
        said = text_of(app, "#standing")
        linkedin, others = said.index("LinkedIn says"), said.index("Others say")
        assert linkedin < said.index("Opting out does not affect training") < others
        assert others < said.index("interesserà solo i contenuti") < said.index(terms.DIFFER)
        assert said.index(terms.NOT_COVERED) < said.index("Feedback:")
        await judged(app, pilot, opted_out=None, under_18=True)
        said = text_of(app, "#standing")
        assert text_of(app, "#headline").startswith("Under 18: LinkedIn says it does not train")
        assert "▥ would be in scope" in text_of(app, "#verdict-bar")
        assert "even if your setting appears turned on" in said
        assert "apply, as they do for other members" in said
        assert "INSIDE" not in text_of(app, "#headline")
        await judged(app, pilot, under_18=False, region="uk")
        assert not app.query_one("#standing").display
        (second,) = app.summary.recipients
        inside = f"{second.totals['inside'].words:,}"
        assert f"Microsoft’s models, a second question: {inside} words" in text_of(app, "#beside")
        assert inside in text_of(app, "#seconds")
        await pilot.press("tab", "j", "enter")
        await pilot.pause()
        chosen = app.query_one(ExplorePage).chosen
        assert (chosen.author, chosen.verdict) == ("others", "inside")

    drive(tmp_path, steps)


@pytest.mark.parametrize(
    "size",
    [
        (80, 24),
        pytest.param((60, 20), marks=pytest.mark.slow),
        pytest.param((100, 30), marks=pytest.mark.slow),
        (200, 60),
    ],
)
def test_it_fits_every_size_and_survives_resizing(tmp_path: Path, size: tuple[int, int]) -> None:
    async def steps(app: InspectApp, pilot: Pilot[int]) -> None:
        overview = app.query_one("#overview")
        assert overview.has_class("narrow") == (size[0] < 96)
        for width, height in ((40, 12), (160, 50), size):
            await pilot.resize_terminal(width, height)
            await pilot.pause()
        assert app.query_one("#categories", OptionList).option_count > 5

    drive(tmp_path, steps, size=size)


def test_it_can_be_used_while_it_reads(tmp_path: Path) -> None:
    async def steps(app: InspectApp, pilot: Pilot[int]) -> None:
        await pilot.press("question_mark")
        assert isinstance(app.screen, HelpScreen)
        await pilot.press("escape", "e")
        if app.reading:
            assert not isinstance(app.screen, ExportScreen)

    drive(tmp_path, steps, wait=False)


def test_a_page_asked_for_while_it_reads_comes_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The others are made once all is read, since they would hold it up."""
    go_on = threading.Event()
    whole = Session.keep

    def keep(self: Session, on_progress: Callable[[Progress], None]) -> None:
        assert go_on.wait(60)
        whole(self, on_progress)

    monkeypatch.setattr(Session, "keep", keep)

    async def steps(app: InspectApp, pilot: Pilot[int]) -> None:
        try:
            while not app.query("#overview"):
                await pilot.pause(0.02)
            await pilot.press("3")
            while not app.query("#policy"):
                await pilot.pause(0.02)
            await pilot.pause()
            assert [app.reading, app.is_settled, app.page.id] == [True, False, "policy"]
            assert not app.query("#act")
        finally:
            go_on.set()
        while not app.is_settled:
            await pilot.pause(0.02)
        assert app.query("#act") and app.page.id == "policy"

    drive(tmp_path, steps, wait=False)


@pytest.mark.parametrize("pause", [0.0, 0.05, 0.1, 0.2, 0.3, 0.4])
def test_leaving_while_it_reads(tmp_path: Path, pause: float) -> None:
    """At whatever moment: before there is a page, while they are made, or when all is read."""

    async def steps(app: InspectApp, pilot: Pilot[int]) -> None:
        await pilot.pause(pause)
        await pilot.press("q")

    app = drive(tmp_path, steps, wait=False)
    assert app.return_code == 0


def test_the_last_news_after_the_user_has_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = threading.Event()
    monkeypatch.setattr(Session, "keep", lambda self, on_progress: go_on.wait(60))

    async def steps(app: InspectApp, pilot: Pilot[int]) -> None:
        while not app.query("#overview"):
            await pilot.pause(0.02)
        app.exit()
        app.post_message(ReadingProgress(None, app.summary))
        go_on.set()
        await asyncio.sleep(0.1)

    drive(tmp_path, steps, wait=False)


def test_help_names_every_key_of_the_page(tmp_path: Path) -> None:
    async def steps(app: InspectApp, pilot: Pilot[int]) -> None:
        await pilot.press("question_mark")
        assert isinstance(app.screen, HelpScreen)
        text = str(app.screen.query_one("#help-text", Static).content)
        for word in (
            "Search every value.",
            "Write a page, a list, a letter or data.",
            "Leave at once.",
            "PgUp PgDn",
        ):
            assert word in text
        await pilot.press("question_mark")
        assert not isinstance(app.screen, HelpScreen)

    drive(tmp_path, steps)


@pytest.mark.parametrize("form", ["summary", "records", "json", "lines", "tables"])
def test_export_writes_what_was_chosen(tmp_path: Path, form: str) -> None:
    target = tmp_path / "out"

    async def steps(app: InspectApp, pilot: Pilot[int]) -> None:
        await pilot.press("e")
        await pilot.click(f"#form-{form}")
        app.screen.query_one("#export-path", Input).value = str(target)
        await pilot.click("#export-write")
        for _ in range(200):
            await pilot.pause(0.02)
            if not isinstance(app.screen, ExportScreen):
                break
        assert not isinstance(app.screen, ExportScreen)
        inside = app.summary.totals["inside"]
        if form == "json":
            assert (
                json.loads(target.read_text(encoding="utf-8"))["totals"]["inside"]["words"]
                == inside.words
            )
        elif form == "lines":
            verdicts = [
                json.loads(line)["verdict"]
                for line in target.read_text(encoding="utf-8").splitlines()
            ]
            assert verdicts.count("inside") == inside.values
        elif form == "tables":
            files = pl.read_csv(target / "files.csv")
            assert files["inside_words"].sum() == inside.words
            assert pl.read_csv(target / "records.csv").filter(verdict="inside").height == (
                inside.values
            )
        else:
            rows = pl.read_parquet(target).filter(verdict="inside")
            values = rows["values"].sum() if form == "summary" else rows.height
            assert values == inside.values

    drive(tmp_path, steps, size=(100, 40))
    assert sorted(p.name for p in tmp_path.iterdir()) == ["out"]


@pytest.mark.parametrize(
    ("form", "redacted", "said", "unsaid"),
    [
        ("page", False, "Shares.csv", "unknown/1"),
        ("page", True, "</html>", "Quentrec"),
        ("page-records", True, "Do not send or upload it.", "unknown/1"),
        ("json", True, "Shares/1.csv", "Quentrec"),
        ("markdown", False, "`Shares.csv`", "unknown/1"),
        ("markdown", True, "`Shares/1.csv`", "Quentrec"),
        ("items", True, "https://www.linkedin.com/", "</html>"),
        ("letter-en", False, "Dear", "Quentrec"),
        ("letter-fr", True, "Madame", "Dear"),
    ],
)
def test_export_writes_pages_lists_and_letters(
    tmp_path: Path, form: str, redacted: bool, said: str, unsaid: str
) -> None:
    target = tmp_path / "out"

    async def steps(app: InspectApp, pilot: Pilot[int]) -> None:
        await pilot.press("e")
        if redacted:
            app.screen.query_one("#export-redacted", Checkbox).value = True
        await pilot.click(f"#form-{form}")
        await pilot.pause()
        offered = app.screen.query_one("#export-redacted", Checkbox).display
        assert offered == (form in REDACTABLE)
        app.screen.query_one("#export-path", Input).value = str(target)
        await pilot.click("#export-write")
        for _ in range(300):
            await pilot.pause(0.02)
            if not isinstance(app.screen, ExportScreen):
                break
        assert not isinstance(app.screen, ExportScreen)

    drive(tmp_path, steps, size=(80, 24))
    text = target.read_text(encoding="utf-8")
    assert said in text
    assert unsaid not in text


def test_export_refuses_to_replace_and_says_how(tmp_path: Path) -> None:
    target = tmp_path / "mine"
    target.write_text("old", encoding="utf-8", newline="\n")

    async def steps(app: InspectApp, pilot: Pilot[int]) -> None:
        await pilot.press("e")
        app.screen.query_one("#export-path", Input).value = str(target)
        await pilot.click("#export-write")
        for _ in range(100):
            await pilot.pause(0.02)
            said = str(app.screen.query_one("#export-result", Static).content)
            if "Replace it" in said:
                break
        assert "tick" in said
        assert target.read_text(encoding="utf-8") == "old"
        await pilot.press("escape")
        assert not isinstance(app.screen, ExportScreen)

    drive(tmp_path, steps, size=(100, 40))


def test_a_theme_is_remembered(tmp_path: Path) -> None:
    chosen = []

    async def change(app: InspectApp, pilot: Pilot[int]) -> None:
        worn = app.theme
        await pilot.press("t", "j")
        await pilot.pause()
        assert app.theme != worn
        await pilot.press("escape")
        await pilot.pause()
        assert app.theme == worn
        assert not (tmp_path / "settings.json").exists()
        await pilot.press("t", "j", "enter")
        await pilot.pause()
        assert app.theme != worn
        chosen.append(app.theme)

    async def look(app: InspectApp, pilot: Pilot[int]) -> None:
        assert app.theme == chosen[0]

    drive(tmp_path, change)
    drive(tmp_path, look)


@pytest.mark.parametrize("kept", ["not json", "[]", '{"theme": 3}', '{"theme": "no such theme"}'])
def test_broken_settings_are_as_none(tmp_path: Path, kept: str) -> None:
    (tmp_path / "settings.json").write_text(kept, encoding="utf-8", newline="\n")

    async def steps(app: InspectApp, pilot: Pilot[int]) -> None:
        assert app.theme in app.available_themes

    drive(tmp_path, steps)


def left(tmp_path: Path, export: Path) -> InspectApp:
    """The application after a reading that ends early: it leaves by itself."""
    app = InspectApp(Session(Request((export,))), Settings(tmp_path / "settings.json"))

    async def run() -> None:
        async with app.run_test(size=(80, 24)) as pilot:
            while app.is_running and app.fault is None:
                for one in app.query("#headline").results(Static):
                    assert "INSIDE" not in str(one.content)
                await pilot.pause(0.02)

    asyncio.run(run())
    return app


def test_a_limit_is_said_and_the_code_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def limited(self: Session, on_progress: object) -> None:
        raise LimitError("more than 3 bytes inflated; raise --max-bytes")

    monkeypatch.setattr(Session, "keep", limited)
    app = left(tmp_path, resources.sample())
    assert (app.return_code, str(app.fault)[:6]) == (4, "more t")


def test_a_wrong_file_has_no_answer(tmp_path: Path) -> None:
    entries = {"[Content_Types].xml": "<a/>", "word/document.xml": "<b>words in a document</b>"}
    app = left(tmp_path, write_zip(tmp_path / "cv.docx", entries))
    assert app.return_code == 3
    assert str(app.fault).startswith("cv.docx: nothing in it is known")


def test_what_could_not_be_read_has_no_answer(tmp_path: Path) -> None:
    async def steps(app: InspectApp, pilot: Pilot[int]) -> None:
        assert text_of(app, "#headline").startswith("None of its files could be read (1 file)")
        assert not app.query_one("#verdict-bar").display
        await pilot.press("e")
        assert not isinstance(app.screen, ExportScreen)

    drive(tmp_path, steps, write_zip(tmp_path / "a.zip", {"Skills.csv": b"PK\x03\x04"}))


def test_several_people_lead_the_answer(tmp_path: Path) -> None:
    folder = tmp_path / "people"
    folder.mkdir()
    for number in (123456781, 123456782, 123456783):
        write_zip(folder / f"{number}.zip", {f"Skills_{number}.csv": "Name\nPlanning\n"})

    async def steps(app: InspectApp, pilot: Pilot[int]) -> None:
        led = text_of(app, "#headline").split("\n")[0]
        assert led.startswith("These 3 archives are not all of one member")

    drive(tmp_path, steps, folder, size=(80, 24))


def test_a_broken_download_says_so_beside_the_answer(tmp_path: Path) -> None:
    async def steps(app: InspectApp, pilot: Pilot[int]) -> None:
        said = text_of(app, "#headline")
        assert "! This export is damaged or broke off" in said
        assert "! 1 file could not be read whole: Languages.csv." in said
        assert text_of(app, "#ledger").endswith("1 not whole")

    drive(tmp_path, steps, broken_download(tmp_path / "a.zip"))


@pytest.mark.parametrize(
    "name",
    [
        "hostile-2026",
        "complete-2018",
        pytest.param("spreadsheet-2025", marks=pytest.mark.slow),
        pytest.param("basic-2025", marks=pytest.mark.slow),
    ],
)
def test_every_export_through_every_page(tmp_path: Path, built: Built, name: str) -> None:
    async def steps(app: InspectApp, pilot: Pilot[int]) -> None:
        pages = app.query_one("#pages", ContentSwitcher)
        for key in "123456":
            await pilot.press(key)
            await pilot.pause()
            app.screen.refresh()
            await pilot.pause()
            assert pages.current is not None
        for key in ("question_mark", "escape", "e", "escape", "ctrl+p", "escape"):
            await pilot.press(key)
            await pilot.pause()

    drive(tmp_path, steps, built(name)[1])


def test_a_fault_of_ours_is_said_without_its_message(tmp_path: Path) -> None:
    async def steps(app: InspectApp, pilot: Pilot[int]) -> None:
        for turn in range(app.MOST_FAULTS):
            app.survive(RuntimeError("Ysaline wrote a secret"))
            await pilot.pause()
            assert app.is_running, turn
        assert not any("secret" in note.message for note in app._notifications)
        app.survive(RuntimeError("Ysaline wrote a secret"))

    app = drive(tmp_path, steps)
    assert app.return_code == 70
    assert app.own_fault == "RuntimeError at ?"
