"""Dask loads this in each worker of the local cluster as it starts (`preload`)."""

from __future__ import annotations

import signal

from inspector.study.worker import prepare


def dask_setup(worker: object) -> None:
    """Leave Ctrl-C to the process that started the cluster, and load what all tasks need."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    prepare()
