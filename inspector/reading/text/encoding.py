"""Bytes to text: the encoding is decided once per entry, and said.

The order is docs/contract.md, reading 2. Text leaves as UTF-8 bytes, in pieces as it came.
While only plain ASCII has been seen nothing needs deciding, since every candidate reads it alike;
the decision falls on the `WINDOW` behind the first byte that is none, wherever pieces are cut, and
later bytes never change how earlier text was read.
"""

from __future__ import annotations

import codecs
import importlib
import re
from collections.abc import Callable, Iterator
from typing import Literal

from inspector.reading.text import escapes

HEAD = 4096
"""Bytes looked at for marks of UTF-16 and UTF-32."""
WINDOW = 1 << 18
"""Bytes that an encoding is told by, from the first that is not plain ASCII."""
BEFORE = 256
"""Bytes before them that are looked at, too."""
ENOUGH = 8
"""Letters beyond ASCII from which on a guess is held against the default, not against `FLOOR`."""
FLOOR = 0.2
"""Least confidence with which an encoding guessed of fewer is believed."""
LEAST = 0.02
"""Least confidence with which any is."""
MARGIN = 1.5
"""How much likelier than the default it must be."""
DEFAULT = "cp1252"
"""The encoding of a text of which nothing tells it."""
ToldBy = Literal["bytes", "escapes", "letters", "nothing"]
"""What tells an encoding: marks, or that no other fits; escapes; a guess; the default."""

_OTHER = re.compile(rb"[\x80-\xff]")
_CELLS = re.compile(rb"[^\",\n]*+[\x80-\xff][^\",\n]*+|[^\",\n]++")
_WIDER = {"iso8859-8": "cp1255", "iso8859-9": "cp1254"}
"""Encodings that others read alike, and more."""
_EXCLUDED = tuple(f"iso8859-{number}" for number in (1, 3, 4, 10, 13, 14, 15, 16))
"""What was hardly ever written where the default was not, and cannot be told from it."""

