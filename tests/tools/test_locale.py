"""The catalogues: complete, as the program reads them, and French as French is written."""

from __future__ import annotations

import gettext
import tomllib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

from inspector.knowledge import catalogue, claims, policy_loader
from tests.lib import french
from tools import locale
from tools.prose import KEPT, PUBLISHED, left_out, passages

LANGUAGES = locale.languages()
FORMS = (
    "nplurals=1; plural=0;",
    "nplurals=2; plural=(n > 1);",
    "nplurals=3; plural=n < 2 ? 0 : n % 1000000 == 0 ? 1 : 2;",
)
"""What a language has by one release of Babel or another."""


def _messages(language: str, domain: str) -> Iterator[tuple[Message, list[str]]]:
    """Messages with what stands for them, one or one for each number."""
    for message in locale.read(locale.place(language, domain), language):
        if message.id:
            string = message.string or ""
            yield message, [string] if isinstance(string, str) else [one or "" for one in string]


def _originals(message: Message) -> list[str]:
    return [message.id] if isinstance(message.id, str) else list(message.id)


def _faults(language: str, domain: str, rule: Any) -> list[str]:
    return [
        f"{fault}: {text}"
        for message, texts in _messages(language, domain)
        for text in filter(None, texts)
        for fault in rule(_originals(message)[-1], text)
    ]


