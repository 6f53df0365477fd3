"""No pattern takes more than linear time, whatever stands in an export.

Python's engine tries again and again; of each pattern that the program makes, wherever it does,
hostile texts are made from its own parts, and grown. Polars' engine does not try again.
"""

from __future__ import annotations

import ast
import importlib
import itertools
import json
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path
from re import _constants as kinds  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any, NamedTuple

import pytest

from tests.conftest import environment
from tests.lib.patterns import PACKAGE, ROOT, sites

SIZE = 12288
"""Characters of a hostile text at first."""
SOON = 0.03
"""Seconds of CPU within which any linear pattern is through with them; a quadratic one would take
seventy million steps. Clocks of some systems tick no oftener than seven times within it."""
SHORT = {
    "inspector/knowledge/catalogue.py": 1024,
    "inspector/reading/tables/lenient_csv.py": 200,
    "inspector/reading/tables/table.py": 200,
}
"""Characters that are looked at where patterns of these are searched for: names of files, and where
a record may begin. What is matched whole has any length."""
MOST = 2.8
"""How much longer a text of twice the size may take; four times is quadratic."""
ENDS = ("\n", "!")
PLAIN = (
    " ",
    "\n",
    " \n",
    "\t",
    "a",
    "1",
    "0",
    '"',
    '",',
    '\\"',
    "'",
    "<",
    ">",
    "&",
    "<a ",
    "é",
    "\r\n",
)


class Found(NamedTuple):
    """A pattern, and how it is applied."""

    pattern: str
    flags: int
    is_text: bool
    calls: frozenset[str]

    def made(self) -> re.Pattern[Any]:
        """The pattern itself."""
        raw = self.pattern if self.is_text else self.pattern.encode("latin-1")
        return re.compile(raw, self.flags)


def all_patterns(folder: Path) -> dict[Found, list[str]]:
    """Every pattern of the program, and where it is made."""
    target = folder / "patterns.json"
    words = [sys.executable, "-m", "tests.lib.patterns", str(target)]
    subprocess.run(words, cwd=ROOT, env=environment(), check=True, capture_output=True)
    recorded = json.loads(target.read_text(encoding="utf-8"))
    found: dict[Found, list[str]] = {}
    unknown = []
    for site, call in sites():
        told = recorded.get(site) or written(site, call)
        if not told:
            unknown.append(f"{site}: {ast.unparse(call)}")
        for pattern, flags, is_text in told:
            one = Found(pattern, flags, is_text, calls_of(site, call))
            found.setdefault(one, []).append(site)
    assert not unknown, "patterns that nothing makes here: have tests.lib.patterns make them"
    return found


def most_of(made: list[str]) -> int:
    """How many characters texts have for which a pattern is made at some places."""
    return max(SHORT.get(site.partition(":")[0], 1 << 20) for site in made)


def written(site: str, call: ast.Call) -> list[tuple[str, int, bool]]:
    """A pattern that stands in a call as it is, or by the name of a constant."""
    match call.args[0]:
        case ast.Constant(value=str() as text):
            return [(text, 0, True)]
        case ast.Name(id=name):
            held = getattr(importlib.import_module(module_of(site)), name, None)
            return [(held, 0, True)] if isinstance(held, str) else []
    return []


def module_of(site: str) -> str:
    return site.rpartition(":")[0].removesuffix(".py").replace("/", ".")


@cache
def tree_of(path: str) -> ast.Module:
    return ast.parse((PACKAGE.parent / path).read_text(encoding="utf-8"))


def calls_of(site: str, call: ast.Call) -> frozenset[str]:
    """By which methods a pattern is applied; all, where it is handed about."""
    assert isinstance(call.func, ast.Attribute)
    if call.func.attr != "compile":
        return frozenset((call.func.attr,))
    tree = tree_of(site.rpartition(":")[0])
    name: str | None = None
    direct: str | None = None
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(value=ast.Call() as inner, attr=attr) if same(inner, call):
                direct = attr
            case ast.Assign(targets=[ast.Name(id=given)], value=value) if same(value, call):
                name = given
    if direct is not None:
        return frozenset((direct,))
    if name is None:
        return frozenset()
    used = [one for node in ast.walk(tree) if (one := attribute_of(node, name))]
    every = [node for node in ast.walk(tree) if isinstance(node, ast.Name) and node.id == name]
    return frozenset(used) if len(used) == len(every) - 1 else frozenset()


