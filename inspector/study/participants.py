"""Who is a participant: paths on a command line, or lines of a table, put under keyed names."""

from __future__ import annotations

import csv
import io
import posixpath
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple

from inspector.errors import UsageError
from inspector.language import say
from inspector.study import addresses
from inspector.study.addresses import AbsentError, File
from inspector.study.pseudonyms import StudyKey, sealed

Ownership = Literal["path", "folder", "file", "csv"]
COLUMNS = ("path", "participant")
"""Of the table that says whose each path is."""
_ZIP = ".zip"


@dataclass(frozen=True, slots=True, repr=False)
class Participant:
    """One participant, and where the archives of that person lie."""

    id: str
    """The keyed hash of the name."""
    addresses: tuple[str, ...]
    bytes: int
    """Of all files, as they lie there."""
    fingerprint: str
    """Keyed hash of the files' names and sizes."""
    changed: float | None
    """When the newest file changed, in seconds since 1970; None where that is not told."""


class _OwnedSource(NamedTuple):
    """Something that belongs to a participant, and where the command line or table says so."""

    name: str
    address: str
    where: str


def ownership_of(option: str | None) -> Ownership:
    """How `--participant-from` tells whose a path is; any other word is a table's path."""
    known: dict[str | None, Ownership] = {None: "path", "folder": "folder", "file": "file"}
    return known.get(option, "csv")


def find(paths: Sequence[str], option: str | None, key: StudyKey) -> tuple[Participant, ...]:
    """Every participant that paths and `--participant-from` name, the biggest first.

    Raises `UsageError` where a path is missing or two of them would be taken for one person.
    """
    layout = ownership_of(option)
    if layout == "csv":
        named = _selected(_of_table(Path(str(option))), paths)
    elif not paths:
        raise UsageError(say("no PATH was given; name the archives or folders of the participants"))
    else:
        every = [(_nth(n), addresses.absolute(path)) for n, path in enumerate(paths, 1)]
        named = [one for where, path in every for one in _of_path(layout, path, where)]
    found = [_participant(name, of_one, key) for name, of_one in _grouped(named, layout).items()]
    return tuple(sorted(found, key=lambda one: (-one.bytes, one.id)))


def _of_path(layout: Ownership, path: str, where: str) -> Iterator[_OwnedSource]:
    try:
        if not addresses.is_folder(path):
            owner = addresses.folder_of(path) if layout == "folder" else path
            yield _OwnedSource(addresses.last_part(owner), path, where)
            return
        if layout == "path":
            yield _OwnedSource(addresses.last_part(path), path, where)
            return
        folders, files = addresses.listed(path)
    except AbsentError as fault:
        raise _absent(where) from fault
    zips = [one for one in files if addresses.last_part(one).lower().endswith(_ZIP)]
    if layout == "folder":
        wanted, others = folders, zips
        told = say(
            "{where} should hold one folder for each participant and no ZIP beside them; "
            "move these into folders, or give --participant-from file or a CSV"
        )
    else:
        wanted, others = zips, folders
        told = say(
            "{where} should hold one ZIP for each participant and no folders; give "
            "--participant-from folder or a CSV"
        )
    if others or not wanted:
        raise UsageError(told.format(where=where))
    yield from (_OwnedSource(addresses.last_part(one), one, where) for one in wanted)


def _of_table(table: Path) -> list[_OwnedSource]:
    """The lines of a CSV with the columns `path` and `participant`; paths are below its folder."""
    try:
        text = table.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as fault:
        raise UsageError(
            say(
                "the CSV of --participant-from cannot be read as UTF-8; check its path (or say "
                "folder or file)"
            )
        ) from fault
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    found = []
    try:
        if not set(COLUMNS) <= set(reader.fieldnames or ()):
            raise UsageError(
                say(
                    "the CSV of --participant-from needs the columns {columns}; add a header"
                ).format(columns=say(" and ").join(COLUMNS))
            )
        for row in reader:
            path, name = ((row[column] or "").strip() for column in COLUMNS)
            if not path or not name:
                raise UsageError(
                    say(
                        "the CSV of --participant-from: line {number} names no path or nobody; "
                        "fill it"
                    ).format(number=reader.line_num)
                )
            where = say("line {number}").format(number=reader.line_num)
            found.append(_OwnedSource(name, _below(table, path), where))
    except csv.Error as fault:
        raise UsageError(
            say("the CSV of --participant-from: line {number} is no line of a CSV; mend it").format(
                number=reader.line_num + 1
            )
        ) from fault
    return found


