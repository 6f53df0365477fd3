"""What is locked: for pip as for uv, for every Python and system, within what pyproject.toml asks."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from itertools import chain, product
from typing import Any

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.conftest import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
LOCK = tomllib.loads((ROOT / "uv.lock").read_text("utf-8"))
PINS = [
    Requirement(line)
    for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    if not line.startswith("#")
]
SYSTEMS = {
    "Linux": ("linux", "posix", "x86_64"),
    "Windows": ("win32", "nt", "AMD64"),
    "Darwin": ("darwin", "posix", "arm64"),
}
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
ENVIRONMENTS = {
    f"{system} {python}": {
        "implementation_name": "cpython",
        "implementation_version": f"{python}.1",
        "os_name": SYSTEMS[system][1],
        "platform_machine": SYSTEMS[system][2],
        "platform_python_implementation": "CPython",
        "platform_system": system,
        "python_full_version": f"{python}.1",
        "python_version": python,
        "sys_platform": SYSTEMS[system][0],
    }
    for system, python in product(SYSTEMS, PYTHONS)
}


def asked() -> list[tuple[str, Requirement]]:
    """The requirements of pyproject.toml, each with its extra; empty for none."""
    extras = {"": PROJECT["dependencies"], **PROJECT["optional-dependencies"]}
    return [(extra, Requirement(one)) for extra, every in extras.items() for one in every]


def spelled_out(extra: str) -> Iterator[Requirement]:
    """The requirements of an extra (empty for none), those of extras that it names among them."""
    for given, requirement in asked():
        if given == extra:
            if canonicalize_name(requirement.name) == PROJECT["name"]:
                yield from chain(*map(spelled_out, requirement.extras))
            else:
                yield requirement


def locked() -> list[dict[str, Any]]:
    """The packages of uv.lock, without this one."""
    return [one for one in LOCK["package"] if one["name"] != PROJECT["name"]]


def applies(requirement: Requirement, environment: dict[str, str]) -> bool:
    """Whether a requirement is one in an environment."""
    return requirement.marker is None or requirement.marker.evaluate(environment)


def version(pin: Requirement) -> str:
    """What a constraint pins; it pins exactly one version."""
    found = re.fullmatch(r"==([^*,]+)", str(pin.specifier))
    assert found is not None, str(pin)
    return found[1]


def test_both_files_pin_the_same_versions() -> None:
    assert {(one.name, version(one)) for one in PINS} == {
        (one["name"], one["version"]) for one in locked()
    }


def test_constraints_are_such_that_pip_takes_them() -> None:
    assert [str(one) for one in PINS if one.extras or one.url] == []


@pytest.mark.parametrize("name", ENVIRONMENTS)
def test_every_requirement_is_pinned_once_and_as_asked(name: str) -> None:
    environment = ENVIRONMENTS[name]
    pinned: dict[str, str] = {}
    for pin in PINS:
        if applies(pin, environment):
            assert pin.name not in pinned, pin.name
            pinned[pin.name] = version(pin)
    for _, requirement in asked():
        wanted = canonicalize_name(requirement.name)
        if wanted != PROJECT["name"] and applies(requirement, environment):
            assert requirement.specifier.contains(pinned[wanted]), requirement


@pytest.mark.parametrize("name", ENVIRONMENTS)
def test_what_the_requirements_require_is_pinned(name: str) -> None:
    """In uv.lock from package to package, as far as it goes in an environment."""
    environment = ENVIRONMENTS[name]
    pinned = {pin.name: version(pin) for pin in PINS if applies(pin, environment)}
    packages = {(one["name"], one.get("version")): one for one in LOCK["package"]}
    root = packages[PROJECT["name"], None]  # its version is told by inspector/version.py
    ahead = [*root["dependencies"], *chain(*root["optional-dependencies"].values())]
    reached: set[str] = set()
    while ahead:
        given = ahead.pop()
        if "marker" in given and not Marker(given["marker"]).evaluate(environment):
            continue
        one = given["name"]
        assert given.get("version", pinned[one]) == pinned[one]
        if one not in reached:
            reached.add(one)
            ahead += packages[one, pinned[one]].get("dependencies", [])
    assert len(reached) > len(asked())


def test_what_was_locked_is_what_is_asked() -> None:
    """A bound changed in pyproject.toml needs `make lock`."""
    (root,) = (one for one in LOCK["package"] if one["name"] == PROJECT["name"])
    then = set()
    for one in root["metadata"]["requires-dist"]:
        extra = re.search(r"extra == '(\w+)'", one.get("marker", ""))
        specifier = SpecifierSet(one.get("specifier", ""))
        then.add((extra[1] if extra else "", one["name"], specifier))
    assert then == {
        (extra, canonicalize_name(one.name), one.specifier)
        for extra in ("", *PROJECT["optional-dependencies"])
        for one in spelled_out(extra)
    }
    assert SpecifierSet(LOCK["requires-python"]) == SpecifierSet(PROJECT["requires-python"])


def test_everything_comes_from_the_public_index_with_its_hash() -> None:
    for one in locked():
        assert one["source"] == {"registry": "https://pypi.org/simple"}, one["name"]
        files = [*one.get("wheels", []), *([one["sdist"]] if "sdist" in one else [])]
        assert files, one["name"]
        for file in files:
            assert file["url"].startswith("https://files.pythonhosted.org/packages/")
            assert re.fullmatch(r"sha256:[0-9a-f]{64}", file["hash"])


@pytest.mark.parametrize("python", PYTHONS)
def test_every_python_has_wheels_of_what_is_compiled(python: str) -> None:
    """Nobody has to compile: a package with wheels has one that this Python can use."""
    tag = f"cp{python.replace('.', '')}"
    environment = ENVIRONMENTS[f"Linux {python}"]
    pinned = {(pin.name, version(pin)) for pin in PINS if applies(pin, environment)}
    for one in locked():
        if (one["name"], one["version"]) in pinned:
            names = [wheel["url"].rsplit("/", 1)[-1] for wheel in one.get("wheels", [])]
            assert any(_fits(name, tag) for name in names), (one["name"], python)


def _fits(wheel: str, tag: str) -> bool:
    pythons, abi, _ = wheel.removesuffix(".whl").split("-")[-3:]
    if "py3" in pythons.split(".") or tag in pythons.split("."):
        return True
    stable = re.match(r"cp(\d)(\d+)", pythons)
    return (
        "abi3" in abi
        and stable is not None
        and Version(f"{stable[1]}.{stable[2]}") <= Version(f"{tag[2]}.{tag[3:]}")
    )
