"""Every action of the application, once: keys, label, explanation, where it holds.

Footer, help and command palette are made from this registry; `keymap` binds other keys.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from textual.binding import Binding, BindingType
from textual.dom import DOMNode
from textual.keys import REPLACED_KEYS, format_key, key_to_character
from textual.screen import Screen

from inspector.language import Phrases, mark, say

Scope = Literal[
    "app",
    "overview",
    "explore",
    "search",
    "policy",
    "whatif",
    "act",
    "claims",
    "read",
    "table",
    "diff",
    "dialog",
]
"""Where an action holds: everywhere, on a page, in a listing of records, in what stands above."""


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
    name: str = ""
    """Its stable name in the settings file; empty: `id`. What does one thing on several pages
    has one name."""

    @property
    def binding_id(self) -> str:
        """By what name other keys can be bound to it."""
        return (self.name or self.id).replace("_", "-")


ACTIONS: tuple[Action, ...] = (
    Action("page('overview')", "1", mark("Overview"),
           mark("What is inside, at a glance."), footer=True, name="overview"),
    Action("page('explore')", "2", mark("Explore"),
           mark("Go through the records."), footer=True, name="explore"),
    Action("page('policy')", "3", mark("Policy"),
           mark("The texts, and what clauses decide."), footer=True, name="policy"),
    Action("page('whatif')", "4", mark("What if"),
           mark("Another region, day or setting."), footer=True, name="what-if"),
    Action("page('act')", "5", mark("Act"),
           mark("How to switch it off, object, delete."), footer=True, name="act"),
    Action("page('claims')", "6", mark("Claims"),
           mark("What the press said of the scope."), footer=True, name="claims"),
    Action("page('read')", "7", mark("Read"),
           mark("What is inside, word for word, with what stands in it."), footer=True,
           name="read"),
    Action("search", "slash", mark("Search"), mark("Search every value."), footer=True),
    Action("page('whatif')", "w", mark("Change situation"),
           mark("Another region, day or setting."), name="situation"),
    Action("export", "e", mark("Export"),
           mark("Write a page, a list, a letter or data."), footer=True),
    Action("help", "question_mark,f1", mark("Help"),
           mark("Help for this page."), footer=True),
    Action("choose_theme", "t", mark("Theme"),
           mark("Choose a colour theme; it is remembered."), name="theme"),
    Action("command_palette", "ctrl+p", mark("Palette"), mark("Find any action by name."),
           name="palette"),
    Action("quit", "q", mark("Quit"), mark("Leave at once."), footer=True),
    Action("reset", "ctrl+r", mark("Reset"), mark("End the what-if: your own case."), footer=True),
    Action("go_back", "escape", mark("Back"), mark("Back to where you were."), name="back"),
    Action("regroup", "r", mark("Regroup"),
           mark("Group by category, file, clause, author."), "explore", True),
    Action("all_texts", "a", mark("All texts"),
           mark("Texts of other days and regions, too."), "policy", True),
    Action("compare", "d", mark("Compare"),
           mark("What changed from one text to another."), "policy", True),
    Action("check_page", "c", mark("Check a page"),
           mark("Hold a page that you saved against the quotations."), "policy", True),
    Action("open_link", "o", mark("Open link"),
           mark("Open the page quoted, in your browser."), "policy", True),
    Action("copy_link", "y", mark("Copy link"),
           mark("Copy the link to the copy quoted."), "policy", True, "copy"),
    Action("earlier", "left", mark("Earlier"),
           mark("To the last day before on which something changed."), "whatif", True),
    Action("later", "right", mark("Later"),
           mark("To the next day on which something changed."), "whatif", True),
    Action("reset", "ctrl+r", mark("Reset"), mark("The form as in your own case."), "whatif", True),
    Action("open_link", "o", mark("Open link"),
           mark("Open the step or item in your browser."), "act", True),
    Action("copy_link", "y", mark("Copy link"),
           mark("Copy the link of the step or item."), "act", True, "copy"),
    Action("filter", "f", mark("Filter"), mark("By article and verdict."), "claims", True),
    Action("find", "c", mark("Find"), mark("Find claims by their words."), "claims", True),
    Action("open_link", "o", mark("Open link"),
           mark("Open an article in your browser."), "claims", True),
    Action("copy_link", "y", mark("Copy link"),
           mark("Copy the link of an article."), "claims", True, "copy"),
    Action("next_mark", "n", mark("Next mark"),
           mark("To the next mark."), "read", True, "next"),
    Action("previous_mark", "N", mark("Previous mark"),
           mark("To the mark before."), "read", name="previous"),
    Action("filter", "f", mark("Filter"), mark("By kind of mark, verdict, author."), "read", True),
    Action("list_item", "x", mark("List"),
           mark("Put it on your list, or off it; the export writes the list."), "read", True,
           "list"),
    Action("sort", "s", mark("Order"), mark("Newest, longest, most marked."), "read", True),
    Action("clause", "c", mark("Clause"), mark("To the clause that decides it."), "read", True),
    Action("word_lists", "m", mark("Word lists"),
           mark("Show words of health, belief, politics and the like, or not; never kept."),
           "read", name="word-lists"),
    Action("open_link", "o", mark("Open link"), mark("Open it in your browser."), "read"),
    Action("copy", "y", mark("Copy"), mark("Copy its text."), "read"),
    Action("regroup", "r", mark("Regroup"),
           mark("Group by category, file or clause."), "diff", True),
    Action("copy", "y", mark("Copy"), mark("Copy the record's text."), "diff", True),
    Action("open_link", "o", mark("Open link"),
           mark("Open the record in your browser."), "diff", True),
    Action("help", "question_mark,f1", mark("Help"), mark("Help for this page."), "diff", True),
    Action("choose_theme", "t", mark("Theme"),
           mark("Choose a colour theme; it is remembered."), "diff", name="theme"),
    Action("command_palette", "ctrl+p", mark("Palette"), mark("Find any action by name."),
           "diff", name="palette"),
    Action("quit", "q", mark("Quit"), mark("Leave at once."), "diff", True),
    Action("go_back", "escape", mark("Back"), mark("Back to where you were."), "diff",
           name="back"),
    Action("filter", "f", mark("Filter"),
           mark("By verdict, basis, category, author, dates."), "table", True),
    Action("sort", "s", mark("Sort"), mark("Longest first, then by date, by text."), "table", True),
    Action("reverse", "S", mark("Reverse"), mark("Turn the order round."), "table"),
    Action("copy", "y", mark("Copy"), mark("Copy the record's text."), "table", True),
    Action("copy_all", "Y", mark("Copy all"), mark("Copy the whole record."), "table"),
    Action("open_link", "o", mark("Open link"),
           mark("Open the record in your browser."), "table", True),
    Action("next_hit", "n", mark("Next"),
           mark("The next record, or the next one found."), "table", True, "next"),
    Action("previous_hit", "N", mark("Previous"), mark("The record before."), "table",
           name="previous"),
    Action("leave", "escape", mark("Close"), mark("Close what stands above the page."), "dialog",
           name="close"),
    Action("copy_link", "y", mark("Copy link"), mark("Copy the link."), "dialog", name="copy"),
    Action("open_link", "o", mark("Next link"), mark("The next link."), "dialog"),
    Action("take", "ctrl+s", mark("Apply"), mark("Show only what was chosen."), "dialog",
           name="apply"),
    Action("turn_round", "x", mark("Swap"), mark("Compare the other way round."), "dialog",
           name="swap"),
)  # fmt: skip


def bindings(scope: Scope, *ids: str) -> list[BindingType]:
    """The key bindings of a scope; `ids`: of these actions only."""
    return [
        Binding(
            one.keys, one.id, one.label, show=one.footer, tooltip=one.help, id=one.binding_id
        )
        for one in of(scope)
        if not ids or one.id in ids
    ]  # fmt: skip


MOVES: Mapping[str, str] = {
    "up": "k", "down": "j", "left": "h", "right": "l", "first": "g", "last": "G",
    "page-up": "ctrl+u", "page-down": "ctrl+d",
}  # fmt: skip
"""The keys of vi, by the names under which others can be bound beside arrows and paging keys."""


def move(name: str, action: str) -> Binding:
    """The binding of one of `MOVES` in a widget that calls what it does `action`."""
    return Binding(MOVES[name], action, show=False, id=name)


_NAMES = Phrases({
    "escape": mark("Esc"), "enter": mark("Enter"), "tab": mark("Tab"), "space": mark("Space"),
    "home": mark("Home"), "end": mark("End"), "pageup": mark("PgUp"), "pagedown": mark("PgDn"),
    "backspace": mark("Backspace"), "delete": mark("Del"), "insert": mark("Ins"),
    "ctrl": mark("Ctrl"), "shift": mark("Shift"), "alt": mark("Alt"),
})  # fmt: skip
"""Keys and modifiers that are called by words."""


def display(key: str) -> str:
    """How a key is called on screen: `?`, `Esc`, `Ctrl-P`."""
    *modifiers, base = key.split("+")
    called = _NAMES[base] if base in _NAMES else format_key(base)
    if modifiers and len(called) == 1:
        called = called.upper()
    said = [_NAMES[one] if one in _NAMES else one.capitalize() for one in modifiers]
    return "-".join([*said, called.upper() if base[:1] == "f" and base[1:].isdigit() else called])


def active(screen: Screen[Any]) -> tuple[Binding, ...]:
    """The bindings that do something where the focus is, said in the language in use.

    What a field takes as a letter is none of them, whatever keys were bound.
    """
    field = screen.focused
    return tuple(
        replace(one.binding, description=say(one.binding.description), tooltip=say(one.tooltip))
        for key, one in screen.active_bindings.items()
        if one.enabled and (field is None or not field.check_consume_key(key, character(key)))
    )


def offer(screen: Screen[Any], does: Mapping[str, str]) -> str:
    """A line of keys with what they do, by the names of bindings or by keys.

    As in `x: swap · Esc: close`; those that do nothing there are left out.
    """
    known: dict[str, str] = {}
    for one in active(screen):
        for name in (one.id, one.key):
            known.setdefault(name or one.key, display(one.key))
    pair = say("{key}: {does}")
    return " · ".join(
        pair.format(key=known[name], does=told) for name, told in does.items() if name in known
    )


def character(key: str) -> str | None:
    """What a key types, if anything; Textual's own function knows `/` and its like by no name."""
    return key_to_character(REPLACED_KEYS.get(key, key))


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
