"""The catalogue's regular expressions as Python reads them, with the same meaning as in Polars."""

from __future__ import annotations

import re
from functools import lru_cache

WHITE = "\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
"""Unicode White_Space, as the inside of a class of characters; Python's own holds more."""
SPACES = (
    "\t\n\x0b\x0c\r \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008"
    "\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
)
"""The same, character by character."""
BESIDE = re.compile("[\x1c-\x1f]")
"""What Python takes for white space, and Unicode does not."""
_PARTS = re.compile(r"\\(.)|(\[\^?\]?(?:\\.|[^\]\\])*+\]?)|(\$)|([^\\\[$]+)", re.DOTALL)
_OTHERS = {"s": f"[{WHITE}]", "S": f"[^{WHITE}]"}


@lru_cache(maxsize=1024)
def compiled(pattern: str) -> re.Pattern[str]:
    r"""An expression in which white space and the end of a text are what they are in Polars.

    Python takes more for white space than Unicode does, and `$` for the place before a last line
    break, too. Raises `re.error` where it is none.
    """
    return re.compile("".join(map(_part, _PARTS.finditer(pattern))))


def _part(found: re.Match[str]) -> str:
    escaped, group, end, plain = found.groups()
    if escaped is not None:
        return _OTHERS.get(escaped, found[0])
    if group is not None:
        return group.replace(r"\s", WHITE)
    return r"\Z" if end is not None else plain
