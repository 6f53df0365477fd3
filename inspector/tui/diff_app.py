"""The application on two exports: what came, went and changed, down to the records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import ClassVar

from textual import work
from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Footer, Static, Tree
from textual.worker import Worker, WorkerState

from inspector.diff.export_diff import Difference
from inspector.diff.exports import differ
from inspector.errors import ExitCode, InspectError, fault_place
from inspector.language import Phrases, mark, percent, say
from inspector.outputs.wording import changes as wording_changes
from inspector.outputs.wording import sentences as wording
from inspector.outputs.wording import terms
from inspector.reading.reader import Progress
from inspector.session.session import Session, Stopped
from inspector.tui import untrusted_text as safe
from inspector.tui.actions import bindings, of, said
from inspector.tui.models.changed_records import GROUPINGS, Changed, ChangedRecords
from inspector.tui.models.groups import Branch, Grouping
from inspector.tui.screens.help import HelpScreen
from inspector.tui.settings import Settings
from inspector.tui.widgets import record_text
from inspector.tui.widgets.groups_tree import GroupsTree
from inspector.tui.widgets.record_pane import ReadingPane
from inspector.tui.widgets.record_text import Piece
from inspector.tui.widgets.records_table import RecordsTable

HELP = mark(
    "What differs between two exports of one member, both judged in one situation. In the table, "
    "+ came, − went, ~ changed: the same item under another verdict or with other words. Enter "
    "goes on from the groups to the records and to the one under the cursor, with the clause that "
    "decides; Tab goes round."
)


_GROUPED: Mapping[Grouping, str] = Phrases(
    {
        "category": mark("by category"),
        "file": mark("by file"),
        "clause": mark("by clause"),
        "author": mark("by author"),
    }
)


class Told(Message):
    """How far the reading is."""

    def __init__(self, progress: Progress) -> None:
        super().__init__()
        self.progress = progress


class Compared(Message):
    """Both exports are read."""

    def __init__(self, difference: Difference, records: ChangedRecords) -> None:
        super().__init__()
        self.difference = difference
        self.records = records


class Failed(Message):
    """The reading ended early."""

    def __init__(self, fault: InspectError) -> None:
        super().__init__()
        self.fault = fault


class DiffApp(App[int]):
    """Reads both exports in the background, then shows the groups of what changed."""

    TITLE = "inspect diff"
    CSS_PATH: ClassVar[list[str | PurePath]] = ["styles.tcss", "explore.tcss", "diff.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = bindings("diff")
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, old: Session, new: Session, settings: Settings) -> None:
        super().__init__()
        said(self)
        self._sessions = old, new
        self.settings = settings
        self.grouping: Grouping = "category"
        self.difference: Difference | None = None
        self.records: ChangedRecords | None = None
        self.fault: InspectError | None = None
        self.own_fault: str | None = None

    def compose(self) -> ComposeResult:
        """The answer, the groups, the records, the record."""
        yield Static(say("Reading both exports …"), id="diff-headline", markup=False)
        yield Static("", id="diff-told", markup=False)
        with Horizontal(classes="explore-halves"):
            with Vertical(classes="groups-side"):
                yield Static("", classes="groups-told", markup=False)
                yield GroupsTree()
            with Vertical(classes="records-side"):
                yield Static("", classes="records-told", markup=False)
                yield RecordsTable()
                yield ReadingPane()
        yield Footer()

    def on_mount(self) -> None:
        """Dress, and begin to read."""
        if self.settings.theme in self.available_themes:
            self.theme = self.settings.theme
        self._compare()

    # Reading

    @work(thread=True, exclusive=True, group="reading", exit_on_error=False)
    def _compare(self) -> None:
        def tell(progress: Progress) -> None:
            if progress.bytes_done:
                self.post_message(Told(progress))

        try:
            found = differ(*self._sessions, tell, keep=True)
            self.post_message(Compared(found, ChangedRecords(found, *self._sessions)))
        except Stopped:  # the user has left; nobody is there to be told
            pass
        except InspectError as fault:
            self.post_message(Failed(fault))

    def on_failed(self, message: Failed) -> None:
        """There is nothing to look at; what went wrong is said where the program began."""
        self.fault = message.fault
        self.exit(return_code=message.fault.exit_code)

    def on_told(self, message: Told) -> None:
        """Show how far it is."""
        if self.difference is None:
            done = message.progress
            share = 100 * done.bytes_done // done.bytes if done.bytes else 0
            text = say("file {number} of {files}, {share} of this export").format(
                number=done.done + 1, files=done.entries, share=percent(share)
            )
            self.query_one("#diff-told", Static).update(safe.content(text))

    def on_compared(self, message: Compared) -> None:
        """Show what differs."""
        self.difference, self.records = message.difference, message.records
        found = message.difference
        status = wording.status(found.new)
        lines = [*([status] if status else []), wording_changes.headline(found)]
        self.query_one("#diff-headline", Static).update(safe.content(" ".join(lines)))
        told = [
            *(f"! {warning}" for warning in wording_changes.warnings(found)),
            f"{wording_changes.export(found.old)} → {wording_changes.export(found.new)}",
            say("Both judged for {situation}.").format(
                situation=wording.situation(found.new.situation)
            ),
        ]
        self.query_one("#diff-told", Static).update(safe.block("\n".join(told)))
        self._group(anew=False)
        self.query_one(GroupsTree).focus()

    def _group(self, *, anew: bool) -> None:
        if self.records is not None:
            said_r_regroups = say("r regroups")
            told = f"{_GROUPED[self.grouping]} · {said_r_regroups}"
            self.query_one(".groups-told", Static).update(safe.content(told))
            self.query_one(GroupsTree).show(self.records.branches(self.grouping), anew=anew)

    # Looking

    def on_tree_node_highlighted(self, message: Tree.NodeHighlighted[Branch]) -> None:
        """List the records of the group under the cursor."""
        branch = message.node.data
        if branch is None or self.records is None:
            return
        self.query_one(".records-told", Static).update(safe.content(branch.title))
        self.query_one(ReadingPane).show(())
        self.query_one(RecordsTable).set_listing(
            self.records.listing(branch.selection), self.records.names, empty=say("No difference.")
        )

    def on_tree_node_selected(self, message: Tree.NodeSelected[Branch]) -> None:
        """On to the records."""
        self.query_one(RecordsTable).focus()

    def on_groups_tree_left(self, message: GroupsTree.Left) -> None:
        """On to the records."""
        self.query_one(RecordsTable).focus()

    def on_records_table_highlighted(self, message: RecordsTable.Highlighted) -> None:
        """Show the record under the cursor, as it is and as it was."""
        table = self.query_one(RecordsTable)
        if self.records is not None and table.current == (message.entry, message.at):
            changed = self.records.record(message.entry, message.at)
            self.query_one(ReadingPane).show(self._pieces(changed))

    def on_records_table_opened(self, message: RecordsTable.Opened) -> None:
        """On to the record."""
        self.query_one(ReadingPane).focus()

    def _pieces(self, changed: Changed) -> Sequence[Piece]:
        assert self.records is not None
        kind = changed.kind
        found = [_line(terms.paired(wording_changes.KIND_NAMES[kind], wording_changes.KINDS[kind]))]
        for record, title in (
            (changed.after, say("In the newer export")),
            (changed.before, say("In the older export")),
        ):  # fmt: skip
            if record is not None:
                found += [_line(""), _line(title)]
                found += record_text.pieces(record, self.records.judge)
        return found

    # Actions

    def action_regroup(self) -> None:
        """The next way of grouping."""
        self.grouping = GROUPINGS[(GROUPINGS.index(self.grouping) + 1) % len(GROUPINGS)]
        self._group(anew=True)

    def action_help(self) -> None:
        """What this is, and every key."""
        self.push_screen(HelpScreen(say("What changed"), say(HELP), of("diff")))

    async def action_quit(self) -> None:
        """Leave at once; a reading under way is given up."""
        for session in self._sessions:
            session.stop()
        self.exit(return_code=ExitCode.INSPECTED)

    # Faults of our own

    def on_worker_state_changed(self, message: Worker.StateChanged) -> None:
        """What fails in the background is a fault of ours."""
        if message.state is WorkerState.ERROR and isinstance(message.worker.error, Exception):
            self._handle_exception(message.worker.error)

    def _handle_exception(self, error: Exception) -> None:
        """End, saying where it is; Textual's own way would print a traceback with values in it."""
        if self.is_headless:  # under test, a fault has to end the test
            super()._handle_exception(error)
            return
        self.own_fault = fault_place(error)
        self._return_code = ExitCode.BUG
        self._close_messages_no_wait()


def _line(text: str) -> Piece:
    return Piece(Content.styled(text, "bold") if text else Content(""))
