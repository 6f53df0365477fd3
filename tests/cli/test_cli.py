"""The command line: what it takes, what it gives out, how it ends."""

from __future__ import annotations

import errno
import html
import io
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from fixtures.model import BuiltExport
from inspector import resources
from inspector.cli.main import main
from inspector.outputs import streams
from tests.conftest import ROOT, environment, run_program
from tests.lib.archives import broken_download, write_zip
from tests.lib.as_windows import Other

Built = Callable[[str], tuple[BuiltExport, Path]]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_without_arguments_what_to_do_first_and_exit_2(language: str) -> None:
    ran = run_program(LC_ALL=f"{language}_XX.UTF-8")
    assert run_program("--lang", language) == ran
    assert (ran.code, ran.out) == (2, "")
    lines = ran.err.splitlines()
    assert len(lines) <= 24
    assert max(map(len, lines)) < 80
    for words in ("inspect demo", "inspect help", "inspect help act"):
        assert f"    {words}" in lines
    assert {"en": "Get a copy of your data", "fr": "Obtenir une copie"}[language] in ran.err


@pytest.mark.parametrize(
    ("words", "same"),
    [
        ([], []),
        (["act"], ["act"]),
        (["policy", "diff"], ["policy", "diff"]),
        (["demo"], ["demo"]),
        (["help"], ["help"]),
        (["--lang", "fr", "study"], ["study", "--lang", "fr"]),
    ],
)
def test_help_by_its_word(words: list[str], same: list[str]) -> None:
    ran = run_program("help", *words)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == run_program(*same, "--help").out


def test_help_goes_by_the_name_that_was_run() -> None:
    code = "import sys; sys.argv[0] = '/x/linkedin-inspect'; "
    code += "from inspector.cli.main import main; sys.exit(main(sys.argv[1:]))"
    for words in (["help", "act"], ["act", "--help"]):
        done = subprocess.run(
            [sys.executable, "-c", code, *words], capture_output=True, env=environment(), check=True
        )
        assert done.stdout.startswith(b"Usage: linkedin-inspect act [OPTIONS] {EXPORT}...")


@pytest.mark.parametrize("words", [["frobnicate"], ["act", "frobnicate"], ["export"]])
def test_help_on_what_is_no_command(words: list[str]) -> None:
    ran = run_program("help", *words)
    assert (ran.code, ran.out) == (2, "")
    assert f"no command {' '.join(words)}" in ran.err


@pytest.mark.parametrize(
    "words",
    [["{}"], ["{}", "--json"], ["act", "{}"], ["diff", "x.zip", "{}"], ["demo", "--policy", "{}"],
     ["policy", "diff", "erpn-2025-02-27", "erpn-2025-11-03", "{}"]],
)  # fmt: skip
@pytest.mark.parametrize("address", ["https://www.linkedin.com/x?secret", "HTTP://a.test/b.zip"])
def test_an_address_is_not_downloaded(words: list[str], address: str) -> None:
    ran = run_program(*(word.format(address) for word in words))
    assert (ran.code, ran.out) == (2, "")
    assert "nothing is downloaded" in ran.err


@pytest.mark.parametrize("option", ["-h", "--help"])
def test_help(option: str) -> None:
    ran = run_program(option)
    assert (ran.code, ran.err) == (0, "")
    for word in ("--plain", "--json", "--parquet", "--records", "--region", "--on", "--opted-out",
                 "--under-18", "--strict", "--force", "--max-bytes", "--max-entries", "--max-ratio",
                 "--quiet", "--no-color", "--version", "\n  demo ", "\n  policy "):  # fmt: skip
        assert word in ran.out


def test_version() -> None:
    ran = run_program("--version")
    assert ran.code == 0
    assert ran.out.startswith("inspect ")


