"""A member's own policy text as a file: read under limits, and refused in one line."""

from __future__ import annotations

import re
import stat
import tomllib
from pathlib import Path
from typing import Any

from inspector.archive import shown
from inspector.errors import UsageError

LARGEST = 4 << 20
"""Bytes of a file."""
PAGE = "`inspect policy howto`"
"""What prints the page on how to write one."""
_PLACE = re.compile(r"(?P<what>.*) - at `\$\.?(?P<path>[^`]*)`", re.DOTALL)
_PART = re.compile(r"(?P<table>clauses|rules)\[(?P<index>\d+)\]\.?(?P<field>.*)")
_SINGULAR = {"clauses": "clause", "rules": "rule"}


def refused(path: Path, why: str) -> UsageError:
    """The error for a file that cannot be taken."""
    return UsageError(f"--policy {shown(path)}: {why}; {PAGE} says how to write one")


def read(path: Path) -> dict[str, Any]:
    """The tables of a TOML file; raises `UsageError`."""
    try:
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode):
            what = "a folder" if stat.S_ISDIR(mode) else "no ordinary file"
            raise refused(path, f"it is {what}; name one TOML file")
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as fault:
        raise refused(
            path, f"it cannot be read ({(fault.strerror or 'refused').lower()})"
        ) from None
    if len(content) > LARGEST:
        raise refused(path, f"it is larger than {LARGEST >> 20} MiB")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise refused(
            path, f"it is not UTF-8 (byte {fault.start + 1:,}); save it as such"
        ) from None
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise refused(path, "it is not a policy text: its values are nested too deep") from None
    except ValueError as fault:
        raise refused(path, f"it is not TOML: {str(fault)[:200]}") from None


def place(fault: str, given: dict[str, Any]) -> str:
    """What is wrong with a value, with the clause or rule it stands in named as a reader would."""
    found = _PLACE.fullmatch(fault)
    if found is None:
        return fault
    what, path = found["what"], found["path"]
    part = _PART.fullmatch(path)
    if part is None:
        return f"{path}: {what}"
    number = int(part["index"])
    entry = given[part["table"]][number]
    name = entry.get("id", entry.get("dataset")) if isinstance(entry, dict) else None
    named = f" ({name[:80]})" if isinstance(name, str) else ""
    field = f", {part['field']}" if part["field"] else ""
    return f"{_SINGULAR[part['table']]} {number + 1}{named}{field}: {what}"
