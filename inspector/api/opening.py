"""An export opened and read, to be judged as often as is asked for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from os import PathLike
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

import msgspec

from inspector.api.judged import JudgedExport
from inspector.errors import UsageError
from inspector.knowledge import countries
from inspector.knowledge import knowledge as known
from inspector.language import say
from inspector.reading.archive.limits import Limits
from inspector.session.request import Request, situate
from inspector.session.session import Session
from inspector.summary.summary import summarise

if TYPE_CHECKING:
    from inspector.reading.owner import ExportKind

Day = dt.date | str
"""A day, or its ISO text."""


class Export:
    """The archives of one member, read once; a context manager, closed at its end."""

    def __init__(self, session: Session) -> None:
        """Made by `open_export`."""
        self._session: Session | None = session

    @property
    def kind(self) -> ExportKind:
        """Complete, basic, partial or unknown."""
        return self._opened.summary().export.kind

    @property
    def exported_on(self) -> dt.date | None:
        """The day on which LinkedIn made it, where the file's name tells."""
        return self._opened.summary().export.exported_on

    def judge(
        self,
        *,
        region: str = "auto",
        on: Day | None = None,
        opted_out: Day | None = None,
        under_18: bool = False,
        policies: Sequence[str | PathLike[str]] = (),
    ) -> JudgedExport:
        """Judge it in a situation; nothing is read again.

        `region`: as on the command line, `auto`: by the profile. `on`: default today. `opted_out`:
        the day on which the switch was turned off. `policies`: files of own texts. Raises
        `UsageError` for a region or day that is none, `SchemaError` for a text that breaks its
        rules.
        """
        session = self._opened
        knowledge = known.load(tuple(map(Path, policies)))
        request = msgspec.structs.replace(
            session.request,
            region=countries.region(region),
            country=countries.country(region),
            on=_day("on", on),
            opted_out=_day("opted_out", opted_out),
            under_18=under_18,
        )
        export = session.export
        assert export is not None
        situation = situate(request, session.owner, knowledge)
        return JudgedExport(session, summarise(export, knowledge, situation), knowledge)

    def close(self) -> None:
        """Judge no more; the records go once nothing that was judged is held."""
        self._session = None

    def __repr__(self) -> str:
        """Kind, day and number of files: nothing of what the export says."""
        if self._session is None:
            return "<Export, closed>"
        files = len(self._session.summary().files)
        return f"<Export {self.kind}, of {self.exported_on or 'an unknown day'}: {files:,} files>"

    @property
    def _opened(self) -> Session:
        if self._session is None:
            raise UsageError(say("the export is closed; open it again"))
        return self._session

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.close()


def open_export(
    *paths: str | PathLike[str],
    max_bytes: int | None = None,
    max_entries: int | None = None,
    max_ratio: int | None = None,
    max_seconds: int | None = None,
) -> Export:
    """Open and read the archives of one member: ZIPs, or an unpacked folder.

    The limits are those of the command line (None: its defaults, 0: none). Raises `UsageError`
    (a path), `NotAnExportError` (nothing of LinkedIn in it), `LimitError`.
    """
    if not paths:
        raise UsageError(say("no path was given; pass the ZIP that LinkedIn sent"))
    given = {
        "max_bytes": max_bytes, "max_entries": max_entries, "max_ratio": max_ratio,
        "max_seconds": max_seconds,
    }  # fmt: skip
    limits = Limits(**{name: value for name, value in given.items() if value is not None})
    session = Session(Request(tuple(map(Path, paths)), limits=limits))
    session.keep()
    return Export(session)


def _day(name: str, given: Day | None) -> dt.date | None:
    if isinstance(given, dt.datetime):
        return given.date()
    if given is None or isinstance(given, dt.date):
        return given
    try:
        return dt.date.fromisoformat(given)
    except ValueError:
        told = say("{option} wants a date such as 2025-11-03")
        raise UsageError(told.format(option=name)) from None
