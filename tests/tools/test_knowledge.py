"""The tables of the TOML files as JSON: up to date, and what the program reads in the files."""

from __future__ import annotations

import shutil
from pathlib import Path

from inspector import resources
from inspector.knowledge import (
    acting,
    authorities,
    catalogue,
    claims,
    facts,
    letter_texts,
    policy_loader,
    rights,
)
from tools.knowledge import TABLES, render


def test_they_are_up_to_date() -> None:
    assert TABLES.read_bytes() == render(), "run make knowledge"


def test_files_that_have_changed_are_read_themselves(tmp_path: Path) -> None:
    folder = shutil.copytree(resources.schemas(), tmp_path / "schemas")
    for path in folder.rglob("*.toml"):
        path.write_bytes(path.read_bytes() + b"# Changed.\n")
    known, read = catalogue.load(), catalogue.load(folder)
    assert read.datasets == known.datasets
    assert (read.naming, read.dates) == (known.naming, known.dates)
    texts, others = policy_loader.load(known), policy_loader.load(read, folder)
    assert others.texts == texts.texts
    assert others.programmes == texts.programmes
    assert facts.load(read, others, folder) == facts.load(known, texts)
    assert acting.load(read, others, folder) == acting.load(known, texts)
    law = rights.load(texts)
    assert rights.load(others, folder) == law
    assert authorities.load(folder) == authorities.load()
    changed = letter_texts.load(read, others, law, folder / "letters")
    assert changed == letter_texts.load(known, texts, law)
    assert claims.load(read, others, folder).claims == claims.load(known, texts).claims
