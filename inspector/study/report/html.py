"""What a study found, as one page for a browser, in the manner of the page of one export."""

from __future__ import annotations

import base64
import hashlib

from markupsafe import Markup

from inspector.language import current
from inspector.outputs.html.summary import FOLDER, environment
from inspector.outputs.wording.terms import category
from inspector.study.report import words as study_words
from inspector.study.report.report import StudyReport
from inspector.study.report.suppression import TOTAL
from inspector.summary.summary import TOOL


def render(report: StudyReport) -> str:
    """The page as HTML: nothing is fetched, no script is run."""
    style = (FOLDER / "page.css").read_text(encoding="utf-8")
    return (
        environment()
        .get_template("study.html")
        .render(
            report=report,
            said=study_words,
            category=category,
            language=current(),
            tool=TOOL,
            total=TOTAL,
            style=Markup(style),  # noqa: S704 -- ours, read from beside the template
            style_hash=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
        )
    )
