"""What a study found, as one page for a browser, in the manner of the page of one export."""

from __future__ import annotations

from inspector.outputs.html import environment
from inspector.outputs.wording.terms import category
from inspector.study.report import words
from inspector.study.report.report import StudyReport
from inspector.study.report.suppression import TOTAL


def render(report: StudyReport) -> str:
    """The page as HTML."""
    return environment.render(
        "study.html", report=report, words=words, category=category, total=TOTAL
    )
