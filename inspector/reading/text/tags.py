"""What marks a cell as HTML."""

from __future__ import annotations

from typing import Literal

TAG = r"(?i)</?(?:p|br|div|span|strong|b|em|i|u|a|ul|ol|li|h[1-6]|table|tr|td|img|font)\b[^<>]*>"
"""What marks a cell of mixed text as HTML."""


def marks(markup: Literal["html", "mixed"]) -> str:
    """Regular expression of what is looked for in a cell of a column."""
    return TAG if markup == "mixed" else "[<&]"
