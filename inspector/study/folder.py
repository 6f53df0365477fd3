"""A study's folder as it is written: one run at a time, each participant whole or not at all.

A participant's rows are put in place first and the account last; what has no account is not
there yet, and the next run clears it away. An account is flushed to the disk before it is put in
place; rows are flushed many at once, since the account holds their digest, by which the next run
misses what a power failure took.
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

import msgspec

from inspector.errors import InspectError, UsageError, reason
from inspector.language import say
from inspector.outputs import file_names
from inspector.outputs.atomic_file import flush_file, flush_folder, placed
from inspector.study.jobs import Outcome
from inspector.study.manifest import (
    LEDGER,
    MANIFEST,
    REGION,
    SCHEMA_VERSION,
    SETTING_NAMES,
    SUFFIX,
    Counts,
    LedgerFooter,
    Manifest,
    StudySettings,
    data_files,
    data_name,
    is_whole,
    kept,
    ledger_files,
    ledger_path,
    read_manifest,
)
from inspector.study.participants import Participant
from inspector.study.pseudonyms import StudyKey, sealed

LOCK = ".lock"
FLUSHED = 512
"""Files of rows that are flushed at once."""
_LEFT = ".*.part"
"""What `placed` leaves where it is killed."""


class StudyFolder:
    """The folder of a study while this run alone writes to it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._unflushed: set[Path] = set()

    def begin(self, made: StudySettings) -> None:
        """Write the manifest, and clear away what no account speaks of; raises `UsageError`."""
        self._write_manifest(made)
        for folder in (self.root, self.root / LEDGER, *self.root.glob(f"{REGION}*")):
            for left in folder.glob(_LEFT):
                left.unlink(missing_ok=True)
        committed = {path.name for path in ledger_files(self.root)}
        for path in data_files(self.root):
            if path.name not in committed:
                path.unlink(missing_ok=True)

    def missing(
        self, participants: Sequence[Participant], key: StudyKey, *, retry: bool
    ) -> tuple[Participant, ...]:
        """Those who are not done: never begun, changed since, or damaged.

        `retry`: also those of whom nothing could be said before.
        """
        return tuple(one for one in participants if not self._is_done(one, key, retry))

    def _is_done(self, one: Participant, key: StudyKey, retry: bool) -> bool:
        path = ledger_path(self.root, one.id)
        found = kept(path)
        if found is None or found.fingerprint != one.fingerprint or (retry and found.failure):
            return False
        touched = one.changed is not None and one.changed > path.stat().st_mtime
        if touched and not _is_unchanged(one, key, found):
            return False
        return is_whole(self.root, found)

    def keep(self, outcome: Outcome) -> None:
        """Put a participant in place; raises `UsageError` where the disk will not take it."""
        account = ledger_path(self.root, outcome.participant)
        try:
            account.unlink(missing_ok=True)
            for old in self.root.glob(f"{REGION}*/{outcome.participant}{SUFFIX}"):
                old.unlink()
                self._unflushed.discard(old)
        except OSError as fault:
            raise _refused(fault) from fault
        if outcome.data is not None:
            assert outcome.region is not None
            name = data_name(outcome.region, outcome.participant)
            self._write(self.root / name, outcome.data, flushes=False)
            self._unflushed.add(self.root / name)
        self._write(account, outcome.ledger)
        if len(self._unflushed) >= FLUSHED:
            self._flush()

    def finish(self, made: StudySettings) -> Counts:
        """Count what is there, and say that the run came to its end."""
        import pyarrow.parquet as pq

        self._flush()
        participants = failed = entries = 0
        for path in ledger_files(self.root):
            found = kept(path)
            if found is None:
                raise UsageError(
                    say(
                        "a file of the study that tells what was read is damaged; run the same "
                        "command again, with all paths"
                    )
                )
            participants += 1
            failed += bool(found.failure)
            entries += 0 if found.failure else pq.read_metadata(path).num_rows
        counts = Counts(
            participants=participants, inspected=participants - failed, failed=failed,
            entries=entries,
        )  # fmt: skip
        self._write_manifest(made, counts)
        return counts

    def _write_manifest(self, made: StudySettings, counts: Counts | None = None) -> None:
        complete = counts is not None
        manifest = Manifest(
            schema_version=SCHEMA_VERSION, made=made, complete=complete, counts=counts
        )
        self._write(self.root / MANIFEST, manifest.written())

    def _write(self, target: Path, data: bytes, *, flushes: bool = True) -> None:
        try:
            target.parent.mkdir(mode=0o700, exist_ok=True)
        except OSError as fault:
            raise _refused(fault) from fault
        try:
            with placed(target, one_of_many=True) as beside:
                beside.write_bytes(data)
                if flushes:
                    flush_file(beside)
        except UsageError as fault:
            cause = fault.__cause__
            raise _refused(cause if isinstance(cause, OSError) else OSError()) from fault

    def _flush(self) -> None:
        """Have every file that was put in place on the disk, and its name."""
        try:
            for path in sorted(self._unflushed):
                flush_file(path)
        except OSError as fault:
            raise _refused(fault) from fault
        self._unflushed.clear()
        for folder in (self.root, self.root / LEDGER, *self.root.glob(f"{REGION}*")):
            with contextlib.suppress(OSError):  # not every file system can
                flush_folder(folder)


