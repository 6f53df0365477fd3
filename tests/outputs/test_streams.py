"""What is said in every encoding a standard stream may have: all of it, and readably."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
import time
import unicodedata
from pathlib import Path

import pytest

from inspector import resources
from inspector.cli.main import main
from inspector.outputs import look_alikes
from tests.conftest import environment
from tests.lib.archives import write_zip

ENCODINGS = ["cp1252", "cp437", "ascii", "utf-8"]
SAMPLE = str(resources.sample())
TEXTS = ["erpn-2025-02-27", "erpn-2025-11-03"]
SAID = {
    "nothing": [],
    "--help": ["--help"],
    "help": ["help"],
    "help study": ["help", "study"],
    "--version": ["--version"],
    "demo": ["demo", "--plain"],
    "demo redacted": ["demo", "--redacted", "--region", "us"],
    "act": ["act", SAMPLE],
    "letter": ["act", "demo", "--letter"],
    "diff": ["diff", "old.zip", "new.zip", "--plain"],
    "policy": ["policy"],
    "regions": ["policy", "regions"],
    "claims": ["policy", "claims"],
    "howto": ["policy", "howto"],
    "texts": ["policy", "diff", *TEXTS],
    "study help": ["study", "report", "--help"],
    "missing": ["absent é “x”.zip"],
    "usage": ["--frobnicate"],
}
DOCUMENTS = {
    "demo": ["demo", "--json"],
    "diff": ["diff", "old.zip", "new.zip", "--json"],
    "policy": ["policy", "--json"],
    "regions": ["policy", "regions", "--json"],
    "claims": ["policy", "claims", "--json"],
    "texts": ["policy", "diff", *TEXTS, "--json"],
}


@pytest.fixture(autouse=True)
def two_exports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two small exports of one member in the current folder."""
    post = 'Date,ShareLink,ShareCommentary\n2026-05-0{n} 09:00:00,https://www.linkedin.com/x{n},"«Déjà» {n}…"\n'
    for n, name in enumerate(("old.zip", "new.zip"), start=1):
        write_zip(tmp_path / name, {"Shares.csv": post.format(n=n)})
    monkeypatch.chdir(tmp_path)


class Bytes(io.BytesIO):
    """Bytes that may be called a terminal."""

    def __init__(self, *, terminal: bool) -> None:
        super().__init__()
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal


def said(
    words: list[str], encoding: str, patch: pytest.MonkeyPatch, *, terminal: bool = False
) -> tuple[int, str, str]:
    """The code, and what both streams hold, decoded by their own encoding."""
    files = [Bytes(terminal=terminal) for _ in range(2)]
    streams = [io.TextIOWrapper(one, encoding, newline="\n") for one in files]
    with patch.context() as given:
        given.setenv("COLUMNS", "80")
        given.setenv("PAGER", "cat")
        given.delenv("NO_COLOR", raising=False)
        given.setattr(sys, "stdout", streams[0])
        given.setattr(sys, "stderr", streams[1])
        given.setattr(sys, "stdin", io.StringIO())
        code = main(words)
    for one in streams:
        one.flush()
    out, err = (one.getvalue().decode(encoding) for one in files)
    return code, out, err