def test_help_and_version_import_nothing_heavy() -> None:
    code = (
        "import sys; from inspector.cli.main import main\n"
        "for words in (['--version'], ['--help'], ['demo', '--help'], ['study', '--help']):\n"
        "    main(words)\n"
        "heavy = {'polars', 'pyarrow', 'textual', 'rich', 'chardet', 'msgspec', 'selectolax'}\n"
        "heavy |= {'dask', 'distributed', 'fsspec'}\n"
        "sys.exit(str(heavy & set(sys.modules)) if heavy & set(sys.modules) else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, env=environment())
    assert done.returncode == 0, done.stderr


def test_plain_summary_of_the_sample() -> None:
    ran = run_program("demo", "--on", "2026-11-22")
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert "INSIDE what LinkedIn says it may train AI on" in lines[0]
    assert all(len(line) <= 80 for line in lines)
    assert "\x1b" not in ran.out
    assert len(lines) <= 40
    for word in ("Worth knowing", "What is missing", "European notice", "What you can do"):
        assert word in ran.out


def test_all_of_the_sample() -> None:
    for words in (["--full"], ["--full", "--plain"]):
        ran = run_program("demo", "--on", "2026-11-22", *words)
        assert (ran.code, ran.err) == (0, "")
        assert ran.out.count("\n") > 150
        for word in ("Shares.csv (4,687 words)", "“Member generated content", "OUTSIDE", "UNCLEAR"):
            assert word in ran.out
    assert run_program("demo", "--full", "--json").code == 2


@pytest.mark.parametrize("width", [40, 80, 132])
@pytest.mark.parametrize("words", [["demo"], ["demo", "--full"]])
def test_it_fits_the_width_and_is_never_too_wide(words: list[str], width: int) -> None:
    ran = run_program(*words, COLUMNS=str(width))
    widest = max(len(line) for line in ran.out.splitlines())
    assert widest <= (min(width, 100) if words == ["demo"] else max(min(width, 100), 66))


@pytest.mark.parametrize(
    "words",
    [
        ["demo", "--json", "--on", "2026-11-22"],
        ["--json", "--on", "2026-11-22", "demo"],
        ["--on=2026-11-22", "demo", "--json"],
    ],
)
def test_options_stand_before_or_after(words: list[str]) -> None:
    ran = run_program(*words)
    assert ran.code == 0
    assert json.loads(ran.out)["situation"]["on"] == "2026-11-22"


def test_a_command_word_wins_over_a_file(tmp_path: Path, built: Built) -> None:
    path = write_zip(tmp_path / "demo", {"Skills.csv": "Name\nWelding\n"})
    by_path = json.loads(run_program("--json", path).out)
    assert [file["path"] for file in by_path["files"]] == ["Skills.csv"]


def test_several_archives_are_one_member(built: Built) -> None:
    paths = [built(name)[1] for name in ("complete-2025", "complete-2026")]
    made = json.loads(run_program("--json", *paths).out)
    assert len(made["sources"]) == 2
    assert {file["source"] for file in made["files"]} == {0, 1}
    assert made["ledger"]["duplicates"] > 1000


def test_json_is_alone_on_stdout(built: Built) -> None:
    ran = run_program("--json", built("basic-2025")[1])
    assert ran.err == ""
    assert json.loads(ran.out)["export"]["kind"] == "basic"


def test_parquet_and_records_are_written(built: Built, tmp_path: Path) -> None:
    path = built("basic-2025")[1]
    one, two = tmp_path / "one.parquet", tmp_path / "two.parquet"
    ran = run_program(path, "--parquet", one, "--records", two)
    assert (ran.code, ran.out) == (0, "")
    assert ran.err.splitlines() == ["wrote one.parquet", "wrote two.parquet"]
    again = run_program(path, "--parquet", one, "--quiet")
    assert (again.code, again.out) == (2, "")
    assert "--force" in again.err
    assert run_program(path, "--parquet", one, "--quiet", "--force").code == 0


@pytest.mark.parametrize(
    ("region", "code"),
    [("eu", "eu"), ("us", "us"), ("cn", "cn")],
)
def test_region_is_said_with_its_reason(region: str, code: str) -> None:
    situation = json.loads(run_program("demo", "--json", "--region", region).out)["situation"]
    assert (situation["region"], situation["region_basis"]) == (code, "option")


def test_region_by_the_profile(built: Built) -> None:
    situation = json.loads(run_program("--json", built("basic-2025")[1]).out)["situation"]
    assert (situation["region"], situation["region_basis"]) == ("uk", "profile")


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ([], "in_use"),
        (["--under-18"], "excluded"),
        (["--opted-out", "2025-10-01"], "never_used"),
        (["--opted-out", "2025-12-01"], "past_use"),
        (["--opted-out", "2027-01-01"], "in_use"),
        (["--on", "2025-06-01"], "not_in_programme"),
        (["--region", "us", "--on", "2024-01-01"], "not_stated"),
    ],
)
def test_statuses(words: list[str], status: str) -> None:
    given = ["demo", "--json", *words]
    if "--on" not in words:
        given += ["--on", "2026-11-22"]
    made = json.loads(run_program(*given).out)
    assert made["situation"]["status"] == status
    totals = made["totals"]
    if status == "not_in_programme":
        assert totals["inside"]["values"] == totals["unclear"]["values"] == 0
    if status == "not_stated":
        assert totals["inside"]["values"] == totals["outside"]["values"] == 0


