"""The groups of records as a tree, with what is counted of each at the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from rich.style import Style
from rich.text import Text
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Tree
from textual.widgets.tree import TreeNode

from inspector.language import number
from inspector.outputs import printable
from inspector.outputs.wording import terms
from inspector.session.listing import Selection
from inspector.tui import keys
from inspector.tui.models.groups import Branch
from inspector.tui.widgets.columns import fit


class GroupsTree(Tree[Branch]):
    """Keeps its cursor and what is open when the groups change."""

    ICON_NODE = "▸ "
    ICON_NODE_EXPANDED = "▾ "
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right", "inward", show=False),
        Binding("left", "outward", show=False),
        keys.move("up", "cursor_up"),
        keys.move("down", "cursor_down"),
        keys.move("first", "scroll_home"),
        keys.move("last", "scroll_end"),
        keys.move("page-up", "page_up"),
        keys.move("page-down", "page_down"),
        keys.move("right", "inward"),
        keys.move("left", "outward"),
    ]

    class Departure(Message):
        """The user goes on to the right of the tree."""

    def __init__(self, id: str | None = None) -> None:
        super().__init__("", id=id)
        self.show_root = False
        self.guide_depth = 2
        self.auto_expand = False
        self._branches: tuple[Branch, ...] | None = None
        self._node_of: dict[Selection, TreeNode[Branch]] = {}

    def show(self, branches: Sequence[Branch], *, anew: bool = False) -> None:
        """Show groups; `anew`: they are grouped in another way, so no place is kept."""
        shown = tuple(branches)
        if shown == self._branches:
            return
        first = self._branches is None or anew
        astray = not first and self.cursor_line < 0
        self._branches = shown
        opened = set() if first else self._opened()
        chosen = None if first else self.selection
        self.clear()
        nodes: dict[Selection, TreeNode[Branch]] = {}
        for branch in shown:
            self._add(self.root, branch, opened, first, nodes)
        self._node_of = nodes
        if self.last_line >= 0:
            filled = (n for n in nodes.values() if n.data is not None and n.data.count)
            first_node = next(filled, next(iter(nodes.values())))
            self.move_cursor(nodes.get(chosen, first_node) if chosen else first_node)
            if astray:
                self.unselect()

    def point_at(self, selection: Selection | None) -> bool:
        """Put the cursor on the group of a selection, opening those around it.

        Where none of the groups is that (None, or another one), it stands on no group.
        """
        plain = replace(selection, sort="entry", descending=False) if selection else None
        node = self._node_of.get(plain) if plain else None
        if node is None and plain is not None and plain.verdict is None:
            alike = [n for s, n in self._node_of.items() if replace(s, verdict=None) == plain]
            node = alike[0] if len(alike) == 1 else None
        if node is None:
            self.unselect()
            return False
        above = node.parent
        while above is not None and above is not self.root:
            above.expand()
            above = above.parent
        self.move_cursor(node)
        self.call_after_refresh(self._show_around, node)
        return True

    def _show_around(self, node: TreeNode[Branch]) -> None:
        """Show a group, and the one around it where there is room for both."""
        if node.parent is not None and node.parent is not self.root:
            self.scroll_to_node(node.parent, animate=False)
        self.scroll_to_node(node, animate=False)

    def _add(
        self,
        parent: TreeNode[Branch],
        branch: Branch,
        opened: set[Selection],
        first: bool,
        nodes: dict[Selection, TreeNode[Branch]],
    ) -> None:
        leaf = not branch.children
        expand = branch.selection in opened or (first and parent is self.root and not leaf)
        label = Text(printable.line(branch.label))
        node = parent.add(label, branch, expand=expand, allow_expand=not leaf)
        nodes.setdefault(branch.selection, node)
        for child in branch.children:
            self._add(node, child, opened, first, nodes)

    def _opened(self) -> set[Selection]:
        found: set[Selection] = set()
        waiting = list(self.root.children)
        while waiting:
            node = waiting.pop()
            if node.is_expanded and node.data is not None:
                found.add(node.data.selection)
            waiting += node.children
        return found

    @property
    def branch(self) -> Branch | None:
        """The group under the cursor."""
        node = self.cursor_node if self.cursor_line >= 0 else None
        return node.data if node is not None else None

    @property
    def selection(self) -> Selection | None:
        """Its selection."""
        return self.branch.selection if self.branch is not None else None

    def action_inward(self) -> None:
        """Open the group, or go on to its records."""
        node = self.cursor_node
        if node is not None and node.allow_expand and not node.is_expanded:
            node.expand()
        else:
            self.post_message(self.Departure())

    def action_outward(self) -> None:
        """Close the group, or go to the one around it."""
        node = self.cursor_node
        if node is None:
            return
        if node.allow_expand and node.is_expanded:
            node.collapse()
        elif node.parent is not None and node.parent is not self.root:
            self.move_cursor(node.parent)

    def render_label(self, node: TreeNode[Branch], base_style: Style, style: Style) -> Text:
        """Mark, label and number to the width of the tree."""
        branch = node.data
        if branch is None:
            return Text("")
        depth = 0
        above = node.parent
        while above is not None and above is not self.root:
            depth, above = depth + 1, above.parent
        icon = self.ICON_NODE_EXPANDED if node.is_expanded else self.ICON_NODE
        icon = icon if node.allow_expand else "  " if depth == 0 else ""
        count = f" {number(branch.count)}"
        glyph = f"{terms.GLYPHS[branch.verdict]} " if branch.verdict else "  "
        used = 2 * depth + len(icon) + len(glyph) + len(count)
        room = max(self.scrollable_content_region.width - used, 4)
        colour = f"groups--{branch.verdict}" if branch.verdict else "groups--number"
        glyph_style = self.get_component_rich_style(colour, partial=True)
        dim = self.get_component_rich_style("groups--number", partial=True)
        under_cursor = node is self.cursor_node and self.cursor_line >= 0
        return Text.assemble(
            (icon, base_style + Style(meta={"toggle": True})),
            (glyph, style if under_cursor else style + glyph_style),
            (fit(str(node.label), room), style),
            (count, style if under_cursor else style + dim),
        )

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "groups--inside", "groups--unclear", "groups--outside", "groups--number",
    }  # fmt: skip
