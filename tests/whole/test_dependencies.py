"""What the program imports is what it asks to be installed."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Callable, Iterator
from importlib.metadata import packages_distributions

from tests.conftest import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def declared(requirements: list[str]) -> set[str]:
    """Distributions by their names for comparison."""
    names = (re.match(r"[\w.-]+", one) for one in requirements)
    return {_plain(name.group()) for name in names if name is not None}


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def imported(wing: str = "**") -> dict[str, set[str]]:
    """Top-level modules of others, each with the files that import it when they run."""
    found: dict[str, set[str]] = {}
    for path in (ROOT / "inspector").glob(f"{wing}/*.py"):
        for name in _imports(ast.parse(path.read_text("utf-8"))):
            top = name.partition(".")[0]
            if top != "inspector" and top not in sys.stdlib_module_names:
                found.setdefault(top, set()).add(path.relative_to(ROOT).as_posix())
    return found


def _imports(node: ast.AST) -> Iterator[str]:
    """Modules that are imported, but for those that only a type checker reads."""
    children = list(ast.iter_child_nodes(node))
    match node:
        case ast.If(test=ast.Name("TYPE_CHECKING"), orelse=otherwise):
            children = list(otherwise)
        case ast.Import(names):
            yield from (one.name for one in names)
        case ast.ImportFrom(module=str(module), level=0):
            yield module
        case ast.Call(ast.Attribute(attr="import_module"), [ast.Constant(str(module))]):
            yield module
    for child in children:
        yield from _imports(child)


def distributions() -> Callable[[str], set[str]]:
    """What gives a module; its namesake where nothing that is installed here does."""
    whose = packages_distributions()
    return lambda module: {_plain(one) for one in whose.get(module, [module])}


def test_what_is_imported_is_declared() -> None:
    whose = distributions()
    always = declared(PROJECT["dependencies"])
    extras = {
        "inspector/study/": declared(PROJECT["optional-dependencies"]["study"]),
        "inspector/check/pdf_page.py": declared(PROJECT["optional-dependencies"]["pdf"]),
    }
    for module, files in imported().items():
        for file in files:
            more = (names for place, names in extras.items() if file.startswith(place))
            known = always.union(*more)
            assert whose(module) & known, f"{file} imports {module}"


def test_what_is_declared_is_imported() -> None:
    whose = distributions()
    used = {name for module in imported() for name in whose(module)}
    assert declared(PROJECT["dependencies"]) - used == set()