def _below(table: Path, path: str) -> str:
    if "://" in path:
        return addresses.absolute(path)
    return addresses.absolute(str(table.absolute().parent / path))


def _selected(named: Sequence[_OwnedSource], paths: Sequence[str]) -> list[_OwnedSource]:
    """Of a table's lines, those of paths given or of what lies below these; all if none is."""
    if not paths:
        return list(named)
    chosen: dict[int, _OwnedSource] = {}
    for number, path in enumerate(map(addresses.absolute, paths), 1):
        start = addresses.folded(path)
        mine = {at: one for at, one in enumerate(named) if _lies_in(one.address, path, start)}
        if not mine:
            raise UsageError(
                say("{where} stands in no line of the CSV; add it, or leave it out").format(
                    where=_nth(number)
                )
            )
        chosen |= mine
    return [chosen[at] for at in sorted(chosen)]


def _lies_in(address: str, path: str, folded: str) -> bool:
    """Whether an address is a path (`folded` too), or lies below it."""
    start = path.rstrip("/\\")
    if address == path or address.startswith((f"{start}/", f"{start}\\")):
        return True
    if addresses.is_remote(address) or not addresses.folded(address).startswith(folded):
        return False
    places = map(str, (Path(address), *Path(address).parents))
    return any(addresses.folded(one) == folded and addresses.is_same(one, path) for one in places)


def _grouped(named: Iterable[_OwnedSource], layout: Ownership) -> dict[str, list[_OwnedSource]]:
    """What is named, by participant; raises `UsageError` where two would be taken for one."""
    found: dict[str, list[_OwnedSource]] = {}
    owners: dict[str, list[tuple[str, str]]] = {}
    for one in named:
        name = unicodedata.normalize("NFC", one.name)  # as they are hashed
        alike = owners.setdefault(addresses.folded(one.address), [])
        same = (owner for address, owner in alike if addresses.is_same(address, one.address))
        owner = next(same, None)
        if owner == name:
            continue
        if owner is not None:
            raise UsageError(
                say("{where} gives a path to a second participant; keep one of them").format(
                    where=one.where
                )
            )
        alike.append((one.address, name))
        mine = found.setdefault(name, [])
        if mine and not _is_one_person(layout, mine[0], one):
            raise UsageError(
                say(
                    "{where} and {other} would be one participant, since their last parts are the "
                    "same; give --participant-from folder, or a CSV that says who is who"
                ).format(where=mine[0].where, other=one.where)
            )
        mine.append(one)
    return found


def _is_one_person(layout: Ownership, one: _OwnedSource, other: _OwnedSource) -> bool:
    """Whether two of one name are of one person: as a table says, or in one folder."""
    if layout != "folder":
        return layout == "csv"
    return addresses.is_same(addresses.folder_of(one.address), addresses.folder_of(other.address))


def _participant(name: str, named: Sequence[_OwnedSource], key: StudyKey) -> Participant:
    known = key.participant(name)
    every: list[File] = []
    lines = []
    for one in named:
        try:
            files = addresses.files(one.address)
        except AbsentError as fault:
            raise _absent(one.where) from fault
        every += files
        last = addresses.last_part(one.address)
        lines += [f"{posixpath.join(last, file.name)}\0{file.bytes}" for file in files]
    times = [file.changed for file in every]
    told = [time for time in times if time is not None]
    return Participant(
        known,
        tuple(one.address for one in named),
        sum(file.bytes for file in every),
        sealed(key.seal(known), lines),
        max(told) if told and len(told) == len(times) else None,
    )


def _absent(where: str) -> UsageError:
    return UsageError(
        say("{where} leads to nothing that can be read; check it and your permissions").format(
            where=where
        )
    )


def _nth(number: int) -> str:
    """A path of the command line as it is named in a message."""
    return say("path {number}").format(number=number)
