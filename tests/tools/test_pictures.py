"""The README's pictures show the application as it is (`make pictures` draws them again)."""

from __future__ import annotations

import re

import pytest

from tools.pictures import FOLDER, PICTURES, Picture, draw


def words(svg: str) -> list[str]:
    """What is written on a picture, line by line."""
    return [text.replace("&#160;", " ").strip() for text in re.findall(r">([^<>]+)</text>", svg)]


@pytest.mark.parametrize("picture", PICTURES, ids=lambda one: one.name)
def test_pictures_are_kept_in_step(picture: Picture) -> None:
    kept = (FOLDER / f"{picture.name}.svg").read_text(encoding="utf-8")
    assert words(draw(picture)) == words(kept)


def test_no_picture_is_left_over() -> None:
    assert {path.stem for path in FOLDER.glob("*.svg")} == {one.name for one in PICTURES}
