"""The keys that do something where the focus is, seven at most, and those that always do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from textual.binding import Binding
from textual.content import Content
from textual.screen import Screen
from textual.style import Style
from textual.widgets import Static

from inspector.tui.keys import active

MOST = 7
"""Keys that are shown."""
ALWAYS = ("reset", "search", "export", "help", "quit")
"""Actions that are shown wherever their keys are not typed."""
PAGES = "page("
"""Begins the actions that the tabs show."""


class KeyFooter(Static):
    """One line; a key can be clicked."""

    def __init__(self, id: str = "keys") -> None:
        super().__init__("", id=id, markup=False)
        self.auto_links = False
        self.shown: tuple[Binding, ...] = ()
        """What is offered, in its order."""

    def on_mount(self) -> None:
        """Follow the focus."""
        self.screen.bindings_updated_signal.subscribe(self, self._changed)

    def on_unmount(self) -> None:
        """Follow it no longer."""
        self.screen.bindings_updated_signal.unsubscribe(self)

    def on_resize(self) -> None:
        """Show as many as there is room for."""
        self._draw()

    def _changed(self, screen: Screen[Any]) -> None:
        if self.is_attached and screen is self.screen and self.app.app_focus:
            self._draw()

    def _draw(self) -> None:
        here, always = self._sorted()
        here = here[: MOST - len(always)]
        while here and self._width((*here, *always)) > self.size.width:
            here.pop()
        self.shown = (*here, *always)
        self.update(Content.assemble(*self._parts()))

    def _sorted(self) -> tuple[list[Binding], list[Binding]]:
        """Those of what has the focus, the innermost first; those that are always there."""
        here: dict[str, Binding] = {}
        always: dict[str, Binding] = {}
        for one in active(self.screen):
            if one.action.startswith(PAGES) or not (one.show or one.action in ALWAYS):
                continue
            group = always if one.action in ALWAYS else here
            known = group.setdefault(one.action, one)
            if len(self._key(one)) < len(self._key(known)):
                group[one.action] = one
        return list(here.values()), [always[name] for name in ALWAYS if name in always]

    def _width(self, shown: Iterable[Binding]) -> int:
        return sum(len(self._key(one)) + len(one.description) + 3 for one in shown)

    def _parts(self) -> Iterator[Content]:
        for one in self.shown:
            press = Style.from_meta({"@click": f"app.simulate_key('{one.key}')"})
            key = Content.styled(f" {self._key(one)}", "bold $key")
            label = Content.styled(f" {one.description} ", "$soft")
            yield Content.assemble(key, label).stylize(press)

    def _key(self, binding: Binding) -> str:
        """As it is declared; an action's further keys bear the sign of the first wrongly."""
        named = self.app.get_key_display(replace(binding, key_display=None))
        declared = binding.key_display or named
        return named if len(declared) == 1 < len(named) else declared
