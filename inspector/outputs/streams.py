"""The standard streams: what is said on them, in their own encoding, and what they refuse.

Text for people is written in the stream's encoding, what that lacks by look-alikes. JSON is UTF-8,
or ASCII with escapes where the stream's encoding is another one: the same document to every reader.
Lines end with LF, except in a terminal.
"""

from __future__ import annotations

import codecs
import contextlib
import errno
import io
import os
import re
import struct
import sys
from collections.abc import Iterator
from pathlib import Path

from inspector.errors import UsageError, reason
from inspector.language import say
from inspector.outputs import look_alikes

_PIECE = 1 << 20
"""Bytes of a file that are written at once."""


class StdoutError(UsageError):
    """Standard output takes nothing (more)."""

    is_reader_gone = False
    """Whether nobody reads it any more, as after `| head`."""


def prepare() -> None:
    """Let both streams write look-alikes for what their encodings lack."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            with contextlib.suppress(OSError):  # told when something is written
                stream.reconfigure(errors=look_alikes.NAME)


def is_terminal() -> bool:
    """Whether standard output is one."""
    return sys.stdout is not None and sys.stdout.isatty()


def encoding() -> str:
    """That of standard output."""
    return getattr(sys.stdout, "encoding", None) or "ascii"


def write(text: str) -> None:
    """Text for people to standard output; raises `StdoutError`."""
    with _refusing():
        _put(text, look_alikes.NAME)


def write_json(text: str) -> None:
    """A JSON document to standard output; raises `StdoutError`."""
    if codecs.lookup(encoding()).name != "utf-8":
        text = re.sub(r"[^\x00-\x7f]+", _escaped, text)
    with _refusing():
        _put(text, "replace")


def write_file(path: Path) -> None:
    """The bytes of a file to standard output, as they are; raises `StdoutError`."""
    with path.open("rb") as file, _refusing():
        while piece := file.read(_PIECE):
            if sys.stdout is None or not hasattr(sys.stdout, "buffer"):
                _put(piece.decode("utf-8", "replace"), "replace")
            else:
                sys.stdout.buffer.write(piece)
        flush()


@contextlib.contextmanager
def _refusing() -> Iterator[None]:
    """Around what does nothing but write to standard output: `StdoutError` for `OSError`."""
    try:
        yield
    except OSError as fault:
        told = say("the output cannot be written ({why}); send it elsewhere")
        refused = StdoutError(told.format(why=reason(fault)))
        refused.is_reader_gone = _is_reader_gone(fault)
        raise refused from fault


def _is_reader_gone(fault: OSError) -> bool:
    """Whether a pipe has no reader; Windows says that of it as of any other misuse (bpo-35754)."""
    if sys.platform == "win32" and fault.errno == errno.EINVAL:
        return not is_terminal()
    return isinstance(fault, BrokenPipeError)


def flush() -> None:
    """Hand on what standard output holds back; raises `StdoutError`."""
    with _refusing():
        if sys.stdout is not None:
            sys.stdout.flush()


def drop() -> None:
    """Let go of a standard output that takes nothing more, so that leaving does not fail."""
    if sys.stdout is not None:
        with contextlib.suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def tell(line: str) -> None:
    """A line to standard error, if there is one and it takes it."""
    if sys.stderr is not None:
        with contextlib.suppress(OSError):
            sys.stderr.write(f"{line}\n")
            sys.stderr.flush()


def _put(text: str, errors: str) -> None:
    if sys.stdout is None:
        raise StdoutError(
            say("there is no standard output to write to; open one or write to a file")
        )
    if sys.stdout.isatty() or not hasattr(sys.stdout, "buffer"):
        sys.stdout.write(text.encode(encoding(), errors).decode(encoding()))
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode(encoding(), errors))
    sys.stdout.flush()


def _escaped(found: re.Match[str]) -> str:
    units = struct.iter_unpack(">H", found[0].encode("utf-16-be", "surrogatepass"))
    return "".join(f"\\u{unit:04x}" for (unit,) in units)
