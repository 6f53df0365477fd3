"""What an export holds of that of which something was said in public."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from inspector.knowledge.claims import Claim
from inspector.knowledge.vocabulary import VERDICTS, Verdict
from inspector.summary.summary import Summary
from inspector.verdicts.totals import Totals


@dataclass(frozen=True, slots=True)
class ClaimHolding:
    """What of one kind of file an export holds, by verdict; verdicts without values are absent."""

    title: str
    counts: Mapping[Verdict, Totals]


def holdings(claim: Claim, summary: Summary) -> tuple[ClaimHolding, ...]:
    """What an export holds of the datasets a claim is about, in its order."""
    found = []
    for dataset in claim.datasets:
        files = [
            file
            for file in summary.files
            if file.reading.dataset is not None and file.reading.dataset.id == dataset
        ]
        counts = {v: sum((file.totals[v] for file in files), Totals()) for v in VERDICTS}
        counts = {verdict: totals for verdict, totals in counts.items() if totals.values}
        if counts and files[0].reading.dataset is not None:
            found.append(ClaimHolding(files[0].reading.dataset.title, counts))
    return tuple(found)
