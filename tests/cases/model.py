"""The words a case is written in; a word that is not known is refused."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

STRANGER = "STRANGER"
"""Stands in the data of cases; it may never be said outside of the output."""


class Text(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """Some bytes."""

    text: str = ""
    hex: str = ""
    """Bytes that are no text; behind `text`."""
    encode: str = "utf-8"
    times: int = 1
    """How often all of that is repeated."""


class Item(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """One entry of the archive, or one file of the folder."""

    name: str = ""
    name_hex: str = ""
    """The name's bytes, where it is no text."""
    text: str = ""
    hex: str = ""
    encode: str = "utf-8"
    times: int = 1
    parts: tuple[Text, ...] = ()
    """More bytes, behind those."""
    method: Literal["stored", "deflated", "bzip2", "lzma"] = "deflated"
    mode: int | None = None
    """The Unix mode that the archive gives it."""
    link: str | None = None
    """In a folder: where the link leads."""
    pipe: bool = False
    """In a folder: a named pipe, which nobody writes to."""
    inner: tuple[Item, ...] = ()
    """Entries of a ZIP that this entry is."""
    deep: int = 0
    """In a folder: how many folders lie around it, one in the other."""

    @property
    def all_parts(self) -> tuple[Text, ...]:
        """Its bytes, part after part."""
        return (Text(self.text, self.hex, self.encode, self.times), *self.parts)


class Step(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """What is done to the archive's bytes."""

    do: Literal["cut", "drop", "spoil", "set", "swap", "before", "after", "comment", "end64"]
    at: float = 0
    """`cut`: how much is kept; `spoil`: where; as a share of all bytes."""
    bytes: int = 0
    """`drop`: from the end; `spoil`: how many."""
    where: Literal["local", "directory", "end"] = "directory"
    entry: int = 0
    field: str = ""
    value: int = 0
    """`set`: a field of a header, by the names in `building.FIELDS`."""
    hex: str = ""
    to: str = ""
    """`swap`: every occurrence of `hex` becomes `to`; `before`, `after`: `hex` is added, `times`
    times; `comment`: it becomes the archive's."""
    times: int = 1
    inner: tuple[Item, ...] = ()
    """`before`, `after`: entries of a ZIP that is added instead."""
    is_full: bool = False
    """`end64`: whether the end leaves its numbers to the ZIP64 end that is put before it, which
    has a sector of so many `bytes`."""


class Expected(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """What must be said of an entry."""

    path: str
    status: str
    rows: int = 0
    left_out: int = 0
    duplicates: int = 0
    encoding: str | None = None
    """Looked at where it is given."""
    note: str = ""
    """Words that a note must have."""
    atleast: bool = False
    """`rows` is what there must be at least."""


class Case(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """One case."""

    name: str
    entries: tuple[Item, ...] = ()
    raw: Item | None = None
    """The file itself, where it is no ZIP."""
    folder: bool = False
    """Whether the entries are files of a folder."""
    file: str = "export.zip"
    zip64: Literal["", "forced", "streamed"] = ""
    """Whether entries have sizes of 64 bits, and whether these follow the data."""
    steps: tuple[Step, ...] = ()
    words: tuple[str, ...] = ()
    """Options of the command line."""
    code: int = 0
    error: str = ""
    """Words that the error must have."""
    files: tuple[Expected, ...] | None = None
    """Of all entries, in order; None: not looked at."""


class _Cases(msgspec.Struct, forbid_unknown_fields=True):
    case: tuple[Case, ...]


@cache
def load(kind: str) -> tuple[Case, ...]:
    """The cases of one file."""
    raw = (Path(__file__).parent / f"{kind}.toml").read_bytes()
    return msgspec.toml.decode(raw, type=_Cases).case


KINDS = ("archives", "folders", "tables", "texts")
"""Small ones, run within the tests' own process."""
HEAVY = "bombs"
"""Large ones, each run in a process of its own."""
GIANT = "giants"
"""Larger ones, run in the same way where minutes are given."""
