"""Text whose lines break at spaces only where one may: never within a French number."""

from __future__ import annotations

from textual.content import Content
from textual.geometry import Size
from textual.widgets import Static

_KEPT = str.maketrans({"\u202f": "\ue000", "\u00a0": "\ue001"})
_BLANK = str.maketrans({"\ue000": "\u202f", "\ue001": "\u00a0"})


def wrapped(content: Content, width: int) -> list[Content]:
    """A text in lines of a width; spaces that hold words together are no place to break."""
    whole = Content(content.plain.translate(_KEPT), list(content.spans))
    lines = whole.wrap(max(width, 1))
    return [Content(line.plain.translate(_BLANK), list(line.spans)) for line in lines]


class Prose(Static):
    """A text that is wrapped so."""

    def __init__(self, id: str | None = None, *, classes: str | None = None) -> None:
        super().__init__("", id=id, classes=classes, markup=False)

    def render(self) -> Content:
        """The text in lines."""
        return Content("\n").join(self._broken(self.size.width))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """The lines it takes."""
        return len(self._broken(width))

    def _broken(self, width: int) -> list[Content]:
        content = self.content
        return wrapped(content if isinstance(content, Content) else Content(str(content)), width)
