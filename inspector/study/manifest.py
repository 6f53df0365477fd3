"""A study's folder: where what stands in it, what it was made with, and what of it is whole.

_manifest.json            what the study was made with, and counts once a run has ended
_ledger/ID.parquet        the account of one participant; there is one last of all
region=eu/ID.parquet      the rows of that participant
"""

from __future__ import annotations

import datetime as dt
import hashlib
from functools import lru_cache
from pathlib import Path

import msgspec

from inspector import resources
from inspector.errors import UsageError
from inspector.language import mark, say

SCHEMA_VERSION = 1
LEDGER = "_ledger"
MANIFEST = "_manifest.json"
REGION = "region="
SUFFIX = ".parquet"
FOOTER = "inspect."
"""What the keys beside the rows begin with."""


class StudySettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What all participants of a study have in common; another run of it needs the same."""

    tool_version: str
    knowledge_sha256: str
    """Of the catalogue and the policy texts."""
    region: str
    on: dt.date
    opted_out: dt.date | None
    under_18: bool
    participant_from: str
    key_check: str


class Counts(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a run that ended found in the folder."""

    participants: int
    inspected: int
    failed: int
    entries: int


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`_manifest.json`."""

    schema_version: int
    made: StudySettings
    complete: bool
    """Whether the last run came to its end."""
    counts: Counts | None = None

    def written(self) -> bytes:
        """As it stands in its file."""
        return msgspec.json.format(msgspec.json.encode(self), indent=1) + b"\n"


SETTING_NAMES = {
    "tool_version": mark("version of this program"),
    "knowledge_sha256": mark("policy texts"),
    "region": "--region",
    "on": "--on",
    "opted_out": "--opted-out",
    "under_18": "--under-18",
    "participant_from": "--participant-from",
    "key_check": mark("study key"),
}
"""What each part of `StudySettings` is called in a message."""


class LedgerFooter(msgspec.Struct, frozen=True, rename=lambda name: FOOTER + name):
    """What the footer of a participant's ledger says: what is done, and from what."""

    fingerprint: str = msgspec.field(name=f"{FOOTER}source_mark")
    digest: str = msgspec.field(name=f"{FOOTER}source_digest")
    """Keyed hash of what the sources hold; empty where they could not be opened."""
    data: str
    """Path of the rows below the study's folder; empty where there are none."""
    data_sha256: str
    failure: str


def ledger_path(root: Path, participant: str) -> Path:
    """Where a participant's account stands."""
    return root / LEDGER / f"{participant}{SUFFIX}"


def data_name(region: str, participant: str) -> str:
    """Path of a participant's rows below the study's folder."""
    return f"{REGION}{region}/{participant}{SUFFIX}"


def data_files(root: Path) -> list[Path]:
    """Every file of rows."""
    return sorted(root.glob(f"{REGION}*/*{SUFFIX}"))


def ledger_files(root: Path) -> list[Path]:
    """Every participant's account."""
    return sorted((root / LEDGER).glob(f"*{SUFFIX}"))


def read_manifest(root: Path) -> Manifest | None:
    """The manifest of a folder, None where there is none; raises `UsageError`."""
    path = root / MANIFEST
    try:
        return msgspec.json.decode(path.read_bytes(), type=Manifest)
    except FileNotFoundError:
        return None
    except (OSError, msgspec.MsgspecError) as fault:
        raise UsageError(
            say(
                "{file} of the study cannot be read; name the folder that `inspect study` wrote"
            ).format(file=MANIFEST)
        ) from fault


def kept(path: Path) -> LedgerFooter | None:
    """What the footer of a ledger file says; None where it is absent or no whole file."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        told = pq.read_metadata(path).metadata or {}
        footer = {key.decode(): value.decode() for key, value in told.items()}
        return msgspec.convert(footer, LedgerFooter)
    except (OSError, pa.ArrowException, msgspec.ValidationError):
        return None


def is_whole(root: Path, found: LedgerFooter) -> bool:
    """Whether the rows that an account speaks of are there as they were written."""
    if not found.data:
        return True
    try:
        with (root / found.data).open("rb") as handle:
            return hashlib.file_digest(handle, "sha256").hexdigest() == found.data_sha256
    except OSError:
        return False


@lru_cache(maxsize=1)
def knowledge() -> str:
    """SHA-256 of the sorted `path NUL sha256 LF` lines of everything the program knows."""
    root = resources.schemas()
    whole = hashlib.sha256()
    for path in sorted(root.rglob("*.toml"), key=lambda one: one.relative_to(root).as_posix()):
        text = path.read_bytes().replace(b"\r\n", b"\n")
        name = path.relative_to(root).as_posix()
        whole.update(f"{name}\0{hashlib.sha256(text).hexdigest()}\n".encode())
    return whole.hexdigest()
