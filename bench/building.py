"""Seeded archives of any size: one big table of messages, and an export of many tables."""

from __future__ import annotations

import random
import re
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import accumulate
from pathlib import Path

from fixtures import dialects
from fixtures.model import Row, Table
from inspector.knowledge import catalogue
from inspector.knowledge.catalogue import Catalogue
from inspector.knowledge.dataset import Column, Dataset, DateFormat

HEADER = (
    "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,"
    "DATE,SUBJECT,CONTENT,FOLDER,ATTACHMENTS\n"
)
PEOPLE = 2_000
WORDS = 20_000
SENTENCES = 20_000
BLOCK = 5_000
"""Rows written at a time."""
TABLES = 40
_SYLLABLES = """
ba ce di fo gu ha je ki lo mu ne pi qua ro sé ta ün vo wy zu ça œr
""".split()
_FIRST = datetime(2012, 1, 1)


def messages(target: Path, megabytes: float, seed: int = 1) -> int:
    """An archive whose messages.csv has about so many megabytes; returns its rows."""
    rng = random.Random(f"messages {seed}")
    lines = _messages(rng)
    rows = written = 0
    with (
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("messages.csv", "w", force_zip64=True) as entry,
    ):
        entry.write(HEADER.encode())
        while written < megabytes * 1_000_000:
            block = "".join(next(lines) for _ in range(BLOCK)).encode()
            entry.write(block)
            rows += BLOCK
            written += len(block)
    return rows


def broad(target: Path, megabytes: float, seed: int = 1, step: int = 500) -> int:
    """An archive of 40 tables of equal size, posts and comments in their dialects; its rows.

    `step`: rows written at a time, by which sizes can be off.
    """
    rng = random.Random(f"broad {seed}")
    known = catalogue.load()
    chosen = [one for one in known.datasets.values() if _is_wide(one)][:TABLES]
    assert len(chosen) == TABLES
    sentences = list(_sentences(rng))
    rows = 0
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for dataset in chosen:
            write = _DIALECTS.get(dataset.id, dialects.minimal)
            name = dataset.files[0].names[0]
            with archive.open(f"{name}.csv", "w") as entry:
                written = 0
                while written < megabytes * 1_000_000 / TABLES:
                    table = _table(rng, dataset, known, sentences, step)
                    block = write(table)
                    entry.write(block if not written else block.split(b"\n", 1)[1])
                    rows += len(table.rows)
                    written += len(block)
    return rows


def _is_wide(dataset: Dataset) -> bool:
    """A table of rows that are not all too short, with nothing odd but its dialect.

    linkedin2md takes 100,000 rows of a table at most.
    """
    files = dataset.files[0]
    weight = sum({"text": 60, "url": 60, "date": 20}.get(one.role, 5) for one in dataset.columns)
    odd = dataset.claimed or dataset.repeats or dataset.dialect.split is not None
    return bool(files.names) and files.format == "table" and weight >= 100 and not odd


_DIALECTS: dict[str, Callable[[Table], bytes]] = {
    "posts": dialects.posts,
    "comments": dialects.comments,
}


def _table(
    rng: random.Random, dataset: Dataset, known: Catalogue, sentences: list[str], number: int
) -> Table:
    begins = dataset.dialect.record_start is not None
    columns = [
        (column, 0 if place and rng.random() < 0.2 else 1)
        for place, column in enumerate(dataset.columns)
    ]
    rows = tuple(
        Row(
            None,
            tuple(
                _cell(rng, column, known, sentences, begins and not place) if on else ""
                for place, (column, on) in enumerate(columns)
            ),
        )
        for _ in range(number)
    )
    return Table(tuple(column.name for column in dataset.columns), rows)


def _cell(
    rng: random.Random, column: Column, known: Catalogue, sentences: list[str], begins: bool
) -> str:
    """A cell of a column; `begins`: one by which a record is told from a line of text."""
    number = rng.getrandbits(40)
    if begins and column.role != "date":
        return f'{{"number":{number}}}'
    if column.role == "text":
        count = min(int(rng.paretovariate(1.3)), 20)
        return " ".join(rng.choices(sentences, k=count))
    if column.role == "date":
        moment = _FIRST + timedelta(seconds=number % (13 * 365 * 86_400))
        forms = [known.dates[name] for name in column.dates if known.dates[name].strptime]
        return _written(moment, forms[0]) if forms else str(moment)
    if column.role == "url":
        return f"https://www.linkedin.com/feed/update/urn%3Ali%3Ashare%3A{number}"
    if column.role == "email":
        return f"{rng.choice(_SYLLABLES)}{number % 10_000}@example.org"
    return str(number % 1_000_000)


def _written(moment: datetime, form: DateFormat) -> str:
    """A moment in one of the catalogue's formats, within the words that it stands in."""
    day = moment.strftime(form.strptime[0])
    if form.extract is None:
        return day
    return re.sub(r"\(.*\)", lambda _: day, form.extract.removeprefix("^"))


def _sentences(rng: random.Random) -> Iterator[str]:
    words, weights = _words(rng)
    for _ in range(SENTENCES):
        text = " ".join(rng.choices(words, cum_weights=weights, k=rng.randint(3, 14)))
        mark = rng.random()
        if mark < 0.1:
            text = f'{text}, "{rng.choice(words)}"'
        elif mark < 0.15:
            text = f"{text}\n{rng.choice(words)}"
        yield text


def _words(rng: random.Random) -> tuple[list[str], list[float]]:
    words = ["".join(rng.choices(_SYLLABLES, k=rng.randint(1, 4))) for _ in range(WORDS)]
    return words, list(accumulate(rank**-1.25 for rank in range(1, WORDS + 1)))


def _messages(rng: random.Random) -> Iterator[str]:
    words, weights = _words(rng)
    people = [f"{rng.choice(words).title()} {rng.choice(words).title()}" for _ in range(PEOPLE)]
    while True:
        one, other = rng.choices(people, k=2)
        size = min(int(rng.paretovariate(1.1) * 9.5), 340)
        text = " ".join(rng.choices(words, cum_weights=weights, k=size))
        if rng.random() < 0.5:
            text = f'"{text}, {rng.choice(words)} ""{rng.choice(words)}"""'
        when = (
            f"{rng.randint(2012, 2025)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02} "
            f"{rng.randint(0, 23):02}:{rng.randint(0, 59):02}:{rng.randint(0, 59):02} UTC"
        )
        token = rng.getrandbits(80).to_bytes(10, "big").hex()
        yield (
            f"2-{token}==,,{one},https://www.linkedin.com/in/{_slug(one)},{other},"
            f"https://www.linkedin.com/in/{_slug(other)},{when},,{text},INBOX,\n"
        )


def _slug(name: str) -> str:
    return name.lower().replace(" ", "-")