_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def is_utf8(data: bytes) -> bool:
    """Whether bytes are UTF-8."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def is_utf8_by_polars(data: bytes) -> bool:
    """The same of many bytes in a sixth of the time; others go on meanwhile."""
    import polars as pl

    try:
        pl.Series([data]).cast(pl.String)
    except pl.exceptions.PolarsError:
        return False
    return True


class Decoder:
    """Decodes one entry; `encoding` and `replaced` are final once all pieces are out."""

    def __init__(self, check: Callable[[bytes], bool] = is_utf8) -> None:
        """`check`: tells whether bytes are UTF-8."""
        self._check = check
        self.encoding: str | None = None
        """Name of the encoding; None while undecided (an empty entry stays undecided)."""
        self.replaced = 0
        """Sequences that were no text in this encoding and became U+FFFD."""
        self.told_by: ToldBy = "bytes"
        """What settled it."""
        self.is_mark_wrong = False
        """Whether the mark at its beginning names another encoding."""
        self._incremental: codecs.IncrementalDecoder | None = None
        self._escapes = escapes.Escapes()
        self._is_ascii_only = False
        """Whether the encoding knows no bytes but those of ASCII."""
        self._any = False
        self._before = b""
        """The last bytes that were given out undecided."""

    @property
    def guessed(self) -> bool:
        """Whether neither a mark nor the bytes themselves settled it."""
        return self.told_by != "bytes" or self.is_mark_wrong

    def decode(self, chunks: Iterator[bytes]) -> Iterator[bytes]:
        """The entry's text as UTF-8 bytes, cut between characters.

        Whatever `chunks` raises passes through, after the text before it was given out.
        """
        pending = b""
        started = False
        fault: BaseException | None = None
        while fault is None:
            try:
                chunk = next(chunks)
            except StopIteration:
                break
            except Exception as raised:  # handed on below, once the text before it is out
                fault = raised
                break
            pending += chunk
            if not started:
                if len(pending) < HEAD:
                    continue
                started = True
                pending = self._open(pending)
            text, pending = self._step(pending, final=False)
            if text:
                yield text
        if not started:
            pending = self._open(pending)
        text, _ = self._step(pending, final=True)
        if text:
            yield text
        if fault is not None:
            raise fault

    def _open(self, head: bytes) -> bytes:
        for mark, name in _MARKS:
            if head.startswith(mark):
                rest = head[len(mark) :]
                if (right := _unlike(name, rest[:HEAD])) is None:
                    self._settle(name)
                    return rest
                self.is_mark_wrong = True
                if right:
                    self._settle(right)
                return rest
        if unmarked := _by_nul_positions(head[:HEAD]):
            self._settle(unmarked)
        return head

    def _settle(self, encoding: str) -> None:
        self.encoding = encoding
        self._incremental = _incremental(encoding)

    def _step(self, data: bytes, *, final: bool) -> tuple[bytes, bytes]:
        """Text of what can be decoded now, and the bytes that wait for more."""
        plain = b""
        if self.encoding is None:
            plain, data = self._plain(data, final=final)
        text, rest = self._decoded(data, final=final)
        return plain + text, rest

    def _decoded(self, data: bytes, *, final: bool) -> tuple[bytes, bytes]:
        """The same in the encoding that is settled, if one is."""
        if self.encoding is None:
            return b"", data
        if self.encoding in ("utf-8", "utf-8-sig"):
            return self._utf8(data, final=final)
        assert self._incremental is not None
        text, rest = "", b""
        if self._is_ascii_only and (other := _OTHER.search(data)):
            text = self._incremental.decode(data[: other.start()], True)
            data, self.encoding = data[other.start() :], "utf-8"
            self.replaced += text.count("\ufffd")
            more, rest = self._utf8(data, final=final)
            return text.encode("utf-8", "replace") + more, rest
        text = self._incremental.decode(data, final)
        self.replaced += text.count("\ufffd")
        return text.encode("utf-8", "replace"), b""

    def _plain(self, data: bytes, *, final: bool) -> tuple[bytes, bytes]:
        """ASCII before the first byte by which the encoding may be told, and all from there on.

        The encoding is settled where there are bytes enough.
        """
        self._any = self._any or bool(data)
        at = 0
        while self.encoding is None:
            sign = self._escapes.find(data, at)
            other = _OTHER.search(data, at) if not data.isascii() else None
            if other is not None and (sign is None or other.start() < sign):
                at = other.start()
            elif sign is not None:
                at = sign
            else:
                at = len(data) if final else len(data) - escapes.begun(data)
                if final and self._any:
                    self.encoding = "utf-8"
                break
            if len(data) - at < WINDOW and not final:
                break
            window = data[at : at + WINDOW]
            is_whole = final and at + WINDOW >= len(data)
            if other is not None and at == other.start():
                self._remember(data[:at])
                self._decide(window, is_whole=is_whole)
            else:
                self._unescape(window)
        self._remember(data[:at])
        return data[:at], data[at:]

    def _unescape(self, window: bytes) -> None:
        """Settle the encoding, if escapes tell it; of those in vain none is looked at again."""
        found = self._escapes.encoding_of(window)
        if found is not None:
            self._settle(found)
            self._is_ascii_only = True
            self.told_by = "bytes" if escapes.is_certain(found) else "escapes"
        elif window.isascii() and self._escapes.is_unknown(window):
            self.told_by = "nothing"

    def _remember(self, plain: bytes) -> None:
        self._before = (self._before + plain[-BEFORE:])[-BEFORE:]

    def _utf8(self, data: bytes, *, final: bool) -> tuple[bytes, bytes]:
        cut = len(data) if final else _whole_characters(data)
        data, rest = data[:cut], data[cut:]
        if not self._check(data):
            text = data.decode("utf-8", "replace")
            self.replaced += text.count("\ufffd") - data.count(b"\xef\xbf\xbd")
            data = text.encode("utf-8")
        return data, rest

    def _decide(self, data: bytes, *, is_whole: bool) -> None:
        """Settle the encoding by some bytes, which may end within a character."""
        whole = data if is_whole else data[: _whole_characters(data)]
        if self._check(whole) or _is_nearly_utf8(whole):
            self.encoding, self.told_by = "utf-8", "bytes"
            return
        guess = _guess(self._before + data)
        self.told_by = "nothing" if guess is None else "letters"
        self._settle(guess or DEFAULT)


def _is_nearly_utf8(whole: bytes) -> bool:
    """Whether bytes that end where a character may are UTF-8, but for few."""
    text = whole.decode("utf-8", "replace")
    bad = text.count("\ufffd") - whole.count(b"\xef\xbf\xbd")
    good = sum(not char.isascii() for char in text) - text.count("\ufffd")
    return bad * 10 <= good or (bad <= 3 and good >= bad) or (bad == 1 and _is_cut_short(whole))


def _is_cut_short(data: bytes) -> bool:
    """Whether all that is wrong with UTF-8 is that its last character breaks off."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as fault:
        return fault.end == len(data) and fault.reason == "unexpected end of data"
    return False


