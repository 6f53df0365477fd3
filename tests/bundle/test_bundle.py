"""Bundles: the same bytes from the same export, nothing of the member, and what verify says."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import random
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, get_args

import jsonschema
import msgspec
import polars as pl
import pytest

from fixtures.model import BuiltExport
from inspector import resources
from inspector.bundle import canonical_zip, contents, manifest, verification
from inspector.errors import NotAnExportError
from inspector.language import speaking
from inspector.outputs.parquet import RecordsFile
from inspector.session.request import Request
from inspector.session.session import Session
from tests.conftest import ROOT, environment, run_program

Built = Callable[[str], tuple[BuiltExport, Path]]
pytestmark = pytest.mark.xdist_group("bundle")  # what the module builds is built once
DAY = dt.date(2026, 11, 22)
SAMPLE = resources.sample()


def _session(path: Path = SAMPLE, **more: Any) -> Session:
    session = Session(Request((path,), on=DAY, **more))
    session.read()
    return session


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    """The files of the sample's bundle."""
    return contents.files_of(_session(), with_hash=False)


def _of(files: Mapping[str, bytes], folder: Path) -> verification.Bundle:
    path = folder / "b.zip"
    path.write_bytes(canonical_zip.written(files))
    return verification.opened(path)


def _remade(files: Mapping[str, bytes], **changed: bytes) -> dict[str, bytes]:
    """A bundle in which files were changed, and the manifest with them."""
    made = {**files, **{name.replace("_", "."): data for name, data in changed.items()}}
    del made[manifest.MANIFEST]
    old = manifest.decoded(files[manifest.MANIFEST])
    assert old is not None
    new = msgspec.structs.replace(old, files=manifest.listed(made))
    return made | {manifest.MANIFEST: new.encoded()}


def _failing(bundle: verification.Bundle, *exports: Path) -> dict[str, tuple[str, ...]]:
    found = verification.verify(bundle, exports)
    return {one.name: one.differing for one in found if not one.holds}


def test_the_same_export_gives_the_same_bytes(files: dict[str, bytes]) -> None:
    again = contents.files_of(_session(), with_hash=False)
    assert canonical_zip.written(again) == canonical_zip.written(files)


def test_a_bundle_holds_by_itself_and_beside_its_export(
    files: dict[str, bytes], tmp_path: Path
) -> None:
    bundle = _of(files, tmp_path)
    assert _failing(bundle) == {}
    assert _failing(bundle, SAMPLE) == {}
    names = {one.name for one in verification.verify(bundle, (SAMPLE,))}
    assert names == {*get_args(verification.CheckName)} - {"archives"}


def test_nothing_of_the_member_is_in_it(files: dict[str, bytes], tmp_path: Path) -> None:
    session = Session(Request((SAMPLE,), on=DAY))
    sink = RecordsFile(tmp_path / "r.parquet", session.judge())
    session.read(None, sink)
    sink.finish(session.summary())
    frame = pl.read_parquet(tmp_path / "r.parquet")
    worded = frame.filter((pl.col("role") == "text") & (pl.col("value").str.len_chars() > 30))
    values = worded["value"].unique().to_list()
    assert len(values) > 300
    every = b"\n".join(files.values()).decode("utf-8", "replace")
    assert not [value for value in values if value in every]
    digest = hashlib.sha256(SAMPLE.read_bytes()).hexdigest()
    assert digest not in every
    assert SAMPLE.name not in every
    hashed = contents.files_of(session, with_hash=True)
    made = manifest.decoded(hashed[manifest.MANIFEST])
    assert made is not None
    assert made.archives == (digest,)
    assert "--with-hash" in made.command


def test_one_flipped_byte_anywhere_is_said(files: dict[str, bytes], tmp_path: Path) -> None:
    data = canonical_zip.written(files)
    chance = random.Random(7)
    heads = [
        at
        for name in files
        for at in range(data.index(name.encode()) - 30, data.index(name.encode()) + len(name))
    ]
    directory = range(data.index(b"PK\x01\x02"), len(data))
    content = chance.sample(range(len(data)), 150)
    path = tmp_path / "b.zip"
    for at in (*heads, *directory, *content):
        path.write_bytes(data[:at] + bytes([data[at] ^ 1 << chance.randrange(8)]) + data[at + 1 :])
        try:
            bundle = verification.opened(path)
        except NotAnExportError:
            continue
        checks = verification.verify(bundle)
        assert not (next(checks).holds and next(checks).holds), at


def test_a_changed_text_is_named(files: dict[str, bytes], tmp_path: Path) -> None:
    document = json.loads(files[contents.TEXTS])
    name = next(iter(document["texts"]))
    document["texts"][name]["clauses"][0]["quote"] += " Not."
    changed = _remade(files, texts_json=json.dumps(document).encode())
    assert _failing(_of(changed, tmp_path)) == {"texts": (name,)}


