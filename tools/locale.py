"""The gettext catalogues: `python -m tools.locale` writes them, `--check` finds what is amiss.

Two domains: `inspect`, the strings marked in the program and its templates, and `knowledge`, the
prose of the TOML files (`tools.prose`). A language is a folder of `schemas/locale`. Which plural
forms it has stands in its `.po` files; what Babel holds of it, another with each release, counts
only where there is no file. Files are compared by what they say, since releases lay them out
otherwise. docs/translating.md says how to work on them.
"""

from __future__ import annotations

import argparse
import struct
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po
from jinja2.ext import babel_extract

from tools.prose import passages

ROOT = Path(__file__).resolve().parent.parent
SCHEMAS = ROOT / "schemas"
FOLDER = SCHEMAS / "locale"
DOMAINS = ("inspect", "knowledge")
KEYWORDS = {"say": None, "mark": None, "plurally": (1, 2), "say_as": ((1, "c"), 2)}
_IN_TEMPLATES = {"gettext": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}
"""What `{% trans %}` comes down to."""
_TEMPLATES = "inspector/outputs/html/templates"
_OPTIONS = {
    "silent": "false",
    "trimmed": "true",
    "trim_blocks": "true",
    "lstrip_blocks": "true",
    "comment_start_string": "{#-",  # `${#` is the shell's.
}
"""How templates are read, alike for all of them."""
_HEADER = """\
{comment}
msgid ""
msgstr ""
"Language: {language}\\n"
"Plural-Forms: {forms}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""
"""Of a `.po` file: nothing that changes from one run to the next, no day and no tool."""


def languages() -> list[str]:
    """Every language that has a folder."""
    return sorted(one.name for one in FOLDER.iterdir()) if FOLDER.is_dir() else []


def place(language: str, domain: str) -> Path:
    """The `.po` file; the `.mo` file stands beside it."""
    return FOLDER / language / "LC_MESSAGES" / f"{domain}.po"


def extracted(language: str, domain: str, forms: str) -> Catalog:
    """Everything a domain has to say, without translations; `forms` as in `Plural-Forms`."""
    words = Catalog(
        locale=language,
        project="linkedin-inspect",
        version=domain,
        header_comment=f"# {domain}, {language}",
        fuzzy=False,
    )
    words.mime_headers = [("Plural-Forms", forms)]
    for message in _knowledge() if domain == "knowledge" else _marked():
        words.add(
            message.id,
            locations=message.locations,
            auto_comments=message.auto_comments,
            context=message.context,
        )
    return words


def _knowledge() -> Iterator[Message]:
    for one in passages(SCHEMAS):
        yield Message(one.text, locations=[(f"schemas/{one.file}", 0)], auto_comments=[one.field])


def _marked() -> Iterator[Message]:
    for path in sorted((ROOT / "inspector").rglob("*.py"), key=Path.as_posix):
        yield from _marked_in(path, "python", KEYWORDS, {})
    for path in sorted((ROOT / _TEMPLATES).rglob("*"), key=Path.as_posix):
        if path.is_file() and path.suffix not in (".css", ".js"):
            yield from _marked_in(path, babel_extract, KEYWORDS | _IN_TEMPLATES, _OPTIONS)


def _marked_in(
    path: Path, method: object, keywords: object, options: dict[str, str]
) -> Iterator[Message]:
    with path.open("rb") as file:
        for _, text, comments, context in extract(
            method,  # type: ignore[arg-type]  # a function or a name: Babel keeps that type to itself
            file,
            keywords,  # type: ignore[arg-type]  # as above: its own nested tuples
            ("Translators:",),
            options,
        ):
            if not text:  # `say(given or "")`
                continue
            name = path.relative_to(ROOT).as_posix()
            yield Message(text, locations=[(name, 0)], auto_comments=comments, context=context)


def read(path: Path, language: str) -> Catalog:
    """A `.po` file; an empty catalogue where there is none."""
    return read_po(BytesIO(path.read_bytes() if path.is_file() else b""), locale=language)


def updated(language: str, domain: str) -> Catalog:
    """What there is to say, with the translations that there are; what is no longer said goes."""
    known = read(place(language, domain), language)
    words = extracted(language, domain, known.plural_forms)
    for message in words:
        old = known.get(message.id, message.context) if message.id else None
        if old is not None and old.pluralizable == message.pluralizable:
            message.string = old.string
            message.flags |= old.flags & {"fuzzy"}
            message.user_comments = old.user_comments
    return words


def as_po(words: Catalog) -> bytes:
    """The text that translators edit."""
    file = BytesIO()
    write_po(file, words, width=0, include_lineno=False, ignore_obsolete=True, omit_header=True)
    header = _HEADER.format(
        comment=words.header_comment, language=words.locale, forms=words.plural_forms
    )
    return (header.encode() + file.getvalue()).rstrip(b"\n") + b"\n"


def as_mo(words: Catalog) -> bytes:
    """What the program reads."""
    file = BytesIO()
    write_mo(file, words)
    return file.getvalue()


def write() -> list[Path]:
    """Bring every file up to date; the files written. A domain that says nothing gets none."""
    written = []
    for language in languages():
        for domain in DOMAINS:
            words = updated(language, domain)
            if len(words) or place(language, domain).exists():
                path = place(language, domain)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(as_po(words))
                if not _compiled(path, words):  # Its header names the day and Babel's release.
                    path.with_suffix(".mo").write_bytes(as_mo(words))
                written.append(path)
    return written


def amiss(language: str, domain: str) -> list[str]:
    """What is missing, fuzzy, obsolete or out of date, each in a line."""
    path = place(language, domain)
    name, words, known = f"{language}/{domain}", updated(language, domain), read(path, language)
    said = {(one.context, _first(one)) for one in words if one.id}
    found = [f"{name}: not translated: {_first(m)!r}" for m in words if m.id and not _whole(m)]
    found += [f"{name}: fuzzy: {_first(one)!r}" for one in words if one.fuzzy]
    stood = [*(one for one in known if one.id), *known.obsolete.values()]
    found += [
        f"{name}: obsolete: {_first(one)!r}"
        for one in stood
        if (one.context, _first(one)) not in said or one in known.obsolete.values()
    ]
    if not len(words) and not path.exists():
        return []
    written = read_po(BytesIO(as_po(words)), locale=language)
    if not path.is_file() or _said(known) != _said(written):
        found.append(f"{name}: the .po file is out of date: `make locale`")
    if not _compiled(path, words):
        found.append(f"{name}: the .mo file is out of date: `make locale`")
    return found


def _said(words: Catalog) -> list[object]:
    """What stands in a file, whatever its layout, its order and the flags that Babel finds."""
    return [words.locale, words.plural_forms] + [
        (
            one.context, one.id, one.string, one.fuzzy,
            one.locations, one.auto_comments, one.user_comments,
        )
        for one in sorted(words, key=lambda one: repr((one.context, one.id)))
        if one.id
    ]  # fmt: skip


def _compiled(path: Path, words: Catalog) -> bool:
    """Whether the `.mo` file beside a `.po` file says what the words do."""
    try:
        known = read_mo(BytesIO(path.with_suffix(".mo").read_bytes()))
    except (OSError, struct.error):  # There is none, or it is cut off.
        return False
    return _said(known) == _said(read_mo(BytesIO(as_mo(words))))


def _whole(message: Message) -> bool:
    strings = message.string
    return all(strings) if isinstance(strings, (tuple, list)) and strings else bool(strings)


def _first(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def main() -> int:
    """Write, or with `--check` say what is amiss: 1 if anything is."""
    parser = argparse.ArgumentParser(prog="python -m tools.locale")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if amiss")
    if not parser.parse_args().check:
        for path in write():
            print(path.relative_to(ROOT))
    found = [line for one in languages() for domain in DOMAINS for line in amiss(one, domain)]
    for line in found:
        print(line, file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
