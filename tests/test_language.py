"""The language of what people read: how it is chosen, and that nothing is left in English."""

from __future__ import annotations

import ast
import asyncio
import datetime as dt
import html
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

import pytest
from textual.app import App
from textual.pilot import Pilot

from inspector import language
from inspector.advice.opt_out import opting_out
from inspector.advice.steps import advise
from inspector.cli.group import find, walk
from inspector.cli.main import build, main
from inspector.cli.options import PROGRAM
from inspector.diff import compare_exports as between
from inspector.knowledge import catalogue, policy_loader
from inspector.knowledge import knowledge as everything
from inspector.knowledge.policy import REGIONS
from inspector.outputs.html import summary as page
from inspector.outputs.plain import claims, export_diff, regions, steps, text_diff
from inspector.outputs.plain import policies as texts
from inspector.outputs.plain import summary as plain
from inspector.outputs.plain.layout import Style
from inspector.session.request import Request
from inspector.session.session import Session
from inspector.tui.app import InspectApp
from inspector.tui.diff_app import DiffApp
from inspector.tui.settings import Settings
from inspector.verdicts.by_text import disagreements
from inspector.verdicts.situation import Situation
from tests.conftest import run_program
from tests.lib import pseudo_language as pseudo
from tests.lib import runs
from tests.lib.archives import write_zip

DAY = dt.date(2026, 11, 22)
NARROW, NO_BREAK = "\u202f", "\u00a0"
HEADERS = (
    "ShareCommentary", "ShareLink", "SharedUrl", "MediaUrl", "Visibility", "Date", "First Name",
    "Last Name", "Geo Location", "Time", "Search Query", "Strange",
)  # fmt: skip


def _export(path: Path, posts: int = 2) -> Path:
    """An export that holds no Latin letter but in its names and links."""
    rows = "".join(
        f'2025-0{n}-02 10:00:00,https://x.test/{n},"Пост {n} ღმერთი",,,ღია\n'
        for n in range(1, posts + 1)
    )
    return write_zip(
        path,
        {
            "Shares.csv": "Date,ShareLink,ShareCommentary,SharedUrl,MediaUrl,Visibility\n" + rows,
            "Profile.csv": "First Name,Last Name,Geo Location\nღამე,დღე,\n",
            "SearchQueries.csv": "Time,Search Query\n2025/01/02 10:00:00 UTC,სიტყვა სიტყვა\n",
            "Strange.csv": "Strange,1\nსიტყვა,2,3,4\n",
            "broken.xyz": b"\0\1\2",
        },
    )


# Which language


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, "en"),
        ({"LANG": "fr_FR.UTF-8"}, "fr"),
        ({"LANG": "fr"}, "fr"),
        ({"LANG": "fr-CH"}, "fr"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "C"}, "en"),
        ({"LANG": "POSIX"}, "en"),
        ({"LC_MESSAGES": "fr_CA", "LANG": "en_US"}, "fr"),
        ({"LC_MESSAGES": "C", "LANG": "fr_FR"}, "en"),
        ({"LC_ALL": "C.UTF-8", "LC_MESSAGES": "fr_FR", "LANG": "fr_FR"}, "en"),
        ({"LC_ALL": "fr_BE@euro", "LANG": "en_US"}, "fr"),
        ({"LC_ALL": "", "LANG": "fr_FR"}, "fr"),
    ],
)
def test_the_environment_names_a_language(
    environment: dict[str, str], expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(language, "sys", SimpleNamespace(platform="linux"))
    assert language.of_environment(environment) == expected


@pytest.mark.parametrize(
    ("spoken", "expected"),
    [(0x040C, "fr"), (0x0C0C, "fr"), (0x100C, "fr"), (0x0409, "en"), (0x0407, "en")],
)
def test_windows_tells_its_own_language(
    spoken: int, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`LANG` is not set there; France, Canada, Switzerland, and others."""
    kernel = SimpleNamespace(GetUserDefaultUILanguage=lambda: spoken)
    monkeypatch.setattr(language, "sys", SimpleNamespace(platform="win32"))
    monkeypatch.setattr("ctypes.windll", SimpleNamespace(kernel32=kernel), raising=False)
    assert language.of_environment({}) == expected
    assert language.of_environment({"LANG": "de_DE"}) == "en"
    monkeypatch.setattr("ctypes.windll", SimpleNamespace(), raising=False)
    assert language.of_environment({}) == "en"


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (b'(\n    "fr-CH",\n    "en-US"\n)\n', "fr"),
        (b'(\n    "en-GB",\n    "fr-FR"\n)\n', "en"),
        (b"(\n    fr,\n    en\n)\n", "fr"),
        (b"(\n)\n", "en"),
        (None, "en"),
    ],
)
def test_macos_tells_its_own_language(
    told: bytes | None, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its terminals set `LANG` only for the pairs of language and country that it has names of."""

    def run(asked: tuple[str, ...], **_: object) -> SimpleNamespace:
        assert asked == ("/usr/bin/defaults", "read", "-g", "AppleLanguages")
        if told is None:
            raise FileNotFoundError
        return SimpleNamespace(stdout=told)

    monkeypatch.setattr(language, "sys", SimpleNamespace(platform="darwin"))
    monkeypatch.setattr("subprocess.run", run)
    assert language.of_environment({}) == expected
    assert language.of_environment({"LANG": "de_DE.UTF-8"}) == "en"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ([], None),
        (["demo", "--lang", "fr"], "fr"),
        (["--lang=fr", "demo"], "fr"),
        (["--lang", "fr", "--lang", "en"], "en"),
        (["--", "--lang", "fr"], None),
        (["--lang"], None),
    ],
)
def test_the_option_is_found_before_the_line_is_read(line: list[str], expected: str | None) -> None:
    assert language.asked(line) == expected


