"""An own policy text with the day of a page, of the clauses that stand on it word for word.

Every word of it is that of the text held against the page; nothing of the page is in it.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Sequence

import msgspec

from inspector.check.clause_check import TextCheck
from inspector.errors import UsageError
from inspector.knowledge.policy import Clause, Policies, Policy, Rule
from inspector.knowledge.policy_checks import LONGEST_ID
from inspector.language import say

_TEXT = (
    "title", "label", "publisher", "source", "regions", "rank", "own_region", "promise", "voice",
    "recipient",
)  # fmt: skip
"""Fields of a text that are kept as they are; its days and what it takes over are not."""


def render(held: TextCheck, policies: Policies, day: dt.date) -> str:
    """The TOML of an own text, as `--policy` takes it, first and last seen on a day.

    A rule stays where all clauses that it rests on were found; one on what a list leaves out,
    where all of the text was. Raises `UsageError` where no clause was found.
    """
    text = held.text
    found = {one.clause.id for one in held.standing("verbatim")}
    if not found:
        raise UsageError(
            say(
                "--save: no clause of {id} stands on the page word for word, so there is no text "
                "to write; leave --save out to see what differs"
            ).format(id=text.id)
        )
    rules = policies.all_rules(text)
    kept = [rule for rule in rules if _holds(rule, found, whole=len(found) == len(text.clauses))]
    lines = [*_head(held, day, len(rules) - len(kept)), *_text(text, found, day)]
    for clause in text.clauses:
        if clause.id in found:
            lines += ["", "[[clauses]]", *_clause(clause, text, day)]
    for rule in kept:
        lines += ["", "[[rules]]", *_rule(rule, found)]
    return "\n".join(lines) + "\n"


def _holds(rule: Rule, found: set[str], *, whole: bool) -> bool:
    return whole or (rule.says != "omits" and found.issuperset(rule.clauses or ("",)))


def _head(held: TextCheck, day: dt.date, rules_left_out: int) -> Iterator[str]:
    told = say("{id}, as it stood word for word on a page saved on {day}.")
    yield f"# {told.format(id=held.text.id, day=day)}"
    missing = held.standing("reworded", "not_found", "other_language")
    if missing:
        yield "# " + say("Not found word for word, so left out with all rules that rest on them:")
        for one in missing:
            yield f"# - {one.clause.id}"
        told = say("Rules left out: {n}. `inspect policy howto` says how to write your own.")
        yield f"# {told.format(n=rules_left_out)}"
    yield ""


def _text(text: Policy, found: set[str], day: dt.date) -> Iterator[str]:
    name = f"-{day.isoformat()}"
    yield f"id = {_value(text.id[: LONGEST_ID - len(name)].rstrip('-') + name)}"
    yield from _fields(text, _TEXT)
    yield f"first_seen = {day}"
    yield f"last_seen = {day}"
    nearest = [one for one in text.nearest if one in found]
    if nearest:
        yield f"nearest = {_value(nearest)}"


def _clause(clause: Clause, text: Policy, day: dt.date) -> Iterator[str]:
    yield from _fields(clause, ("id", "kind", "quote", "locator", "settles", "language", "beside"))
    yield f"source = {_value(text.source)}"
    yield f"seen = {day}"
    archive = say("my own copy")
    yield f"archived_by = {_value(archive)}"


def _rule(rule: Rule, found: set[str]) -> Iterator[str]:
    fields = (
        "dataset", "columns", "states", "regions", "says", "basis", "open_list", "clauses", "also",
        "note",
    )  # fmt: skip
    yield from _fields(rule, fields)
    elsewhere = [one for one in rule.named_elsewhere if one in found]
    if elsewhere:
        yield f"named_elsewhere = {_value(elsewhere)}"


def _fields(one: Policy | Clause | Rule, names: Sequence[str]) -> Iterator[str]:
    """Fields as TOML, but for those that say what they say when left out."""
    defaults = {field.name: field.default for field in msgspec.structs.fields(one)}
    for name in names:
        value = getattr(one, name)
        if value != defaults[name]:
            yield f"{name} = {_value(value)}"


def _value(given: object) -> str:
    """A value as TOML, which takes texts and lists as JSON writes them."""
    return json.dumps(given, ensure_ascii=False).replace("\x7f", "\\u007f")
