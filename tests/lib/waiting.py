"""Waiting for what the application does behind its screen."""

from __future__ import annotations

import asyncio
from typing import Any

from textual.app import App
from textual.worker import WorkerCancelled


async def work_done(app: App[Any]) -> None:
    """Every worker has done its work; one that a newer question replaced needs not."""
    while app.workers:
        try:
            await app.workers.wait_for_complete()
            return
        except WorkerCancelled:
            await asyncio.sleep(0.01)
