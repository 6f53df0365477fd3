"""How texts combine: the seven rules, one by one, on texts made for the purpose."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from inspector.knowledge.policy import Clause, Policy, Rule
from inspector.verdicts.judge import Opinion, combine

DAY = dt.date(2025, 11, 3)


def text(name: str, **more: Any) -> Policy:
    clause = Clause(
        id="c", quote="q", locator="l", source="https://x.example", seen=DAY, archived_by="a",
        kind="includes",
    )  # fmt: skip
    return Policy(
        id=name, title=name, label=name, publisher="p", source="https://x.example",
        first_seen=DAY, last_seen=DAY, regions=("eu",), rank=10, clauses=(clause,), **more,
    )  # fmt: skip


def says(name: str, what: Any, basis: Any = None, **more: Any) -> Opinion:
    own = more.pop("own", False)
    rule = Rule(
        dataset="posts", columns=("*",), says=what, basis=basis,
        clauses=more.pop("clauses", ("c",)), **more,
    )  # fmt: skip
    return Opinion(text(name, own_region=own, promise=None if own else "help_page"), rule)


STATED, INFERRED = "stated", "inferred"


@pytest.mark.parametrize(
    ("opinions", "verdict", "basis", "clauses"),
    [
        ([], "unclear", "silent", ()),
        ([says("a", "inside", STATED)], "inside", "stated", ("a:c",)),
        ([says("a", "inside", INFERRED), says("b", "inside", STATED)], "inside", "stated", ("b:c",)),
        ([says("a", "inside", INFERRED), says("b", "inside", INFERRED)], "inside", "inferred", ("a:c", "b:c")),
        ([says("a", "outside", STATED)], "outside", "stated", ("a:c",)),
        ([says("a", "inside", STATED), says("b", "outside", INFERRED)], "unclear", "disputed", ("a:c", "b:c")),
        ([says("a", "outside", STATED), says("b", "inside", INFERRED)], "unclear", "disputed", ("a:c", "b:c")),
        ([says("a", "inside", STATED), says("b", "contests")], "unclear", "disputed", ("a:c", "b:c")),
        ([says("a", "contests")], "unclear", "silent", ("a:c",)),
        ([says("a", "undecidable"), says("b", "inside", STATED)], "unclear", "undecidable", ("a:c",)),
        ([says("a", "omits", own=True), says("b", "inside", INFERRED, open_list=True)], "unclear", "disputed", ("a:c", "b:c")),
        ([says("a", "omits"), says("b", "inside", INFERRED, open_list=True)], "inside", "inferred", ("b:c",)),
        ([says("a", "omits", own=True), says("b", "inside", STATED)], "inside", "stated", ("b:c",)),
        (
            [says("a", "omits", own=True), says("b", "inside", INFERRED, open_list=True), says("c", "inside", STATED)],
            "inside", "stated", ("c:c",),
        ),
        ([says("a", "omits", own=True)], "unclear", "silent", ("a:c",)),
    ],
)  # fmt: skip
def test_texts_combine(
    opinions: list[Opinion], verdict: str, basis: str, clauses: tuple[str, ...]
) -> None:
    found = combine(opinions)
    assert (found.verdict, found.basis, found.clauses) == (verdict, basis, clauses)


def test_the_order_of_texts_is_kept() -> None:
    both = [says("notice", "inside", STATED), says("faq", "inside", STATED)]
    assert combine(both).deciding == "notice:c"
    assert combine(both[::-1]).deciding == "faq:c"


def test_nothing_decides_what_is_silent() -> None:
    found = combine([says("a", "silent", clauses=(), named_elsewhere=("c",))], ("p:general",))
    assert (found.deciding, found.clauses, found.named_elsewhere) == (None, (), ("a:c",))
    assert combine([], ("p:general",)).clauses == ("p:general",)
    assert combine([], ("p:general",)).deciding is None


def test_a_promise_goes_with_what_is_outside_only() -> None:
    assert combine([says("a", "outside", STATED)]).promise == "help_page"
    assert combine([says("a", "inside", STATED)]).promise is None