def test_the_option_goes_before_the_environment() -> None:
    french = run_program("policy", "regions", LC_ALL="fr_FR.UTF-8")
    assert "à partir du" in french.out
    assert run_program("policy", "regions", "--lang", "en", LC_ALL="fr_FR.UTF-8").out == (
        run_program("policy", "regions").out
    )
    assert run_program("policy", "regions", "--lang", "fr").out == french.out


def test_an_unknown_language_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["demo", "--plain", "--lang", "de"]) == 2
    assert "inspect: --lang knows en and fr; give one of these" in capsys.readouterr().err


def test_every_command_takes_the_option() -> None:
    for path, command in walk(build("en")):
        assert any("--lang" in one.opts for one in command.params), path


def test_english_opens_no_catalogue_and_imports_no_babel() -> None:
    code = (
        "import sys; from inspector.cli.main import main; main(['policy', 'regions']);"
        "print([one for one in sys.modules if one.startswith('babel')], file=sys.stderr)"
    )
    import subprocess

    from tests.conftest import environment

    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, env=environment(), check=True
    )
    assert done.stderr.decode().strip() == "[]"


# Numbers and days


def test_numbers_and_days_in_english() -> None:
    day = dt.date(2025, 11, 3)
    assert (language.number(31902), language.percent(36)) == ("31,902", "36 %")
    assert language.day(day) == language.short_day(day) == "2025-11-03"
    assert (language.month(day), language.medium_day(day)) == ("2025-11", "3 Nov 2025")
    assert [language.signed(n) for n in (1200, -3, 0)] == ["+1,200", "−3", "±0"]


def test_numbers_and_days_in_french() -> None:
    language.use("fr")
    day = dt.date(2025, 11, 3)
    assert language.number(31902) == f"31{NARROW}902"
    assert language.percent(36) == f"36{NARROW}%"
    assert language.day(day) == "3 novembre 2025"
    assert language.day(dt.date(2025, 8, 1)) == "1er août 2025"
    assert language.short_day(day) == "03/11/2025"
    assert (language.month(day), language.medium_day(day)) == ("novembre 2025", "3 nov. 2025")
    assert [language.signed(n) for n in (1200, -3, 0)] == [f"+1{NARROW}200", "−3", "±0"]


def test_what_is_said_later_is_english_as_data() -> None:
    language.use("fr")
    text = language.later(lambda: language.say("paused"))
    assert (str(text), language.say(text)) == ("paused", "suspendu")
    with language.verbatim():
        assert language.say(text) == language.say("paused") == "paused"
        assert language.current() == "en"


def test_another_language_is_spoken_within_a_block() -> None:
    first = dt.date(2025, 12, 1)

    def said() -> tuple[str, ...]:
        counted = language.plurally("{n} word", "{n} words", 0).format(n=language.number(0))
        return language.current(), language.number(1200), counted, language.full_day(first)

    english = ("en", "1,200", "0 words", "1 December 2025")
    french = ("fr", f"1{NARROW}200", "0 mot", "1er décembre 2025")
    for used, outside in zip(language.LANGUAGES, (english, french), strict=True):
        language.use(used)
        with language.speaking("fr"):
            assert said() == french
            with language.speaking("en"):
                assert said() == english
            assert said() == french
        assert said() == outside


# French as it comes out


