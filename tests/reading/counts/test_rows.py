"""What is told of records row by row is what Polars tells of frames."""

from __future__ import annotations

import datetime as dt
import itertools
import re

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.knowledge import catalogue
from inspector.knowledge.dataset import Column, Condition, Dataset
from inspector.reading.counts.author import (
    Owner,
    RowAuthors,
    author_of,
    folded,
    folded_text,
    link_key,
    link_key_of,
)
from inspector.reading.counts.days import RowDays, days_of
from inspector.reading.counts.states import RowStates, state_of
from inspector.reading.tables.header import Layout
from inspector.reading.text.regex import compiled

KNOWN = catalogue.load()
DATED = sorted(
    {
        column.dates: (dataset.id, column.name)
        for dataset in KNOWN.datasets.values()
        for column in dataset.columns
        if column.dates
    }.values()
)
"""A column for each list of formats."""
MOMENTS = st.datetimes(dt.datetime(1971, 1, 1), dt.datetime(2068, 12, 31))
NOISE = st.sampled_from(["", " ", "N/A", "0", "2025-02-30", "13/13/25, 1:00 AM", "Feb 2025", "x"])
DAMAGE = st.tuples(st.integers(0, 30), st.sampled_from(":/;0é "))
"""A letter put in the place of another."""


def column_of(dataset: str, name: str) -> Column:
    column = KNOWN.datasets[dataset].column(name)
    assert column is not None
    return column


def written(moment: dt.datetime, pattern: str, *, is_short: bool) -> str:
    """A moment in a format; with `is_short`, days and hours have no leading zeros."""
    text = moment.strftime(pattern)
    return re.sub(r"\b0(?=\d[/,:])", "", text) if is_short else text


@pytest.mark.parametrize(("dataset", "name"), DATED)
@given(st.lists(st.tuples(MOMENTS, st.integers(0, 9), st.booleans()), max_size=8), st.data())
@settings(max_examples=40)
def test_days_of_every_date_column(
    dataset: str, name: str, moments: list[tuple[dt.datetime, int, bool]], data: st.DataObject
) -> None:
    column = column_of(dataset, name)
    forms = [KNOWN.dates[one] for one in column.dates]
    patterns = [pattern for form in forms for pattern in form.strptime] or ["%s"]
    cells = [
        written(moment, patterns[n % len(patterns)], is_short=is_short)
        for moment, n, is_short in moments
    ]
    if any(form.extract for form in forms):
        cells = [f"You uploaded a photo on {cell} at 9:15 AM (GMT)" for cell in cells] + cells
    cells += data.draw(st.lists(NOISE, max_size=4))
    for cell in [*cells]:
        place, letter = data.draw(DAMAGE)
        cells.append(cell[:place] + letter + cell[place + 1 :])
    expected = days_of(pl.Series(cells, dtype=pl.String), column, KNOWN).to_list()
    known = RowDays(column, KNOWN)
    known.learn(cells)
    assert [known[cell] for cell in cells] == expected


NAMES = ["Ysaline Brévart", "ysaline  brévart ", "Orane, Tob", "LinkedIn Member", "", "ΣΑΣ Σ"]
LINKS = [
    "https://www.linkedin.com/in/ysaline",
    "http://linkedin.com/in/YSALINE/?x=1",
    "//h/in/ysaline#y",
    "www.linkedin.com/in/ysaline",
    "https://www.linkedin.com/in/orane",
    "",
]
OWNERS = [
    Owner(),
    Owner(names=("Ysaline Brévart",)),
    Owner(link="in/ysaline"),
    Owner(names=("Ysaline Brévart", "Orane"), link="in/ysaline"),
]
CELLS: dict[str, list[str]] = {
    "FROM": NAMES,
    "TO": [*NAMES, "Orane Tob,Ysaline Brévart", "a, b"],
    "SENDER PROFILE URL": LINKS,
    "RECIPIENT PROFILE URLS": [*LINKS, ",".join(LINKS[:5:2])],
    "CONVERSATION TITLE": ["", "Sponsored Conversation", "x"],
    "Direction": ["", "OUTGOING", "INCOMING"],
    "IS MESSAGE DRAFT": ["", "Yes", "No"],
}
KINDS = sorted(d.id for d in KNOWN.datasets.values() if d.states or d.authors or d.correspondence)


