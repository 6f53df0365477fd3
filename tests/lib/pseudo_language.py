"""A made-up language that shows what was never marked: every letter of a message is Cyrillic.

What is left in Latin letters is no message. Quotations of texts, which stay as they are in every
language, are made Georgian, so that they do not hide anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
import pytest

from inspector import language
from inspector.knowledge import claims, policy, policy_loader
from inspector.knowledge import knowledge as everything
from inspector.knowledge import schema as knowledge
from inspector.knowledge.claims import ClaimSource, Wording
from inspector.knowledge.policy import Clause

_PLACE = re.compile(r"\{\w*\}")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]{2,}")
_MESSAGE = {ord("a") + n: 0x430 + n for n in range(26)} | {
    ord("A") + n: 0x410 + n for n in range(26)
}
_QUOTE = {ord("a") + n: 0x10D0 + n for n in range(26)} | {
    ord("A") + n: 0x10D0 + n for n in range(26)
}
ADDRESS = re.compile(r"(?:https?://|\b(?:[\w-]+\.)+[a-z]{2,}/)[^\s<>\"»]+")
ALLOWED = re.compile(
    r"[\w …./()*-]*\.(?:csv|html|zip|parquet|json|txt|xyz)\b"  # files
    r"|\b(?:LinkedIn|Microsoft|SHA-256|linkedin-inspect|inspect)\b"
    r"|\b(?:eu|ch|uk|ca|hk|us|cn|other|auto|en|fr)\b"  # codes
    r"|\b[a-z]+(?:-[a-z0-9]+)*-(?:\d{4}|a?\d{5,}|diff|microsoft)[\w:-]*"  # ids of texts
    r"|\b(?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)\b"
    r"|\b1er\b|(?<=\d )(?:janv|févr|avr|juil|sept|oct|nov|déc)\."
)
"""What is the same in every language: files, names, codes, ids; Babel's months."""


class Pseudo:
    """Looks nothing up: writes each message in other letters, its places left open."""

    def gettext(self, message: str, /) -> str:
        """A message."""
        kept = _PLACE.findall(message)
        parts = [part.translate(_MESSAGE) for part in _PLACE.split(message)]
        return "".join(part + (kept[n] if n < len(kept) else "") for n, part in enumerate(parts))

    def ngettext(self, singular: str, plural: str, n: int, /) -> str:
        """The form for a number."""
        return self.gettext(singular if n == 1 else plural)

    def pgettext(self, context: str, message: str, /) -> str:
        """A message that is said otherwise elsewhere."""
        return self.gettext(message)


def quotation(text: str) -> str:
    """Words that stay as they are, in letters of their own."""
    return text.translate(_QUOTE)


@contextmanager
def speaking(patch: pytest.MonkeyPatch) -> Iterator[None]:
    """Everything said in the made-up language, all quotations in theirs."""

    def clause(one: Clause) -> Clause:
        return msgspec.structs.replace(one, quote=quotation(one.quote))

    decoded = knowledge.decode

    def decode(path: Path, kind: type[Any], name: str = "") -> Any:
        found = decoded(path, kind, name)
        if isinstance(found, policy.Policy):
            quoted = tuple(clause(one) for one in found.clauses)
            return msgspec.structs.replace(found, clauses=quoted)
        return found

    loaded = claims.load

    def load(*given: Any) -> claims.Claims:
        found = loaded(*given)
        every = {
            name: msgspec.structs.replace(one, quotes=tuple(_words(q) for q in one.quotes))
            for name, one in found.claims.items()
        }
        sources = {name: _source(one) for name, one in found.sources.items()}
        return claims.Claims(found.articles.values(), sources.values(), every.values())

    patch.setattr(policy_loader, "decode", decode)
    patch.setattr(claims, "load", load)
    _forget()
    language.use("fr", Pseudo())
    try:
        yield
    finally:
        language.use("en")
        _forget()


def _forget() -> None:
    """What was loaded in another language."""
    everything.load.cache_clear()
    policy_loader.load.cache_clear()


def _words(one: Wording) -> Wording:
    return msgspec.structs.replace(one, words=quotation(one.words))


def _source(one: ClaimSource) -> ClaimSource:
    return msgspec.structs.replace(one, quote=quotation(one.quote))


def unmarked(text: str, *names: str) -> list[str]:
    """Words of a text that were never marked; `names`: files, columns and the like in it."""
    text = ADDRESS.sub(" ", text)
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, " ")
    return list(dict.fromkeys(_LATIN.findall(ALLOWED.sub(" ", text))))
