"""Which region a country is of, so that a person may name either."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import Literal

import msgspec

from inspector import resources
from inspector.errors import SchemaError, UsageError
from inspector.knowledge.policy import REGIONS, Region
from inspector.knowledge.schema import decode
from inspector.language import say

_CODE = re.compile(r"[a-z]{2}")


class _Countries(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    countries: dict[Region, tuple[str, ...]]


@cache
def load() -> dict[str, Region]:
    """Regions by the codes of their countries; raises `SchemaError`."""
    path = resources.schemas() / "countries.toml"
    found = decode(path, _Countries).countries
    codes = Counter(code for every in found.values() for code in every)
    wrong = sorted(code for code, n in codes.items() if n > 1 or not _CODE.fullmatch(code))
    if wrong:
        raise SchemaError(f"{path.name}: {', '.join(wrong)}: two small letters, each once")
    if clashing := sorted(
        code for region, every in found.items() for code in every if code in {*REGIONS} - {region}
    ):
        raise SchemaError(f"{path.name}: {', '.join(clashing)}: the code of another region")
    return {code: region for region, every in found.items() for code in every}


def region(text: str) -> Region | Literal["auto"]:
    """The region that a person names by its code or that of a country; raises `UsageError`."""
    code = text.strip().lower()
    if code == "auto":
        return "auto"
    for one in REGIONS:
        if code == one:
            return one
    if code in load():
        return load()[code]
    raise UsageError(
        say(
            "the region is one of {regions} or auto, or the two letters of a country of these, "
            "such as fr; for every other country give other"
        ).format(regions=", ".join(REGIONS))
    )


def country(text: str) -> str:
    """The code of the country that a person names as their region; empty if it is none."""
    code = text.strip().lower()
    return code if code in load() else ""
