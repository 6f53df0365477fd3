"""What spoils a table is told: cells that differ from the clean table's never stand in silence."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest

from tests.lib.archives import Looked, look
from tests.lib.pollution import Table, polluted, written

WORDS = "lathe weld ship harbour cargo crane rivet steel night shift foreman".split()
HEADERS = {
    "Connections.csv": "First Name,Last Name,URL,Email Address,Company,Position,Connected On",
    "Comments.csv": "Date,Link,Message",
    "Shares.csv": "Date,ShareLink,ShareCommentary,SharedUrl,MediaUrl,Visibility",
}


def clean(name: str) -> Table:
    """A table of invented people, with cells that need quotes and cells that do not."""
    chance = random.Random(name)
    rows = [HEADERS[name].split(",")]
    for n in range(12):
        text = " ".join(chance.sample(WORDS, 4))
        text = (text, f"{text}, {text}", f'the "{text}", again')[n % 3]
        day = f"2025-01-{n + 10} 10:00:00"
        link = f"https://www.linkedin.com/feed/update/urn:li:activity:{n}"
        if name == "Connections.csv":
            who = f"https://www.linkedin.com/in/ann-{n}"
            company = ("Acme", "Acme, Inc.", 'The "Acme"')[n % 3]
            rows.append(["Ann", f"Smith{n}", who, "", company, text, f"{n + 10} Jan 2025"])
        elif name == "Comments.csv":
            rows.append([day, link, text])
        else:
            rows.append([day, link, text, "", "", "MEMBER_NETWORK"])
    return rows


def by_name(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> Counter[frozenset[str]]:
    """Rows by the names of their columns, those without a name left out."""
    names = [(header, at) for at, header in enumerate(headers) if header]
    return Counter(frozenset(f"{name}={row[at]}" for name, at in names) for row in rows)


def is_silent(found: Looked, right: Table, clean: Looked) -> bool:
    """Whether cells are not what they should be and nothing says so."""
    is_told = (
        found.file.status not in ("read", clean.file.status)
        or found.file.rows_left_out
        or set(found.file.notes) - set(clean.file.notes)
    )
    is_right = Counter(found.rows) == Counter(map(tuple, right[1:]))
    named = by_name(found.file.headers, found.rows)
    return not (is_told or is_right or named == by_name(right[0], right[1:]))


@pytest.mark.parametrize("name", HEADERS)
def test_what_is_spoilt_is_told(tmp_path: Path, name: str) -> None:
    table = clean(name)
    expected = look(tmp_path, name, written(table))
    assert expected.rows == [tuple(row) for row in table[1:]]
    assert (expected.file.status, expected.file.notes) == ("read", ())
    silent = [
        how
        for how, data, right in polluted(table)
        if is_silent(look(tmp_path, name, data), right, expected)
    ]
    # A row of a single name at the end of Connections may be a person's.
    assert silent == ["FOOTNOTE 7 0"] * (name == "Connections.csv")


TITLED = "Sales of the year,,\n,,\nDay,Place,Sum\n1 Jan,Rome,3\n"


def test_a_title_above_the_header_of_a_table_never_seen_is_told(tmp_path: Path) -> None:
    found = look(tmp_path, "Sales.csv", TITLED)
    assert found.file.headers == ("Day", "Place", "Sum")
    assert found.rows == [("1 Jan", "Rome", "3")]
    assert found.file.notes == ("2 lines above the names of the columns, taken for no rows",)


@pytest.mark.parametrize(
    "text",
    [
        "Day,,\n1 Jan,Rome,3\n",  # no line of empty cells between
        "Day,,\n,,\n1 Jan,,3\n",  # not every column would have a name
        "Day,,\n,,\n1 Jan,3,3\n",  # two of one name
        "Day,,\n,\nDay,Place,Sum\n",  # not of one width
        'Day,,\n,,\nDay,""Place",Sum\n',
        "Day,Place,\n,,\nDay,Place,Sum\n",
        "Day\n\nRome\n",
    ],
)
def test_other_first_lines_are_the_header(tmp_path: Path, text: str) -> None:
    found = look(tmp_path, "Sales.csv", text)
    assert ",".join(found.file.headers) == text.splitlines()[0]
    assert not [note for note in found.file.notes if "above" in note]


def test_a_table_with_known_names_takes_none_of_these(tmp_path: Path) -> None:
    found = look(tmp_path, "Skills.csv", "Begabungen,,\n,,\nNamen,Tag,Ort\nSägen,1,2\n")
    assert found.file.headers == ("Begabungen", "", "")


def test_quotes_out_of_place_in_a_header_are_told(tmp_path: Path) -> None:
    for text in ('Day,""Place",Sum\n1 Jan,Rome,3\n', 'Day,Place,""Sum"\n1 Jan,Rome,3\n'):
        assert "quotes out of place" in " ".join(look(tmp_path, "Sales.csv", text).file.notes)
    plain = look(tmp_path, "Sales.csv", 'Day,"a ""place""","Sum"\n1 Jan,Rome,3\n')
    assert not plain.file.notes