@pytest.mark.parametrize(
    "words",
    [
        ["--under-18"],
        ["--opted-out", "2025-10-01"],
        ["--opted-out", "2025-11-12"],
        ["--on", "2025-06-01"],
        ["--region", "us", "--on", "2024-01-01"],
    ],
)
def test_the_status_governs_every_face(words: list[str], tmp_path: Path) -> None:
    given = words if "--on" in words else [*words, "--on", "2026-11-22"]
    page = tmp_path / "a.html"
    out = run_program("demo", "--plain", "--html", page, *given).out
    led = out.partition("\n\n")[0].replace("\n", " ")
    assert "are INSIDE" not in out and led.startswith(
        ("Under 18:", "You say", "Members", "No text")
    )
    made = page.read_text(encoding="utf-8")
    heading = made.partition("<h1>")[2].partition("</h1>")[0]
    answer = " ".join(re.sub("<[^>]*>", " ", heading).split())
    assert " ".join(html.escape(led).split()).startswith(answer)
    title = made.partition("<title>")[2].partition("</title>")[0]
    assert not title.startswith("What LinkedIn says it may train AI on")
    assert "■■" not in out.partition("Who")[0]
    letter = run_program("act", resources.sample(), "--letter", *given).out
    assert "following is within the scope" not in letter


def test_strict(tmp_path: Path) -> None:
    whole = write_zip(tmp_path / "a.zip", {"Skills.csv": "Name\nA\n"})
    lost = write_zip(tmp_path / "b.zip", {"Languages.csv": "Name,Proficiency\na,b,c\n"})
    assert run_program("--strict", whole).code == 0
    assert run_program("--strict", lost).code == 1
    assert run_program(lost).code == 0


def bad_inputs(tmp_path: Path) -> dict[str, tuple[list[str | Path], int]]:
    good = write_zip(tmp_path / "good.zip", {"Skills.csv": "Name\nA\n"})
    (tmp_path / "text.zip").write_text("nothing of a zip", encoding="utf-8", newline="\n")
    (tmp_path / "empty").mkdir()
    (tmp_path / "taken").write_text("mine", encoding="utf-8", newline="\n")
    strange = write_zip(tmp_path / "strange.zip", {"readme.md": "x", "a/b.csv": "c,d\n1,2\n"})
    return {
        "missing": ([tmp_path / "absent.zip"], 2),
        "not a zip": ([tmp_path / "text.zip"], 3),
        "empty zip": ([write_zip(tmp_path / "empty.zip", {})], 3),
        "nothing known": ([strange], 3),
        "empty folder": ([tmp_path / "empty"], 3),
        "output exists": ([good, "--parquet", tmp_path / "taken"], 2),
        "records exist": ([good, "--records", tmp_path / "taken"], 2),
        "output is a folder": ([good, "--parquet", tmp_path / "empty", "--force"], 2),
        "no such folder": ([good, "--parquet", tmp_path / "no" / "x"], 2),
        "output is the input": ([good, "--parquet", good, "--force"], 2),
        "one file twice": ([good, "--parquet", tmp_path / "n", "--records", tmp_path / "n"], 2),
        "two formats": ([good, "--json", "--plain"], 2),
        "unknown region": ([good, "--region", "atlantis"], 2),
        "no date": ([good, "--on", "soon"], 2),
        "unknown option": ([good, "--frobnicate"], 2),
        "too many entries": ([strange, "--max-entries", "1"], 4),
        "too many bytes": ([good, "--max-bytes", "3"], 4),
    }


