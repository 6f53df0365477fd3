"""By when an answer to a letter is due, where the law says so."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass

from inspector.knowledge.policy import Region
from inspector.knowledge.rights import Rights


@dataclass(frozen=True, slots=True)
class Deadline:
    """The days by which an answer is due."""

    law: str
    months: int
    """After the letter was received."""
    more: int
    """Months that it may take longer, if the member is told within the first; 0: none."""
    first: dt.date
    last: dt.date


def answer_by(rights: Rights, region: Region, received: dt.date) -> Deadline | None:
    """When an answer is due to a letter received on a day; None where no law known here says so."""
    basis = rights.basis("answer", region, received)
    if basis is None or not basis.months:
        return None
    first = _later(received, basis.months)
    last = _later(received, basis.months + basis.more_months)
    return Deadline(basis.law, basis.months, basis.more_months, first, last)


def _later(day: dt.date, months: int) -> dt.date:
    """The same day some months later, or the last one of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return day.replace(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
