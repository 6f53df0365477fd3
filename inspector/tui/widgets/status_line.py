"""The line at the top: which export, which situation, how far the reading is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static

from inspector.language import Phrases, mark, percent, say, short_day
from inspector.tui.untrusted_text import inert_line

if TYPE_CHECKING:
    from inspector.reading.reader import Progress
    from inspector.summary.summary import Summary

_EXPORTS = Phrases(
    {
        "complete": mark("Complete export"), "basic": mark("Basic export"),
        "partial": mark("Partial export"), "unknown": mark("Export"),
    }
)  # fmt: skip


class StatusLine(Horizontal):
    """Export and situation on the left, reading on the right."""

    def __init__(self, name: str, id: str) -> None:
        super().__init__(id=id)
        self._program = name

    def compose(self) -> ComposeResult:
        """The name of the program, and two places for text."""
        yield Static(self._program, id="status-program", markup=False)
        yield Static("", id="status-situation", markup=False)
        yield Static("", id="status-reading", markup=False)

    def show_opening(self, names: str) -> None:
        """Say what is being opened, before anything is known of it."""
        self.query_one("#status-situation", Static).update(inert_line(names))
        self.query_one("#status-reading", Static).update(say("reading …"))

    def show(self, summary: Summary, progress: Progress | None) -> None:
        """Render a summary and where the reading is (None: done)."""
        from inspector.outputs.wording import sentences

        export = summary.export
        kind = _EXPORTS[export.kind]
        if export.exported_on:
            day = short_day(export.exported_on)
            kind = say("{export} of {day}").format(export=kind, day=day)
        text = f"{sentences.situation_short(summary.situation)} · {kind}"
        self.query_one("#status-situation", Static).update(inert_line(text))
        self.query_one("#status-reading", Static).update(inert_line(_reading(progress)))


def _reading(progress: Progress | None) -> str:
    if progress is None:
        return ""
    share = 100 * progress.bytes_done // progress.bytes if progress.bytes else 0
    return say("reading {number}/{files} {path} {share}").format(
        number=progress.done + 1, files=progress.entries, path=progress.path[-30:],
        share=percent(share),
    )  # fmt: skip
