"""Where the console command starts: what is set before any library is imported."""

from __future__ import annotations

import gc
import os
import re

from inspector.cli import ctrl_c

_POLARS_THREADS = "POLARS_MAX_THREADS"


def entry() -> None:
    """The console command."""
    ctrl_c.end_at_once()
    spare()
    from inspector.cli import main as cli

    cli.entry()


def spare() -> None:
    """Keep libraries from work of no use here: little is ever left to be collected, and
    nothing multiplies matrices in threads."""
    gc.set_threshold(200_000, 20, 100)
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    if not re.fullmatch("[1-9][0-9]{0,3}", os.environ.get(_POLARS_THREADS, "1")):
        del os.environ[_POLARS_THREADS]  # on 0 Polars panics