def test_the_sample_in_french() -> None:
    found = run_program("demo", "--full", "--on", "2026-11-22", LC_ALL="fr_FR.UTF-8")
    assert found.code == 0
    words = " ".join(found.out.replace(NARROW, " ").replace(NO_BREAK, " ").split())
    assert "sont INCLUS dans ce que LinkedIn dit pouvoir utiliser pour entraîner l’IA." in words
    assert "un membre dans l’UE ou l’EEE" in words
    assert "le 22 novembre 2026" in words
    assert "« Member generated content (posts, articles, poll responses" in words
    assert "Données pour l’amélioration de l’IA générative" in words


@pytest.mark.parametrize(
    "arguments",
    [
        ("demo", "--json", "--on", "2026-11-22", "--opted-out", "2026-01-02"),
        ("policy", "--json"),
        ("policy", "regions", "--json"),
        ("policy", "claims", "--json"),
        ("policy", "diff", "erpn-2025-02-27", "erpn-2025-11-03", "--json"),
        ("--version",),
    ],
    ids=" ".join,
)
def test_what_programs_read_is_the_same_in_every_language(arguments: tuple[str, ...]) -> None:
    english, french = run_program(*arguments), run_program(*arguments, LC_ALL="fr_FR.UTF-8")
    assert english.out == french.out
    if "--json" in arguments:
        json.loads(french.out)


def test_notes_in_json_are_english_and_in_text_french(tmp_path: Path) -> None:
    path = _export(tmp_path / "export.zip")
    document = json.loads(run_program(path, "--json", "--lang", "fr").out)
    notes = [note for one in document["files"] for note in one["notes"]]
    assert "no reader for this kind of file" in notes
    told = run_program(path, "--full", "--lang", "fr").out
    assert "aucun lecteur pour cette sorte de fichier" in " ".join(told.split())


def test_the_list_of_items_has_a_french_head(tmp_path: Path) -> None:
    target = tmp_path / "items.csv"
    assert run_program("act", "demo", "--csv", target, "--lang", "fr").code == 0
    lines = target.read_text("utf-8-sig").splitlines()
    assert lines[0] == "date,type,mots,lien,texte"
    assert re.match(r"\d{4}-\d\d-\d\d,", lines[1])


