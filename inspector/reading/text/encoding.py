"""Bytes to text: the encoding is decided once per entry, and said.

The order is docs/contract.md, reading 2. Text leaves as UTF-8 bytes, in pieces as it came.
While only ASCII has been seen nothing needs deciding, since every candidate reads it alike;
the decision falls on the first piece that holds another byte, and later bytes never change
how earlier text was read.
"""

from __future__ import annotations

import codecs
import importlib
from collections.abc import Callable, Iterator

HEAD = 4096
"""Bytes looked at for marks of UTF-16 and UTF-32."""
FLOOR = 0.2
"""Least confidence with which a guessed encoding is believed."""

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
        self.guessed = False
        """True where neither a mark nor the bytes themselves settled it."""
        self._incremental: codecs.IncrementalDecoder | None = None
        self._any = False

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
                self.encoding = name
                self._incremental = _incremental(name)
                return head[len(mark) :]
        if unmarked := _by_nul_positions(head[:HEAD]):
            self.encoding = unmarked
            self._incremental = _incremental(unmarked)
        return head

    def _step(self, data: bytes, *, final: bool) -> tuple[bytes, bytes]:
        """Text of what can be decoded now, and the bytes that wait for more."""
        if self.encoding is None:
            if data.isascii():
                self._any = self._any or bool(data)
                if final and self._any:
                    self.encoding = "utf-8"
                return data, b""
            cut = len(data) if final else _whole_characters(data)
            if self._check(whole := data[:cut]):
                self.encoding = "utf-8"
                return whole, data[cut:]
            self.encoding = self._decide(data, whole)
            self._incremental = _incremental(self.encoding)
        if self.encoding in ("utf-8", "utf-8-sig"):
            return self._utf8(data, final=final)
        assert self._incremental is not None
        text = self._incremental.decode(data, final)
        self.replaced += text.count("\ufffd")
        return text.encode("utf-8", "replace"), b""

    def _utf8(self, data: bytes, *, final: bool) -> tuple[bytes, bytes]:
        cut = len(data) if final else _whole_characters(data)
        data, rest = data[:cut], data[cut:]
        if not self._check(data):
            text = data.decode("utf-8", "replace")
            self.replaced += text.count("\ufffd") - data.count(b"\xef\xbf\xbd")
            data = text.encode("utf-8")
        return data, rest

    def _decide(self, data: bytes, whole: bytes) -> str:
        """The encoding of what is not UTF-8 by the letter; `whole` ends where a character may."""
        text = whole.decode("utf-8", "replace")
        bad = text.count("\ufffd") - whole.count(b"\xef\xbf\xbd")
        good = sum(not char.isascii() for char in text) - text.count("\ufffd")
        if bad * 10 <= good or (bad <= 3 and good >= bad) or (bad == 1 and _is_cut_short(whole)):
            return "utf-8"
        self.guessed = True
        return _guess(data)


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


def _guess(data: bytes) -> str:
    chardet = importlib.import_module("chardet")
    found = chardet.detect(data[:200_000], encoding_era=chardet.EncodingEra.MODERN_WEB)
    name, confidence = found.get("encoding"), found.get("confidence") or 0.0
    if name and confidence >= FLOOR:
        try:
            data.decode(codecs.lookup(name).name)
        except (LookupError, UnicodeDecodeError):
            return "cp1252"
        return codecs.lookup(name).name
    return "cp1252"
