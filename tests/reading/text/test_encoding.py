"""Bytes to text: a table of encodings, and what decides each."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.reading.archive.entry import EntryFault
from inspector.reading.text.encoding import Decoder

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
