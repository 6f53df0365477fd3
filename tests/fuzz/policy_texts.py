"""Policy texts changed value by value, so that they stay TOML and reach what reads them."""

from __future__ import annotations

import copy
import datetime as dt
import json
import random
import tomllib
from typing import Any

_SEEDS = (
    "", " ", "x", "\x1b[2J", "\u202e", "\0", "\u2028\x85", "ß" * 120, "a" * 20_000, "<b>&", "=1+1",
    "https://x.example/" + "a" * 3_000, "javascript:alert(1)", "eu", "us", "includes", "excludes",
    "inside", "outside", "stated", "connections", "*", "2026-01-01", "{n}", "%s", "../../x", "é\u0301",
)  # fmt: skip
_VALUES: tuple[Any, ...] = (
    *_SEEDS, 0, -1, 1 << 62, 1 << 80, 1.5, float("inf"), float("nan"), True, False, [], ["*"],
    ["eu", "eu"], [[["x"]]], {}, {"a": {"b": 1}}, dt.date(1, 1, 1), dt.date(9999, 12, 31),
    dt.date(2026, 2, 28), dt.datetime(2026, 1, 1, 12, tzinfo=dt.UTC), dt.time(1, 2),
    ["x"] * 5_000, [{"id": "x"}] * 3,
)  # fmt: skip
_KEYS = ("id", "until", "effective", "own_region", "rules_from", "nearest", "settles", "open_list", "states", "note", "x")  # fmt: skip
MANY = (2, 2, 50, 500)
"""How often a clause or rule is repeated."""


def changed(text: bytes, rng: random.Random) -> bytes | None:
    """One to three values, keys, clauses or rules of a text changed; None where it is no TOML."""
    try:
        table = copy.deepcopy(tomllib.loads(text.decode()))
    except (ValueError, RecursionError):
        return None
    for _ in range(rng.randint(1, 3)):
        _change(table, rng)
    return written(table).encode("utf-8", "replace")


def _change(table: dict[str, Any], rng: random.Random) -> None:
    parts = [table]
    for name in ("clauses", "rules"):
        some = table.get(name)
        parts += [one for one in some if isinstance(one, dict)] if isinstance(some, list) else []
    part = rng.choice(parts)
    key = rng.choice([*part, *_KEYS])
    match rng.randrange(5):
        case 0:
            part.pop(key, None)
        case 1 if isinstance(value := part.get(key), list) and value:
            part[key] = value * rng.choice(MANY)
        case 2 if isinstance(value := part.get(key), str):
            at = rng.randint(0, len(value))
            part[key] = value[:at] + rng.choice(_SEEDS) + value[at:]
        case 3:
            part[key] = rng.choice(parts).get(key, rng.choice(_VALUES))
        case _:
            part[key] = rng.choice(_VALUES)


def written(table: dict[str, Any]) -> str:
    """A table as TOML, all below its first level in one line each."""
    return "".join(f"{json.dumps(key)} = {_value(value)}\n" for key, value in table.items())


def _value(value: Any) -> str:
    match value:
        case bool():
            return str(value).lower()
        case str():
            return json.dumps(value, ensure_ascii=_is_short(value))
        case list():
            return "[" + ", ".join(map(_value, value)) + "]"
        case dict():
            pairs = (f"{json.dumps(key)} = {_value(one)}" for key, one in value.items())
            return "{" + ", ".join(pairs) + "}"
        case dt.date() | dt.time():
            return value.isoformat()
    return str(value)


def _is_short(text: str) -> bool:
    """Whether JSON's escapes are TOML's, too: four digits for each letter, no halves of any."""
    return max(text, default="") < "\ud800"