CASES = [
    "missing", "not a zip", "empty zip", "nothing known", "empty folder", "output exists",
    "records exist", "output is a folder", "no such folder", "output is the input",
    "one file twice", "two formats", "unknown region", "no date", "unknown option",
    "too many entries", "too many bytes",
]  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_bad_input_is_one_line_and_the_right_code(tmp_path: Path, case: str) -> None:
    words, code = bad_inputs(tmp_path)[case]
    before = sorted(p.name for p in tmp_path.iterdir())
    ran = run_program(*words)
    assert (ran.code, ran.out) == (code, "")
    assert ran.err.count("\n") == 1
    assert ran.err.startswith("inspect: ")
    assert "Traceback" not in ran.err
    assert sorted(p.name for p in tmp_path.iterdir()) == before
    assert (tmp_path / "taken").read_text(encoding="utf-8") == "mine"


def test_a_fault_of_our_own_shows_no_value(tmp_path: Path) -> None:
    code = (
        "import sys, inspector.reading.reader as r\n"
        "def broken(*a, **k): raise RuntimeError('Ysaline wrote a secret')\n"
        "r.read = broken\n"
        "from inspector.cli.main import main\n"
        "sys.exit(main(['demo']))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, env=environment())
    assert done.returncode == 70
    assert b"secret" not in done.stderr
    assert done.stdout == b""
    assert done.stderr.count(b"\n") == 1


def test_policy_prints_texts_and_json() -> None:
    plain = run_program("policy")
    assert plain.code == 0
    assert "European Regional Privacy Notice" in plain.out
    made = json.loads(run_program("policy", "--json").out)
    for text in made["policies"]:
        assert set(text) == {
            "id", "title", "publisher", "effective", "regions", "recipient", "source", "clauses",
            "last_seen", "stale", "own",
        }  # fmt: skip
        for clause in text["clauses"]:
            assert set(clause) == {
                "id", "quote", "locator", "source", "verdict", "reported_by", "unverified",
            }  # fmt: skip
            assert clause["quote"] and clause["source"]
    europe = next(one for one in made["differences"] if "eu" in one["regions"])
    honours = next(one for one in europe["datasets"] if one["dataset"] == "honors")
    assert {one["says"] for one in honours["by_policy"].values()} == {"omits", "inside"}
    assert "Where the texts in force on" in plain.out


def test_how_to_write_a_text_is_at_hand() -> None:
    ran = run_program("policy", "howto")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == (ROOT / "docs" / "policy-texts.md").read_text(encoding="utf-8")


def test_the_help_page_is_pinned() -> None:
    wanted = (ROOT / "tests" / "data" / "help.txt").read_text(encoding="utf-8")
    assert run_program("--help").out == wanted


def test_colour_only_where_wanted() -> None:
    assert "\x1b[" not in run_program("demo").out
    assert "\x1b[" in run_program("demo", FORCE_COLOR="1").out
    assert "\x1b[" not in run_program("demo", "--no-color", FORCE_COLOR="1").out


def test_hostile_text_reaches_no_stream(built: Built) -> None:
    for words in (["--plain"], ["--json"]):
        ran = run_program(built("hostile-2026")[1], *words)
        assert ran.code == 0
        assert not set(ran.out + ran.err) & {*map(chr, range(0x7F, 0xA0)), "\x1b", "\u202e", "\0"}


@pytest.mark.skipif(os.name != "posix", reason="only POSIX sends SIGINT to a child")
def test_ctrl_c_is_said_and_leaves_nothing(tmp_path: Path) -> None:
    path = write_zip(
        tmp_path / "big.zip", {"Skills.csv": "Name\n" + "a skill, and more\n" * 3_000_000}
    )
    target = tmp_path / "r.parquet"
    child = subprocess.Popen(
        [sys.executable, "-m", "inspector", str(path), "--records", str(target)],
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment(),
    )
    while not list(tmp_path.glob(".r.parquet*")) and child.poll() is None:
        time.sleep(0.01)
    child.send_signal(signal.SIGINT)
    out, err = child.communicate(timeout=60)
    assert (child.returncode, out) == (130, b"")
    assert b"interrupted" in err
    assert [p.name for p in tmp_path.iterdir()] == ["big.zip"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has /dev/full")
@pytest.mark.parametrize("words", [["demo"], ["demo", "--json"], ["--help"], ["policy"]])
def test_an_output_that_takes_nothing(words: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "inspector", *words],
            stdout=full,
            stderr=subprocess.PIPE,
            env=environment(),
            check=False,
        )
    assert done.returncode == 2
    assert b"cannot be written" in done.stderr


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no pipes with names")
def test_a_target_that_is_no_ordinary_file_is_left_alone(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "a.zip", {"Skills.csv": "Name\nA\n"})
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    ran = run_program(path, "--parquet", pipe, "--force")
    assert ran.code == 2
    assert pipe.is_fifo()


def test_records_beside_the_folder_they_are_of(tmp_path: Path) -> None:
    (tmp_path / "Skills.csv").write_text("Name\nA\n", encoding="utf-8", newline="\n")
    ran = run_program(tmp_path, "--records", tmp_path / "r.parquet", "--json")
    assert [file["path"] for file in json.loads(ran.out)["files"]] == ["Skills.csv"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--region", "cn"], "last said on 22 January 2025, by The Register (press)"),
        (["--region", "ca", "--on", "2025-06-01"], "Canadian authority (OPC) (2024-12-10)"),
        (["--region", "us", "--on", "2024-10-01", "--under-18"], "no text that we know speaks of"),
        (
            ["--under-18"],
            "LinkedIn says it does not train on members under 18, where it has reason",
        ),
        (
            ["--opted-out", "2025-11-12"],
            "You say the switch is off since 12 Nov 2025. LinkedIn says it does not use your data for "
            "this from then on; what was trained before stays.",
        ),
        (["--opted-out", "2025-11-12"], "13,854 words would be in scope without it."),
        (
            ["--opted-out", "2025-11-12"],
            "which may have been used between 3 Nov 2025 and 12 Nov 2025.",
        ),
        (["--opted-out", "2025-11-12"], "which LinkedIn says it does not use."),
        (["--opted-out", "2025-11-12"], "of which nothing tells whether before or since."),
        (
            ["--opted-out", "2025-10-01"],
            "before training began here on 3 Nov 2025. LinkedIn says it started only then",
        ),
        (
            ["--opted-out", "2025-10-01", "--region", "uk"],
            "before training began here. LinkedIn says",
        ),
        (["--opted-out", "2025-11-12", "--region", "us"], "which may have been used until 12 Nov"),
        (
            ["--opted-out", "2024-10-01", "--region", "us", "--on", "2025-01-01"],
            "LinkedIn says that it decides whether your data may be used for this. 9,015 words",
        ),
        (
            ["--opted-out", "2024-10-01", "--region", "us", "--on", "2025-01-01"],
            "no text that we know says that they are not used.",
        ),
        (["--opted-out", "2027-01-01"], "not yet in force"),
    ],
)
def test_headlines_say_no_more_than_the_texts(words: list[str], said: str) -> None:
    given = words if "--on" in words else [*words, "--on", "2026-11-22"]
    out = " ".join(run_program("demo", *given).out.split())
    assert said in out


