"""How memory that was given back is kept for the next piece of the same size.

The C library of most Linux systems returns large pieces to the system at once, and takes them anew
page by page, which costs a sixth of the time of reading a large table. Others are left as they are.
"""

from __future__ import annotations

import sys
from functools import cache

KEPT = 64 << 20
"""Bytes of free memory that are kept."""
_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3
"""Parameters of glibc's `mallopt`."""


@cache
def keep_freed() -> None:
    """Keep what is given back, from now on; does nothing where the system knows no such thing."""
    if sys.platform == "linux":
        import ctypes

        adjust = getattr(ctypes.CDLL(None), "mallopt", None)
        if adjust is not None:
            adjust(_MMAP_THRESHOLD, KEPT)
            adjust(_TRIM_THRESHOLD, 2 * KEPT)
