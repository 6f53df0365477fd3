"""What a policy text and a region's programme have to be, beyond the types of their fields.

Every fault is a `SchemaError` that names the clause, rule or field.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from typing import NoReturn

from inspector.errors import SchemaError
from inspector.knowledge.catalogue import Catalogue
from inspector.knowledge.policy import LINKS, REGIONS, Policy, Programme, Rule
from inspector.language import say

_ID = re.compile("[a-z0-9]+(?:-[a-z0-9]+)*")
LONGEST_ID = 80
"""Characters of an id."""
_NAMED = ("title", "label", "publisher")
_SAID = ("quote", "locator", "archived_by")


def texts(every: Sequence[Policy], catalogue: Catalogue) -> None:
    """Refuse texts that do not hold together."""
    known = _references(every)
    for one in every:
        try:
            _text(one, [other for other in every if other is not one], known, catalogue)
        except SchemaError as fault:
            raise SchemaError(f"policies/{one.id}: {fault}") from fault


def text(one: Policy, others: Sequence[Policy], catalogue: Catalogue) -> None:
    """Refuse a text that breaks a rule of its own, or does not fit the others."""
    _text(one, others, _references((one, *others)), catalogue)


def _references(every: Iterable[Policy]) -> set[str]:
    """Every `policy:clause` of some texts."""
    return {f"{one.id}:{clause.id}" for one in every for clause in one.clauses}


def _text(one: Policy, others: Sequence[Policy], known: set[str], catalogue: Catalogue) -> None:
    _id(one.id, "id")
    if any(one.id == other.id for other in others):
        raise SchemaError(
            say("another text has the same id {id}; give it one of its own").format(id=one.id)
        )
    for field in _NAMED:
        if not getattr(one, field).strip():
            raise SchemaError(say("{field} is empty").format(field=field))
    _source(one.source, "source")
    if not one.regions:
        raise SchemaError(say("regions names none: it would speak to nobody"))
    if one.until is not None and one.until < one.start:
        raise SchemaError(say("it ends before it starts: until is before effective or first_seen"))
    if one.last_seen < one.first_seen:
        raise SchemaError(say("last_seen is before first_seen"))
    _clauses(one)
    for clause in one.clauses:
        if unknown := set(clause.beside) - known:
            raise SchemaError(
                say("clause {id}: beside names unknown clauses {clauses}").format(
                    id=clause.id, clauses=sorted(unknown)
                )
            )
    for number, rule in enumerate(one.rules, 1):
        _rule(one, rule, catalogue, number)
        if unknown := set(rule.also) - known:
            raise SchemaError(
                say("rule {n}: also names unknown clauses {clauses}").format(
                    n=number, clauses=sorted(unknown)
                )
            )
    if one.rules_from is not None:
        origin = next((other for other in others if other.id == one.rules_from), None)
        if origin is None:
            raise SchemaError(
                say("rules_from names an unknown text {id}").format(id=repr(one.rules_from))
            )
        if origin.rules_from is not None:
            raise SchemaError(
                say(
                    "rules_from names {id}, which has its rules from {other}; name that one"
                ).format(id=origin.id, other=origin.rules_from)
            )
        for number, rule in enumerate(origin.rules, 1):
            _rule(one, rule, catalogue, number, origin)


def _id(given: str, where: str) -> None:
    if len(given) > LONGEST_ID or not _ID.fullmatch(given):
        raise SchemaError(
            say(
                "{where}: {id} is no id; give lower-case letters, digits and hyphens, {n} at most"
            ).format(where=where, id=repr(given[:LONGEST_ID]), n=LONGEST_ID)
        )


def _source(given: str, where: str) -> None:
    """Refuse what is neither a link nor the name of a copy."""
    link = given.startswith(LINKS) and " " not in given
    name = bool(given.strip()) and "://" not in given
    if not given.isprintable() or not (link or name):
        raise SchemaError(
            say(
                "{where} is no link (https://, without a space), nor the name of a copy (without "
                "://)"
            ).format(where=where)
        )


def _clauses(one: Policy) -> None:
    if not one.clauses:
        raise SchemaError(say("it has no clauses"))
    ids: set[str] = set()
    for number, clause in enumerate(one.clauses, 1):
        _id(clause.id, say("clause {n}: id").format(n=number))
        if clause.id in ids:
            raise SchemaError(
                say("clause {n}: the id {id} stands twice").format(n=number, id=clause.id)
            )
        ids.add(clause.id)
        for field in _SAID:
            if not getattr(clause, field).strip():
                raise SchemaError(
                    say("clause {id} has no {field}").format(id=clause.id, field=field)
                )
        _source(clause.source, say("clause {id}: source").format(id=clause.id))
        if clause.unverified and not clause.reported_by.strip():
            raise SchemaError(
                say("clause {id} is unverified: reported_by has to say whose report it is").format(
                    id=clause.id
                )
            )
    if unknown := set(one.nearest) - ids:
        raise SchemaError(
            say("nearest names unknown clauses {clauses}").format(clauses=sorted(unknown))
        )


def _rule(
    one: Policy, rule: Rule, catalogue: Catalogue, number: int, origin: Policy | None = None
) -> None:
    """Refuse a rule that does not hold for a text (`origin`: the one it is taken from)."""

    def refuse(why: str, **named: object) -> NoReturn:
        numbered = say("rule {n}") if origin is None else say("rule {n} of {id}")
        where = say("{rule}, on {dataset} {columns}").format(
            rule=numbered.format(n=number, id=origin and origin.id),
            dataset=rule.dataset,
            columns=list(rule.columns),
        )
        raise SchemaError(why.format(where=where, **named))

    dataset = catalogue.datasets.get(rule.dataset)
    if dataset is None:
        refuse(say("{where}: unknown dataset"))
    for column in rule.columns:
        if column != "*" and dataset.column(column) is None:
            refuse(say("{where}: unknown column {column}"), column=repr(column))
    if unknown := set(rule.states) - set(dataset.state_ids):
        refuse(say("{where}: unknown states {names}"), names=sorted(unknown))
    if strange := set(rule.regions) - set(one.regions):
        told = say("{where}: regions that the text does not speak to {names}")
        refuse(told, names=sorted(strange))
    if not rule.columns:
        refuse(say("{where}: no columns"))
    if rule.says != "silent" and not rule.clauses:
        refuse(say("{where}: no clause"))
    if (rule.says in ("inside", "outside")) != (rule.basis is not None):
        refuse(say("{where}: inside and outside need a basis, the others have none"))
    ids = {clause.id for clause in one.clauses}
    if unnamed := {*rule.clauses, *rule.named_elsewhere} - ids:
        refuse(say("{where}: unknown clauses {clauses}"), clauses=sorted(unnamed))


def programmes(every: Sequence[Programme], known_texts: Sequence[Policy]) -> None:
    """Refuse histories that leave a day or a region out, or cite a clause that is not there."""
    known = {f"{one.id}:{clause.id}" for one in known_texts for clause in one.clauses}
    for programme in every:
        _programme(programme, known)
    if absent := set(REGIONS) - {one.region for one in every}:
        raise SchemaError(f"policies/programme: no file for {', '.join(sorted(absent))}")


def _programme(programme: Programme, known: set[str]) -> None:
    where = f"policies/programme/{programme.region}"
    cited = {
        *programme.exempt_until_start, *programme.opted_out, *programme.under_18,
        *(clause for period in programme.periods for clause in period.clauses),
    }  # fmt: skip
    if unknown := cited - known:
        raise SchemaError(f"{where}: unknown clauses {sorted(unknown)}")
    next_day: dt.date | None = None
    for index, period in enumerate(programme.periods):
        last = index == len(programme.periods) - 1
        if period.start != next_day or (period.until is None) != last:
            raise SchemaError(f"{where}: the periods leave a gap or overlap")
        if period.status == "out" and not period.clauses:
            raise SchemaError(f"{where}: a period out of the programme needs its clause")
        next_day = period.until + dt.timedelta(days=1) if period.until else None
