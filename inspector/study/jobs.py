"""What goes to a worker and what comes back: nothing of it is shown by its `repr`."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from inspector.knowledge.policy import Region
from inspector.reading.archive.limits import Limits
from inspector.study.participants import Participant

Failure = Literal["not_an_export", "limit", "absent", "fault", "killed"]
FAILURES: tuple[Failure, ...] = ("not_an_export", "limit", "absent", "fault", "killed")
"""Why nothing could be said of a participant: no readable archive of LinkedIn's; a safety limit;
nothing there any more; a fault of this program; the worker ended each time."""


@dataclass(frozen=True, slots=True, repr=False)
class Terms:
    """How every participant of a run is inspected."""

    version: str
    """Of this program; workers with another one refuse."""
    knowledge: str
    """SHA-256 of the catalogue and the policy texts."""
    region: Region | Literal["auto"]
    on: dt.date
    opted_out: dt.date | None
    under_18: bool
    limits: Limits
    most_copied: int
    """Bytes that are copied of one participant at most; 0: no limit."""


@dataclass(frozen=True, slots=True, repr=False)
class Job:
    """One participant to be inspected."""

    participant: Participant
    seal: bytes
    """The participant's own key (`StudyKey.seal`)."""


@dataclass(frozen=True, slots=True, repr=False)
class Outcome:
    """What a participant came to, as files ready to be put in place."""

    participant: str
    region: Region | None
    """None where nothing could be said."""
    failure: Failure | None
    entries: int
    data: bytes | None
    """The rows, as Parquet; None where nothing could be said."""
    ledger: bytes
    """The account of every entry, as Parquet, with the digest of `data` in its footer."""


@dataclass(frozen=True, slots=True)
class VersionMismatch:
    """A worker's answer where its version or its texts are others than the study's."""
