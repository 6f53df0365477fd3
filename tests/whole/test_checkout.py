"""A checkout on any system: names that each can hold, the same bytes, and none that depend on it."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

import msgspec
import pytest

from inspector import resources
from inspector.knowledge import catalogue, knowledge, policy_loader
from inspector.outputs import file_names
from inspector.study import manifest
from tests.conftest import ROOT

TYPED = ("inspector", "fixtures", "tools", "bench")
LONGEST = 120
"""Letters of a path below the checkout: Windows takes 259 in all."""


def git(*words: str) -> list[str]:
    """What Git says of the checkout; skips where this is none, as in an unpacked sdist."""
    if not (ROOT / ".git").exists() or shutil.which("git") is None:
        pytest.skip("no checkout of Git")
    done = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, check=True)
    return [one for one in done.stdout.decode().split("\0" if "-z" in words else "\n") if one]


def test_every_system_can_hold_every_file() -> None:
    names = git("ls-files", "-z")
    assert len(names) > 1000
    parts = {part for name in names for part in PurePosixPath(name).parts}
    assert [part for part in parts if file_names.is_reserved(part)] == []
    assert [part for part in parts if part != unicodedata.normalize("NFC", part)] == []
    assert len({name.casefold() for name in names}) == len(names)
    assert max(map(len, names)) <= LONGEST
    modes = {line.split(" ")[0] for line in git("ls-files", "-z", "--stage")}
    assert modes <= {"100644", "100755"}, "a link, which not everybody may make on Windows"


def test_lines_end_as_they_were_committed() -> None:
    """Whatever `core.autocrlf` says: texts with LF, bytes as they are."""
    kinds = dict[str, list[str]]()
    for line in git("ls-files", "-z", "--eol"):
        told, _, name = line.partition("\t")
        index, _, attributes = told.split(None, 2)
        is_text = "text=auto eol=lf" in attributes
        assert is_text or "-text" in attributes, name
        kinds.setdefault(f"{index} {'text' if is_text else 'bytes'}", []).append(name)
    texts = ("i/lf text", "i/none text")
    others = {kind: names[:3] for kind, names in kinds.items() if kind not in texts}
    assert all(kind.endswith(" bytes") for kind in others), others
    assert "tests/fuzz/corpus" in kinds["i/lf bytes"][0]


def test_a_checkout_with_crlf_knows_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As of an archive that somebody unpacked and edited on Windows."""
    ours, said = manifest.knowledge(), knowledge.load()
    folder = tmp_path / "schemas"
    shutil.copytree(resources.schemas(), folder)
    for path in folder.rglob("*.toml"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    monkeypatch.setattr(resources, "schemas", lambda: folder)
    kept = (manifest.knowledge, knowledge.load, catalogue.load, policy_loader.load)
    for one in kept:
        one.cache_clear()
    read: list[bytes] = []
    whole = msgspec.toml.decode

    def decode(text: bytes, **more: Any) -> Any:
        read.append(text)
        return whole(text, **more)

    monkeypatch.setattr(msgspec.toml, "decode", decode)
    try:
        assert manifest.knowledge() == ours
        theirs = knowledge.load()
        assert theirs.catalogue is not said.catalogue
        assert theirs.catalogue.datasets == said.catalogue.datasets
        assert theirs.policies is not said.policies
        assert theirs.policies.texts == said.policies.texts
        assert theirs.claims.claims == said.claims.claims
        for name in ("acting", "facts", "letters", "mark_rules", "rights"):
            assert getattr(theirs, name) == getattr(said, name), name
        assert len(read) > 100
    finally:
        for one in kept:
            one.cache_clear()


def _calls(folder: str) -> Iterator[tuple[str, ast.Call, str]]:
    for path in sorted((ROOT / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = ast.unparse(node.func)
                where = f"{path.relative_to(ROOT).as_posix()}:{node.lineno}"
                yield where, node, name.rpartition(".")[2] if name != "os.open" else ""


@pytest.mark.parametrize("folder", ["inspector", "tools", "fixtures", "bench"])
def test_texts_are_read_and_written_alike_everywhere(folder: str) -> None:
    """By an encoding that is said, and with the line ends that are said."""
    found = []
    for where, call, name in _calls(folder):
        given = {one.arg for one in call.keywords}
        if name == "read_text" and not call.args and "encoding" not in given:
            found.append(f"{where} encoding")
        if name == "write_text" and len(call.args) == 1 and not {"encoding", "newline"} <= given:
            found.append(f"{where} encoding, newline")
        modes = [str(one.value) for one in call.args if isinstance(one, ast.Constant) and one.value]
        if name == "open" and any(set(mode) <= set("rwaxt+") for mode in modes):
            wanted = {"encoding"} if modes[-1] in ("r", "rt") else {"encoding", "newline"}
            if not wanted <= given and not ast.unparse(call).startswith("archive."):
                found.append(f"{where} {', '.join(wanted)}")
    assert found == []


def test_no_module_takes_what_one_system_has() -> None:
    """At the top of a module, where nothing has asked yet which system it is."""
    alone = {
        "fcntl",
        "grp",
        "msvcrt",
        "posix",
        "pty",
        "pwd",
        "resource",
        "termios",
        "tty",
        "winreg",
    }
    for path in (ROOT / "inspector").rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in tree.body:
            names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            assert not alone & set(names), path


@pytest.mark.slow
@pytest.mark.parametrize("system", ["win32", "darwin"])
def test_types_hold_on_other_systems(system: str, tmp_path: Path) -> None:
    """What a system lacks is an unknown attribute to mypy (`make lint-systems`)."""
    pytest.importorskip("mypy")
    command = [sys.executable, "-m", "mypy", "--platform", system, "--cache-dir", str(tmp_path)]
    command += [word for name in TYPED for word in ("-p", name)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout[-2000:]
