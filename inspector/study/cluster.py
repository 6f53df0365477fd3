"""Dask as the engine: a cluster on this machine or an existing one, and participants through it.

Dask decides where and when; here is only what is handed over. A bounded number of tasks is under
way at a time, big participants first and small ones several to a task. Tasks go by keyed hashes
and hide their arguments, so that no log or dashboard shows an address.
"""

from __future__ import annotations

import contextlib
import logging
import secrets
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from inspector.errors import UsageError
from inspector.language import mark, say
from inspector.study.jobs import Job, Outcome, Terms, VersionMismatch

if TYPE_CHECKING:
    from distributed import Client, Future

BATCH_BYTES = 2 << 20
"""Bytes of sources that go into one task, unless one participant alone has more."""
BATCH_MOST = 8
"""Participants that go into one task."""
MEMORY = 2 << 30
"""Bytes of memory for each worker of this machine, or its share where that is less."""
LEAST_MEMORY = 512 << 20
"""Bytes below which a worker is not worth starting."""
PATIENCE = 0.02
"""Seconds between two looks at what is done."""
CONNECTING = 10.0
"""Seconds within which a scheduler has to answer."""
RECOUNT = 5.0
"""Seconds between two looks at how many workers there are."""
MISSING = mark("this needs Dask; install it with pip install 'linkedin-inspect[study]'")
LOST = mark(
    "the scheduler is lost; what was done is kept: start it again and repeat the same command"
)
UNFIT = mark(
    "the workers have no linkedin-inspect of this version; install the same one there, "
    "then repeat the same command"
)

Work = Callable[[tuple[Job, ...], Terms, str | None], tuple[Outcome, ...] | VersionMismatch]


def check() -> None:
    """Raise `UsageError` where the engine is not installed."""
    try:
        import distributed  # noqa: F401
    except ImportError as fault:
        raise UsageError(say(MISSING)) from fault