def test_a_file_that_was_lost_stands_under_the_headline(tmp_path: Path) -> None:
    path = write_zip(
        tmp_path / "a.zip", {"Skills.csv": "Name\nA\n", "Languages.csv": b"PK\x03\x04"}
    )
    assert "1 file could not be read whole: Languages.csv." in run_program(path).out


def test_a_broken_download_says_so_on_every_face(tmp_path: Path) -> None:
    path = broken_download(tmp_path / "a.zip")
    page = tmp_path / "a.html"
    text = " ".join(run_program(path, "--plain").out.split())
    lost = (
        "1 file could not be read whole: Languages.csv. What they hold beyond that is not counted."
    )
    broken = "This export is damaged or broke off: files may be missing from it altogether."
    assert lost in text and broken in text
    assert run_program(path, "--html", page).code == 0
    assert lost in page.read_text(encoding="utf-8") and broken in page.read_text(encoding="utf-8")
    assert broken in " ".join(run_program("act", path).out.split())
    letter = " ".join(run_program("act", path, "--letter").out.split())
    assert letter.startswith("[Your export is damaged or broke off")
    assert "1 file could not be read whole" in letter
    files = {one["path"]: one for one in json.loads(run_program(path, "--json").out)["files"]}
    assert {name: one["status"] for name, one in files.items()} == {
        "Skills.csv": "partly_read", "Languages.csv": "partly_read"
    }  # fmt: skip
    assert "without its directory, whole" in files["Skills.csv"]["notes"][0]


