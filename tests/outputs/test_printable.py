"""Text of an export is shown, never obeyed."""

from __future__ import annotations

import json
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from inspector.outputs import printable
from inspector.outputs.json.encode import safe

DANGEROUS = [chr(n) for n in (*range(0x20), *range(0x7F, 0xA0), 0x202E, 0x2066, 0x2028, 0x61C)]


@given(st.text())
def test_no_control_and_no_override_passes(text: str) -> None:
    shown = printable.line(text + "".join(DANGEROUS))
    assert not set(shown) & set(DANGEROUS)


def test_a_flood_of_marks_is_thinned() -> None:
    shown = printable.line("e" + "\u0301" * 500)
    assert sum(unicodedata.combining(char) > 0 for char in shown) == 4
    assert printable.line("नमस्ते é") == "नमस्ते é"


@given(st.text())
def test_json_holds_the_same_with_nothing_to_obey(text: str) -> None:
    raw = json.dumps({"a": text + "\x9b\u202e\x7f"}, ensure_ascii=False)
    made = safe(raw)
    assert json.loads(made) == json.loads(raw)
    assert not set(made) & {"\x9b", "\u202e", "\x7f"}