def same(one: ast.AST, other: ast.AST) -> bool:
    return ast.dump(one) == ast.dump(other) and getattr(one, "lineno", 0) == getattr(
        other, "lineno", 0
    )


def attribute_of(node: ast.AST, name: str) -> str | None:
    """Which attribute of a name it is, if one."""
    match node:
        case ast.Attribute(value=ast.Name(id=given), attr=attr) if given == name:
            return attr
    return None


# Hostile texts


def parts_of(tree: Any, before: str = "") -> Iterator[tuple[str, str]]:
    """Of everything in a pattern that repeats: what stands before it, and what is repeated."""
    for kind, value in tree:
        for inner in inner_of(kind, value):
            if kind in (kinds.MAX_REPEAT, kinds.MIN_REPEAT, kinds.POSSESSIVE_REPEAT):
                for one in ways(inner):
                    yield before, one
            yield from parts_of(inner, before)
        before += next(iter(ways([(kind, value)])), "")


def inner_of(kind: Any, value: Any) -> list[Any]:
    """The patterns in a part of one."""
    if kind in (kinds.MAX_REPEAT, kinds.MIN_REPEAT, kinds.POSSESSIVE_REPEAT):
        return [value[2]]
    if kind is kinds.SUBPATTERN:
        return [value[3]]
    if kind is kinds.BRANCH:
        return list(value[1])
    if kind in (kinds.ASSERT, kinds.ASSERT_NOT):
        return [value[1]]
    return [value] if kind is kinds.ATOMIC_GROUP else []


CANDIDATES = "a1 \n\t<>\"'&;,.:/\\-_=+~#@?!()[]{}%é日Z"


def ways(tree: Any) -> list[str]:
    """Few texts that match a pattern."""
    found = [""]
    for kind, value in tree:
        if kind in (kinds.MAX_REPEAT, kinds.MIN_REPEAT, kinds.POSSESSIVE_REPEAT):
            more = [one * max(1, min(value[0], 5)) for one in ways(value[2])]
        elif kind is kinds.LITERAL:
            more = [chr(value)]
        elif kind is kinds.ANY:
            more = ["a", " "]
        elif kind is kinds.NOT_LITERAL:
            more = ["a" if chr(value) != "a" else "b"]
        elif kind is kinds.IN:
            more = members(value)
        elif kind is kinds.BRANCH:
            more = [one for branch in value[1] for one in ways(branch)]
        elif kind in (kinds.SUBPATTERN, kinds.ATOMIC_GROUP):
            more = [one for inner in inner_of(kind, value) for one in ways(inner)]
        else:
            more = [""]
        found = [one + other for one, other in itertools.product(found, more[:4])][:6]
    return found


def members(value: Any) -> list[str]:
    """Few characters of a class."""
    made = re.compile(class_of(value))
    listed = [chr(one) for kind, one in value if kind is kinds.LITERAL]
    every = dict.fromkeys((*CANDIDATES, *listed))
    return [one for one in every if made.match(one)][:3]


def class_of(value: Any) -> str:
    """A class of characters as it is written."""
    written = ""
    names = {
        kinds.CATEGORY_DIGIT: r"\d", kinds.CATEGORY_NOT_DIGIT: r"\D", kinds.CATEGORY_SPACE: r"\s",
        kinds.CATEGORY_NOT_SPACE: r"\S", kinds.CATEGORY_WORD: r"\w", kinds.CATEGORY_NOT_WORD: r"\W",
    }  # fmt: skip
    for kind, one in value:
        if kind is kinds.NEGATE:
            written += "^"
        elif kind is kinds.LITERAL:
            written += re.escape(chr(one))
        elif kind is kinds.RANGE:
            written += f"{re.escape(chr(one[0]))}-{re.escape(chr(one[1]))}"
        else:
            written += names[one]
    return f"[{written}]"


