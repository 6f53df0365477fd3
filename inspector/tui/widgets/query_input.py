"""Where words to look for are typed."""

from __future__ import annotations

from textual.widgets import Input

_TYPED = r"[^\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]*"
"""What may be typed or pasted: no controls, no direction marks."""
_LONGEST = 120
"""Characters."""


class QueryInput(Input):
    """A line for one query."""

    def __init__(self, placeholder: str, *, id: str) -> None:
        super().__init__(
            placeholder=placeholder, id=id, max_length=_LONGEST, compact=True, restrict=_TYPED
        )
