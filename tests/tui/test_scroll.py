"""The model of a long scroll: where one is, whatever the heights."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from inspector.tui.models.scroll import Scroll


def scroll(heights: list[int], room: int, first: int = 0) -> Scroll:
    made = Scroll(lambda row: heights[row], first)
    made.room = room
    made.reset(len(heights))
    return made


def test_a_step_goes_to_the_next_row_and_through_a_long_one_by_lines() -> None:
    one = scroll([2, 10, 2], room=5)
    one.step(1)
    assert (one.cursor, one.top) == (1, (1, 0))
    one.step(1)
    assert (one.cursor, one.top) == (1, (1, 1))
    for _ in range(4):
        one.step(1)
    assert (one.cursor, one.top) == (1, (1, 5))
    one.step(1)
    assert (one.cursor, one.top) == (2, (1, 7))


def test_the_head_is_seen_and_never_chosen() -> None:
    one = scroll([4, 1, 1], room=3, first=1)
    assert (one.cursor, list(one.lines())) == (1, [(0, 0), (0, 1), (0, 2)])
    one.step(-1)
    assert (one.cursor, one.top) == (1, (0, 0))
    assert one.at(0) is None
    one.end()
    assert (one.cursor, one.top) == (2, (0, 3))
    one.home()
    assert (one.cursor, one.top) == (1, (0, 0))


def test_a_head_alone_scrolls() -> None:
    one = scroll([5], room=3, first=1)
    moves: tuple[Callable[[], object], ...] = (
        lambda: one.step(1), lambda: one.page(1), lambda: one.go(4), one.end,
    )  # fmt: skip
    for move in moves:
        move()
        assert (one.top, list(one.lines())[-1]) in [((0, 1), (0, 3)), ((0, 2), (0, 4))]
    one.home()
    assert one.top == (0, 0)


def test_a_line_that_is_gone_to_is_in_sight() -> None:
    one = scroll([3, 50, 3], room=6)
    one.go(1, 30)
    assert (1, 30) in one.lines()
    assert one.top == (1, 28)
    before = one.top
    one.go(1, 31)
    assert one.top == before


@given(
    st.lists(st.integers(1, 12), min_size=1, max_size=12),
    st.integers(1, 9),
    st.integers(0, 1),
    st.lists(st.sampled_from(["down", "up", "page", "back", "home", "end", "wheel"]), max_size=25),
)
def test_the_cursor_is_in_sight_and_nothing_is_left_out(
    heights: list[int], room: int, first: int, moves: list[str]
) -> None:
    first = min(first, len(heights) - 1)
    one = scroll(heights, room, first)
    every = [(row, line) for row, height in enumerate(heights) for line in range(height)]
    for move in moves:
        moved: dict[str, Callable[[], object]] = {
            "down": lambda: one.step(1), "up": lambda: one.step(-1), "page": lambda: one.page(1),
            "back": lambda: one.page(-1), "home": one.home, "end": one.end,
            "wheel": lambda: one.scroll(3),
        }  # fmt: skip
        moved[move]()
        seen = list(one.lines())
        at = every.index(one.top)
        assert seen == every[at : at + room]
        assert len(seen) == min(room, len(every))
        assert first <= one.cursor < len(heights)
        rows = {row for row, _ in seen}
        assert one.cursor in rows or all(row < first for row in rows)


def test_only_what_is_in_sight_is_laid_out() -> None:
    asked: set[int] = set()

    def height(row: int) -> int:
        asked.add(row)
        return 3

    one = Scroll(height)
    one.room = 30
    one.reset(700_000)
    list(one.lines())
    one.page(1)
    one.go(350_000)
    list(one.lines())
    one.end()
    list(one.lines())
    assert len(asked) < 80
