"""What a worker does: participants inspected by the same core as one export, into files.

Nothing is raised and nothing logged: whatever goes wrong becomes a participant's one row, without
a message that could hold a value.
"""

from __future__ import annotations

import os

from inspector.errors import LimitError, NotAnExportError, UsageError, fault_place
from inspector.study.addresses import AbsentError, fetched
from inspector.study.jobs import Job, Outcome, Terms, VersionMismatch
from inspector.study.manifest import knowledge
from inspector.study.pseudonyms import sealed
from inspector.version import __version__

_LIMITS = ("--max-bytes", "--max-entries", "--max-ratio", "--max-seconds", "--max-copy")


def prepare() -> None:
    """Load what every participant needs, with one thread: a worker is not alone on its machine."""
    os.environ.setdefault("POLARS_MAX_THREADS", "1")
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from inspector.knowledge import knowledge as known

    _ = known.load().facts


def inspect_all(
    jobs: tuple[Job, ...], terms: Terms, beside: str | None = None
) -> tuple[Outcome, ...] | VersionMismatch:
    """What each participant came to, in the order of the jobs.

    `beside`: the folder for copies of what does not lie on a disk.
    """
    if (__version__, knowledge()) != (terms.version, terms.knowledge):
        return VersionMismatch()
    prepare()
    return tuple(_outcome(job, terms, beside) for job in jobs)


def _outcome(job: Job, terms: Terms, beside: str | None) -> Outcome:
    from inspector.study import rows

    try:
        return _inspected(job, terms, beside)
    except LimitError as fault:
        named = next((one for one in _LIMITS if one in str(fault)), "")
        return rows.failed(job, "limit", named)
    except NotAnExportError:
        return rows.failed(job, "not_an_export")
    except (AbsentError, UsageError):
        return rows.failed(job, "absent")
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as fault:  # a library's panic is no `Exception`
        return rows.failed(job, "fault", fault_place(fault))


def _inspected(job: Job, terms: Terms, beside: str | None) -> Outcome:
    from inspector.session.request import Request
    from inspector.session.session import Session
    from inspector.study import rows
    from inspector.summary.redaction import redact

    with fetched(job.participant.addresses, terms.most_copied, beside) as paths:
        request = Request(
            tuple(paths), terms.region, terms.on, terms.opted_out, terms.under_18, terms.limits
        )
        session = Session(request)
        session.read()
        summary = session.summary()
    sums = [source.sha256 for source in summary.export.sources]
    return rows.outcome(redact(summary, session.knowledge.catalogue), job, sealed(job.seal, sums))
