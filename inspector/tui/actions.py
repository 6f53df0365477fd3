"""Every action of the application, once: keys, label, explanation, where it holds.

Footer, help and command palette are made from this registry.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from textual.binding import Binding, BindingType

Scope = Literal[
    "app", "overview", "explore", "search", "policy", "whatif", "act", "claims", "table", "diff"
]


@dataclass(frozen=True, slots=True)
class Action:
    """One thing the user can do."""

    id: str
    """Also the name of the Textual action: `action_<id>` of the widget of its scope."""
    keys: str
    """Comma-separated, as Textual names them."""
    label: str
    """A word or two, for the footer."""
    help: str
    """A sentence, for help and palette."""
    scope: Scope = "app"
    footer: bool = False
    shown: str = ""
    """How the keys are shown; empty: as Textual would."""


ACTIONS: tuple[Action, ...] = (
    Action("page('overview')", "1", "Overview", "What is inside, at a glance.", footer=True),
    Action("page('explore')", "2", "Explore", "Go through the records.", footer=True),
    Action("page('policy')", "3", "Policy", "The texts, and what clauses decide.", footer=True),
    Action("page('whatif')", "4", "What if", "Another region, day or setting.", footer=True),
    Action("page('act')", "5", "Act", "How to switch it off, object, delete.", footer=True),
    Action("page('claims')", "6", "Claims", "What the press said of the scope.", footer=True),
    Action("search", "slash", "Search", "Search every value.", footer=True, shown="/"),
    Action("page('whatif')", "w", "Change situation", "Another region, day or setting."),
    Action("export", "e", "Export", "Write a page, a list, a letter or data.", footer=True),
    Action("help", "question_mark,f1", "Help", "Help for this page.", footer=True, shown="?"),
    Action("next_theme", "t", "Theme", "The next colour theme; it is remembered."),
    Action("command_palette", "ctrl+p", "Palette", "Find any action by name."),
    Action("quit", "q,ctrl+q", "Quit", "Leave at once.", footer=True, shown="q"),
    Action("go_back", "escape", "Back", "Back to where you were."),
    Action("regroup", "r", "Regroup", "Group by category, file, clause, author.", "explore", True),
    Action("all_texts", "a", "All texts", "Texts of other days and regions, too.", "policy", True),
    Action("differ", "d", "Compare", "What changed from one text to another.", "policy", True),
    Action("copy_source", "y", "Copy link", "Copy the link to the copy quoted.", "policy", True),
    Action("reset", "ctrl+r", "Reset", "Back to the situation of the start.", "whatif", True),
    Action("copy_link", "y", "Copy link", "Copy the link of the step or item.", "act", True),
    Action("copy_article", "y", "Copy link", "Copy the link of an article.", "claims", True),
    Action("regroup", "r", "Regroup", "Group by category, file or clause.", "diff", True),
    Action("help", "question_mark,f1", "Help", "Help for this page.", "diff", True, "?"),
    Action("quit", "q,ctrl+q", "Quit", "Leave at once.", "diff", True, "q"),
    Action("filter", "f", "Filter", "By verdict, basis, category, author, dates.", "table", True),
    Action("sort", "s", "Sort", "Sort by the next column.", "table", True),
    Action("reverse", "S", "Reverse", "Turn the order round.", "table"),
    Action("copy", "y", "Copy", "Copy the record's text.", "table", True),
    Action("copy_all", "Y", "Copy all", "Copy the whole record.", "table"),
    Action("links", "o", "Link", "Copy the record's link.", "table"),
    Action("next_hit", "n", "Next", "The next record, or the next one found.", "table", True),
    Action("previous_hit", "N", "Previous", "The record before.", "table"),
)  # fmt: skip


def bindings(scope: Scope) -> list[BindingType]:
    """The key bindings of a scope."""
    return [
        Binding(
            one.keys,
            one.id,
            one.label,
            show=one.footer,
            key_display=one.shown or None,
            tooltip=one.help,
        )
        for one in of(scope)
    ]


def of(scope: Scope) -> Iterable[Action]:
    """The actions of a scope, in order."""
    return (one for one in ACTIONS if one.scope == scope)
