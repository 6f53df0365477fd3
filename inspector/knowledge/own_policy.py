"""A member's own policy text as a file: read under limits, and refused in one line."""

from __future__ import annotations

import re
import stat
import tomllib
from pathlib import Path
from typing import Any

from inspector.errors import UsageError, is_web_address, reason, shown
from inspector.language import Phrases, mark, number, say

LARGEST = 4 << 20
"""Bytes of a file."""
_NESTED = re.compile(
    r"""^[ \t]*+\[{0,2}+[ \t]*+(?:(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){16}""",
    re.MULTILINE,
)
"""A key of more parts than any has here; a parser's time and memory grow with their square."""
PAGE = "`inspect policy howto`"
"""What prints the page on how to write one."""
_PLACE = re.compile(r"(?P<what>.*) - at `\$\.?(?P<path>[^`]*)`", re.DOTALL)
_PART = re.compile(r"(?P<table>clauses|rules)\[(?P<index>\d+)\]\.?(?P<field>.*)")
_NAMES = Phrases({"clauses": mark("clause {n}"), "rules": mark("rule {n}")})


def refused(path: Path, why: str) -> UsageError:
    """The error for a file that cannot be taken."""
    return UsageError(
        say("--policy {file}: {why}; {command} says how to write one").format(
            file=shown(path), why=why, command=PAGE
        )
    )


def read(path: Path) -> dict[str, Any]:
    """The tables of a TOML file; raises `UsageError`."""
    if is_web_address(path):
        raise refused(path, say("nothing is downloaded; save it as a file and name that"))
    try:
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode):
            if stat.S_ISDIR(mode):
                raise refused(path, say("it is a folder; name one TOML file"))
            raise refused(path, say("it is no ordinary file; name one TOML file"))
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as fault:
        raise refused(path, say("it cannot be read ({why})").format(why=reason(fault))) from None
    if len(content) > LARGEST:
        raise refused(path, say("it is larger than {n} MiB").format(n=LARGEST >> 20))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise refused(
            path,
            say("it is not UTF-8 (byte {n}); save it as such").format(n=number(fault.start + 1)),
        ) from None
    too_deep = refused(path, say("it is not a policy text: its values are nested too deep"))
    if _NESTED.search(text):
        raise too_deep
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise too_deep from None
    except ValueError as fault:
        raise refused(path, say("it is not TOML: {why}").format(why=str(fault)[:200])) from None


def place(fault: str, given: dict[str, Any]) -> str:
    """What is wrong with a value, with the clause or rule it stands in named as a reader would."""
    found = _PLACE.fullmatch(fault)
    if found is None:
        return fault
    what, path = found["what"], found["path"]
    part = _PART.fullmatch(path)
    if part is None:
        return say("{where}: {what}").format(where=path, what=what)
    at = int(part["index"])
    entry = given[part["table"]][at]
    name = entry.get("id", entry.get("dataset")) if isinstance(entry, dict) else None
    named = f" ({name[:80]})" if isinstance(name, str) else ""
    field = f", {part['field']}" if part["field"] else ""
    told = _NAMES[part["table"]].format(n=at + 1)
    return say("{where}: {what}").format(where=f"{told}{named}{field}", what=what)
