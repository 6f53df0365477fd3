"""The words in which verdicts are given, shared by the files of `schemas/` and the code."""

from __future__ import annotations

from typing import Literal, get_args

Verdict = Literal["inside", "unclear", "outside"]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
"""Strongest first."""
Basis = Literal["stated", "inferred", "silent", "disputed", "undecidable"]
BASES: tuple[Basis, ...] = ("stated", "inferred", "disputed", "undecidable", "silent")
"""Strongest first."""
Status = Literal[
    "in_use", "not_in_programme", "not_stated", "never_used", "past_use", "excluded"
]  # fmt: skip
"""How a member stands before any file is looked at."""
Effect = Literal["stops", "keeps", "controls", "spares_under_18"]
"""What a clause says of a member's own case: the switch stops use from then on; what was trained
before stays; the switch controls whether data may be used; members under 18 are left out."""
