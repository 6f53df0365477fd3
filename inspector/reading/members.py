"""Whether archives are of one member, by what each says of whose it is.

The number in file names decides before the day of registration, that before the address of the
profile. A name never decides by itself: names change, and many people share one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from inspector.knowledge.catalogue import Catalogue
from inspector.reading.archive.entry import Archive
from inspector.reading.counts.author import Owner, folded_name
from inspector.reading.counts.days import RowDays
from inspector.reading.owner import first_records

APART = dt.timedelta(days=1)
"""By which one moment may seem to differ between two places."""


@dataclass(frozen=True, slots=True)
class Signs:
    """What some archives say of their member."""

    owner: Owner
    number: str | None
    """The number in the names of their files, where there is only one."""
    registered: str | None
    """When the member registered, as it is written; the newest archive's."""
    registered_on: dt.date | None


def signs_of(archives: Sequence[Archive], catalogue: Catalogue, owner: Owner) -> Signs:
    """The signs of archives whose owner is known as far as it can be."""
    entries = (entry for archive in archives for entry in archive.entries)
    numbers = {number for one in entries if (number := catalogue.member_number(one.path))}
    dataset, column = catalogue.naming.member_registration
    told = (one.get(column, "").strip() for one in first_records(archives, catalogue, dataset))
    registered = next((one for one in told if one), None)
    return Signs(
        owner, numbers.pop() if len(numbers) == 1 else None, registered,
        _day(registered, catalogue) if registered else None,
    )  # fmt: skip


def _day(written: str, catalogue: Catalogue) -> dt.date | None:
    name, header = catalogue.naming.member_registration
    column = catalogue.datasets[name].column(header)
    assert column is not None
    days = RowDays(column, catalogue)
    days.learn([written])
    return days[written]


def same_member(every: Sequence[Signs]) -> bool | None:
    """Whether all are of one member; None where that is not told."""
    found = {
        pair: _same(every[pair[0]], every[pair[1]]) for pair in combinations(range(len(every)), 2)
    }
    if False in found.values():
        return False
    known = {0}
    for _ in every:
        known |= {at for pair, same in found.items() if same and known & set(pair) for at in pair}
    return True if len(every) > 1 and len(known) == len(every) else None


def _same(one: Signs, other: Signs) -> bool | None:
    if one.number is not None and other.number is not None:
        return one.number == other.number
    if one.registered is not None and one.registered == other.registered:
        return True
    apart = _apart(one.registered_on, other.registered_on)
    if apart is not None and apart > APART:
        return False
    links = one.owner.link is not None and other.owner.link is not None
    if links and one.owner.link == other.owner.link:
        return True
    names = [{folded_name(name) for name in signs.owner.names} for signs in (one, other)]
    if names[0] & names[1]:
        return True if apart is not None else None
    return False if all(names) and links else None


def _apart(one: dt.date | None, other: dt.date | None) -> dt.timedelta | None:
    """What lies between two days; None where either is not known."""
    return abs(one - other) if one is not None and other is not None else None
