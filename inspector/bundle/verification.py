"""What holds of a bundle: by itself, and beside the export that it is said to be of."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from inspector.bundle import canonical_zip, contents, manifest
from inspector.bundle.manifest import BundleFile, Manifest
from inspector.errors import InspectError
from inspector.knowledge import countries
from inspector.knowledge import knowledge as known
from inspector.knowledge.knowledge import Knowledge
from inspector.knowledge.policy import Region
from inspector.language import OPTION, current, find, mark, say, speaking
from inspector.outputs.json import encode
from inspector.session.request import Request, Where
from inspector.summary.summary import TOOL
from inspector.version import __version__

if TYPE_CHECKING:
    from inspector.reading.archive.limits import Limits
    from inspector.reading.reader import Progress

CheckName = Literal["files", "form", "texts", "version", "archives", "totals", "verdicts", "pages"]
NOT_SHOWN = mark(
    "This does not show who made the bundle, when, or that the export is as LinkedIn sent it. For "
    "a date, have the manifest's hash time-stamped."
)
"""What no check can tell."""
_NAMED = 5
"""Names that are told of one check at most."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that holds, or does not."""

    name: CheckName
    holds: bool
    words: str
    """In a line."""
    differing: tuple[str, ...] = ()
    """Names of files, texts or numbers that are not as they should be."""


class _Situation(msgspec.Struct, frozen=True):
    """What of a summary's situation it takes to judge again."""

    region: Region
    on: dt.date
    opted_out: dt.date | None
    under_18: bool


class _Summary(msgspec.Struct, frozen=True):
    """What of a summary is compared."""

    situation: dict[str, Any]
    totals: dict[str, Any]
    by_recipient: dict[str, Any]
    files: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Bundle:
    """A bundle's bytes, taken apart."""

    data: bytes
    files: Mapping[str, bytes]
    manifest: Manifest


def document(found: Sequence[Check]) -> dict[str, Any]:
    """The checks as a JSON document (`schemas/verification.schema.json`)."""
    return {
        "schema_version": 1,
        "tool": {"name": TOOL, "version": __version__},
        "holds": all(one.holds for one in found),
        "checks": [
            {"check": one.name, "holds": one.holds, "differing": list(one.differing)}
            for one in found
        ],
        "not_shown": NOT_SHOWN,
    }


def opened(path: Path) -> Bundle:
    """A bundle; raises `UsageError`, `NotAnExportError` where it is none."""
    data = canonical_zip.read(path)
    files = canonical_zip.files_of(data, path)
    made = manifest.decoded(files.get(manifest.MANIFEST, b""))
    if made is None:
        raise canonical_zip.no_bundle(path)
    return Bundle(data, files, made)


def verify(
    bundle: Bundle,
    exports: tuple[Path, ...] = (),
    limits: Limits | None = None,
    on_progress: Callable[[Progress], None] | None = None,
) -> Iterator[Check]:
    """What holds of a bundle, with the export if it is given; may raise what reading it does."""
    yield _files(bundle)
    yield _form(bundle)
    with tempfile.TemporaryDirectory(prefix="inspect-", ignore_cleanup_errors=True) as folder:
        own = _own_texts(bundle, Path(folder))
        knowledge = _knowledge(own)
        yield _texts(bundle, knowledge)
        yield _version(bundle)
        if exports:
            yield from _beside(bundle, exports, own, limits, on_progress)


def _files(bundle: Bundle) -> Check:
    """Whether every file is as the manifest has it, and no other is there."""
    listed = {one.name: one for one in bundle.manifest.files}
    there = {name for name in bundle.files if name != manifest.MANIFEST}
    wrong = sorted(
        there.symmetric_difference(listed)
        | {name for name in there & listed.keys() if not _is(bundle.files[name], listed[name])}
    )
    if not wrong:
        told = say("files: all {n} are as the manifest has them")
        return Check("files", True, told.format(n=len(listed)))
    told = say("files: not as the manifest has them: {names}")
    return Check("files", False, told.format(names=_named(wrong)), tuple(wrong))


def _is(data: bytes, one: BundleFile) -> bool:
    return BundleFile.of(one.name, data) == one


def _form(bundle: Bundle) -> Check:
    """Whether the file is byte for byte what this program makes of these files."""
    is_made = (
        bundle.manifest.encoded() == bundle.files[manifest.MANIFEST]
        and canonical_zip.written(bundle.files) == bundle.data
    )
    words = (
        say("form: the ZIP and its manifest are byte for byte as this program writes them")
        if is_made
        else say("form: the ZIP or its manifest is not byte for byte as this program writes it")
    )
    return Check("form", is_made, words)


def _own_texts(bundle: Bundle, folder: Path) -> tuple[Path, ...]:
    """A member's own policy texts, as files."""
    found = []
    number = 1
    while (name := contents.own_text(number)) in bundle.files:
        path = folder / name
        path.write_bytes(bundle.files[name])
        found.append(path)
        number += 1
    return tuple(found)


def _knowledge(own: tuple[Path, ...]) -> Knowledge:
    """What is known here, with own texts where they can be read."""
    try:
        return known.load(own)
    except InspectError:
        return known.load()


def _texts(bundle: Bundle, knowledge: Knowledge) -> Check:
    """Whether the texts and their rules are those of this version."""
    try:
        theirs: dict[str, Any] = msgspec.json.decode(
            bundle.files.get(contents.TEXTS, b""), type=dict[str, dict[str, Any]]
        )["texts"]
    except (msgspec.MsgspecError, RecursionError, KeyError):
        return Check("texts", False, say("texts: they cannot be read"), (contents.TEXTS,))
    encoded = encode.encode(contents.texts(knowledge.policies, theirs))
    ours: dict[str, Any] = msgspec.json.decode(encoded)["texts"]
    wrong = tuple(sorted(name for name in theirs if ours.get(name) != theirs[name]))
    if not wrong:
        told = say("texts: all {n} are those of this version, with the same rules")
        return Check("texts", True, told.format(n=len(theirs)))
    told = say("texts: not those of this version, or with other rules: {names}")
    return Check("texts", False, told.format(names=_named(wrong)), wrong)


