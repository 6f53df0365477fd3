"""What records are by their cells, one by one: states and authors, for a file of few records.

The same rules as in `states` and `authors`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache, lru_cache
from itertools import repeat

from inspector.knowledge.dataset import Condition, Correspondence, Dataset
from inspector.reading.counts.author import HOST, Author, Owner, folded_name, spellings
from inspector.reading.tables.header import Layout
from inspector.reading.tables.states import position_of
from inspector.reading.text.regex import BESIDE, SPACES, WHITE, compiled

Row = Sequence[str]
Test = Callable[[Row], bool]
_HOST = compiled(HOST)
_SPACES = re.compile(f"[{WHITE}]+")
_AFTER = compiled(r"[?#].*$")


class RowKinds:
    """Tells the state and the author of a record of one file."""

    def __init__(self, dataset: Dataset | None, layout: Layout, owner: Owner) -> None:
        self._states = [
            (state.id, test)
            for state in (dataset.states if dataset else ())
            if dataset is not None and (test := meets(state.when, dataset, layout)) is not None
        ]
        self._authors: list[tuple[Author, Test]] = [
            (rule.who, test)
            for rule in (dataset.authors if dataset else ())
            if dataset is not None and (test := meets(rule.when, dataset, layout)) is not None
        ]
        self._usual: Author = "unknown"
        self._writer: Callable[[Row], Author] | None = None
        if dataset is not None and dataset.correspondence is not None:
            if owner.is_known:
                self._writer = _writer(dataset.correspondence, dataset, layout, owner)
        elif dataset is not None and dataset.author != "mixed":
            self._usual = dataset.author

    def states(self, rows: Sequence[Row]) -> Iterable[str]:
        """Of each record the first state whose conditions all hold, or none (`""`)."""
        return map(self._state, rows) if self._states else repeat("", len(rows))

    def authors(self, rows: Sequence[Row]) -> Iterable[Author]:
        """Whose words each record holds."""
        if self._authors or self._writer is not None:
            return map(self._author, rows)
        return repeat(self._usual, len(rows))

    def _state(self, row: Row) -> str:
        for state, holds in self._states:
            if holds(row):
                return state
        return ""

    def _author(self, row: Row) -> Author:
        for author, holds in self._authors:
            if holds(row):
                return author
        return self._usual if self._writer is None else self._writer(row)


def meets(conditions: Sequence[Condition], dataset: Dataset, layout: Layout) -> Test | None:
    """Whether a record meets all conditions; None where no record of the file can."""
    tests = []
    for condition in conditions:
        position = position_of(condition.column, dataset, layout)
        if position is not None:
            tests.append(_test(position, condition))
        elif not condition.empty:
            return None
    if len(tests) == 1:
        return tests[0]
    return lambda row: all(test(row) for test in tests)


def _test(position: int, condition: Condition) -> Test:
    if condition.equals is not None:
        wanted = frozenset(condition.equals)
        return lambda row: row[position] in wanted
    if condition.matches is not None:
        pattern = compiled(condition.matches)
        return lambda row: pattern.search(row[position]) is not None
    return lambda row: (row[position] == "") == bool(condition.empty)


def _writer(
    letter: Correspondence, dataset: Dataset, layout: Layout, owner: Owner
) -> Callable[[Row], Author]:
    """The author of a letter by who sent it to whom."""

    def place(header: str | None) -> int | None:
        return position_of(header, dataset, layout) if header is not None else None

    sender, sender_link = place(letter.sender), place(letter.sender_link)
    recipients, recipient_links = place(letter.recipients), place(letter.recipient_links)
    names = frozenset(map(folded_name, owner.names))
    listed = [(name, re.compile(f"(?:^|, ?){re.escape(name)}(?: ?,|\\Z)")) for name in names]
    mine = frozenset(spellings(owner.link)) if owner.link is not None else frozenset()

    @cache
    def told(sender: str | None, link: str | None, to: str | None, to_links: str | None) -> Author:
        if mine and link is not None and link_key_of(link) in mine:
            return "member"
        if sender is not None and (sender == "" or sender in letter.hidden):
            return "unknown"
        not_mine = bool(link) and bool(mine)
        links = to_links.split(",") if to_links and mine else ()
        to_link = any(link_key_of(one) in mine for one in links)
        if not_mine and to_link:
            return "others"
        to_name = False
        if to:
            folded = folded_text(to)
            to_name = any(name in folded and one.search(folded) for name, one in listed)
        if sender is not None and folded_text(sender) in names:
            return "unknown" if not_mine or to_name or to_link else "member"
        return "others" if to_name or to_link else "unknown"

    def cell(row: Row, position: int | None) -> str | None:
        return None if position is None else row[position]

    return lambda row: told(
        cell(row, sender), cell(row, sender_link), cell(row, recipients),
        cell(row, recipient_links),
    )  # fmt: skip


@lru_cache(maxsize=4096)
def folded_text(name: str) -> str:
    """As `authors.folded`, of one name."""
    if BESIDE.search(name):
        return _SPACES.sub(" ", name).strip(SPACES).lower()
    return " ".join(name.split()).lower()


@lru_cache(maxsize=4096)
def link_key_of(link: str) -> str:
    """As `authors.link_key`, of one address."""
    path = _HOST.sub("", link.lower().strip(SPACES), count=1)
    return _AFTER.sub("", path, count=1).strip("/")
