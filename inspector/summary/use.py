"""What is so for this member: the words by what is known of their use, in the member's status.

The verdicts say what the texts cover; whether that is used is another matter where the switch is
off, the member is under 18, or the region is not in the programme.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

from inspector.knowledge.vocabulary import VERDICTS, Status, Verdict
from inspector.summary.summary import Summary
from inspector.verdicts.totals import Totals

Use = Literal["inside", "before", "after", "undated", "spared", "unclear", "outside"]
USES: tuple[Use, ...] = get_args(Use)
"""In the order in which they are shown. `before`, `after`, `undated`: what would be inside, by its
date and the day of the switch. `spared`: what would be inside, but for the member's status."""
_BY_STATUS: Mapping[Status, tuple[Use, ...]] = {
    "past_use": ("before", "after", "undated"),
    "never_used": ("spared",),
    "excluded": ("spared",),
}


def uses(summary: Summary) -> dict[Use, Totals]:
    """Totals by what is known of their use; those that cannot be in the status are absent."""
    found = _of_inside(summary)
    wanted = (*_BY_STATUS.get(summary.standing.status, ("inside",)), "unclear", "outside")
    found |= {"unclear": summary.totals["unclear"], "outside": summary.totals["outside"]}
    return {use: found[use] for use in USES if use in wanted}


def is_plain(summary: Summary) -> bool:
    """Whether what the texts put inside counts so for this member, too."""
    return summary.standing.status not in _BY_STATUS


def use_of(summary: Summary, verdict: Verdict) -> Use:
    """A verdict as it is so for this member."""
    return "spared" if verdict == "inside" and not is_plain(summary) else verdict


def uses_of(summary: Summary) -> tuple[Use, ...]:
    """The three verdicts as they are so for this member."""
    return tuple(use_of(summary, verdict) for verdict in VERDICTS)


def _of_inside(summary: Summary) -> dict[Use, Totals]:
    inside, split = summary.totals["inside"], summary.split
    found: dict[Use, Totals] = {"inside": inside, "spared": inside}
    if split is not None:
        found |= {"before": split.before, "after": split.after, "undated": split.undated}
    return found
