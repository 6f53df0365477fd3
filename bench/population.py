"""A seeded population of invented participants, with what a study of them has to find.

Words are made of syllables and are counted as they are made; what falls under which verdict is
that of the table that was worked out by hand (`tests/data/decisions.tsv`), never the program's.
"""

from __future__ import annotations

import csv
import io
import random
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

import polars as pl

from fixtures import dialects, mail, network, profile, writing
from fixtures.archive import packed
from fixtures.model import Table
from inspector.knowledge import catalogue
from inspector.knowledge.dataset import Dataset
from inspector.study.pseudonyms import StudyKey

DECISIONS = Path(__file__).resolve().parent.parent / "tests" / "data" / "decisions.tsv"
ON = "2026-11-22"
"""Day for which the table of decisions holds."""
SITUATIONS = {"eu": "EU today", "uk": "UK today (LinkedIn)", "us": "US today"}
PLACES = (
    ("eu", "Lyon, Auvergne-Rhône-Alpes, France"),
    ("eu", "Groningen, Netherlands"),
    ("uk", "Leeds, England, United Kingdom"),
    ("us", "Austin, Texas, United States"),
    ("eu", "Between two stations"),
)
"""Regions and what a profile says; the last place is nowhere, and taken for the EU."""
FAULTS = ("not_an_export", "not_an_export", "limit", "unread")
"""What is wrong with one in twenty: two kinds of broken archive, a bomb, a file of no kind."""
_SYLLABLES = (
    "bar cel dim fos gun hab jek lor mun nep pir qua ros séd tan vün wol zyx çal œru".split()
)
_FIRST = datetime(2016, 1, 4, 8, 0)


@dataclass
class Truth:
    """What a study has to find of one participant."""

    folder: str
    """Name of the participant's folder."""
    region: str = "eu"
    kind: str = "complete"
    failure: str | None = None
    entries: int = 0
    rows: int = 0
    unread: int = 0
    """Entries that cannot be read."""
    words: Counter[tuple[str, str]] = field(default_factory=Counter)
    """By category and verdict."""


def build(folder: Path, count: int, seed: int = 1) -> list[Truth]:
    """The exports of so many participants, each in a folder of its own; what is there is kept.

    Same seed, same bytes. Participants differ in region, kind of export, what they have and how
    much of it, one in fifty having fifty times as much; one in twenty is broken in some way.
    """
    return [_participant(folder, number, seed) for number in range(count)]