@pytest.mark.parametrize(
    ("language", "terminal"),
    [
        ("en", False),
        ("fr", True),
        pytest.param("en", True, marks=pytest.mark.slow),
        pytest.param("fr", False, marks=pytest.mark.slow),
    ],
)
@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("case", SAID)
def test_all_is_said_in_every_encoding(
    case: str, encoding: str, language: str, terminal: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = [*SAID[case], "--lang", language]
    code, out, err = said(words, encoding, monkeypatch, terminal=terminal)
    text = out + err
    assert code == (2 if case in ("nothing", "missing", "usage") else 0), text
    assert text
    bare = re.sub(r"https?://\S+", "", text)
    assert not re.search(r"[^\W\d]\?[^\W\d]", bare)
    if encoding == "cp437" and language == "fr" and case in ("demo", "nothing", "letter"):
        assert re.search("[éèêàç]", text)


@pytest.mark.parametrize("encoding", ["cp850", "cp65001", "cp1251", "cp932", "mac-roman"])
def test_further_consoles_of_windows_and_macos(
    encoding: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of the West, as `chcp 65001` makes them, of Russia and Japan, and of an old Mac."""
    code, out, err = said(["diff", "old.zip", "new.zip", "--lang", "fr"], encoding, monkeypatch)
    assert (code, err) == (0, "")
    assert not re.search(r"[^\W\d]\?[^\W\d]", re.sub(r"https?://\S+", "", out))
    assert ("é" in out) == (encoding not in ("cp1251", "cp932"))


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("case", DOCUMENTS)
def test_json_is_one_document_in_every_encoding(
    case: str, encoding: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = DOCUMENTS[case]
    wanted = said(words, "utf-8", monkeypatch, terminal=True)[1]
    code, text, _ = said(words, encoding, monkeypatch)
    assert code == 0
    assert json.loads(text) == json.loads(wanted)
    assert text.isascii() or encoding == "utf-8"


def test_letters_beyond_the_first_plane_are_escaped_as_json_has_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "own.toml"
    page = resources.texts_page().read_text(encoding="utf-8")
    found = re.search(r"```toml\n(.*?)```", page, re.DOTALL)
    assert found is not None
    title = re.sub(r'(?m)^title = ".*"$', 'title = "日本 😀"', found[1])
    own.write_text(title, encoding="utf-8")
    code, text, err = said(["policy", "--json", "--policy", str(own)], "cp1252", monkeypatch)
    assert code == 0, err
    assert "日本 😀" in [one["title"] for one in json.loads(text)["policies"]]


def test_every_sign_of_the_programs_own_has_one_alike() -> None:
    folder = resources.schemas() / "locale"
    texts = [path.read_text(encoding="utf-8") for path in folder.rglob("inspect.po")]
    package = Path(look_alikes.__file__).parent.parent
    texts += [path.read_text(encoding="utf-8") for path in package.rglob("*.py")]
    signs = {char for text in texts for char in text if not char.isascii()}
    latin = {c for c in signs if "LATIN SMALL LETTER " in unicodedata.name(c, "")}
    capitals = {c for c in latin if "CAPITAL" in unicodedata.name(c) or ord(c) > 0x24F}
    others = {c for c in signs if unicodedata.category(c)[0] in "PSZ"} - {"▒", "\ufffd"}
    assert len(others) > 20
    assert {c for c in (latin - capitals) | others if "?" in look_alikes.ascii_of(c)} == set()


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("« Déjà » — l’œuvre…", '"Deja" - l\'oeuvre...'),
        ("«\u00a0inclus\u00a0»\u202f: 13\u202f854 €", '"inclus" : 13 854 EUR'),
        ("Ægir Øster, Łódź", "AEgir Oster, Lodz"),
        ("日本 😀", "?? ?"),
        ("e\u0301", "e"),
    ],
)
def test_look_alikes(text: str, plain: str) -> None:
    assert text.encode("ascii", look_alikes.NAME).decode() == plain


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("words", [["--help"], ["demo", "--plain"], ["absent’s.zip"]])
def test_as_a_process_redirected(words: list[str], encoding: str, tmp_path: Path) -> None:
    out, err = tmp_path / "out", tmp_path / "err"
    given = environment(PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    command = [sys.executable, "-m", "inspector", *words, "--lang", "fr"]
    piped = subprocess.run(command, capture_output=True, env=given, stdin=subprocess.DEVNULL)
    with out.open("wb") as one, err.open("wb") as other:
        filed = subprocess.run(
            command, stdout=one, stderr=other, env=given, stdin=subprocess.DEVNULL
        )
    assert piped.returncode == filed.returncode == (2 if "absent" in words[0] else 0)
    assert (out.read_bytes(), err.read_bytes()) == (piped.stdout, piped.stderr)
    text = (piped.stdout + piped.stderr).replace(b"\r\n", b"\n").decode(encoding)
    assert not re.search(r"[^\W\d]\?[^\W\d]|\\x", re.sub(r"https?://\S+", "", text))


@pytest.mark.skipif(os.name != "posix", reason="a terminal as POSIX has it")
@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("words", [["help"], ["demo", "--plain"], ["demo"]])
def test_as_a_process_in_a_terminal(words: list[str], encoding: str) -> None:
    import fcntl
    import pty
    import struct
    import termios

    given = environment(PYTHONIOENCODING=encoding, PYTHONUTF8="0", TERM="xterm", PYTHONWARNINGS="")
    near, far = pty.openpty()
    fcntl.ioctl(far, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
    child = subprocess.Popen(
        [sys.executable, "-m", "inspector", *words, "--lang", "fr"],
        stdin=far, stdout=far, stderr=far, env=given, start_new_session=True,
    )  # fmt: skip
    os.close(far)
    heard, asked = b"", 0.0
    try:
        while True:
            try:
                heard += os.read(near, 65536)
            except OSError:
                break
            # The application leaves on `q`, once it is there to hear it.
            if words == ["demo"] and b"\x1b[" in heard and time.monotonic() - asked > 1:
                asked = time.monotonic()
                os.write(near, b"q")
        assert child.wait(60) == 0, heard[-400:]
    finally:
        child.kill()
        child.wait()
        os.close(near)
    assert heard.decode(encoding)
    assert b"Traceback" not in heard
