"""Steps that a member can take, and the conditions under which each is said.

They are data (`schemas/acting.toml`).
"""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

from inspector import resources
from inspector.errors import SchemaError
from inspector.knowledge.catalogue import Catalogue
from inspector.knowledge.facts import refuse_strangers
from inspector.knowledge.policy import Policies
from inspector.knowledge.rights import COUNTS, Resting, refuse_places
from inspector.knowledge.schema import Strict, decode


class GuideStep(Resting, frozen=True, kw_only=True):
    """One thing to do or to know; with clauses, it is said only while one of them is in force."""

    link: str = ""
    """Where it is done."""
    source: str = ""
    """Where it was read, as far as it rests on no clause."""
    since: dt.date | None = None
    """First day judged on which it is said."""
    until: dt.date | None = None
    """Last day judged on which it is said."""


class Section(Strict, frozen=True, kw_only=True):
    """Steps to one end, in the order in which they are said."""

    id: str
    title: str
    of_switch: bool = False
    """Whether its steps say what the switch does not cover."""
    of_proof: bool = False
    """Whether its steps say how an opt-out is proved."""
    steps: tuple[GuideStep, ...]


class Guide(Strict, frozen=True, kw_only=True):
    """Everything that is known about acting."""

    own_link: str
    """Regular expression of addresses that are offered as an item's own."""
    sections: tuple[Section, ...]


def load(catalogue: Catalogue, policies: Policies, folder: Path | None = None) -> Guide:
    """Read and check the steps (`folder`: default, those that ship)."""
    path = (folder or resources.schemas()) / "acting.toml"
    acting = decode(path, Guide)
    try:
        re.compile(acting.own_link)
    except re.error as fault:
        raise SchemaError(f"{path.name}: {fault}") from fault
    _check(acting, catalogue, policies, path.name)
    return acting


def _check(acting: Guide, catalogue: Catalogue, policies: Policies, name: str) -> None:
    steps = [step for section in acting.sections for step in section.steps]
    ids = [*(section.id for section in acting.sections), *(step.id for step in steps)]
    if len(set(ids)) != len(ids):
        raise SchemaError(f"{name}: an id stands twice")
    for step in steps:
        where = f"{name}: {step.id}"
        if not step.text.strip():
            raise SchemaError(f"{where}: no text")
        refuse_strangers(where, step, catalogue, policies)
        refuse_places(where, step, COUNTS)
        for link in (step.link, step.source):
            if link and not link.startswith("https://"):
                raise SchemaError(f"{where}: a link that does not begin with https://")
        if step.since and step.until and step.until < step.since:
            raise SchemaError(f"{where}: it ends before it starts")
