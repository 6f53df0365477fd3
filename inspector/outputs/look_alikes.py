"""What stands for a character that a stream's encoding lacks.

Outside UTF-8 (a French Windows, redirected; an old console) people are to read an apostrophe
where a typographic one stood, and a question mark only where nothing is alike.
"""

from __future__ import annotations

import codecs
import unicodedata

NAME = "inspector.look_alikes"
"""The error handler, as `errors=` takes it."""

_SIGNS = {
    "‘’‚‛′ʼ": "'",
    "“”„‟«»″": '"',
    "‹": "<",
    "›": ">",
    "‐‑‒–—―−─━": "-",
    "│┃": "|",
    "┌┐└┘├┤┬┴┼╭╮╯╰": "+",
    "•▪◦●": "*",
    "○": "o",
    "×✗": "x",
    "·¦": "|",
    "→▶▸‣": ">",
    "←◀◂": "<",
    "↑▲": "^",
    "↓▼▾": "v",
    "✓": "+",
    "¥": "Y",
    "≈": "~",
    "█▇▆▅■▏▎▍▌▋▊▉": "=",
    "▄▃▂▁": "_",
    "▓": "+",
    "□": "o",
    "▤": "-",
    "▥": "=",
    "▒": "?",
    "░": ".",
}
_WORDS = {
    "↔": "<>", "±": "+/-", "≤": "<=", "≥": ">=", "€": "EUR", "£": "GBP", "©": "(c)", "®": "(R)",
    "œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ß": "ss", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L",
    "đ": "d", "Đ": "D", "ħ": "h", "ı": "i", "ð": "d", "þ": "th",
}  # fmt: skip
_TABLE = {sign: plain for signs, plain in _SIGNS.items() for sign in signs} | _WORDS
_QUOTED = (("«\u00a0", '"'), ("\u00a0»", '"'), ("«\u202f", '"'), ("\u202f»", '"'))
"""French quotation marks with the space inside, which a straight one does without."""


def ascii_of(text: str) -> str:
    """A text in ASCII: signs and letters by those alike, `?` where none is."""
    for marks, plain in _QUOTED:
        text = text.replace(marks, plain)
    return "".join(map(_plain, text))


def _plain(char: str) -> str:
    if char.isascii():
        return char
    if char in _TABLE:
        return _TABLE[char]
    if unicodedata.combining(char):
        return ""
    parts = unicodedata.normalize("NFKD", char)
    plain = "".join(part for part in parts if part.isascii())
    return plain if plain.isprintable() and plain else "?"


def _stand_in(fault: UnicodeError) -> tuple[str, int]:
    if not isinstance(fault, UnicodeEncodeError):
        raise fault
    return ascii_of(fault.object[fault.start : fault.end]), fault.end


codecs.register_error(NAME, _stand_in)
