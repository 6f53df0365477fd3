"""The application on two exports: what came, went and changed, down to the records."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePath
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.dom import DOMNode
from textual.widgets import Static, Tree

from inspector.diff.compare_exports import diff_exports
from inspector.diff.export_diff import ExportDiff
from inspector.errors import InspectError
from inspector.language import mark, percent, say
from inspector.outputs.wording import answers, changes, sentences, terms
from inspector.reading.reader import Progress
from inspector.session.record import Record, links
from inspector.session.session import ReadingStop, Session
from inspector.tui import keys
from inspector.tui.base_app import BaseApp
from inspector.tui.desktop import Desktop
from inspector.tui.keys import Scope, bindings
from inspector.tui.messages import DiffProgress, ExportComparison, ReadingFailure
from inspector.tui.models.changed_records import (
    DIFF_GROUPINGS,
    ChangedRecords,
    RecordPair,
)
from inspector.tui.models.groups import GROUPING_NAMES, Branch, Grouping
from inspector.tui.screens.help import HelpScreen
from inspector.tui.settings import Settings
from inspector.tui.untrusted_text import inert_block, inert_line
from inspector.tui.widgets import record_text
from inspector.tui.widgets.groups_tree import GroupsTree
from inspector.tui.widgets.key_footer import KeyFooter
from inspector.tui.widgets.record_pane import ReadingPane
from inspector.tui.widgets.record_text import TextBlock
from inspector.tui.widgets.records_table import RecordsTable

HELP = mark(
    "What differs between two exports of one member, both judged in one situation. In the table, "
    "+ came, − went, ~ changed: the same item under another verdict or with other words. Enter "
    "goes on from the groups to the records and to the one under the cursor, with the clause that "
    "decides; Tab goes round."
)


class DiffApp(BaseApp):
    """Reads both exports in the background, then shows the groups of what changed."""

    TITLE = "inspect diff"
    CSS_PATH: ClassVar[list[str | PurePath]] = ["styles.tcss", "explore.tcss", "diff.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = bindings("diff")
    ENABLE_COMMAND_PALETTE = True
    VERTICAL_BREAKPOINTS = [(0, "-low"), (30, "-high")]  # noqa: RUF012 -- as Textual declares it

    def __init__(
        self, old: Session, new: Session, settings: Settings, desktop: Desktop | None = None
    ) -> None:
        super().__init__(settings, desktop)
        self._sessions = old, new
        self.grouping: Grouping = "category"
        self.difference: ExportDiff | None = None
        self.records: ChangedRecords | None = None
        self.warnings: tuple[str, ...] = ()
        """What has to be known before the difference is read."""

    def compose(self) -> ComposeResult:
        """The answer, the groups, the records, the record."""
        yield Static("", id="diff-told", markup=False)
        yield Static(say("Reading both exports …"), id="diff-headline", markup=False)
        yield Static("", id="diff-warnings", markup=False)
        with Horizontal(classes="explore-halves"):
            with Vertical(classes="groups-side"):
                yield GroupsTree()
            with Vertical(classes="records-side"):
                yield RecordsTable()
                yield ReadingPane()
        yield KeyFooter()

    def on_mount(self) -> None:
        """Begin to read."""
        self._compare()

    # Reading

    @work(thread=True, exclusive=True, group="reading", exit_on_error=False)
    def _compare(self) -> None:
        def tell(progress: Progress) -> None:
            if progress.bytes_done:
                self.post_message(DiffProgress(progress))

        try:
            found = diff_exports(*self._sessions, tell, keep=True)
            self.post_message(ExportComparison(found, ChangedRecords(found, *self._sessions)))
        except ReadingStop:  # the user has left; nobody is there to be told
            pass
        except InspectError as fault:
            self.post_message(ReadingFailure(fault))

    def on_reading_failure(self, message: ReadingFailure) -> None:
        """There is nothing to look at; what went wrong is said where the program began."""
        self.fault = message.fault
        self.exit(return_code=message.fault.exit_code)

    def on_diff_progress(self, message: DiffProgress) -> None:
        """Show how far it is."""
        if self.difference is None:
            done = message.progress
            share = 100 * done.bytes_done // done.bytes if done.bytes else 0
            text = say("file {number} of {files}, {share} of this export").format(
                number=done.done + 1, files=done.entries, share=percent(share)
            )
            self.query_one("#diff-told", Static).update(_named(text))

    def on_export_comparison(self, message: ExportComparison) -> None:
        """Show what differs."""
        self.difference, self.records = message.difference, message.records
        found = message.difference
        status = answers.status(found.new)
        lines = [*([status] if status else []), changes.headline(found)]
        self.query_one("#diff-headline", Static).update(inert_line(" ".join(lines)))
        told = " · ".join(
            (
                f"{changes.export(found.old)} → {changes.export(found.new)}",
                say("Both judged for {situation}.").format(
                    situation=sentences.situation(found.new.situation)
                ),
            )
        )
        self.query_one("#diff-told", Static).update(_named(told))
        self.warnings = tuple(changes.warnings(found))
        warned = "\n".join(f"! {warning}" for warning in self.warnings)
        self.query_one("#diff-warnings", Static).update(inert_block(warned))
        self.query_one("#diff-warnings", Static).display = bool(warned)
        self._group(anew=False)
        self.query_one(GroupsTree).focus()

    def _group(self, *, anew: bool) -> None:
        if self.records is not None:
            self.query_one(GroupsTree).border_title = GROUPING_NAMES[self.grouping]
            self.query_one(GroupsTree).show(self.records.branches(self.grouping), anew=anew)

    # Looking

    def on_tree_node_highlighted(self, message: Tree.NodeHighlighted[Branch]) -> None:
        """List the records of the group under the cursor."""
        branch = message.node.data
        if branch is None or self.records is None:
            return
        self.query_one(RecordsTable).border_title = inert_line(branch.title)
        self.query_one(ReadingPane).show(())
        self.query_one(RecordsTable).set_listing(
            self.records.listing(branch.selection), self.records.names, empty=say("No difference.")
        )

    def on_tree_node_selected(self, message: Tree.NodeSelected[Branch]) -> None:
        """On to the records."""
        self.query_one(RecordsTable).focus()

    def on_groups_tree_departure(self, message: GroupsTree.Departure) -> None:
        """On to the records."""
        self.query_one(RecordsTable).focus()

    def on_records_table_highlight(self, message: RecordsTable.Highlight) -> None:
        """Show the record under the cursor, as it is and as it was."""
        table = self.query_one(RecordsTable)
        if self.records is not None and table.current == (message.entry, message.at):
            changed = self.records.record(message.entry, message.at)
            pieces = self._pieces(changed)
            linked = [replace(one, content=self.links.linked(one.content)) for one in pieces]
            self.query_one(ReadingPane).show(linked)
            self.refresh_bindings()

    def on_records_table_choice(self, message: RecordsTable.Choice) -> None:
        """On to the record."""
        self.query_one(ReadingPane).focus()

    def _pieces(self, changed: RecordPair) -> Sequence[TextBlock]:
        assert self.records is not None
        kind = changed.kind
        found = [_line(terms.paired(changes.KIND_NAMES[kind], changes.KINDS[kind]))]
        for record, title in (
            (changed.after, say("In the newer export")),
            (changed.before, say("In the older export")),
        ):  # fmt: skip
            if record is not None:
                found += [_line(""), _line(title)]
                found += record_text.text_blocks(record, self.records.judge)
        return found

    # Actions

    def action_regroup(self) -> None:
        """The next way of grouping."""
        self.grouping = DIFF_GROUPINGS[
            (DIFF_GROUPINGS.index(self.grouping) + 1) % len(DIFF_GROUPINGS)
        ]
        self._group(anew=True)

    def action_help(self) -> None:
        """What this is, what has to be known of it, and every key."""
        text = " ".join((*self.warnings, say(HELP)))
        self.push_screen(HelpScreen(say("What changed"), text, keys.active(self.screen)))

    @property
    def in_front(self) -> tuple[tuple[DOMNode, Scope], ...]:
        """There is one page."""
        return ((self, "diff"),)

    def stop(self) -> None:
        """Give up the reading under way."""
        for session in self._sessions:
            session.stop()

    @property
    def _record(self) -> Record | None:
        """The record under the cursor, as it is, or as it was where it went."""
        current = self.query_one(RecordsTable).current
        if self.records is None or current is None:
            return None
        changed = self.records.record(*current)
        return changed.after or changed.before

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing is copied or opened without a record, and nothing lies behind the groups."""
        if not self.query(RecordsTable):
            return True
        if action in ("copy", "open_link"):
            return self.query_one(RecordsTable).current is not None
        return action != "go_back" or not self.query_one(GroupsTree).has_focus

    def action_copy(self) -> None:
        """The record's own words."""
        if (record := self._record) is not None:
            self.copy(record_text.text(record), say("The text of the record."))

    def action_open_link(self) -> None:
        """A link of the record."""
        record = self._record
        found = tuple(links(record)) if record is not None else ()
        self.follow(found, say("This record holds no link."))

    def action_go_back(self) -> None:
        """From the record to the records, from there to the groups."""
        pane = self.query_one(ReadingPane)
        (self.query_one(RecordsTable) if pane.has_focus else self.query_one(GroupsTree)).focus()


def _line(text: str) -> TextBlock:
    return TextBlock(Content.styled(text, "bold") if text else Content(""))


def _named(told: str) -> Content:
    """The line at the top, led by the name of the program."""
    return Content.assemble((f"{DiffApp.TITLE}  ", "bold $ink"), inert_line(told))