def test_what_could_not_be_read_has_no_answer(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "a.zip", {"Skills.csv": b"PK\x03\x04"})
    page = tmp_path / "a.html"
    out = run_program(path, "--html", page, "--plain").out
    assert out.startswith("None of its files could be read (1 file): there is no answer.")
    assert "INSIDE" not in out and "■" not in out
    made = page.read_text(encoding="utf-8")
    assert "there is no answer" in made and "INSIDE" not in made and 'class="bar' not in made


def test_a_wrong_file_is_named(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "cv.docx", {"word/document.xml": "<b>words</b>"})
    ran = run_program(path)
    assert (ran.code, ran.out) == (3, "")
    assert "cv.docx: nothing in it is known as a file of a LinkedIn export" in ran.err


@pytest.mark.parametrize(
    "words",
    [
        ["policy", "regions", "--json"],
        ["--json", "policy", "regions"],
        ["policy", "--json", "regions"],
        ["--json", "--policy", "{own}", "policy", "regions"],
        ["policy", "--policy={own}", "regions", "--json"],
    ],
)
def test_commands_of_two_words_with_options_anywhere(words: list[str], tmp_path: Path) -> None:
    page = (ROOT / "docs" / "policy-texts.md").read_text(encoding="utf-8")
    own = tmp_path / "policy"
    own.write_text(page.split("```toml\n")[1].split("```")[0], encoding="utf-8")
    ran = run_program(*(word.format(own=own) for word in words))
    assert (ran.code, ran.err) == (0, "")
    assert list(json.loads(ran.out)) == ["regions"]


@pytest.mark.parametrize("words", [["./demo"], ["--", "demo"], ["--html", "demo", "--", "demo"]])
def test_what_is_no_command_is_a_path(
    words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write_zip(tmp_path / "demo", {"Skills.csv": "Name\nWelding\n"})
    code = {True: 2, False: 0}["--html" in words]  # it would write over what it reads
    assert run_program(*words).code == code


def test_a_folder_called_as_the_command_without_a_name_is_inside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("export", "inspect", "dmeo"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "Skills.csv").write_text(
            "Name\nWelding\n", encoding="utf-8", newline="\n"
        )
        assert run_program(name).code == 0


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (["dmeo"], "inspect demo"),
        (["--json", "polcy"], "inspect policy"),
        (["act", "dmeo"], "inspect act demo"),
        (["policy", "regoins"], "inspect policy regions"),
        (["study", "reprot"], "inspect study report"),
    ],
)
def test_a_near_miss_is_told_what_was_meant(words: list[str], meant: str) -> None:
    ran = run_program(*words)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert f"{words[-1]}; did you mean `{meant}`?" in ran.err


def test_an_option_that_is_nearly_right_is_told() -> None:
    ran = run_program("demo", "--regoin", "eu")
    assert ran.code == 2
    assert "--regoin (Possible options: --on, --region)" in ran.err
    assert "See `inspect demo --help`." in ran.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--parquet", "export.zip"], "--parquet took export.zip as the file to write"),
        (["--json", "--html=my.zip"], "--html took my.zip as the file to write"),
        (["act", "--csv", "export.zip"], "--csv took export.zip as the file to write"),
    ],
)
def test_an_option_that_took_the_path_is_told(words: list[str], said: str) -> None:
    ran = run_program(*words)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert f"{said}, and EXPORT is missing" in ran.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["demo", "--max-bytes", "x"], "'--max-bytes' wants a whole number"),
        (["demo", "--on"], "Option '--on' requires an argument. See `inspect demo --help`."),
        (["--plain=x", "a.zip"], "'--plain' does not take a value. See `inspect --help`."),
        (["act"], "Missing argument 'EXPORT'. See `inspect act --help`."),
        (["diff", "a"], "Missing argument 'NEW'. See `inspect diff --help`."),
        (["diff", "a", "b", "c"], "It takes OLD NEW and no further words."),
        (["policy", "howto", "x"], "It takes no words but options."),
        (["policy", "strange"], "no command strange; `inspect policy --help` names them all"),
    ],
)
def test_what_is_wrong_with_the_line_is_told(words: list[str], said: str) -> None:
    ran = run_program(*words)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert said in ran.err


