"""The study key, and what is made with it: whom a row is of, told to nobody without the key."""

from __future__ import annotations

import hashlib
import hmac
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from inspector.errors import UsageError
from inspector.language import mark, say

SHORTEST = 16
"""Bytes that a key has at least."""
HOW = mark(
    "make one with `openssl rand -hex 32 > study.key`, or type 32 letters at random into a file, "
    "and keep it away from the data"
)


@dataclass(frozen=True, slots=True, repr=False)
class StudyKey:
    """The secret of one study; it shows itself in no message, and workers are not given it."""

    secret: bytes

    def participant(self, name: str) -> str:
        """The HMAC-SHA-256 of a participant's name (in Unicode's form NFC), 64 hex digits."""
        return _hmac(self.secret, unicodedata.normalize("NFC", name).encode(*UTF_8)).hex()

    def seal(self, participant: str) -> bytes:
        """A key of one participant alone, by which that participant's sources are told again."""
        return _hmac(self.secret, b"\0source\0" + participant.encode())

    @property
    def check(self) -> str:
        """By which the same key is known again: 16 hex digits that tell nothing else."""
        return _hmac(self.secret, b"\0check\0").hex()[:16]


UTF_8 = ("utf-8", "surrogateescape")


def read_key(path: Path | None, out: Path) -> StudyKey:
    """The key in a file, line breaks at its end left off; raises `UsageError`.

    A key that is missing, too short, or lies in the study's own folder `out` is refused.
    """
    if path is None:
        raise UsageError(say("--study-key is missing; {how}").format(how=say(HOW)))
    if path.resolve().is_relative_to(out.resolve()):
        raise UsageError(say("the study key lies in the folder of the study; move it out of there"))
    try:
        secret = path.read_bytes().rstrip(b"\r\n")
    except OSError as fault:
        raise UsageError(
            say("the file of --study-key cannot be read; {how}").format(how=say(HOW))
        ) from fault
    if len(secret) < SHORTEST:
        raise UsageError(
            say("the study key has fewer than {least} bytes; {how}").format(
                least=SHORTEST, how=say(HOW)
            )
        )
    return StudyKey(secret)


def sealed(seal: bytes, lines: Iterable[str]) -> str:
    """What is said of a participant's sources, as 64 hex digits."""
    return _hmac(seal, "\n".join(lines).encode(*UTF_8)).hex()


def _hmac(secret: bytes, text: bytes) -> bytes:
    return hmac.new(secret, text, hashlib.sha256).digest()
