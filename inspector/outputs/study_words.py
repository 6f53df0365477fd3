"""Words for what a study found, the same on each of its faces."""

from __future__ import annotations

from inspector import wording
from inspector.policy import Region
from inspector.study.reckoning import Quartiles, StudyReport
from inspector.study.suppressing import TOTAL
from inspector.study.tasks import Failure

TITLE = "What LinkedIn says it may train AI on, in the exports of many"
FEW = "few"
"""Stands where a number is not shown."""
KINDS = {
    "complete": "Complete",
    "basic": "Basic",
    "partial": "Part of one",
    "unknown": "Not told",
    TOTAL: "All",
}
FAILURES: dict[Failure, str] = {
    "not_an_export": "no readable archive of LinkedIn’s",
    "limit": "a safety limit was hit",
    "absent": "nothing there that can be read",
    "fault": "a fault of the program",
    "killed": "the worker ended each time",
}
STATUSES = {
    "partly_read": "read in part",
    "unreadable": "unreadable",
    "unknown": "of unknown kind",
}
QUARTILES = ("quarter", "median", "3 quarters")
CATEGORIES = (
    "Have it: participants with anything of the category. Inside: those of whom some of it is "
    "inside; share of all participants. Then words inside of one of these: a quarter of them has "
    "fewer than the first number, half fewer than the median."
)
DOUBT = (
    "Only what LinkedIn said is judged, not what it did. Participants who gave their exports are "
    "no sample of all members."
)


def region(code: str) -> str:
    """A region as one reads it."""
    name = "all regions" if code == TOTAL else wording.REGIONS[_region(code)].removeprefix("the ")
    return name[0].upper() + name[1:]


def number(count: int | None) -> str:
    """A number of participants, or that it is not shown."""
    return FEW if count is None else f"{count:,}"


def share(count: int | None, of: int | None) -> str:
    """A whole per cent; nothing where either is not shown."""
    return f"{round(100 * count / of)} %" if count is not None and of else ""


def words(count: float) -> str:
    """Words of a quartile: halves are shown, since they lie between two participants."""
    return f"{count:,.0f}" if count == int(count) else f"{count:,.1f}"


def quartiles(found: Quartiles | None) -> tuple[str, str, str]:
    """The three of them."""
    if found is None:
        return (FEW,) * 3
    return words(found.first), words(found.median), words(found.third)


def situation(report: StudyReport) -> str:
    """How everybody was judged."""
    made = report.manifest.made
    where = (
        "in the region that each profile tells, else the EU or EEA"
        if made.region == "auto"
        else f"in {wording.REGIONS[_region(made.region)]}"
    )
    more = f", opted out on {made.opted_out}" if made.opted_out else ""
    more += ", under 18" if made.under_18 else ""
    return f"Judged as of {made.on}, {where}{more}."


def _region(code: str) -> Region:
    return next(one for one in wording.REGIONS if one == code)


def headline(report: StudyReport) -> str:
    """How many there are."""
    if report.inspected is None:
        return f"Fewer than {report.least} participants were inspected: nothing can be shown."
    told = f"{wording.plural(report.inspected, 'participant')} inspected"
    if report.failed is None:
        return f"{told}; of fewer than {report.least} more nothing could be said."
    if report.failed:
        return f"{told}; of {report.failed:,} more nothing could be said."
    return f"{told}."


def unfinished(report: StudyReport) -> str:
    """That the run has not ended, where it has not."""
    if report.manifest.complete:
        return ""
    return "The study has not been finished: run `inspect study` again. So far:"


def suppression(report: StudyReport) -> str:
    """Why some numbers are not shown."""
    if report.least == 1:
        return "Every number is shown, however few participants it holds for: not for publication."
    return (
        f"“{FEW}” stands for a number that holds for fewer than {report.least} participants, or "
        "by which one such could be reckoned."
    )


def assumed(report: StudyReport) -> str:
    """In how many cases the region is a guess."""
    if report.manifest.made.region != "auto" or report.assumed == 0:
        return ""
    if report.assumed is None:
        return "Of some participants the profile names no region for certain."
    told = wording.plural(report.assumed, "participant")
    return f"Of {told} the profile names no region for certain: the EU or EEA is assumed."


def failures(report: StudyReport) -> list[str]:
    """Why nothing could be said of some, each with how many."""
    return [
        f"Nothing could be said: {words}: {number(report.failures[kind])}."
        for kind, words in FAILURES.items()
        if kind in report.failures
    ]


def rows(report: StudyReport) -> str:
    """The account of rows."""
    if report.rows is None or report.rows_left_out is None:
        return f"Rows were left out in the exports of fewer than {report.least} participants."
    return f"{wording.plural(report.rows, 'row')} read, {report.rows_left_out:,} of them left out."
