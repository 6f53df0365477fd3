"""The two ways to deal with records, of which one is chosen for a reading: rows and frames.

Rows are plain Python, for exports of a few megabytes: it would take longer to load Polars than to
read them. Frames are Polars, for all else. What is read and counted is the same.
"""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from inspector.reading.counts.meter import Subject
from inspector.reading.intake import FrameIntake, Intake, Known, RowIntake
from inspector.reading.tables import ragged_csv, strict_csv
from inspector.reading.tables.table import RaggedRows, Strict
from inspector.reading.text.encoding import is_utf8, is_utf8_by_polars


class Engine(msgspec.Struct, frozen=True):
    """A way to deal with records."""

    is_utf8: Callable[[bytes], bool]
    """Tells whether bytes are UTF-8."""
    strict: Strict
    """Reads a text of whole records by the letter."""
    intake: Callable[[Subject, Known], Intake]
    """Takes the records of one file, and knows those that were read before."""
    ragged: RaggedRows | None = None
    """Reads rows of any width quickly."""


ROWS = Engine(is_utf8, strict_csv.rows, RowIntake)
"""For little, all of one archive, of which nobody wants the records."""
FRAMES = Engine(is_utf8_by_polars, strict_csv.frame, FrameIntake, ragged_csv.frame)
"""For all else."""
