"""The limit of time of a run."""

from __future__ import annotations

from itertools import count
from pathlib import Path

import pytest

from inspector.errors import LimitError
from inspector.reading.archive.limits import Limits
from inspector.session.request import Request
from tests.lib.archives import write_zip
from tests.lib.runs import inspect


@pytest.mark.parametrize("seconds", [0, 5, 1000])
def test_a_run_ends_when_its_time_is_over(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, seconds: int
) -> None:
    tables = {"Skills.csv": "Name\nWelding\n", "Languages.csv": "Name\nFrench\n"}
    request = Request((write_zip(tmp_path / "e.zip", tables),), limits=Limits(max_seconds=seconds))
    clock = count(0, 10)
    monkeypatch.setattr("inspector.reading.archive.limits.time.monotonic", lambda: next(clock))
    if seconds == 5:
        with pytest.raises(LimitError, match=r"more than 5 seconds; .* raise --max-seconds"):
            inspect(request)
    else:
        assert len(inspect(request).files) == 2
