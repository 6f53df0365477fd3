"""The history of each region as text and as plain objects, for `inspect policy`."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from typing import Any

from inspector import wording
from inspector.history import Stretch, history
from inspector.outputs import printable
from inspector.policy import REGIONS, Period, Policies, Policy, Region

_STATUSES = {
    "in": "in the programme",
    "out": "not in the programme",
    "unstated": "no text says whether it was in",
}


def render(policies: Policies, width: int) -> str:
    """Every region, from its first day to now."""
    parts = ["\n".join(_region(policies, region, max(width - 1, 40))) for region in REGIONS]
    return "\n\n".join(parts) + "\n"


def _region(policies: Policies, region: Region, width: int) -> Iterator[str]:
    """A line for each standing with its clauses, below it what changed in the texts meanwhile."""
    yield from _wrap(f"{policies.programmes[region].name} ({region})", width, "")
    before: Stretch | None = None
    for stretch in history(policies, region):
        known = before.texts if before is not None else ()
        if before is None or before.period is not stretch.period:
            yield from _wrap(f"{_days(stretch.period)}: {_status(stretch)}", width, "  ")
            for reference in stretch.period.clauses:
                text, clause = policies.clause(reference)
                cited = f"{wording.text_name(text)}: “{clause.quote}”"
                yield from _wrap(cited, width, "    ")
        come = [text for text in stretch.texts if text not in known]
        gone = [text for text in known if text not in stretch.texts]
        if come:
            yield from _wrap(f"from {stretch.start} speaks: {_names(come)}", width, "    ")
        if gone:
            yield from _wrap(f"from {stretch.start} no longer: {_names(gone)}", width, "    ")
        before = stretch


def _names(texts: Sequence[Policy]) -> str:
    return "; ".join(
        wording.text_name(text)
        + ("" if text.recipient == "linkedin" else f" on {text.recipient.capitalize()}'s models")
        for text in texts
    )


def _days(period: Period) -> str:
    if period.start is None:
        return f"until {period.until}" if period.until else "always"
    return f"{period.start} to {period.until}" if period.until else f"from {period.start}"


def _status(stretch: Stretch) -> str:
    return "paused" if stretch.period.paused else _STATUSES[stretch.period.status]


def document(policies: Policies) -> list[dict[str, Any]]:
    """The same as plain objects."""
    return [
        {
            "region": region,
            "name": policies.programmes[region].name,
            "history": [
                {
                    "from": stretch.start.isoformat() if stretch.start else None,
                    "until": stretch.until.isoformat() if stretch.until else None,
                    "status": stretch.period.status,
                    "paused": stretch.period.paused,
                    "clauses": list(stretch.period.clauses),
                    "policies": [text.id for text in stretch.texts],
                }
                for stretch in history(policies, region)
            ],
        }
        for region in REGIONS
    ]


def _wrap(text: str, width: int, indent: str) -> Iterator[str]:
    yield from textwrap.wrap(
        printable.line(text), width, initial_indent=indent, subsequent_indent=indent + "  ",
        break_on_hyphens=False, break_long_words=False,
    )  # fmt: skip
