"""The licences of all that a binary holds, as one text to stand beside it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Collection, Iterable
from importlib import metadata
from pathlib import Path

from tools.binary.contents import Listed

ALWAYS = ("linkedin-inspect", "pyinstaller")
"""Distributions: the program, and what starts it, which is no file of a list."""
_TEXT = re.compile(r"(licen[cs]e|notice|copying|authors)([._-].*)?", re.IGNORECASE)
_LIBRARIES = {
    "libbz2": "bzip2 (bzip2-1.0.6), https://sourceware.org/bzip2/",
    "libb2": "BLAKE2 (CC0-1.0), https://www.blake2.net/",
    "libcrypto": "OpenSSL (Apache-2.0), https://www.openssl.org/",
    "libssl": "OpenSSL (Apache-2.0), https://www.openssl.org/",
    "libexpat": "Expat (MIT), https://libexpat.github.io/",
    "libffi": "libffi (MIT), https://sourceware.org/libffi/",
    "libintl": "GNU gettext (LGPL-2.1-or-later), https://www.gnu.org/software/gettext/",
    "liblzma": "XZ Utils (0BSD), https://tukaani.org/xz/",
    "libmpdec": "mpdecimal (BSD-2-Clause), https://www.bytereef.org/mpdecimal/",
    "libz": "zlib (Zlib), https://zlib.net/",
    "libzstd": "Zstandard (BSD-3-Clause), https://facebook.github.io/zstd/",
}
"""Libraries that a system gives to Python, by how their files begin."""


class UnknownLicenceError(Exception):
    """Something is in the binary that brings no licence."""


def text(everything: Iterable[Listed], always: Collection[str] = ALWAYS) -> str:
    """All licences, for the modules and files that PyInstaller found, and what is `always` there.

    Raises `UnknownLicenceError`.
    """
    everything = list(everything)
    owners = {_plain(name): name for name in {*_distributions(everything), *always}}
    pieces = [_heading()]
    for name in sorted(owners):
        distribution = metadata.distribution(owners[name])
        version = f"{distribution.metadata['Name']} {distribution.version}"
        pieces.append(_piece(version, _texts(distribution)))
    pieces.append(_piece(f"Python {sys.version.split()[0]}", [_of_python()]))
    of_the_system = _of_the_system(everything)
    for about in sorted({_about(name) for name, _ in of_the_system}):
        places = [where for name, where in of_the_system if _about(name) == about]
        pieces.append(_piece(about, _debian(places)))
    return "\n".join(pieces)


def metadata_files(everything: Iterable[Listed]) -> list[tuple[str, str]]:
    """What `importlib.metadata` reads of the distributions in a binary: file and folder."""
    found = []
    for name in {*_distributions(everything), *ALWAYS}:
        for file in metadata.distribution(name).files or ():
            if file.name == "METADATA":
                found.append((str(file.locate()), file.parent.name))
    return found


def _distributions(listed: Iterable[Listed]) -> set[str]:
    """Those that modules and files come from."""
    wanted = {os.path.normcase(os.path.realpath(where)) for _, where, _ in listed if where}
    found = set()
    for distribution in metadata.distributions():
        root = os.path.realpath(str(distribution.locate_file("")))
        files = (os.path.normpath(Path(root, one)) for one in distribution.files or ())
        if not wanted.isdisjoint(map(os.path.normcase, files)):
            found.add(distribution.metadata["Name"])
    return found


def _texts(distribution: metadata.Distribution) -> list[str]:
    files = [
        one
        for one in distribution.files or ()
        if one.parts[0].endswith(".dist-info") and _TEXT.fullmatch(one.name)
    ]
    if not files:
        raise UnknownLicenceError(f"{distribution.metadata['Name']} brings no licence")
    return [Path(str(one.locate())).read_text("utf-8", "replace") for one in sorted(files)]


def _of_python() -> str:
    for folder in (sysconfig.get_path("stdlib"), sys.base_prefix):
        file = Path(folder, "LICENSE.txt")
        if file.is_file():
            return file.read_text("utf-8", "replace")
    raise UnknownLicenceError("this Python brings no LICENSE.txt")


def _of_the_system(listed: Iterable[Listed]) -> list[tuple[str, Path]]:
    """Libraries that are neither Python's own nor in an installed package, and where they are."""
    homes = [Path(one).resolve() for one in (sys.base_prefix, sys.prefix)]
    binaries = {(file, Path(where)) for file, where, kind in listed if kind == "BINARY"}
    return sorted(
        (file, where)
        for file, where in binaries
        if not any(where.resolve().is_relative_to(home) for home in homes)
    )


def _about(library: str) -> str:
    """What a library belongs to; raises `UnknownLicenceError`."""
    about = next((told for begin, told in _LIBRARIES.items() if library.startswith(begin)), None)
    if about is None:
        raise UnknownLicenceError(f"say in {__name__} by which licence {library} may be given")
    return about


def _debian(places: Iterable[Path]) -> list[str]:
    """What Debian and its kin say of the authors and licence of files; nothing elsewhere."""
    if (query := shutil.which("dpkg-query")) is None:
        return []
    found = set()
    for place in places:
        for path in (place, place.resolve()):
            # Many files are listed by a path without /usr, to which they are linked.
            for listed in (str(path), str(path).removeprefix("/usr")):
                asked = [query, "--search", listed]
                said = subprocess.run(asked, capture_output=True, encoding="utf-8", check=False)
                found.add(Path("/usr/share/doc", said.stdout.partition(":")[0], "copyright"))
    return sorted({one.read_text("utf-8", "replace") for one in found if one.is_file()})


def _heading() -> str:
    return (
        "This program is made of what is named here, each under its own licence.\n"
        "Where a licence asks for source: every package here is on https://pypi.org in that\n"
        "release, and how they were put together is in the program's own source."
    )


def _piece(name: str, texts: Iterable[str]) -> str:
    line = "=" * 79
    return "\n".join(["", line, name, line, "", *(one.strip() + "\n" for one in texts)])


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
