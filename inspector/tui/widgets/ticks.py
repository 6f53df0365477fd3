"""Boxes to tick and one-of-many choices that differ by a sign, not by colour alone."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Checkbox, RadioButton


class Tick(Checkbox):
    """`[x]` or `[ ]`, and its label."""

    def render(self) -> Content:
        """The box and the label."""
        return _drawn(self, "[x]" if self.value else "[ ]")


class OneOf(RadioButton):
    """`(•)` or `( )`, and its label."""

    def render(self) -> Content:
        """The button and the label."""
        return _drawn(self, "(•)" if self.value else "( )")


def _drawn(button: Checkbox | RadioButton, sign: str) -> Content:
    label = button.label.pad(1, 1).stylize_before(button.get_visual_style("toggle--label"))
    return Content.assemble((sign, button.get_visual_style("toggle--button")), label)