def conditions_of(dataset: Dataset) -> list[Condition]:
    told = [state.when for state in dataset.states] + [rule.when for rule in dataset.authors]
    return [condition for when in told for condition in when]


def asked(dataset: Dataset) -> list[str]:
    conditions = conditions_of(dataset)
    letter = dataset.correspondence.columns if dataset.correspondence else ()
    return list(dict.fromkeys([c.column for c in conditions] + list(letter)))


def samples(dataset: Dataset, name: str) -> st.SearchStrategy[str]:
    conditions = conditions_of(dataset)
    told = [text for c in conditions if c.column == name for text in c.equals or ()]
    matching = [c.matches for c in conditions if c.column == name and c.matches]
    plain = st.sampled_from([*CELLS.get(name, ["", "x", ",", ",a", ",\x1c", ", "]), *told])
    return st.one_of(plain, *[st.from_regex(compiled(one)) for one in matching])


@pytest.mark.parametrize("name", KINDS)
@given(st.data())
@settings(max_examples=40)
def test_states_and_authors(name: str, data: st.DataObject) -> None:
    dataset = KNOWN.datasets[name]
    headers = tuple(data.draw(st.permutations(asked(dataset))))
    headers = headers[: data.draw(st.integers(1, len(headers)))]
    layout = Layout(headers, tuple(map(dataset.column, headers)), ",", True)
    owner = data.draw(st.sampled_from(OWNERS))
    row = st.tuples(*(samples(dataset, header) for header in headers))
    rows = data.draw(st.lists(row, min_size=1, max_size=6))
    frame = pl.DataFrame(rows, schema=dict.fromkeys(layout.names, pl.String), orient="row")
    expected = frame.select(s=state_of(dataset, layout), a=author_of(dataset, layout, owner)).rows()
    if len(expected) == 1:  # what no cell tells is one value
        expected *= len(rows)
    states, authors = RowStates(dataset, layout), RowAuthors(dataset, layout, owner)
    assert list(zip(states.of(rows), authors.of(rows), strict=True)) == expected


@pytest.mark.parametrize("owner", OWNERS)
def test_every_kind_of_letter(owner: Owner) -> None:
    dataset = KNOWN.datasets["messages"]
    headers = ("FROM", "SENDER PROFILE URL", "TO", "RECIPIENT PROFILE URLS")
    layout = Layout(headers, tuple(map(dataset.column, headers)), ",", True)
    rows = [row for row in itertools.product(*(CELLS[one] for one in headers)) if any(row)]
    frame = pl.DataFrame(rows, schema=dict.fromkeys(layout.names, pl.String), orient="row")
    expected = frame.select(a=author_of(dataset, layout, owner))["a"].to_list()
    told = RowAuthors(dataset, layout, owner)
    assert list(told.of(rows)) == expected * (len(rows) // len(expected))


@given(st.text(st.sampled_from("aΣσ \t\x1c\u2003\u3000Iİ/?#\nhtps:"), max_size=12))
def test_names_and_links_for_comparison(text: str) -> None:
    assert folded_text(text) == pl.select(folded(pl.lit(text))).item()
    assert link_key_of(text) == pl.select(link_key(pl.lit(text))).item()


@given(
    st.sampled_from([r",\S", r"a\s$", r"^[\s,]a", r"[^\d]$", ",", r"\$a", r"^You an? (a|b) \d"]),
    st.text(st.sampled_from("a,$ \n\x1c\x85\u2003You n1٣b"), max_size=8),
)
def test_expressions_mean_the_same(pattern: str, text: str) -> None:
    expected = pl.select(pl.lit(text).str.contains(pattern)).item()
    assert (compiled(pattern).search(text) is not None) == expected


def test_cells_by_the_letter_do_without_polars(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: RowDays, cells: list[str]) -> dict[str, None]:
        raise AssertionError("a date by the letter was not read")

    monkeypatch.setattr(RowDays, "_by_polars", refuse)
    for dataset, name in DATED:
        column = column_of(dataset, name)
        for form in (KNOWN.dates[one] for one in column.dates):
            for pattern in form.strptime if form.extract is None else ():
                known = RowDays(column, KNOWN)
                cell = dt.datetime(2025, 7, 13, 9, 15).strftime(pattern)
                known.learn([cell])
                assert known[cell] is not None