@pytest.mark.parametrize("domain", locale.DOMAINS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_missing_and_the_program_reads_what_was_written(
    language: str, domain: str
) -> None:
    assert locale.amiss(language, domain) == []


@pytest.mark.parametrize("domain", locale.DOMAINS)
def test_french_takes_the_plural_from_two_on(domain: str) -> None:
    compiled = locale.place("fr", domain).with_suffix(".mo")
    read = gettext.GNUTranslations(BytesIO(compiled.read_bytes()))
    for message, texts in _messages("fr", domain):
        if not isinstance(message.id, str):
            one, many = message.id
            said = [read.ngettext(one, many, n) for n in (0, 1, 2, 21, 1_000_000)]
            assert said == [texts[0]] * 2 + [texts[1]] * 3


@pytest.mark.parametrize("domain", locale.DOMAINS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_leaves_open_what_its_original_does(language: str, domain: str) -> None:
    for message, texts in _messages(language, domain):
        for text in texts:
            assert french.places(text) == french.places(_originals(message)[-1]), text


@pytest.mark.parametrize("domain", locale.DOMAINS)
def test_french_is_set_as_french_is(domain: str) -> None:
    assert _faults("fr", domain, lambda original, text: french.set_wrong(text, original)) == []


@pytest.mark.parametrize("domain", locale.DOMAINS)
def test_the_glossary_holds(domain: str) -> None:
    assert _faults("fr", domain, french.mistranslated) == []


def test_quoted_words_stay_word_for_word() -> None:
    """In prose on the texts every quotation; elsewhere those that stand in a clause."""
    policies = policy_loader.load(catalogue.load())
    clauses = [policies.clause(one)[1].quote for one in policies.references()]

    def lost(original: str, text: str, every: bool) -> list[str]:
        found = [one for one in french.quotations(original) if french.kept(one) not in text]
        return [one for one in found if every or any(one in clause for clause in clauses)]

    assert _faults("fr", "knowledge", lambda original, text: lost(original, text, True)) == []
    assert _faults("fr", "inspect", lambda original, text: lost(original, text, False)) == []


def test_french_letters_are_set_as_french_is() -> None:
    table = tomllib.loads((locale.SCHEMAS / "letters" / "fr.toml").read_text("utf-8"))
    texts = [
        table[name] for name in ("head", "addressed", "opening", "closing", "item", "quotation")
    ]
    parts = (*table["subjects"], *table["paragraphs"], *table["translations"])
    texts += [*table["categories"].values(), *(part["text"] for part in parts)]
    assert [(fault, text) for text in texts for fault in french.set_wrong(text)] == []


def test_what_a_text_says_is_not_translated() -> None:
    known = catalogue.load()
    policies = policy_loader.load(known)
    said = {policies.clause(one)[1].quote for one in policies.references()}
    assert not said & {one.text for one in passages(locale.SCHEMAS)}
    titles = {text.title for text in policies.texts.values()}
    titles |= {source.title for source in claims.load(known, policies).sources.values()}
    assert titles >= PUBLISHED


def test_no_field_of_prose_is_forgotten() -> None:
    assert left_out(locale.SCHEMAS) == KEPT


@pytest.fixture
def one_language(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of catalogues with one language, written, and all of it translated."""
    monkeypatch.setattr(locale, "FOLDER", tmp_path)
    (tmp_path / "fr").mkdir()
    locale.write()
    path = locale.place("fr", "knowledge")
    words = locale.updated("fr", "knowledge")
    for message in words:
        message.string = message.string or message.id
    _save(path, words)
    assert locale.amiss("fr", "knowledge") == []
    return path


def _save(path: Path, words: Catalog) -> None:
    path.write_bytes(locale.as_po(words))
    path.with_suffix(".mo").write_bytes(locale.as_mo(words))


def test_what_is_missing_is_told(one_language: Path) -> None:
    words = locale.updated("fr", "knowledge")
    words["Comments"].string = ""
    _save(one_language, words)
    assert locale.amiss("fr", "knowledge") == ["fr/knowledge: not translated: 'Comments'"]


def test_what_is_fuzzy_is_told(one_language: Path) -> None:
    words = locale.updated("fr", "knowledge")
    words["Comments"].flags.add("fuzzy")
    _save(one_language, words)
    assert locale.amiss("fr", "knowledge") == ["fr/knowledge: fuzzy: 'Comments'"]


def test_what_is_no_longer_said_is_told_and_goes(one_language: Path) -> None:
    words = locale.updated("fr", "knowledge")
    words.add("No longer said", "Ne se dit plus")
    _save(one_language, words)
    assert "fr/knowledge: obsolete: 'No longer said'" in locale.amiss("fr", "knowledge")
    locale.write()
    assert locale.amiss("fr", "knowledge") == []
    assert "No longer said" not in one_language.read_text("utf-8")


def test_a_compiled_file_that_is_old_is_told(one_language: Path) -> None:
    one_language.with_suffix(".mo").write_bytes(b"")
    old = ["fr/knowledge: the .mo file is out of date: `make locale`"]
    assert locale.amiss("fr", "knowledge") == old
    words = locale.updated("fr", "knowledge")
    words["Comments"].string = "Something else"
    one_language.with_suffix(".mo").write_bytes(locale.as_mo(words))
    assert locale.amiss("fr", "knowledge") == old
    locale.write()
    assert locale.amiss("fr", "knowledge") == []


@pytest.mark.parametrize("forms", FORMS)
def test_plural_forms_are_those_of_the_file(one_language: Path, forms: str) -> None:
    words = locale.updated("fr", "knowledge")
    words.mime_headers = [("Plural-Forms", forms)]
    _save(one_language, words)
    assert locale.amiss("fr", "knowledge") == []
    locale.write()
    assert f'"Plural-Forms: {forms}\\n"' in one_language.read_text("utf-8")
    read = gettext.GNUTranslations(BytesIO(one_language.with_suffix(".mo").read_bytes()))
    assert read.info()["plural-forms"] == forms
    words.mime_headers = [("Plural-Forms", "nplurals=2; plural=(n > 2);")]
    one_language.write_bytes(locale.as_po(words))
    assert locale.amiss("fr", "knowledge") == [
        "fr/knowledge: the .mo file is out of date: `make locale`"
    ]


def test_how_a_release_lays_files_out_does_not_count(one_language: Path) -> None:
    """Narrower lines, another header of the compiled file."""
    words = locale.updated("fr", "knowledge")
    narrow = BytesIO()
    write_po(narrow, words, width=40, include_lineno=False)
    one_language.write_bytes(narrow.getvalue())
    words.project, words.version = "other", "1"
    compiled = locale.as_mo(words)
    one_language.with_suffix(".mo").write_bytes(compiled)
    assert locale.amiss("fr", "knowledge") == []
    locale.write()
    assert one_language.with_suffix(".mo").read_bytes() == compiled


def test_what_is_written_reads_back(one_language: Path) -> None:
    words = locale.updated("fr", "knowledge")
    long = "« No-break » ; narrow : " * 20
    words["Comments"].string = long
    assert read_po(BytesIO(locale.as_po(words)), locale="fr")["Comments"].string == long


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("Données\u00a0: voir https://x.test/a?b:c, à 12:30\u202f; fini\u202f?", 0),
        ("«\u00a0inclus\u00a0»", 0),
        ("{words} mots {kind}\u00a0: `a : b`", 0),
        ("l'export", 1),
        ("Données : ", 1),
        ("Fini ; oui?", 1),
        ("« inclus »", 1),
        ("“inclus”", 1),
    ],
)
def test_faults_of_typography_are_found(text: str, faults: int) -> None:
    assert len(list(french.set_wrong(text))) == faults


def test_marks_are_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locale, "ROOT", tmp_path)
    monkeypatch.setattr(locale, "FOLDER", tmp_path / "locale")
    templates = tmp_path / "inspector" / "outputs" / "html" / "templates"
    (templates / "completion").mkdir(parents=True)
    (tmp_path / "inspector" / "faces.py").write_text(
        'say("One")\nlanguage.say("Two " "lines")\nA = mark("Three")\nsay(given or "")\n'
        'say(given)\nsay_as("a key", "Four")\nplurally("{n} word", "{n} words", n)\n',
        "utf-8",
    )
    (templates / "page.html").write_text(
        '{{ say("Five") }}{% if a %}{{ say("Six").format(n=1) }}{% endif %}', "utf-8"
    )
    (templates / "completion" / "bash").write_text('${#words[@]} {{ say("Seven") }}', "utf-8")
    (templates / "page.css").write_text("/* {{ */", "utf-8")
    path = locale.place("fr", "inspect")
    path.parent.mkdir(parents=True)
    path.write_bytes(locale.as_po(locale.extracted("fr", "inspect", FORMS[1])))
    locale.write()
    words = locale.updated("fr", "inspect")
    found = [(one.context, one.id) for one in words if one.id]
    assert found == [
        (None, "One"), (None, "Two lines"), (None, "Three"), ("a key", "Four"),
        (None, ("{n} word", "{n} words")), (None, "Seven"), (None, "Five"), (None, "Six"),
    ]  # fmt: skip
    for message in words:
        message.string = message.id
    words[("{n} word", "{n} words")].string = ("{n} mot", "{n} mots")
    _save(path, words)
    assert locale.amiss("fr", "inspect") == []
    read = gettext.GNUTranslations(BytesIO(path.with_suffix(".mo").read_bytes()))
    assert read.ngettext("{n} word", "{n} words", 0) == "{n} mot"
    assert read.ngettext("{n} word", "{n} words", 2) == "{n} mots"
    assert read.pgettext("a key", "Four") == "Four"
