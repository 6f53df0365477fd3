"""What the TOML files of `schemas/` say, as JSON, so that a start need not parse TOML.

`python -m tools.knowledge` writes `schemas/knowledge.json`: a line for each file, its tables by
the SHA-256 of its bytes. Of a file that has changed since, the program reads the TOML.
"""

from __future__ import annotations

import hashlib
import tomllib
from pathlib import Path

import msgspec

SCHEMAS = Path(__file__).resolve().parent.parent / "schemas"
TABLES = SCHEMAS / "knowledge.json"


def render() -> bytes:
    """All of it; the same files give the same bytes."""
    files = sorted(SCHEMAS.rglob("*.toml"), key=lambda one: one.relative_to(SCHEMAS).as_posix())
    return b"{\n" + b",\n".join(map(_line, files)) + b"\n}\n"


def _line(path: Path) -> bytes:
    content = path.read_bytes()
    tables = msgspec.json.encode(tomllib.loads(content.decode()))
    return f'"{hashlib.sha256(content).hexdigest()}": '.encode() + tables


if __name__ == "__main__":
    TABLES.write_bytes(render())
