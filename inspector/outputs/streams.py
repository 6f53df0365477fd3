"""What is said on standard output."""

from __future__ import annotations

import sys

from inspector.errors import UsageError
from inspector.language import say


def write(text: str) -> None:
    """Text to stdout as UTF-8, whatever the system's code page, unless it is a terminal."""
    if sys.stdout is None:
        raise UsageError(
            say("there is no standard output to write to; open one or write to a file")
        )
    if sys.stdout.isatty() or not hasattr(sys.stdout, "buffer"):
        encoding = sys.stdout.encoding or "utf-8"
        sys.stdout.write(text.encode(encoding, "replace").decode(encoding))
    else:
        sys.stdout.buffer.write(text.encode("utf-8", "replace"))
    sys.stdout.flush()
