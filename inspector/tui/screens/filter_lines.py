"""The conditions of a dialog that narrows a list: a line for each, with its name and its field."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.screen import Screen
from textual.widgets import Button, Input, Select, Static

from inspector.language import say


def line(name: str, field: Select[str] | Input) -> ComposeResult:
    """A condition."""
    with Horizontal(classes="filter-line"):
        yield Static(name, classes="filter-name", markup=False)
        yield field


def select(name: str, options: Sequence[tuple[str, str]], chosen: str | None) -> Select[str]:
    """Its field, where it is one of several; `name` as for `chosen_in`."""
    known = chosen in {value for _, value in options}
    value = chosen if chosen is not None and known else Select.NULL
    return Select(options, prompt=say("any"), value=value, id=f"filter-{name}", compact=True)


def chosen_in(screen: Screen[Any], name: str) -> str | None:
    """What was chosen in a field; None: any."""
    value = cast("Select[str]", screen.query_one(f"#filter-{name}")).value
    return value if isinstance(value, str) else None


def buttons() -> ComposeResult:
    """Apply, clear, close."""
    with Horizontal(classes="dialog-buttons"):
        yield Button(say("Apply"), variant="primary", id="filter-apply", compact=True)
        yield Button(say("Clear"), id="filter-clear", compact=True)
        yield Button(say("Close"), id="filter-close", compact=True)
