"""Inputs to begin from: small exports of every make, and tables in every encoding."""

from __future__ import annotations

import io
import tempfile
import zipfile
from datetime import datetime
from pathlib import Path

import fixtures.exports
from fixtures.archive import packed
from inspector.knowledge import catalogue
from tests.cases.building import build
from tests.cases.model import load
from tests.conftest import ROOT
from tests.fuzz.oracles import TARGETS, corpus
from tests.fuzz.programs import places
from tests.lib.archives import zip_bytes

MOST = 6_000
"""Bytes of a seed; a mutation of a big one rarely says anything."""
_ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32-be", "cp1252", "cp1251")


def sow(target: str, folder: Path) -> None:
    """Write the seeds and the kept corpus of a target into a folder."""
    assert target in TARGETS
    folder.mkdir(parents=True, exist_ok=True)
    makers = {"archive": _archives, "table": _tables, "html": _pages, "policy": _texts}
    found = makers.get(target, _pairs)()
    kept = [path.read_bytes() for path in corpus(target)]
    for number, data in enumerate([*found, *kept]):
        (folder / f"seed-{number:04}").write_bytes(data)


def _archives() -> list[bytes]:
    export = fixtures.exports.build("hostile-2026")
    small = [(entry.path, entry.data) for entry in export.entries if len(entry.data) < 1_000]
    plain = {"Skills.csv": "Name\nWelding\n", "Languages.csv": "Name,Proficiency\nFrench,\n"}
    made = [
        packed(small[:12], datetime(2026, 5, 2, 9), "fuzz"),
        packed(small[:2], datetime(2026, 5, 2, 9), "fuzz"),
        zip_bytes(plain),
        zip_bytes({"e.zip": zip_bytes(plain)}),
        zip_bytes({"a/": b"", "a\\Skills.csv": b"Name\n\xe9\n", "__MACOSX/._x": b"\0\5\x16\7"}),
        b"PK\x05\x06" + bytes(18),
    ]
    for method in (zipfile.ZIP_STORED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
        whole = io.BytesIO()
        with zipfile.ZipFile(whole, "w", method) as file:
            for name, text in plain.items():
                file.writestr(name, text)
        made.append(whole.getvalue())
    made += _cases()
    return [*made, *(one[: len(one) // 2] for one in made if len(one) > 100)]


def _cases() -> list[bytes]:
    """The archives of the corpus of cases."""
    found = []
    with tempfile.TemporaryDirectory() as folder:
        for case in load("archives"):
            data = build(case, Path(folder)).read_bytes()
            found += [data] if len(data) < MOST else []
    return found


def _pages() -> list[bytes]:
    """Articles and cells of HTML, for each way to read them."""
    found = [
        part.text.encode() * min(part.times, 200)
        for kind in ("archives", "texts", "bombs")
        for case in load(kind)
        for item in case.entries
        for part in item.all_parts
        if item.name.endswith((".html", "Learning.csv")) and "<" in part.text
    ]
    found += [
        entry.data[:MOST]
        for name in fixtures.exports.NAMES
        for entry in fixtures.exports.build(name).entries
        if entry.path.endswith(".html")
    ]
    found += [b"<h1>a</h1><p>b<b>c<i>d</p>e", b"<p>one<br>two</p><ul><li>a<li>b</ul>"]
    return [bytes((way,)) + one for one in dict.fromkeys(found) for way in (0, 1, 3)]


def _texts() -> list[bytes]:
    """Policy texts: those of the program that are short, and the one of the manual."""
    manual = (ROOT / "docs" / "policy-texts.md").read_text(encoding="utf-8")
    example = manual.partition("```toml\n")[2].partition("```")[0].encode()
    kept = sorted(
        (ROOT / "schemas" / "policies").glob("*.toml"), key=lambda one: one.stat().st_size
    )
    found = [example, *(path.read_bytes()[: 2 * MOST] for path in kept[:6])]
    return [bytes((way,)) + one for one in found for way in range(4)]


def _pairs() -> list[bytes]:
    """Tables of every dataset as two exports, both the same, cut in two, and with more rows."""
    found = []
    for name in fixtures.exports.NAMES:
        for entry in fixtures.exports.build(name).entries:
            if entry.path in places():
                head = bytes((places().index(entry.path),))
                table = entry.data[: MOST // 2]
                found += [head + more + table for more in (b"\0\0", b"\x80\2", b"\xc0\3")]
    return found


def _tables() -> list[bytes]:
    order = [None, *sorted(catalogue.load().datasets)]
    found = []
    for name in fixtures.exports.NAMES:
        for entry in fixtures.exports.build(name).entries:
            if entry.dataset in order and entry.path.endswith(".csv"):
                first = bytes((order.index(entry.dataset),))
                found += [first + cut + entry.data[:MOST] for cut in (b"\0", b"\4")]
    text = 'Date,Link,Message\n2025-01-02 03:04:05,https://x.example,"é ""ü"" ж"\nx,y,z\n'
    which = bytes((order.index("comments"),))
    found += [which + b"\0" + text.encode(name, "replace") for name in _ENCODINGS]
    return found
