"""Other keys than those declared: what a settings file asks for, checked before it holds.

A key that would take another action's place on the same page is refused, so that Textual, which
puts the keymap over the declared bindings, never has to drop one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from textual.binding import Binding, InvalidBinding
from textual.keys import Keys

from inspector.language import mark, say
from inspector.outputs import printable
from inspector.tui.keys import ACTIONS, MOVES, Scope, character

FIXED = frozenset(
    {
        "enter", "tab", "shift+tab", "space", "up", "down", "left", "right", "home", "end",
        "pageup", "pagedown", "ctrl+c", "ctrl+q",
    }
)  # fmt: skip
"""Keys that move, open and leave wherever one is."""
_LEAVING = ("back", "close")
"""What Esc may do."""
_STEPPING = ("earlier", "later")
"""What the arrows to the sides may do."""
_MODIFIERS = frozenset({"ctrl", "alt", "shift", "super", "hyper", "meta"})
_NAMED = frozenset(key.value.rpartition("+")[2] for key in Keys if not key.value.startswith("<"))
_PAGES: tuple[Scope, ...] = ("overview", "policy", "whatif", "act", "claims", "read")
_RECORDS: tuple[Scope, ...] = ("explore", "search")
_TOGETHER: tuple[frozenset[Scope], ...] = (
    *(frozenset({"app", page}) for page in _PAGES),
    *(frozenset({"app", page, "table"}) for page in _RECORDS),
    frozenset({"diff"}),
    frozenset({"dialog"}),
)
"""Scopes whose keys hold at one time."""

UNKNOWN = mark("no action is called {name}")
NO_KEY = mark("{key} is no key (for {name})")
TAKEN = mark("{key} always does what it does (for {name})")
CLASH = mark("{key} would be {name} and {other} at once")


@dataclass(frozen=True, slots=True)
class Keymap:
    """Keys by the names of actions, as Textual takes them, and what was refused."""

    keys: Mapping[str, str]
    faults: tuple[str, ...] = ()
    """In words, a clause each."""


def read(wanted: Mapping[str, str]) -> Keymap:
    """Check keys by the names of actions; what cannot be is left out, and said."""
    faults: list[str] = []
    keys: dict[str, tuple[str, ...]] = {}
    for name, given in wanted.items():
        found, fault = _keys(name, given)
        if fault:
            faults.append(fault)
        else:
            keys[name] = found
    while clash := next(_clashes(keys), None):
        key, name, other = clash
        faults.append(say(CLASH).format(key=key, name=name, other=other))
        keys.pop(name, None)
        keys.pop(other, None)
    return Keymap({name: ",".join(found) for name, found in keys.items()}, tuple(faults))


def names() -> dict[str, str]:
    """The declared keys of every action and move that others can be bound to, by its name."""
    return {one.binding_id: one.keys for one in ACTIONS} | dict(MOVES)


def _keys(name: str, given: str) -> tuple[tuple[str, ...], str]:
    """The keys that are given for a name, as Textual calls them; or what is wrong."""
    shown, key = printable.line(name), printable.line(given)
    if name not in names():
        return (), say(UNKNOWN).format(name=shown)
    try:
        found = tuple(one.key for one in Binding.make_bindings([Binding(given, "")]))
    except InvalidBinding:
        return (), say(NO_KEY).format(key=key, name=shown)
    for one in found:
        if not _is_key(one):
            return (), say(NO_KEY).format(key=key, name=shown)
        steps = name in _STEPPING and one in ("left", "right")
        if (one in FIXED and not steps) or (one == "escape" and name not in _LEAVING):
            return (), say(TAKEN).format(key=one, name=shown)
    return found, ""


def _is_key(key: str) -> bool:
    *modifiers, base = key.split("+")
    typed = character(base)
    known = base in _NAMED or (typed is not None and typed.isprintable())
    return known and len(set(modifiers) & _MODIFIERS) == len(modifiers)


def _clashes(keys: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, str, str]]:
    """Keys that two actions of one place have, at least one of them bound anew."""
    for scopes in _TOGETHER:
        owners: dict[str, str] = {}
        declared = [(one.binding_id, one.keys) for one in ACTIONS if one.scope in scopes]
        for name, default in (*declared, *MOVES.items()):
            for key in keys.get(name) or _declared(default):
                other = owners.setdefault(key, name)
                if other != name and (name in keys or other in keys):
                    yield key, name, other


def _declared(keys: str) -> tuple[str, ...]:
    return tuple(one.key for one in Binding.make_bindings([Binding(keys, "")]))
