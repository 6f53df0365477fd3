"""Where the console command starts: what is set before any library is imported."""

from __future__ import annotations

import gc
import os


def entry() -> None:
    """The console command."""
    spare()
    from inspector.cli import main as cli

    cli.entry()


def spare() -> None:
    """Keep libraries from work of no use here: little is ever left to be collected, and
    nothing multiplies matrices in threads."""
    gc.set_threshold(200_000, 20, 100)
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
