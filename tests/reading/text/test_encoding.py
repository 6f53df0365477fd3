"""Bytes to text: a table of encodings, and what decides each."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.reading.archive.entry import EntryFault
from inspector.reading.text.encoding import Decoder
from tests.lib.languages import LANGUAGES, TABLES, Language, table

FRENCH = "Voilà où l'été s'achève; déjà la rentrée, ses élèves, et ses pâtés à Orléans."
RUSSIAN = "Привет! Я работаю инженером уже десять лет, и каждый день узнаю что-то новое."
JAPANESE = "私はエンジニアとして十年間働いています。毎日新しいことを学んでいます。"


ENCODINGS: list[tuple[bytes, str, str | None, int]] = [
    (b"", "", None, 0),
    (b"plain", "plain", "utf-8", 0),
    ("é\U0001f600".encode(), "é\U0001f600", "utf-8", 0),
    ("é".encode("utf-8-sig"), "é", "utf-8-sig", 0),
    ("é".encode("utf-16"), "é", "utf-16-le", 0),
    (b"\xfe\xff" + "é".encode("utf-16-be"), "é", "utf-16-be", 0),
    ("é".encode("utf-32"), "é", "utf-32-le", 0),
    ("no mark at all".encode("utf-16-le"), "no mark at all", "utf-16-le", 0),
    ("no mark at all".encode("utf-16-be"), "no mark at all", "utf-16-be", 0),
    ("no mark at all".encode("utf-32-be"), "no mark at all", "utf-32-be", 0),
    (RUSSIAN.encode("utf-16-le"), RUSSIAN, "utf-16-le", 0),
    (b"a\0b, and much more than that", "a\0b, and much more than that", "utf-8", 0),
    ("café à Zürich".encode("cp1252"), "café à Zürich", "cp1252", 0),
    (FRENCH.encode("cp1252"), FRENCH, "cp1252", 0),
    (RUSSIAN.encode("cp1251"), RUSSIAN, "cp1251", 0),
    (JAPANESE.encode("cp932"), JAPANESE, "cp932", 0),
    ("é".encode() * 20 + b"\xe9x", "é" * 20 + "\ufffdx", "utf-8", 1),
    ("cut é".encode()[:-1], "cut \ufffd", "utf-8", 1),
    ("a real \ufffd".encode() + "é".encode() * 20, "a real \ufffd" + "é" * 20, "utf-8", 0),
    (b"\xff\xfe\x00\xd8a\x00", "\ufffda", "utf-16-le", 1),
]


def decode(data: bytes, size: int = 1 << 20) -> tuple[str, Decoder]:
    decoder = Decoder()
    pieces = (data[at : at + size] for at in range(0, len(data), size))
    return b"".join(decoder.decode(pieces)).decode(), decoder


@pytest.mark.parametrize(("data", "text", "encoding", "replaced"), ENCODINGS)
@pytest.mark.parametrize("size", [1, 3, 1 << 20])
def test_encodings(data: bytes, text: str, encoding: str | None, replaced: int, size: int) -> None:
    found, decoder = decode(data, size)
    assert (found, decoder.encoding, decoder.replaced) == (text, encoding, replaced)


@given(st.text(), st.integers(1, 9))
def test_utf8_comes_back_however_it_is_cut(text: str, size: int) -> None:
    data = text.encode("utf-8", "ignore")
    if data.startswith((b"\xef\xbb\xbf", b"\xff\xfe")):
        return
    assert decode(data, size)[0].encode() == data


def test_a_late_bad_byte_changes_nothing_before_it() -> None:
    early = "über " * 3000
    found, decoder = decode(early.encode() + b"\xe9" * 4, 4096)
    assert found.startswith(early)
    assert (decoder.encoding, decoder.replaced) == ("utf-8", 4)


def test_text_before_a_fault_is_given_out() -> None:
    def broken() -> Iterator[bytes]:
        yield b"whole"
        raise EntryFault("cut")

    decoder = Decoder()
    got = []
    with pytest.raises(EntryFault):
        for piece in decoder.decode(broken()):
            got.append(piece)
    assert b"".join(got) == b"whole"


def test_plain_ascii_of_any_length_is_utf8() -> None:
    for size in (1, 4095, 4096, 100_000):
        assert decode(b"a" * size, 4096)[1].encoding == "utf-8"


def table_bytes(language: Language, encoding: str, name: str, lines: int) -> tuple[str, bytes]:
    """A table with the letters that an encoding has."""
    text = table(language, name, lines).encode(encoding, "ignore").decode(encoding)
    return text, text.encode(encoding)


OLD = [(name, encoding) for name, one in LANGUAGES.items() for encoding in one.encodings]
ESCAPED = [
    ("Japanese", "iso2022_jp"), ("Japanese", "iso2022_jp_ext"), ("Japanese", "iso2022_jp_2"),
    ("Korean", "iso2022_kr"), ("Chinese", "hz"),
    *((name, "utf-7") for name in ("French", "Turkish", "Russian", "Japanese", "Korean")),
]  # fmt: skip


@pytest.mark.parametrize("lines", [1, 3, 50])
@pytest.mark.parametrize(("name", "encoding"), OLD)
def test_a_language_is_told_from_its_letters_or_said_not_to_be(
    name: str, encoding: str, lines: int
) -> None:
    for file in TABLES:
        text, data = table_bytes(LANGUAGES[name], encoding, file, lines)
        found, decoder = decode(data)
        assert decoder.guessed or data.isascii()
        if found != text:
            assert (lines, decoder.told_by, decoder.encoding) == (1, "nothing", "cp1252")


@pytest.mark.parametrize("lines", [1, 3, 50])
@pytest.mark.parametrize(("name", "encoding"), ESCAPED)
def test_letters_behind_escapes_are_read(name: str, encoding: str, lines: int) -> None:
    for file in TABLES:
        text, data = table_bytes(LANGUAGES[name], encoding, file, lines)
        if not text.isascii():
            for size in (7, 1 << 20):
                found, decoder = decode(data, size)
                assert (found, decoder.replaced) == (text, 0)
                assert decoder.guessed == (encoding in ("hz", "utf-7"))


@pytest.mark.parametrize(
    "text",
    [
        "call +1 555 0100 or +49-89",
        "C++ and R+D, a+b-c, one+two",
        "1+1=2 ~{ x ~} ~user",
        "\x1b[31mred\x1b[0m ~{ab",
        "+- and plus",
    ],
)
def test_signs_of_escapes_alone_change_nothing(text: str) -> None:
    data = f"Name\n{text}\n".encode()
    for behind in (b"", "\nÉtude".encode(), b"x" * 300_000 + "é".encode()):
        found, decoder = decode(data + behind, 1000)
        assert found.encode() == data + behind
        assert (decoder.encoding, decoder.guessed) == ("utf-8", False)


def test_escapes_of_a_language_that_python_does_not_know_are_said() -> None:
    chinese = b"Name\n\x1b$)A\x0eNDWV\x0f\n"
    few = b"Name\n+ZeU-\n"
    for data in (chinese, few):
        assert decode(data)[1].told_by == "nothing"


def test_what_stands_behind_text_in_escapes_is_not_lost() -> None:
    text = "Name\n日本語\n" + "plain\n" * 60_000
    data = text.encode("iso2022_jp") + "Étude\n".encode()
    for size in (1000, 1 << 20):
        assert decode(data, size)[0] == text + "Étude\n"


@pytest.mark.parametrize("mark", [b"\xff\xfe", b"\xfe\xff"])
def test_a_wrong_mark_is_not_obeyed(mark: bytes) -> None:
    for text in ("Name\nWelding\n", "Name\nÉtude, à l'école\n"):
        found, decoder = decode(mark + text.encode())
        assert (found, decoder.is_mark_wrong, decoder.guessed) == (text, True, True)
    wide = "Name\nWelding\nSinging\n"
    found, decoder = decode(b"\xef\xbb\xbf" + wide.encode("utf-16-le"))
    assert (found, decoder.encoding) == (wide, "utf-16-le")
    found, decoder = decode("\ufeffName\n日本語,學\n".encode("utf-16-le"))
    assert (found, decoder.guessed) == ("Name\n日本語,學\n", False)


def test_a_guess_does_not_hang_on_where_pieces_end() -> None:
    for before in range(4):
        text = "Name\n" + "x" * before + "株式会社で働いています。テスト\n" * 20_000
        for size in (777, 65_536, 1 << 20):
            found, decoder = decode(text.encode("cp932"), size)
            assert (found, decoder.encoding, decoder.replaced) == (text, "cp932", 0)


def test_a_guess_has_all_the_letters_of_its_window() -> None:
    """One letter at the end of a piece tells nothing; those of the next piece do."""
    plain = "plain words\n" * 400
    text = plain + "Łódź jest piękna, życzę powodzenia i dziękuję za odpowiedź\n" * 50
    for size in (len(plain) + 1, len(plain) + 3, 1 << 20):
        assert decode(text.encode("cp1250"), size)[0] == text
