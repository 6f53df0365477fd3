"""What of the installed libraries is left out of the binaries, and what is loaded by name.

Names are those of every system: of modules, and of files as PyInstaller lays them out.
"""

from __future__ import annotations

import importlib.util
import os
import pkgutil
import re
import sys
from collections.abc import Iterable, Iterator

from inspector.knowledge import knowledge
from inspector.language import LANGUAGES

LEFT_OUT = (
    # The program keeps no database, opens no window, reads no line and compiles nothing.
    "sqlite3", "tkinter", "readline", "curses", "_uuid", "lib2to3", "ensurepip",
    "distutils", "setuptools", "pkg_resources", "pip", "unittest", "doctest", "pdb", "bdb",
    "pydoc_data", "xmlrpc", "ftplib", "smtplib", "imaplib",
    # Asks name servers whether an address exists.
    "dns",
    # For those who describe their tables or their commands with it.
    "pydantic", "pydantic_core", "typing_inspection",
    # Where a number is from and whose it was; only whether it is one is asked.
    "phonenumbers.carrier", "phonenumbers.carrierdata", "phonenumbers.geocoder",
    "phonenumbers.geodata", "phonenumbers.prefix", "phonenumbers.timezone", "phonenumbers.tzdata",
    "numpy.f2py", "numpy.fft", "numpy.polynomial", "numpy.random", "numpy.testing",
    "numpy.ctypeslib", "numpy._core._multiarray_tests", "numpy.conftest", "numpy._pyinstaller",
    "pypdf._crypt_providers._cryptography", "cryptography",
)  # fmt: skip
"""Modules, each with all that is in it."""
ALONE = {
    # Parquet is written and read; a table goes from Polars to it in memory.
    "pyarrow": (
        "_compute", "_compute_docstrings", "_fs", "_generated_version", "_parquet", "compute",
        "fs", "ipc", "lib", "parquet", "types", "util", "vendored",
    ),
    # Numbers of a few figures, such as the police's, are no member's.
    "phonenumbers.shortdata": (),
    # Nothing is shown in colours but a fault of Textual's own.
    "pygments.lexers": ("_mapping", "python"),
    "pygments.formatters": ("_mapping", "terminal", "terminal256"),
}  # fmt: skip
"""Packages, of each of which nothing else is taken."""
_FILES = re.compile(
    r"""
      pyarrow/(?!.*\.(so|dylib|dll|pyd)(\.|$)).*        # headers and sources
    | (pyarrow/)?(lib)?arrow_(flight|python_flight|s3|gcs|python_parquet_encryption)[._-].*
    | (pyarrow/)?lib(arrow|parquet)\w*\.(so|dylib|so\.\d+(\.\d+)+|\d+(\.\d+)+\.dylib)  # copies
    | babel/locale-data/(?!({languages})\.dat$).*
    | selectolax/.*\.(c|h|pyx|pxd|pxi)
    | stdnum/(imsi|oui)\.dat
    | (.*/)?(py\.typed|.*\.pyi)
    | .*\.dist-info/(?!METADATA$).*
    """.format(languages="|".join(("root", "en", *LANGUAGES))),
    re.VERBOSE,
)
_WITH_SYMBOLS = re.compile(
    r"_polars_runtime_\d+/.*\.so|pyarrow/.*\.so(\.\d+)*|chardet/.*\.so|selectolax/.*\.so"
    r"|libpython[\d.]+\.so[\d.]*|python3\.\d+/lib-dynload/.*\.so"
)
"""Large libraries for Linux that bring what only debuggers read. Others are left as they are:
NumPy's do not load any more once `strip` has been at them."""
_OF_THE_SYSTEM = re.compile(r"lib(stdc\+\+|gcc_s)\.so\.\d+")
"""What every Linux has that the libraries' wheels are made for (PEP 600)."""


def excluded() -> list[str]:
    """Modules that are left out."""
    others = (
        f"{package}.{name}"
        for package, kept in ALONE.items()
        for name in within(package)
        if name not in kept
    )
    return [*LEFT_OUT, *others]


def within(package: str) -> set[str]:
    """The modules right in an installed package; raises `ModuleNotFoundError`."""
    found = importlib.util.find_spec(package)
    if found is None or found.submodule_search_locations is None:
        raise ModuleNotFoundError(package)
    return {one.name for one in pkgutil.iter_modules(found.submodule_search_locations)}


def loaded_by_name() -> Iterator[str]:
    """Modules of whose import no line of code tells."""
    yield from ("isal.isal_zlib", "pypdf", f"shellingham.{os.name}")
    if sys.platform == "win32":
        yield "colorama"
    for number in knowledge.load().mark_rules.numbers.national:
        if not number.form:
            yield f"stdnum.{number.country}"
            yield f"stdnum.{number.country}.{number.module}"


def is_left_out(file: str) -> bool:
    """Whether a file that a library brings is of no use here; by its path in the binary."""
    path = file.replace("\\", "/")
    return bool(_FILES.fullmatch(path) or _OF_THE_SYSTEM.fullmatch(path))


def has_symbols(file: str) -> bool:
    """Whether a library is to be rid of its symbols; by its path in the binary."""
    return _WITH_SYMBOLS.fullmatch(file) is not None


Listed = tuple[str, str, str]
"""A file as PyInstaller lists it: its path in the binary, where it is now, its kind."""


def kept(files: Iterable[Listed]) -> list[Listed]:
    """Those of a list that are not left out."""
    return [one for one in files if not is_left_out(one[0])]