@contextlib.contextmanager
def local(workers: int | None, memory: int | None) -> Iterator[Client]:
    """A cluster of worker processes on this machine, one thread each, gone after the block.

    Its members speak TLS over loopback with keys of their own, so that nobody else on the machine
    can hand them work; no page tells of them, and nothing is spilled to disk. By default one
    worker for each processor that has `LEAST_MEMORY`.
    """
    import dask
    from dask.system import CPU_COUNT
    from distributed import Client, LocalCluster
    from distributed.security import Security
    from distributed.system import MEMORY_LIMIT

    _hush()
    count = workers or max(1, min(CPU_COUNT, MEMORY_LIMIT // LEAST_MEMORY))
    each = memory or min(MEMORY, MEMORY_LIMIT // count)
    held: dict[str, object] = {
        f"distributed.worker.memory.{name}": False for name in ("target", "spill", "pause")
    }
    held |= {f"distributed.{name}.http.routes": [] for name in ("scheduler", "worker")}
    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(
            tempfile.TemporaryDirectory(prefix="inspect-study-", ignore_cleanup_errors=True)
        )
        stack.enter_context(dask.config.set(held))
        try:
            security = Security.temporary()
        except ImportError as fault:
            raise UsageError(say(MISSING)) from fault
        cluster = stack.enter_context(
            LocalCluster(
                n_workers=count,
                threads_per_worker=1,
                processes=True,
                host="127.0.0.1",
                dashboard_address=None,
                scheduler_kwargs={"dashboard": False, "dashboard_address": "127.0.0.1:0"},
                security=security,
                memory_limit=each,
                local_directory=folder,
                preload=["inspector.study.preload"],
                env={"POLARS_MAX_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
                silence_logs=logging.CRITICAL,
            )
        )
        yield stack.enter_context(Client(cluster, set_as_default=False))


@contextlib.contextmanager
def existing(address: str) -> Iterator[Client]:
    """A scheduler that runs already; raises `UsageError` where none answers.

    Keys for `tls://` are those of Dask's own configuration.
    """
    from distributed import Client

    _hush()
    try:
        client = Client(address, set_as_default=False, timeout=CONNECTING)
    except (OSError, ValueError, TypeError) as fault:
        raise UsageError(
            say(
                "no scheduler answers at the address of --scheduler; start one "
                "(`dask scheduler`) or check the address"
            )
        ) from fault
    try:
        yield client
    finally:
        with contextlib.suppress(Exception):
            client.close(timeout=2)


def _hush() -> None:
    """Leave it to this program to say in its own words what goes wrong."""
    every = [*logging.root.manager.loggerDict, "asyncio", "tornado"]
    for name in every:
        if name.partition(".")[0] in ("distributed", "asyncio", "tornado"):
            logging.getLogger(name).setLevel(logging.CRITICAL)


def threads(client: Client) -> int:
    """How many tasks the workers that are there now can do at once."""
    return sum(client.nthreads().values())


def batches(jobs: Sequence[Job], at_once: int) -> Iterator[tuple[Job, ...]]:
    """The jobs in their order, small ones together, so that each thread gets several tasks."""
    most = max(1, min(BATCH_MOST, len(jobs) // (8 * max(at_once, 1))))
    batch: list[Job] = []
    size = 0
    for job in jobs:
        if batch and (len(batch) == most or size + job.participant.bytes > BATCH_BYTES):
            yield tuple(batch)
            batch, size = [], 0
        batch.append(job)
        size += job.participant.bytes
    if batch:
        yield tuple(batch)


def run(
    client: Client,
    jobs: Sequence[Job],
    terms: Terms,
    work: Work,
    on_outcome: Callable[[Outcome], None],
) -> tuple[Job, ...]:
    """Have every job done; returns those whose worker ended each time, even alone.

    Raises `UsageError` where the scheduler is lost or the workers have another version.
    """
    at_once = _asked(threads, client)
    suspects = _run(client, batches(jobs, at_once), terms, work, on_outcome, None)
    # Tasks that only stood beside the one that ends its worker are told apart by going alone.
    alone = ((job,) for batch in suspects for job in batch)
    return tuple(job for batch in _run(client, alone, terms, work, on_outcome, 1) for job in batch)


def _run(
    client: Client,
    waiting: Iterator[tuple[Job, ...]],
    terms: Terms,
    work: Work,
    on_outcome: Callable[[Outcome], None],
    room: int | None,
) -> list[tuple[Job, ...]]:
    """Have batches done, `room` at a time (default: two for each thread, and two more)."""
    from distributed import as_completed
    from distributed.scheduler import KilledWorker

    name = f"inspect-{secrets.token_hex(4)}"
    done = as_completed(loop=client.loop)
    under_way: dict[Future, tuple[Job, ...]] = {}
    killed: list[tuple[Job, ...]] = []
    counted = -RECOUNT
    most = room or 2
    exhausted = False
    while True:
        if room is None and time.monotonic() - counted > RECOUNT:
            most, counted = 2 * _asked(threads, client) + 2, time.monotonic()
        while not exhausted and len(under_way) < most:
            batch = next(waiting, None)
            if batch is None:
                exhausted = True
                break
            key = f"{name}-{batch[0].participant.id}"
            future = _asked(client.submit, _on_worker, work, batch, terms, key=key, pure=False)
            under_way[future] = batch
            done.add(future)
        if not under_way:
            return killed
        finished = done.next_batch(block=False)
        if not finished:
            _check_alive(client, under_way)
            time.sleep(PATIENCE)
        for future in finished:
            batch = under_way.pop(future)
            if future.status == "error":
                if not isinstance(_asked(future.exception), KilledWorker):
                    raise UsageError(say(UNFIT))
                killed.append(batch)
            else:
                # What was lost with its worker after it was done is done again by Dask.
                for outcome in _outcomes(_asked(future.result)):
                    on_outcome(outcome)
            future.release()


def _on_worker(work: Work, batch: tuple[Job, ...], terms: Terms) -> Any:
    """In a worker: the work, with copies in the worker's own folder, which goes with it."""
    from distributed import get_worker

    return work(batch, terms, get_worker().local_directory)


def _outcomes(result: object) -> tuple[Outcome, ...]:
    if isinstance(result, tuple) and all(isinstance(one, Outcome) for one in result):
        return result
    raise UsageError(say(UNFIT))


def _asked(ask: Callable[..., Any], *given: Any, **more: Any) -> Any:
    """What a client answers; raises `UsageError` where it has lost its scheduler."""
    try:
        return ask(*given, **more)
    except Exception as fault:
        raise UsageError(say(LOST)) from fault


def _check_alive(client: Client, under_way: dict[Future, tuple[Job, ...]]) -> None:
    gone = any(future.status == "cancelled" for future in under_way)
    if client.status != "running" or gone:
        raise UsageError(say(LOST))