def filled(before: str, unit: str, size: int) -> str:
    return before + unit * (size // len(unit) + 1)


def hostile(found: Found) -> Iterator[Callable[[int], str]]:
    """Texts of any size, made of what a pattern looks for."""
    tree = parser.parse(found.made().pattern, found.flags & ~re.UNICODE)
    repeated = list(dict.fromkeys(parts_of(tree)))[:24]
    whole = ways(tree)[:4]
    units = [one for _, one in repeated] + [before + one for before, one in repeated]
    if found.flags & re.MULTILINE:
        units += [f"\n{unit}" for unit in units]
    units += [before for before, _ in repeated] + whole + [one[:-1] for one in whole]
    for unit in dict.fromkeys((*units, *PLAIN)):
        if unit:
            yield partial(filled, "", unit)
    for before, one in repeated:
        if before and one:
            yield partial(filled, before, one)
            yield partial(filled, "", before + one * 30)


def seconds(apply: Callable[[Any], object], text: str | bytes, times: int = 1) -> float:
    """CPU that it takes at best."""
    best = float("inf")
    for _ in range(times):
        began = time.process_time()
        apply(text)
        best = min(best, time.process_time() - began)
    return best


def appliers(found: Found) -> Iterator[tuple[str, Callable[[Any], object]]]:
    """The ways in which a pattern is applied."""
    made = found.made()
    if not found.calls or found.calls & {"match"}:
        yield "match", made.match
    if not found.calls or found.calls & {"fullmatch"}:
        yield "fullmatch", made.fullmatch
    if not found.calls or found.calls - {"match", "fullmatch"}:
        yield "finditer", lambda text: sum(1 for _ in made.finditer(text))


def slow(found: Found, most: int = 1 << 20) -> str | None:
    """How a text of `most` characters is built that takes the pattern more than linear time."""
    for name, apply in appliers(found):
        for build, end in itertools.product(hostile(found), ENDS):

            def text(size: int, build: Callable[[int], str] = build, end: str = end) -> str | bytes:
                made = build(size - len(end))[:size] + end
                return made if found.is_text else made.encode("utf-8", "replace")

            longest = SIZE if name == "fullmatch" else min(SIZE, most)
            for size in (*range(24, min(longest, 385), 24), longest):
                took = seconds(apply, text(size))
                if took > SOON:
                    break
            if took < SOON:
                continue
            if size == SIZE:
                first = SIZE if took < 4 * SOON else SIZE // 4
                once, twice, four = (seconds(apply, text(first * n), 2) for n in (1, 2, 4))
                if twice <= MOST * once or four <= MOST * twice:
                    continue
            elif seconds(apply, text(size), 3) < SOON:
                continue
            return f"{name} of {text(60)!r}, {size} characters: {took:.3f} s"
    return None


def test_every_pattern_takes_linear_time(tmp_path: Path) -> None:
    found = all_patterns(tmp_path)
    assert len(found) > 100
    bad = {}
    for one, made in found.items():
        if why := slow(one, most_of(made)):
            bad[f"{made[0]} {one.pattern[:80]}"] = why
    assert not bad, "\n".join(f"{where}\n  {why}" for where, why in bad.items())


@pytest.mark.parametrize(
    "pattern",
    [
        r"\s*\n\s*", r"(a+)+b", r"<[^>]*>", r"\{[\s\S]*\}", r"(?:x|xy|y)+z", r"\d+,",
        r"(?: copy(?: ?\d)?| \d)*!", "[a-z]+@",
    ],
)  # fmt: skip
def test_a_pattern_that_tries_again_is_found(pattern: str) -> None:
    assert slow(Found(pattern, 0, True, frozenset())) is not None
