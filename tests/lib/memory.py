"""What memory this process holds, and held at most, in MiB."""

from __future__ import annotations

import sys
from pathlib import Path

_PAGE = 4096
_STATM = Path("/proc/self/statm")


def peak() -> int:
    """What it held at most; 0 where the system does not say so."""
    try:
        import resource
    except ImportError:  # Windows
        return 0
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most >> (20 if sys.platform == "darwin" else 10)


def held() -> int:
    """What it holds, or the most it held where only that is known."""
    return (
        int(_STATM.read_text(encoding="utf-8").split()[1]) * _PAGE >> 20
        if _STATM.exists()
        else peak()
    )
