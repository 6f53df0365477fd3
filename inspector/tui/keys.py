"""Every action of the application, once: keys, label, explanation, where it holds.

Footer, help and command palette are made from this registry.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from textual.binding import Binding, BindingType
from textual.dom import DOMNode

from inspector.language import mark, say

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
    Action("page('overview')", "1", mark("Overview"),
           mark("What is inside, at a glance."), footer=True),
    Action("page('explore')", "2", mark("Explore"), mark("Go through the records."), footer=True),
    Action("page('policy')", "3", mark("Policy"),
           mark("The texts, and what clauses decide."), footer=True),
    Action("page('whatif')", "4", mark("What if"),
           mark("Another region, day or setting."), footer=True),
    Action("page('act')", "5", mark("Act"),
           mark("How to switch it off, object, delete."), footer=True),
    Action("page('claims')", "6", mark("Claims"),
           mark("What the press said of the scope."), footer=True),
    Action("search", "slash", mark("Search"), mark("Search every value."), footer=True, shown="/"),
    Action("page('whatif')", "w", mark("Change situation"),
           mark("Another region, day or setting.")),
    Action("export", "e", mark("Export"),
           mark("Write a page, a list, a letter or data."), footer=True),
    Action("help", "question_mark,f1", mark("Help"),
           mark("Help for this page."), footer=True, shown="?"),
    Action("next_theme", "t", mark("Theme"), mark("The next colour theme; it is remembered.")),
    Action("command_palette", "ctrl+p", mark("Palette"), mark("Find any action by name.")),
    Action("quit", "q,ctrl+q", mark("Quit"), mark("Leave at once."), footer=True, shown="q"),
    Action("go_back", "escape", mark("Back"), mark("Back to where you were.")),
    Action("regroup", "r", mark("Regroup"),
           mark("Group by category, file, clause, author."), "explore", True),
    Action("all_texts", "a", mark("All texts"),
           mark("Texts of other days and regions, too."), "policy", True),
    Action("compare", "d", mark("Compare"),
           mark("What changed from one text to another."), "policy", True),
    Action("copy_source", "y", mark("Copy link"),
           mark("Copy the link to the copy quoted."), "policy", True),
    Action("reset", "ctrl+r", mark("Reset"),
           mark("Back to your own case."), "whatif", True),
    Action("copy_link", "y", mark("Copy link"),
           mark("Copy the link of the step or item."), "act", True),
    Action("copy_article", "y", mark("Copy link"),
           mark("Copy the link of an article."), "claims", True),
    Action("regroup", "r", mark("Regroup"),
           mark("Group by category, file or clause."), "diff", True),
    Action("help", "question_mark,f1", mark("Help"),
           mark("Help for this page."), "diff", True, "?"),
    Action("quit", "q,ctrl+q", mark("Quit"), mark("Leave at once."), "diff", True, "q"),
    Action("filter", "f", mark("Filter"),
           mark("By verdict, basis, category, author, dates."), "table", True),
    Action("sort", "s", mark("Sort"), mark("Sort by the next column."), "table", True),
    Action("reverse", "S", mark("Reverse"), mark("Turn the order round."), "table"),
    Action("copy", "y", mark("Copy"), mark("Copy the record's text."), "table", True),
    Action("copy_all", "Y", mark("Copy all"), mark("Copy the whole record."), "table"),
    Action("links", "o", mark("Link"), mark("Copy the record's link."), "table"),
    Action("next_hit", "n", mark("Next"),
           mark("The next record, or the next one found."), "table", True),
    Action("previous_hit", "N", mark("Previous"), mark("The record before."), "table"),
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


def say_bindings(node: DOMNode) -> None:
    """Say what a node's keys do in the language in use; they are declared in English."""
    keys = node._bindings.key_to_bindings
    for key, declared in keys.items():
        keys[key] = [
            replace(one, description=say(one.description), tooltip=say(one.tooltip))
            for one in declared
        ]


def of(scope: Scope) -> Iterable[Action]:
    """The actions of a scope, in order."""
    return (one for one in ACTIONS if one.scope == scope)