def _participant(folder: Path, number: int, seed: int) -> Truth:
    rng = random.Random(f"population {seed} {number}")
    made = _Made(rng, Truth(f"person {number:05}"))
    truth = made.truth
    place = folder / truth.folder
    place.mkdir(parents=True, exist_ok=True)
    truth.kind = rng.choice(("complete", "complete", "basic"))
    target = place / f"{truth.kind.title()}_LinkedInDataExport_07-10-2026.zip"
    fault = FAULTS[number // 20 % len(FAULTS)] if number % 20 == 7 else None
    if fault in ("not_an_export", "limit"):
        truth.failure = fault
        _write(target, _bomb() if fault == "limit" else _broken(rng, number))
        return truth
    truth.region, location = rng.choice(PLACES)
    made.everything(location)
    if fault == "unread":
        made.files.append(("Kept Apart.pdf", b"%PDF-1.4 nothing to read"))
        truth.unread += 1
    truth.entries = len(made.files)
    _write(target, packed(made.files, datetime(2026, 7, 10, 9, 41, 12), truth.folder))
    return truth


def _write(target: Path, data: bytes) -> None:
    if not target.exists():
        target.write_bytes(data)


def _broken(rng: random.Random, number: int) -> bytes:
    """Something that is no archive, or an archive of somebody else."""
    if number % 40 < 20:
        return b"PK\3\4" + rng.randbytes(200)
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        archive.writestr(zipfile.ZipInfo("unrelated.csv", (2025, 7, 13, 9, 0, 0)), "one,two\n1,2\n")
    return whole.getvalue()


@cache
def _bomb() -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        info = zipfile.ZipInfo("messages.csv", (2025, 7, 13, 9, 0, 0))
        info.compress_type = zipfile.ZIP_DEFLATED
        archive.writestr(info, b"a" * (66 << 20))
    return whole.getvalue()


class _Made:
    """The files of one export, and what they hold."""

    def __init__(self, rng: random.Random, truth: Truth) -> None:
        self.rng = rng
        self.truth = truth
        self.files: list[tuple[str, bytes]] = []
        self.much = min(int(rng.lognormvariate(0, 0.7) * 4) + 1, 20)
        if rng.random() < 0.02:
            self.much *= 50

    def everything(self, location: str) -> None:
        """Fill the export."""
        rng, many = self.rng, self.much
        first, last = self.name(), self.name()
        cells = dict.fromkeys(profile.COLUMNS, "") | {
            "First Name": first, "Last Name": last, "Headline": self.words(5),
            "Summary": self.words(30), "Industry": self.words(2), "Geo Location": location,
        }  # fmt: skip
        self.table("Profile", "profile", profile.COLUMNS, [list(cells.values())])
        self.table("Skills", "skills", ("Name",), [[self.words(2)] for _ in range(many)])
        self.messages(first + " " + last, many * 6)
        people = [
            [self.name(), self.name(), "", "", self.words(3), self.words(2), "04 Mar 2021"]
            for _ in range(many * 8)
        ]
        self.table("Connections", "connections", network.CONNECTION_COLUMNS, people)
        if rng.random() < 0.4:
            asset = ("Private Identity Asset Name", "Private Identity Asset Raw Text")
            rows = [["cv.pdf", self.words(200)] for _ in range(rng.randint(1, 3))]
            self.table("Private_identity_asset", "saved_resumes", asset, rows)
        if rng.random() < 0.25:
            self.prompts(first + " " + last, rng.randint(1, 9))
        for dataset in plain():
            if dataset.complete_only <= (self.truth.kind == "complete") and rng.random() < 0.8:
                self.plain(dataset, rng.randint(1, 3 * many))
        if self.truth.kind == "complete":
            self.posts(many * 2)
            comments = [
                [self.second(n), f"https://www.linkedin.com/feed/update/{n}", self.words(9)]
                for n in range(many * 3)
            ]
            self.table("Comments", "comments", writing.COMMENT_COLUMNS, comments, dialects.comments)

    def plain(self, dataset: Dataset, count: int) -> None:
        """A table of which every column has one verdict, whatever else stands in its record."""
        rows = [
            [self.words(4) if column.role == "text" else "" for column in dataset.columns]
            for _ in range(count)
        ]
        columns = [column.name for column in dataset.columns]
        self.table(dataset.files[0].names[0], dataset.id, columns, rows)

    def posts(self, count: int) -> None:
        link = "https://www.linkedin.com/feed/update/urn%3Ali%3Ashare%3A"
        rows = [
            [self.second(n), f"{link}{n}", self.words(40), "", "", "MEMBER_NETWORK"]
            for n in range(count)
        ]
        self.table("Shares", "posts", writing.POST_COLUMNS, rows, dialects.posts)

    def messages(self, name: str, count: int) -> None:
        at = "https://www.linkedin.com/in/"
        rows = [
            [f"2-{n}==", "", name, f"{at}me", self.name(), f"{at}you{n}", f"{self.second(n)} UTC",
             self.words(2), self.words(18), "INBOX"]
            for n in range(count)
        ]  # fmt: skip
        self.table("messages", "messages", mail.TEN, rows, dialects.quoted)

    def prompts(self, name: str, count: int) -> None:
        rows = [
            [f"2-{n}==", "", name, "https://www.linkedin.com/in/me", "", "",
             f"{self.second(n)} UTC", "", self.words(12), "INBOX"]
            for n in range(count)
        ]  # fmt: skip
        self.table("guide_messages", "ai_messages", mail.TEN, rows, dialects.quoted)

    def table(
        self,
        name: str,
        dataset: str,
        columns: Sequence[str],
        rows: Sequence[Sequence[str]],
        write: Callable[[Table], bytes] = dialects.minimal,
    ) -> None:
        """Add a file, and count what it holds."""
        known = catalogue.load().datasets[dataset]
        self.files.append((f"{name}.csv", write(Table.of(columns, rows))))
        self.truth.rows += len(rows)
        for at, column in enumerate(columns):
            found = known.column(column)
            if found is not None and found.role == "text":
                count = sum(len(row[at].split()) for row in rows)
                verdict = verdicts()[self.truth.region, dataset, column] if count else ""
                if count:
                    self.truth.words[known.category, verdict] += count

    def words(self, most: int) -> str:
        """Some words, at most so many and one at least."""
        return " ".join(self.name().lower() for _ in range(self.rng.randint(1, most)))

    def name(self) -> str:
        return "".join(self.rng.choices(_SYLLABLES, k=self.rng.randint(2, 4))).title()

    def second(self, number: int) -> str:
        return str(_FIRST + timedelta(hours=7 * number))


@cache
def plain() -> tuple[Dataset, ...]:
    """Tables without anything odd, of which the decisions speak without conditions."""
    with DECISIONS.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    conditional = {row["dataset"] for row in rows if row["row_condition"]}
    mine = {"profile", "skills", "connections", "saved_resumes", "comments"}
    found = []
    for dataset in catalogue.load().datasets.values():
        texts = [column.name for column in dataset.columns if column.role == "text"]
        dialect = dataset.dialect
        odd = any((dataset.claimed, dataset.repeats, dataset.states, dialect.split,
                   dialect.continues, dialect.record_start))  # fmt: skip
        told = all(
            (region, dataset.id, one) in verdicts() for region in SITUATIONS for one in texts
        )
        files = dataset.files[0]
        if not (texts and told) or odd or files.format != "table" or not files.names:
            continue
        if dataset.id not in conditional | mine and not files.names[0].endswith("*"):
            found.append(dataset)
    return tuple(found)


@cache
def verdicts() -> dict[tuple[str, str, str], str]:
    """The verdict of a column by region and dataset: the first line that speaks of it."""
    found: dict[tuple[str, str, str], str] = {}
    with DECISIONS.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            for region, situation in SITUATIONS.items():
                if row["situation"] == situation:
                    for column in _columns(row["dataset"], row["columns"]):
                        found.setdefault((region, row["dataset"], column), row["verdict"])
    return found


def _columns(dataset: str, said: str) -> Iterator[str]:
    known = catalogue.load().datasets.get(dataset)
    if known is None:
        return
    for column in known.columns:
        parts = said.replace("; ", ", ").split(", ")
        if said.startswith(("all", "other columns")) or column.name in parts:
            yield column.name


def differences(truths: Sequence[Truth], found: dict[str, Truth]) -> list[str]:
    """Where a study found something else, by number of participant; empty where it is right."""
    told = [
        f"participant {number}: {name}"
        for number, truth in enumerate(truths)
        for name in ("region", "kind", "failure", "entries", "rows", "unread", "words")
        if truth.folder not in found
        or (getattr(truth, name) != getattr(found[truth.folder], name) and not _moot(truth, name))
    ]
    return told + ["someone who was never built"] * (len(found) > len(truths))


def _moot(truth: Truth, name: str) -> bool:
    """Whether nothing can be said of it."""
    return truth.failure is not None and name in ("region", "kind")


def found(study: Path, truths: Sequence[Truth], key: StudyKey) -> dict[str, Truth]:
    """What a study says of the same participants, by the names of their folders."""
    names = {key.participant(truth.folder): truth.folder for truth in truths}
    made: dict[str, Truth] = {}
    ledger = pl.read_parquet(study / "_ledger" / "*.parquet", glob=True)
    for row in ledger.iter_rows(named=True):
        name = names.get(row["participant"], row["participant"])
        mine = made.setdefault(name, Truth(name, row["region"], row["kind"]))
        if row["region"] is None:
            mine.failure = row["status"]
            continue
        mine.entries += 1
        mine.rows += row["rows"]
        mine.unread += row["status"] == "unreadable"
    rows = pl.scan_parquet(study / "region=*" / "*.parquet", hive_partitioning=True)
    keys = ("participant", "region", "category", "verdict")
    sums = rows.group_by(keys).agg(pl.col("words").sum()).filter(pl.col("words") > 0).collect()
    for participant, region, category, verdict, words in sums.iter_rows():
        mine = made[names.get(participant, participant)]
        assert mine.region == region
        mine.words[category, verdict] += words
    return made