def test_changed_numbers_and_verdicts_are_found_beside_the_export(
    files: dict[str, bytes], tmp_path: Path
) -> None:
    document = json.loads(files[contents.SUMMARY])
    document["totals"]["inside"]["words"] += 1
    document["files"][0]["columns"][0]["verdict"] = "inside"
    changed = _of(_remade(files, summary_json=json.dumps(document).encode()), tmp_path)
    assert _failing(changed) == {}
    assert _failing(changed, SAMPLE) == {
        "totals": ("inside words",),
        "verdicts": (document["files"][0]["path"],),
        "pages": (contents.SUMMARY,),
    }


def test_a_page_made_anew_with_its_manifest_is_found_beside_the_export(
    files: dict[str, bytes], tmp_path: Path
) -> None:
    page = files[contents.PAGE].replace(b"INSIDE", b"outside", 1)
    changed = _of(_remade(files, summary_html=page, summary_parquet=b"PAR1"), tmp_path)
    assert _failing(changed) == {}
    assert _failing(changed, SAMPLE) == {"pages": (contents.PAGE, contents.TABLE)}
    with speaking("fr"):
        assert _failing(_of(files, tmp_path), SAMPLE) == {}


@pytest.mark.parametrize(
    ("change", "failing"),
    [
        ({"region": "xx"}, {"totals"}),
        ({"status": "never_used"}, {"verdicts", "pages"}),
        ({"on": "2026-11-21"}, {"pages"}),
    ],
)
def test_a_changed_situation_is_found_beside_the_export(
    files: dict[str, bytes], tmp_path: Path, change: dict[str, str], failing: set[str]
) -> None:
    document = json.loads(files[contents.SUMMARY])
    document["situation"].update(change)
    changed = _of(_remade(files, summary_json=json.dumps(document).encode()), tmp_path)
    assert _failing(changed, SAMPLE).keys() == failing


def test_another_export_gives_other_numbers(
    files: dict[str, bytes], tmp_path: Path, built: Built
) -> None:
    found = _failing(_of(files, tmp_path), built("basic-2025")[1])
    assert found.keys() == {"totals", "verdicts", "pages"}


def test_a_text_of_ones_own_goes_along(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "policy-texts.md").read_text(encoding="utf-8")
    own = tmp_path / "mine.toml"
    own.write_text(re.findall(r"```toml\n(.*?)```", page, re.DOTALL)[0], encoding="utf-8")
    files = contents.files_of(_session(policies=(own,)), with_hash=False)
    bundle = _of(files, tmp_path)
    assert bundle.files[contents.own_text(1)] == own.read_bytes()
    assert bundle.manifest.command[-4:-2] == ("--policy", contents.own_text(1))
    assert _failing(bundle, SAMPLE) == {}


@pytest.mark.parametrize(
    "data",
    [b"", b"PK", b"PK\x05\x06" + bytes(18), canonical_zip.written({"a": b"x"}),
     canonical_zip.written({manifest.MANIFEST: b"[" * 100_000}),
     canonical_zip.written({manifest.MANIFEST: b'{"schema_version": 2}'})],
)  # fmt: skip
def test_what_is_no_bundle_is_said_to_be_none(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "no.zip"
    path.write_bytes(data)
    ran = run_program("verify", path)
    assert ran.code == 3
    assert "no bundle" in ran.err


def test_the_commands_say_what_they_do(tmp_path: Path) -> None:
    target = tmp_path / "b.zip"
    ran = run_program("bundle", SAMPLE, "--on", "2026-11-22", "--out", target)
    assert ran.code == 0, ran.err
    assert ran.out == hashlib.sha256(target.read_bytes()).hexdigest() + "\n"
    checked = run_program("verify", target, SAMPLE, "--json")
    assert checked.code == 0, checked.err
    document = json.loads(checked.out)
    schema = json.loads((resources.schemas() / "verification.schema.json").read_text("utf-8"))
    jsonschema.validate(document, schema)
    assert document["holds"]
    text = run_program("verify", target).out.splitlines()
    assert len(text) == 5
    assert text[-1].startswith("This does not show who made the bundle")
    target.write_bytes(target.read_bytes()[:-1] + b"x")
    assert run_program("verify", target).code in (1, 3)


def test_its_bytes_can_be_piped_but_not_shown(tmp_path: Path) -> None:
    words = ["bundle", str(SAMPLE), "--on", "2026-11-22", "--out"]
    assert run_program(*words, tmp_path / "b.zip").code == 0
    done = subprocess.run(
        [sys.executable, "-m", "inspector", *words, "-"], capture_output=True, check=True,
        env=environment(),
    )  # fmt: skip
    assert done.stdout == (tmp_path / "b.zip").read_bytes()
    assert hashlib.sha256(done.stdout).hexdigest() in done.stderr.decode()
    refused = run_program("bundle", SAMPLE)
    assert refused.code == 2
    assert "--out" in refused.err
    if os.name == "posix":
        import pty

        ours, theirs = pty.openpty()
        shown = subprocess.run(
            [sys.executable, "-m", "inspector", *words, "-"], stdout=theirs,
            stderr=subprocess.PIPE, check=False, env=environment(),
        )  # fmt: skip
        os.close(theirs)
        os.close(ours)
        assert shown.returncode == 2
