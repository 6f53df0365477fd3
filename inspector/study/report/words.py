"""Words for what a study found, the same on each of its faces."""

from __future__ import annotations

from collections.abc import Mapping

from inspector import language
from inspector.knowledge.policy import Region
from inspector.language import Phrases, mark, plurally, say
from inspector.outputs.wording.terms import IN_REGIONS, REGIONS, region_alone
from inspector.study.jobs import Failure
from inspector.study.report.report import Quartiles, StudyReport
from inspector.study.report.suppression import TOTAL

TITLE = mark("What LinkedIn says it may train AI on, in the exports of many")
FEW = mark("hidden")
"""Stands where a number is not shown."""
EXPORT_NAMES: Mapping[str, str] = Phrases({
    "complete": mark("Complete"), "basic": mark("Basic"), "partial": mark("Part of one"),
    "unknown": mark("Not told"), TOTAL: mark("All"),
})  # fmt: skip
FAILURE_REASONS: Mapping[Failure, str] = Phrases({
    "not_an_export": mark("no readable archive of LinkedIn’s"),
    "limit": mark("a safety limit was hit"),
    "absent": mark("nothing there that can be read"),
    "fault": mark("a fault of the program"),
    "killed": mark("the worker ended each time"),
})  # fmt: skip
READING_NAMES: Mapping[str, str] = Phrases({
    "partly_read": mark("read in part"), "unreadable": mark("unreadable"),
    "unknown": mark("of unknown kind"),
})  # fmt: skip
QUARTILES = (mark("quarter"), mark("median"), mark("3 quarters"))
CATEGORIES = mark(
    "Have it: participants with anything of the category. Inside: those of whom some of it is "
    "inside; share of all participants. Then words inside of one of these: a quarter of them has "
    "fewer than the first number, half fewer than the median."
)
DOUBT = mark(
    "Only what LinkedIn said is judged, not what it did. Participants who gave their exports are "
    "no sample of all members."
)


def region(code: str) -> str:
    """A region as one reads it."""
    if code == TOTAL:
        return say("All regions")
    return region_alone(_region(code))


def number(count: int | None) -> str:
    """A number of participants, or that it is not shown."""
    return say(FEW) if count is None else language.number(count)


def share(count: int | None, of: int | None) -> str:
    """A whole per cent; nothing where either is not shown."""
    return language.percent(round(100 * count / of)) if count is not None and of else ""


def words(count: float) -> str:
    """Words of a quartile: halves are shown, since they lie between two participants."""
    whole, half = language.number(int(count)), count != int(count)
    return say("{whole}.5").format(whole=whole) if half else whole


def quartile_heads() -> tuple[str, ...]:
    """What the three quartiles are called."""
    return tuple(map(say, QUARTILES))


def quartiles(found: Quartiles | None) -> tuple[str, str, str]:
    """The three of them."""
    if found is None:
        return (say(FEW),) * 3
    return words(found.first), words(found.median), words(found.third)


def situation(report: StudyReport) -> str:
    """How everybody was judged."""
    made = report.manifest.made
    where = (
        say("in the region that each profile tells, else the EU or EEA")
        if made.region == "auto"
        else IN_REGIONS[_region(made.region)]
    )
    parts = [say("Judged as of {day}, {where}").format(day=language.day(made.on), where=where)]
    if made.opted_out:
        parts.append(say("opted out on {day}").format(day=language.day(made.opted_out)))
    parts += [say("under 18")] if made.under_18 else []
    return ", ".join(parts) + "."


def _region(code: str) -> Region:
    return next(one for one in REGIONS if one == code)


def headline(report: StudyReport) -> str:
    """How many there are."""
    if report.inspected is None:
        return say("Fewer than {least} participants were inspected: nothing can be shown.").format(
            least=report.least
        )
    count = report.inspected
    form = plurally("{n} participant inspected", "{n} participants inspected", count)
    told = form.format(n=language.number(count))
    if report.failed is None:
        return say("{told}; fewer than {least} more could not be inspected.").format(
            told=told, least=report.least
        )
    if report.failed:
        return say("{told}; {number} more could not be inspected.").format(
            told=told, number=language.number(report.failed)
        )
    return f"{told}."


def unfinished(report: StudyReport) -> str:
    """That the run has not ended, where it has not."""
    if report.manifest.complete:
        return ""
    return say("The study has not been finished: run `inspect study` again. So far:")


def suppression(report: StudyReport) -> str:
    """Why some numbers are not shown."""
    if report.least == 1:
        return say(
            "Every number is shown, however few participants it holds for: not for publication."
        )
    return say(
        "“{few}” stands for a number that holds for fewer than {least} participants, or by which "
        "one such could be reckoned."
    ).format(few=say(FEW), least=report.least)


def assumed(report: StudyReport) -> str:
    """In how many cases the region is a guess."""
    if report.manifest.made.region != "auto" or report.assumed == 0:
        return ""
    if report.assumed is None:
        return say("Of some participants the profile names no region for certain.")
    return plurally(
        "Of {n} participant the profile names no region for certain: the EU or EEA is assumed.",
        "Of {n} participants the profile names no region for certain: the EU or EEA is assumed.",
        report.assumed,
    ).format(n=language.number(report.assumed))


def failures(report: StudyReport) -> list[str]:
    """Why some could not be inspected, each with how many."""
    return [
        say("Could not be inspected, {why}: {number}.").format(
            why=why, number=number(report.failures[kind])
        )
        for kind, why in FAILURE_REASONS.items()
        if kind in report.failures
    ]


def rows(report: StudyReport) -> str:
    """The account of rows."""
    if report.rows is None or report.rows_left_out is None:
        return say("Rows were left out in the exports of fewer than {least} participants.").format(
            least=report.least
        )
    return plurally(
        "{n} row read, {left_out} of them left out.",
        "{n} rows read, {left_out} of them left out.",
        report.rows,
    ).format(n=language.number(report.rows), left_out=language.number(report.rows_left_out))
