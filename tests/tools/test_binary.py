"""What goes into the binaries, as far as it can be told without building them."""

from __future__ import annotations

import importlib.util
import os
import sys

import pytest

from tests.conftest import ROOT
from tools.binary import contents, licences

PYTHON = sys.stdlib_module_names | {"distutils", "lib2to3"}
"""Modules of one Python or another."""
OF_WHEELS = frozenset({"cryptography", "dns", "pkg_resources", "pip", "pydantic", "pydantic_core"})


def test_what_is_left_out_is_something() -> None:
    """A name that nothing bears would leave out nothing."""
    pytest.importorskip("pypdf")
    for name in contents.LEFT_OUT:
        package, _, module = name.rpartition(".")
        if package:
            assert module in contents.within(package), name
        else:
            assert name in PYTHON | OF_WHEELS | {"setuptools", "typing_inspection"}, name
    for package, kept in contents.ALONE.items():
        assert set(kept) <= contents.within(package), package
        assert set(kept) < contents.within(package), package


def test_nothing_is_left_out_that_the_program_imports() -> None:
    pytest.importorskip("pypdf")
    for name in contents.loaded_by_name():
        assert importlib.util.find_spec(name) is not None, name
        assert not any(f"{name}.".startswith(f"{one}.") for one in contents.excluded()), name


def test_the_shell_is_told_by_a_module_of_each_system() -> None:
    assert f"shellingham.{os.name}" in set(contents.loaded_by_name())
    assert {"nt", "posix"} <= contents.within("shellingham")


def test_national_numbers_are_loaded_by_name() -> None:
    named = set(contents.loaded_by_name())
    assert {one for one in named if one.startswith("stdnum.fr.")}


def test_every_data_file_of_the_wheel_goes_in() -> None:
    shipped = [
        f"inspector/_shipped/schemas/{one.relative_to(ROOT / 'schemas').as_posix()}"
        for one in (ROOT / "schemas").rglob("*.*")
    ]
    shipped += [
        one.relative_to(ROOT).as_posix()
        for one in (ROOT / "inspector").rglob("*.*")
        if one.suffix in (".css", ".html", ".js", ".tcss")
    ]
    assert len(shipped) > 100
    assert [one for one in shipped if contents.is_left_out(one)] == []


@pytest.mark.parametrize(
    "file",
    [
        "pyarrow/include/arrow/api.h",
        "pyarrow/_compute.pyx",
        "pyarrow/libarrow_flight.so.2600",
        "pyarrow/libarrow_python_flight.2600.dylib",
        r"pyarrow\arrow_flight.dll",
        "libarrow_s3.so.2600",
        "pyarrow/libarrow_python.so",
        "pyarrow/libarrow_python.so.2600.1.0",
        "pyarrow/libarrow_python.dylib",
        "pyarrow/libarrow_python.2600.1.0.dylib",
        "babel/locale-data/de.dat",
        "babel/locale-data/fr_CA.dat",
        r"selectolax\lexbor.c",
        "linkedin_inspect-0.1.0.dist-info/direct_url.json",
        "libstdc++.so.6",
    ],
)
def test_a_file_of_no_use_is_left_out(file: str) -> None:
    assert contents.is_left_out(file)


@pytest.mark.parametrize(
    "file",
    [
        "pyarrow/lib.cpython-311-x86_64-linux-gnu.so",
        "pyarrow/lib.cp311-win_amd64.pyd",
        "pyarrow/libarrow.so.2600",
        "pyarrow/libarrow.2600.dylib",
        r"pyarrow\arrow.dll",
        r"pyarrow\arrow_python.dll",
        "libparquet.so.2600",
        "libbz2.so.1.0",
        "libpython3.11.so.1.0",
        "libcrypto.3.dylib",
        "babel/global.dat",
        "babel/locale-data/root.dat",
        "babel/locale-data/fr.dat",
        "stdnum/iban.dat",
        "chardet/models/models.bin",
        "babel-2.19.0.dist-info/METADATA",
    ],
)
def test_a_file_of_use_is_not(file: str) -> None:
    assert not contents.is_left_out(file)


def test_licences_stand_beside_what_is_licensed() -> None:
    import babel
    import pyarrow

    listed = [("babel", babel.__file__, "PYMODULE"), ("pyarrow.lib", pyarrow.__file__, "EXTENSION")]
    text = licences.text(listed, ())
    for words in ("\nbabel 2", "Babel Team", "\npyarrow 2", "Apache License", "\nPython 3"):
        assert words in text


def test_a_library_whose_licence_nobody_told_stops_the_build() -> None:
    with pytest.raises(licences.UnknownLicenceError, match=r"libreadline\.so\.8"):
        licences.text([("libreadline.so.8", "/lib/libreadline.so.8", "BINARY")], ())
    found = licences.text([("libz.so.1", "/lib/libz.so.1", "BINARY")], ())
    assert "zlib (Zlib)" in found
