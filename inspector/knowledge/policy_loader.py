"""Reading the policy texts and the histories of regions, those that ship and a member's own.

A rule without a clause, a clause without quote or source, an unknown dataset, column or state is
refused (`SchemaError`). A member's own texts stand beside those that ship and are checked in the
same way (`UsageError`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import msgspec

from inspector import resources
from inspector.errors import SchemaError
from inspector.knowledge import policy_checks
from inspector.knowledge.catalogue import Catalogue
from inspector.knowledge.policy import OwnPolicy, Policies, Policy, Programme
from inspector.knowledge.schema import decode


@lru_cache(maxsize=4)
def load(
    catalogue: Catalogue, folder: Path | None = None, extra: tuple[Path, ...] = ()
) -> Policies:
    """Read and check the policy texts (`folder`: default, those that ship; `extra`: own ones)."""
    root = (folder or resources.schemas()) / "policies"
    texts = [decode(path, Policy, f"policies/{path.name}") for path in sorted(root.glob("*.toml"))]
    programmes = [
        decode(path, Programme, f"policies/{path.name}")
        for path in sorted((root / "programme").glob("*.toml"))
    ]
    policy_checks.texts(texts, catalogue)
    policy_checks.programmes(programmes, texts)
    for path in extra:
        texts.append(_own(path, texts, catalogue))
    return Policies(texts, programmes)


def _own(path: Path, texts: Sequence[Policy], catalogue: Catalogue) -> OwnPolicy:
    """A member's own text; raises `UsageError` that says what is wrong with it and where."""
    from inspector.knowledge import own_policy

    given = own_policy.read(path)
    try:
        text = msgspec.convert(given, type=OwnPolicy, builtin_types=(dt.date, dt.datetime, dt.time))
    except msgspec.ValidationError as fault:
        raise own_policy.refused(path, own_policy.place(str(fault), given)) from fault
    try:
        policy_checks.text(text, texts, catalogue)
    except SchemaError as fault:
        raise own_policy.refused(path, str(fault)) from fault
    return text