@pytest.mark.parametrize(
    ("given", "region"),
    [("EU", "eu"), ("fr", "eu"), ("De", "eu"), ("el", "eu"), ("NO", "eu"), ("GB", "uk"),
     (" uk ", "uk"), ("CH", "ch"), ("us", "us"), ("Other", "other")],
)  # fmt: skip
def test_a_region_as_a_person_types_it(given: str, region: str) -> None:
    ran = run_program("demo", "--json", "--region", given)
    situation = json.loads(ran.out)["situation"]
    assert (situation["region"], situation["region_basis"]) == (region, "option")


@pytest.mark.parametrize("given", ["br", "europe", "", "e"])
def test_an_unknown_region_is_told_what_there_is(given: str) -> None:
    ran = run_program("demo", "--region", given)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert "eu, ch, uk, ca, hk, us, cn, other or auto" in ran.err
    assert "such as fr" in ran.err


def test_what_is_set_for_typer_speaks_the_language_asked_for() -> None:
    assert run_program("--help", "--lang", "en", LC_ALL="fr_FR.UTF-8").out == (
        ROOT / "tests" / "data" / "help.txt"
    ).read_text(encoding="utf-8")


@pytest.mark.parametrize("threads", ["0", "-1", "many"])
def test_threads_that_polars_cannot_have_are_not_asked_of_it(threads: str, tmp_path: Path) -> None:
    target = tmp_path / "r.parquet"
    ran = run_program("demo", "--records", str(target), POLARS_MAX_THREADS=threads)
    assert (ran.code, ran.err) == (0, "wrote r.parquet\n")


_PANIC = """
import sys
from inspector.cli import main
from inspector.session.session import Session
class Panic(BaseException): pass
def read(*args, **words): raise Panic("a value of the export")
Session.read = read
sys.exit(main.main(["demo", "--json"]))
"""


def test_a_panic_below_python_is_a_fault_of_the_program() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", _PANIC], capture_output=True, encoding="utf-8", check=False,
        env=environment(),
    )  # fmt: skip
    assert (ran.returncode, ran.stdout) == (70, "")
    assert ran.stderr.startswith("inspect: a fault of this program (Panic at ")
    assert "value of the export" not in ran.stderr


def test_windows_shells_leave_patterns_to_the_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for n in (1, 2):
        write_zip(tmp_path / f"Part {n}.zip", {f"Skills_{n}.csv": f"Name\nWelding {n}\n"})
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("typer.core.os", Other(os, [], {"name": "nt"}))
    monkeypatch.setattr(sys, "argv", ["inspect", "Part*.zip", "--json"])
    assert main() == 0
    assert len(json.loads(capsys.readouterr().out)["sources"]) == 2
    monkeypatch.setattr(sys, "argv", ["inspect", "None*.zip", "--json"])
    assert main() == 2
    assert "no such file or folder: None*.zip" in capsys.readouterr().err


def test_a_pipe_without_a_reader_as_windows_tells_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Left(io.BytesIO):
        def write(self, _: object) -> int:
            raise OSError(errno.EINVAL, "Invalid argument")

    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(Left(), "utf-8", write_through=True))
    monkeypatch.setattr(streams, "drop", lambda: None)
    assert main(["policy", "regions"]) == 2
    assert "the output cannot be written (invalid argument)" in capsys.readouterr().err
    monkeypatch.setattr(streams, "sys", Other(sys, [], {"platform": "win32"}))
    assert main(["policy", "regions"]) == 0
    assert capsys.readouterr().err == ""