def test_the_page_says_in_which_language_it_is(tmp_path: Path) -> None:
    target = tmp_path / "page.html"
    assert run_program("demo", "--html", target, "--lang", "fr").code == 0
    text = target.read_text("utf-8")
    assert '<html lang="fr" translate="no">' in text
    assert '<q lang="en">Member generated content' in text
    assert 'datetime="2' in text


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("absent.zip",), 2, f"aucun fichier ni dossier de ce nom{NO_BREAK}: absent.zip"),
        (("demo", "--region", "xx"), 2, "eu, ch, uk"),
        (("demo", "--on", "x"), 2, "--on attend une date de la forme 2025-11-03"),
        (("demo", "--json", "--plain"), 2, "--json exclut --plain et --full"),
        (("demo", "--max-bytes", "x"), 2, "attend un nombre entier. Voir `inspect demo --help`."),
        (("demo", "--nothing"), 2, f"Option inconnue{NO_BREAK}: --nothing"),
        (("demo", "--on"), 2, "demande une valeur."),
        (("diff", "a"), 2, "Il manque l’argument"),
        (("policy", "howto", "x"), 2, "Aucun mot n’est attendu, seulement des options."),
        (("diff", "a", "b", "c"), 2, "OLD NEW, et aucun mot de plus"),
        (("policy", "x"), 2, "il n’y a pas de commande x"),
        (("dmeo",), 2, "vouliez-vous dire `inspect demo`"),
        (("--parquet", "a.zip"), 2, "--parquet a pris a.zip comme fichier à écrire"),
        (("policy", "diff", "x", "erpn-2025-02-27"), 2, "aucun texte n’a l’identifiant 'x'"),
        (("demo", "--plain", "--max-entries", "2"), 4, f"plus de 2 entrées{NARROW};"),
        (("README.md",), 3, "n’est pas un fichier ZIP lisible"),
    ],
    ids=lambda one: " ".join(one) if isinstance(one, tuple) else "",
)
def test_errors_in_french(
    arguments: tuple[str, ...],
    code: int,
    said: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(Path(__file__).resolve().parent.parent)
    assert (
        main([*arguments, "--lang", "fr"] if arguments[-1] != "--on" else ["--lang=fr", *arguments])
        == code
    )
    assert said in capsys.readouterr().err


# Nothing is left in English


@pytest.fixture
def pseudo_language(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with pseudo.speaking(monkeypatch):
        yield


def _summary_faces(session: Session, situation: Situation) -> tuple[str, str, str]:
    """The summary as text and page, and the steps."""
    policies, summary = session.knowledge.policies, session.summary(situation)
    advised = advise(summary, session.knowledge)
    opt_out = opting_out(summary, session.knowledge)
    return (
        plain.render(summary, policies, Style(200), advised, opt_out),
        page.render(summary, policies, advised, opt_out),
        steps.render(summary, policies, advised, 200),
    )


def _said_by_script(found: re.Match[str]) -> str:
    """What the script of a page says, of the data that it is given."""
    words = json.loads(found[1])["words"]
    return html.escape(" ".join(str(one) for name, one in words.items() if name != "locale"))


def bare(markup: str) -> str:
    """What a page says: its text, titles and labels."""
    labels = " ".join(re.findall(r'(?:aria-label|title|alt)="([^"]*)"', markup))
    text = re.sub(r"<(style|script)>.*?</\1>", " ", markup, flags=re.DOTALL)
    text = re.sub(r"<script [^>]*>(.*?)</script>", _said_by_script, text, flags=re.DOTALL)
    text = re.sub(r'<span class="(?:hash|id)">.*?</span>', " ", text)
    return html.unescape(re.sub(r"<[^>]*>", " ", text) + " " + labels)


def copies() -> list[str]:
    """Names of copies of texts that have no address to link to, and hosts of authorities."""
    texts = policy_loader.load(catalogue.load()).texts.values()
    sources = {clause.source for text in texts for clause in text.clauses}
    sources |= {text.source for text in texts}
    hosts = {urlsplit(one.address).netloc for one in everything.load().authorities.authorities}
    return sorted({source for source in sources if not source.startswith("https://")} | hosts)


def test_no_face_of_a_summary_is_left_in_english(pseudo_language: None, tmp_path: Path) -> None:
    session = Session(Request((_export(tmp_path / "export.zip"),), on=DAY))
    session.read()
    for region in REGIONS:
        for opted_out, young in (
            (None, False),
            (dt.date(2026, 1, 2), False),
            (dt.date(2024, 1, 2), False),
            (None, True),
        ):
            situation = Situation(region, "default", DAY, opted_out, young)
            text, markup, acts = _summary_faces(session, situation)
            left = [
                *pseudo.unmarked(text, *copies()),
                *pseudo.unmarked(bare(markup), *HEADERS, *copies()),
                *pseudo.unmarked(acts),
            ]
            assert (situation, left) == (situation, [])


def test_no_consultation_is_left_in_english(pseudo_language: None) -> None:
    knowledge = everything.load()
    known, policies = knowledge.catalogue, knowledge.policies
    every = texts.render(policies, DAY, 200, disagreements(knowledge, DAY))
    ids = [one.id for text in policies.texts.values() for one in text.clauses]
    names = [column.name for dataset in known.datasets.values() for column in dataset.columns]
    assert pseudo.unmarked(every, *ids, *names, *copies()) == []
    assert pseudo.unmarked(regions.render(policies, dt.date(2026, 11, 22), 200)) == []
    said = claims.render(knowledge.claims, policies, 200)
    accented = "éé"  # of a quotation in French, whose other letters are replaced
    assert pseudo.unmarked(said, *knowledge.claims.articles, *copies(), accented) == []


def test_no_difference_of_texts_is_left_in_english(pseudo_language: None, tmp_path: Path) -> None:
    from inspector.diff.compare_texts import difference

    path = _export(tmp_path / "export.zip")
    request = Request((path,), "eu")
    found, moved = difference(request, "erpn-2025-02-27", "erpn-2025-11-03")
    text = text_diff.render(found, moved, everything.load().policies, 200)
    ids = [one.id for one in (*found.first.clauses, *found.second.clauses)]
    known = catalogue.load()
    names = [column.name for dataset in known.datasets.values() for column in dataset.columns]
    assert pseudo.unmarked(text, *ids, *names, *copies()) == []


def test_no_difference_of_exports_is_left_in_english(pseudo_language: None, tmp_path: Path) -> None:
    paths = _export(tmp_path / "old.zip"), _export(tmp_path / "new.zip", posts=3)
    old, new = runs.opened(paths, on=DAY)
    found = between.diff_exports(old, new)
    policies = policy_loader.load(catalogue.load())
    assert pseudo.unmarked(export_diff.render(found, policies, Style(200))) == []


HEADINGS = ("Usage", "OPTIONS", "Options", "Commandes", "COMMAND", "ARGS")
"""What Typer says itself."""


@pytest.mark.parametrize("path", [path for path, _ in walk(build("en"), PROGRAM)])
def test_no_help_is_left_in_english(pseudo_language: None, path: str) -> None:
    text = find(build("fr"), PROGRAM, path.split()[1:]).get_help()
    left = re.sub(r"(?m)^  (?:-|[a-z]+  )[^\n]*?(?=  |$)", " ", text)  # options, commands
    left = left.replace(path, " ")
    left = re.sub(r"\b(?:OLD|NEW|EXPORT|FILE|PAGE|PATH|DIR|WORD|BUNDLE)\b", " ", left)
    assert pseudo.unmarked(left, *HEADINGS) == []


def test_headings_of_help_are_french() -> None:
    assert "\nCommandes:\n" in run_program("--help", "--lang", "fr").out
    assert "\nCommands:\n" in run_program("--help", LANGUAGE="fr").out


def _screen(app: App[Any]) -> str:
    """What is on screen; of a dialog, what stands in it."""
    strips = app.screen._compositor.render_strips()
    lines = ["".join(segment.text for segment in strip) for strip in strips]
    for dialog in app.screen.query(".dialog"):
        box = dialog.region
        lines = [line[box.x : box.right] for line in lines[box.y : box.bottom]]
    return "\n".join(lines)


KEYS_SHOWN = ("guide", "esc", "Tab", "Ctrl", "PgUp", "PgDn", "F1")
"""Keys as Textual writes them in the footer."""


async def _looked_at(app: InspectApp, pilot: Pilot[int]) -> dict[str, str]:
    found = {}

    async def look(name: str, *keys: str, wait: float = 0.3) -> None:
        await pilot.press(*keys)
        await pilot.pause(wait)
        found[name] = _screen(app)

    while not app.is_settled:
        await pilot.pause(0.02)
    await look("overview")
    for key in "23456":
        await look(f"page {key}", key)
        await look(f"help {key}", "question_mark")
        await pilot.press("escape")
    await look("whatif", "4", "tab", "tab", *"2", wait=0.6)
    await look("search", "slash", *"ღ", wait=0.8)
    await look("record", "enter", "enter", wait=0.5)
    await look("copied", "y")
    await pilot.press("escape", "escape")
    await look("explore", "2", "r")
    await look("filter", "enter", "f")
    await pilot.press("escape")
    await look("export", "e")
    await pilot.press("escape")
    await look("texts", "3", "a")
    await look("compare", "d", wait=1.0)
    await pilot.press("escape")
    await look("palette", "ctrl+p", wait=0.6)
    return found


def test_no_screen_is_left_in_english(pseudo_language: None, tmp_path: Path) -> None:
    path = _export(tmp_path / "export.zip")

    async def go() -> dict[str, str]:
        app = InspectApp(Session(Request((path,), "uk", DAY)), Settings(tmp_path / "settings.json"))
        async with app.run_test(size=(220, 70)) as pilot:
            return await _looked_at(app, pilot)

    known = catalogue.load()
    names = [column.name for dataset in known.datasets.values() for column in dataset.columns]
    names += [one.id for text in policy_loader.load(known).texts.values() for one in text.clauses]
    names.append("Share")  # a longer name that is cut
    left = {
        name: words
        for name, text in asyncio.run(go()).items()
        if (words := pseudo.unmarked(text, *names, *KEYS_SHOWN))
    }
    assert left == {}


def test_no_screen_of_a_difference_is_left_in_english(
    pseudo_language: None, tmp_path: Path
) -> None:
    paths = _export(tmp_path / "old.zip"), _export(tmp_path / "new.zip", posts=3)

    async def go() -> list[str]:
        old, new = runs.opened(paths, region="eu", on=DAY)
        app = DiffApp(old, new, Settings(tmp_path / "settings.json"))
        found = []
        async with app.run_test(size=(220, 70)) as pilot:
            while app.difference is None:
                await pilot.pause(0.02)
            for keys in ((), ("enter",), ("enter",), ("r",), ("question_mark",)):
                await pilot.press(*keys)
                await pilot.pause(0.4)
                found.append(_screen(app))
        return found

    for text in asyncio.run(go()):
        assert pseudo.unmarked(text, *HEADERS, *KEYS_SHOWN) == []


def test_no_message_stands_in_a_format_string() -> None:
    """Python before 3.12 tells the extraction nothing of what is called there."""
    root = Path(language.__file__).parent
    found = [
        f"{path.relative_to(root)}:{call.lineno}"
        for path in root.rglob("*.py")
        for string in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(string, ast.JoinedStr)
        for call in ast.walk(string)
        if isinstance(call, ast.Call)
        and getattr(call.func, "id", "") in ("say", "say_as", "plurally", "mark")
        and isinstance(call.args[0], ast.Constant)
    ]
    assert found == []