def agree(root: Path, made: StudySettings, *, is_dated: bool) -> StudySettings:
    """What the study is made with; of a folder that has one, the same day unless one was given.

    Raises `UsageError` where an earlier run was made with something else.
    """
    found = read_manifest(root)
    if found is None:
        if root.exists() and any(not one.name.startswith(".") for one in root.iterdir()):
            raise UsageError(
                say("the folder of --out is not empty and holds no study; name another")
            )
        return made
    if found.schema_version != SCHEMA_VERSION:
        raise UsageError(say("the study in --out has another layout; name another folder"))
    if not is_dated:
        made = msgspec.structs.replace(made, on=found.made.on)
    differing = [
        words
        for name, words in SETTING_NAMES.items()
        if getattr(made, name) != getattr(found.made, name)
    ]
    if differing:
        raise UsageError(
            say(
                "the study in --out was made with another {names}; give the same, or another --out"
            ).format(names=", ".join(map(say, differing)))
        )
    return made


@contextlib.contextmanager
def opened(root: Path) -> Iterator[StudyFolder]:
    """A study's folder, made where it is missing; raises `UsageError` while another run has it."""
    file_names.check(root)
    try:
        root.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = (root / LOCK).open("ab")
    except OSError as fault:
        raise _refused(fault) from fault
    with handle:
        try:
            _take(handle)
        except OSError as fault:
            raise UsageError(
                say(
                    "another run writes to the folder of --out; wait for it, or name another folder"
                )
            ) from fault
        yield StudyFolder(root)


def _take(handle: BinaryIO) -> None:
    """Lock a file until it is closed or its process ends; raises `OSError` if another has it."""
    if sys.platform == "win32":
        import msvcrt

        handle.seek(0)
        msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _is_unchanged(one: Participant, key: StudyKey, found: LedgerFooter) -> bool:
    """Whether sources that were touched still hold what was inspected."""
    from inspector.reading.archive.archive import open_archives
    from inspector.reading.archive.limits import Limits

    try:
        archives = open_archives([Path(address) for address in one.addresses], Limits(0, 0, 0))
        sums = [archive.sha256() for archive in archives]
    except (InspectError, OSError):
        return False
    return sealed(key.seal(one.id), sums) == found.digest


def _refused(fault: OSError) -> UsageError:
    return UsageError(
        say(
            "the study could not be written ({why}); free space or rights in the folder of --out, "
            "then run the same command again"
        ).format(why=reason(fault))
    )
