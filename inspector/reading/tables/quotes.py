"""Where quotes stand in lines of CSV."""

from __future__ import annotations


def are_placed(text: str, delimiter: str) -> bool:
    """Whether every quote of whole lines opens a cell, closes it or is doubled inside of one."""
    parts = text.split('"')
    if len(parts) == 1:
        return True
    if not len(parts) % 2:
        return False
    before, after = ("\n", delimiter), ("\n", delimiter, "\r\n")
    first, *between, last = parts[::2]  # outside of quotes
    if first and not first.endswith(before):
        return False
    if last not in ("", "\r") and not last.startswith(after):
        return False
    return all(not one or (one.endswith(before) and one.startswith(after)) for one in between)
