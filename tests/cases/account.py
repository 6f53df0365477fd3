"""What adds up in every account."""

from __future__ import annotations

from typing import Any

from tests.cases.model import STRANGER


def adds_up(found: dict[str, Any]) -> None:
    """The account of a summary: bytes and rows, and no word of the data in a note."""
    ledger = found["ledger"]
    assert ledger["bytes"] == ledger["bytes_read"] + ledger["bytes_left_out"]
    assert ledger["entries"] == len(found["files"])
    for key in ("rows", "rows_left_out", "duplicates", "bytes"):
        assert ledger[key] == sum(file[key] for file in found["files"])
    kept = sum(totals["records"] for totals in found["totals"].values())
    assert kept == ledger["rows"] - ledger["rows_left_out"] - ledger["duplicates"]
    for file in found["files"]:
        assert STRANGER not in " ".join(file["notes"])
        assert file["rows_left_out"] + file["duplicates"] <= file["rows"]