def _incremental(encoding: str) -> codecs.IncrementalDecoder:
    return codecs.getincrementaldecoder(encoding)("replace")


def _whole_characters(data: bytes) -> int:
    """Where to cut so that no UTF-8 sequence is split: at most three bytes from the end."""
    for back in range(1, min(4, len(data)) + 1):
        byte = data[-back]
        if byte & 0b1100_0000 == 0b1000_0000:
            continue
        needs = 4 if byte >= 0xF0 else 3 if byte >= 0xE0 else 2 if byte >= 0xC0 else 1
        return len(data) - back if needs > back else len(data)
    return len(data)


def _by_nul_positions(head: bytes) -> str | None:
    """UTF-16 or UTF-32 without a mark, told from where its zero bytes stand."""
    if head.count(0) < 4:
        return None
    usable = len(head) - len(head) % 4
    units = usable // 4
    zeros = [head[offset:usable:4].count(0) for offset in range(4)]
    if min(zeros[1], zeros[2], zeros[3]) > 0.7 * units and zeros[0] < 0.1 * units:
        return "utf-32-le"
    if min(zeros[0], zeros[1], zeros[2]) > 0.7 * units and zeros[3] < 0.1 * units:
        return "utf-32-be"
    even, odd = zeros[0] + zeros[2], zeros[1] + zeros[3]
    for name, mine, other in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        latin = mine > 0.8 * units and other < 0.1 * mine
        foreign = mine >= 8 and mine > 0.1 * units and other == 0
        if latin or foreign:
            return name
    return None


def _unlike(marked: str, head: bytes) -> str | None:
    """What bytes behind a mark are in that are not what it says; None where they may be.

    Empty: it is to be told as without a mark.
    """
    if marked == "utf-8-sig":
        return _by_nul_positions(head)
    if not head or 0 in head:
        return None
    ascii_bytes = sum(byte < 0x80 for byte in head)
    is_text = is_utf8(head[: _whole_characters(head)]) or ascii_bytes > 0.9 * len(head)
    return "" if is_text and (b"\n" in head or b"," in head) else None


def _guess(data: bytes) -> str | None:
    """The encoding that the letters beyond ASCII tell, of a text that may end within one."""
    chardet = importlib.import_module("chardet")
    era = chardet.EncodingEra.MODERN_WEB | chardet.EncodingEra.LEGACY_ISO
    cells = b"\n".join(cell for cell in _CELLS.findall(data) if not cell.isascii())
    ranked = chardet.detect_all(
        cells, ignore_threshold=True, encoding_era=era, exclude_encodings=_EXCLUDED
    )
    first = ranked[0]
    if not first["encoding"]:
        return None
    name = codecs.lookup(first["encoding"]).name
    usual = next((one["confidence"] for one in ranked if _is_default(one["encoding"])), 0.0)
    letters = sum(byte >= 0x80 for byte in cells)
    least = FLOOR
    if letters >= ENOUGH:
        least = LEAST if name == DEFAULT else max(LEAST, MARGIN * usual)
    if first["confidence"] < least:
        return None
    name = _WIDER.get(name, name)
    try:
        codecs.getincrementaldecoder(name)().decode(data, False)
    except UnicodeDecodeError:
        return None
    return name


def _is_default(name: str | None) -> bool:
    return name is not None and codecs.lookup(name).name == DEFAULT
