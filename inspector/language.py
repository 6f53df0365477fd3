"""The language in which the program speaks: chosen once for a process, English unless asked.

Strings in the code are English and marked by the functions here. Data stays English: what is kept
or written for programs is translated, if at all, where it is shown to people. Catalogues are
opened, and Babel is imported, only where the language is not English.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextvars import ContextVar
from functools import lru_cache
from typing import Literal, Protocol, TypeVar, get_args

from inspector import resources

Language = Literal["en", "fr"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
OPTION = "--lang"
DOMAINS = ("inspect", "knowledge")
"""The program's own strings, and behind them the prose of the TOML files."""
_FIRSTS: dict[Language, tuple[str, str]] = {"fr": ("1 ", "1er ")}
"""How the first day of a month is written, where it is by an ordinal."""
_FRENCH = 0x0C
"""Primary language of Windows' identifiers."""


class Words(Protocol):
    """What looks a message up; the message itself where it knows none."""

    def gettext(self, message: str, /) -> str:
        """A message."""

    def ngettext(self, singular: str, plural: str, n: int, /) -> str:
        """The form of a message for a number."""

    def pgettext(self, context: str, message: str, /) -> str:
        """A message that is said otherwise elsewhere."""


_Key = TypeVar("_Key")


class Phrases(Mapping[_Key, str]):
    """Marked messages by key; each is said in the language in use when it is asked for."""

    def __init__(self, messages: Mapping[_Key, str]) -> None:
        self._messages = messages

    def __getitem__(self, key: _Key) -> str:
        return say(self._messages[key])

    def __iter__(self) -> Iterator[_Key]:
        return iter(self._messages)

    def __len__(self) -> int:
        return len(self._messages)


class Later(str):
    """A text that is English as data; `say` says it in the language then in use."""

    made: Callable[[], str]


_used: Language = "en"
_known: Words | None = None
_spoken: ContextVar[Language | None] = ContextVar("spoken", default=None)
"""The language of a block, where it is not that of the process."""


def use(language: Language, words: Words | None = None) -> None:
    """Set the language of the process; `words`: in place of the catalogues that ship."""
    global _used, _known
    _used = language
    _known = words if words is not None or language == "en" else _shipped(language)


def current() -> Language:
    """The language in use."""
    return _spoken.get() or _used


@contextlib.contextmanager
def speaking(language: Language) -> Iterator[None]:
    """Another language within the block; other threads are not concerned."""
    before = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(before)


def verbatim() -> contextlib.AbstractContextManager[None]:
    """English within the block, whatever the language."""
    return speaking("en")


# What is said


def say(message: str) -> str:
    """A message in the language in use."""
    words = _words()
    if words is None or not message:
        return message
    return message.made() if isinstance(message, Later) else words.gettext(message)


def plurally(singular: str, plural: str, n: int) -> str:
    """The form of a message for a number."""
    words = _words()
    if words is None:
        return singular if n == 1 else plural
    return words.ngettext(singular, plural, n)


def say_as(context: str, message: str) -> str:
    """A message that means something else in other places."""
    words = _words()
    return message if words is None else words.pgettext(context, message)


def mark(message: str) -> str:
    """The message as it is; `say` is to translate it where it is shown."""
    return message


def later(made: Callable[[], str]) -> str:
    """What `made` says: English as data, and made again by `say`."""
    with verbatim():
        text = Later(made())
    text.made = made
    return text


def _words() -> Words | None:
    spoken = _spoken.get()
    if spoken is None:
        return _known
    return None if spoken == "en" else _shipped(spoken)


@lru_cache
def _shipped(language: Language) -> Words:
    import gettext

    folder = resources.schemas() / "locale"
    found = gettext.NullTranslations()
    for domain in reversed(DOMAINS):
        words = gettext.translation(domain, folder, [language], fallback=True)
        words.add_fallback(found)
        found = words
    return found


# Numbers and days


def number(n: int) -> str:
    """`31,902`."""
    text = f"{n:,}"
    return text if _words() is None else text.replace(",", _separator(current()))


def signed(n: int) -> str:
    """`+31,902`, `−12`, `±0`."""
    return f"{'+' if n > 0 else '−'}{number(abs(n))}" if n else "±0"


def percent(share: int) -> str:
    """`36 %`."""
    return f"{share}{' ' if _words() is None else _NARROW}%"


def day(given: dt.date | None) -> str:
    """A day in a sentence; empty for none."""
    return _day(given, "long")


def short_day(given: dt.date | None) -> str:
    """A day where there is room for ten signs; empty for none."""
    if given is None or _words() is None:
        return str(given or "")
    return _dated(current(), given, "dd/MM/yyyy")


def medium_day(given: dt.date) -> str:
    """`3 Nov 2025`."""
    return f"{given.day} {given:%b %Y}" if _words() is None else _day(given, "medium")


def full_day(given: dt.date) -> str:
    """`3 November 2025`."""
    return f"{given.day} {given:%B %Y}" if _words() is None else _day(given, "long")


def month(given: dt.date) -> str:
    """A month with its year."""
    return given.isoformat()[:7] if _words() is None else _dated(current(), given, "MMMM y")


_NARROW = "\u202f"


def _day(given: dt.date | None, form: str) -> str:
    if given is None or _words() is None:
        return str(given or "")
    text = _dated(current(), given, form)
    plain, ordinal = _FIRSTS.get(current(), ("", ""))
    return ordinal + text.removeprefix(plain) if given.day == 1 else text


@lru_cache(maxsize=4096)
def _dated(language: Language, given: dt.date, form: str) -> str:
    from babel.dates import format_date

    return format_date(given, form, locale=language)


@lru_cache
def _separator(language: Language) -> str:
    from babel.numbers import get_group_symbol

    return get_group_symbol(language)


# Which language


def asked(arguments: Sequence[str]) -> str | None:
    """What follows `--lang` on a command line; the last one counts."""
    found = None
    for at, word in enumerate(arguments):
        if word == "--":
            break
        if word == OPTION and at + 1 < len(arguments):
            found = arguments[at + 1]
        elif word.startswith(f"{OPTION}="):
            found = word.partition("=")[2]
    return found


def find(code: str) -> Language | None:
    """A language by its code."""
    return next((language for language in LANGUAGES if language == code), None)


def of_environment(environment: Mapping[str, str]) -> Language:
    """The language that the locale names; English for every other, and where none is named."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := environment.get(name):
            return _of_locale(value)
    with contextlib.suppress(Exception):
        return _of_system()
    return "en"


def _of_locale(value: str) -> Language:
    code = value.replace("-", "_").partition(".")[0].partition("_")[0].lower()
    return find(code) or "en"


def _of_system() -> Language:
    """What the system's settings say, where it has some beside the environment."""
    if sys.platform == "win32":
        import ctypes

        found = ctypes.windll.kernel32.GetUserDefaultUILanguage()
        return "fr" if found & 0x3FF == _FRENCH else "en"
    elif sys.platform == "darwin":
        import subprocess

        # A list, `(\n    "fr-CH",\n    en\n)`. Terminals set LANG for some of them only.
        asked = ("/usr/bin/defaults", "read", "-g", "AppleLanguages")
        done = subprocess.run(asked, capture_output=True, check=True, timeout=2)  # noqa: S603
        return _of_locale(done.stdout.decode().split()[1].strip('",'))
    else:
        return "en"
