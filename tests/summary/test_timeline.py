"""Words over time: steps of equal length, and dates that cannot be."""

from __future__ import annotations

import asyncio
import datetime as dt
from pathlib import Path

import pytest
from textual.app import App, ComposeResult

from inspector.knowledge.vocabulary import VERDICTS
from inspector.outputs.wording import answers
from inspector.session.request import Request
from inspector.session.session import Session
from inspector.summary.summary import Summary
from inspector.summary.timeline import by_year, timeline
from inspector.tui.widgets.timeline_chart import CHART_HEIGHT, TimelineChart
from tests.lib.archives import write_zip

SHARES = "Date,ShareLink,ShareCommentary,SharedUrl,MediaUrl,Visibility\n"


def judged(tmp_path: Path, *days: str, words: int = 1) -> Summary:
    """Posts of these days, each of the same number of words but the first, which has 1."""
    rows = "".join(
        f"{day} 10:00:00,https://example.org/{n},{'word ' * (words if n else 1)},,,MEMBER_NETWORK\n"
        for n, day in enumerate(days)
    )
    path = write_zip(tmp_path / "export.zip", {"Shares.csv": SHARES + rows})
    session = Session(Request((path,), on=dt.date(2026, 3, 15)))
    session.read()
    return session.summary()


def test_dates_that_cannot_be_do_not_stretch_the_chart(tmp_path: Path) -> None:
    summary = judged(tmp_path, "2024-01-05", "2025-12-24", "2187-04-01", "1970-01-01", "2026-04-01")
    line = timeline(summary, "inside", 100)
    assert line.absurd == 3 and len(line.steps) == 24
    assert line.steps[0].start == dt.date(2024, 1, 1)
    assert line.steps[-1].start == dt.date(2025, 12, 1)
    assert answers.not_drawn(line) == (
        "3 records dated before 2002 or after the export are not drawn."
    )
    years = by_year(summary)
    assert [year for year, _ in years.years] == [2024, 2025] and years.absurd["inside"] == 3
    for verdict in VERDICTS:
        dated = sum(counts[verdict] for _, counts in years.years)
        whole = dated + years.undated[verdict] + years.absurd[verdict]
        assert whole == summary.totals[verdict].words


def test_the_month_of_the_export_and_the_first_of_linkedin_are_drawn(tmp_path: Path) -> None:
    line = timeline(judged(tmp_path, "2002-01-01", "2026-03-31"), "inside", 1000)
    assert not line.absurd and answers.not_drawn(line) == ""
    assert line.steps[0].start.year == 2002 and line.steps[-1].start == dt.date(2026, 3, 1)


def test_an_export_of_nothing_but_such_dates_says_so(tmp_path: Path) -> None:
    line = timeline(judged(tmp_path, "2187-04-01"), "inside", 10)
    assert not line.steps and line.absurd == 1
    assert answers.not_drawn(line).startswith("1 record dated")


class Alone(App[None]):
    """A chart and nothing else."""

    def compose(self) -> ComposeResult:
        """The chart."""
        yield TimelineChart()


@pytest.mark.parametrize("words", [8, 32])
def test_columns_share_a_scale_of_eighths(tmp_path: Path, words: int) -> None:
    summary = judged(tmp_path, "2025-01-05", "2025-03-05", "2187-01-01", words=words)

    async def drawn() -> list[str]:
        app = Alone()
        async with app.run_test(size=(80, 12)) as pilot:
            chart = app.query_one(TimelineChart)
            chart.show(summary, None)
            await pilot.pause()
            return str(chart.visual).splitlines()

    lines = asyncio.run(drawn())
    columns = lines[1 : 1 + CHART_HEIGHT]
    eighths = [sum(" ▁▂▃▄▅▆▇█".index(row[at]) for row in columns) for at in range(len(columns[0]))]
    assert eighths == [32 // words, 0, 32]
    assert any("1 record dated before 2002" in line for line in lines)