def _version(bundle: Bundle) -> Check:
    """Whether the same version of the program made it."""
    theirs = bundle.manifest.tool.version
    told = (
        say("version: made by this version, {ours}")
        if theirs == __version__
        else say("version: made by {theirs}, this is {ours}; another version may judge otherwise")
    )
    return Check(
        "version", theirs == __version__, told.format(theirs=_one(theirs), ours=__version__)
    )


def _beside(
    bundle: Bundle,
    exports: tuple[Path, ...],
    own: tuple[Path, ...],
    limits: Limits | None,
    on_progress: Callable[[Progress], None] | None,
) -> Iterator[Check]:
    """Whether the export gives the same numbers and verdicts."""
    theirs = _summary(bundle.files.get(contents.SUMMARY, b""))
    if theirs is None:
        yield Check("totals", False, say("totals: the summary cannot be read"), (contents.SUMMARY,))
        return
    from inspector.reading.archive.limits import Limits as Bounds
    from inspector.session.session import Session

    given = msgspec.convert(theirs.situation, _Situation)
    command = bundle.manifest.command
    named = _given(command, "--region")
    region: Where = given.region if named else "auto"
    session = Session(
        Request(
            exports, region, given.on, given.opted_out, given.under_18, limits or Bounds(), own,
            countries.country(named),
        )
    )  # fmt: skip
    session.read(on_progress)
    with speaking(find(_given(command, OPTION)) or current()):
        files = contents.files_of(session, with_hash=bundle.manifest.archives is not None)
    ours = _summary(files[contents.SUMMARY])
    assert ours is not None
    if (sums := bundle.manifest.archives) is not None:
        yield _archives(sums, tuple(archive.sha256() for archive in session.archives))
    yield _totals(theirs, ours)
    yield _verdicts(theirs, ours)
    yield _pages(bundle.files, files)


def _given(command: Sequence[str], option: str) -> str:
    """What an option of a command was given; empty: nothing."""
    words = list(command)
    return words[words.index(option) + 1] if option in words[:-1] else ""


def _pages(theirs: Mapping[str, bytes], ours: Mapping[str, bytes]) -> Check:
    """Whether page, summary and table are those that the export gives, byte for byte.

    Other libraries write other Parquet files: then the table is left alone, which is said.
    """
    same_lock = theirs.get(contents.LOCK) == ours[contents.LOCK]
    names = [contents.PAGE, contents.SUMMARY, *([contents.TABLE] if same_lock else [])]
    wrong = tuple(name for name in names if theirs.get(name) != ours[name])
    if wrong:
        told = say("pages: not byte for byte those that the export gives: {names}")
        return Check("pages", False, told.format(names=_named(wrong)), wrong)
    if same_lock:
        return Check("pages", True, say("pages: byte for byte those that the export gives"))
    told = say("pages: those that the export gives; the table, of other libraries, is not compared")
    return Check("pages", True, told)


def _summary(data: bytes) -> _Summary | None:
    try:
        found = msgspec.json.decode(data, type=_Summary)
        msgspec.convert(found.situation, _Situation)
        return found
    except (msgspec.MsgspecError, RecursionError):
        return None


def _archives(theirs: tuple[str, ...], ours: tuple[str, ...]) -> Check:
    same = sorted(theirs) == sorted(ours)
    words = (
        say("archives: the export's own hashes are those of the bundle")
        if same
        else say("archives: the export's own hashes are not those of the bundle")
    )
    return Check("archives", same, words)


def _totals(theirs: _Summary, ours: _Summary) -> Check:
    """Whether the numbers are the same, for LinkedIn's own models and for others'."""
    wrong = [
        f"{verdict} {measure}"
        for verdict, counts in ours.totals.items()
        for measure, count in counts.items()
        if _of(theirs.totals.get(verdict), measure) != count
    ]
    wrong += [
        name
        for name, one in ours.by_recipient.items()
        if _of(theirs.by_recipient.get(name), "totals") != one["totals"]
    ]
    if not wrong:
        return Check("totals", True, say("totals: the export gives the same"))
    told = say("totals: the export gives others: {names}")
    return Check("totals", False, told.format(names=_named(wrong)), tuple(wrong))


def _of(given: Any, key: str) -> Any:
    return given.get(key) if isinstance(given, dict) else None


def _verdicts(theirs: _Summary, ours: _Summary) -> Check:
    """Whether every file and column has the same verdict, basis and clauses."""
    wrong = [
        str(mine["path"])
        for at, mine in enumerate(ours.files)
        if at >= len(theirs.files) or theirs.files[at] != mine
    ]
    if theirs.situation != ours.situation:
        wrong.insert(0, say("the situation"))
    if len(theirs.files) > len(ours.files):
        wrong.append(say("files that the export does not hold"))
    if not wrong:
        told = say("verdicts: the export gives the same for all {n} files and their columns")
        return Check("verdicts", True, told.format(n=len(ours.files)))
    told = say("verdicts: the export gives others: {names}")
    return Check("verdicts", False, told.format(names=_named(wrong)), tuple(wrong))


def _named(names: Sequence[str]) -> str:
    """Some names as they may stand in a message."""
    from inspector.outputs import printable

    shown = ", ".join(printable.line(name)[:80] for name in names[:_NAMED])
    return shown + say(" and others") if len(names) > _NAMED else shown


def _one(name: str) -> str:
    return _named((name,))
