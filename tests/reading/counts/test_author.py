"""Whose words: by the catalogue, by direction, by sender; never by a guess."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pyarrow.parquet as pq
import pytest

from fixtures import BuiltExport
from inspector.knowledge import catalogue
from inspector.knowledge.vocabulary import VERDICTS
from inspector.outputs import parquet
from inspector.outputs.json import summary as document
from inspector.reading.archive.archive import open_archives
from inspector.reading.archive.limits import Limits
from inspector.reading.counts.author import AUTHORS, NOBODY, Author, Owner
from inspector.reading.owner import owner_of
from inspector.reading.reader import read
from inspector.reading.tables.records import Batch
from inspector.session.request import Request
from tests.lib.archives import write_zip
from tests.lib.runs import inspect, write_records

Built = Callable[[str], tuple[BuiltExport, Path]]

NAMED = Owner(("Ann Lee, PhD", "Ann Petit"))
SIGNS = Owner(("Ann (L.*+",))
LINKED = Owner(("Ann Lee, PhD",), "in/ann-lee")
ACCENTED = Owner(("Ann Lee",), "in/josé-lee")
MESSAGES = (
    "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,"
    "SUBJECT,CONTENT,FOLDER\n"
)
ANN, BOB = "https://www.linkedin.com/in/Ann-Lee/", "https://www.linkedin.com/in/bob"


def authors(folder: Path, name: str, text: str, owner: Owner = NOBODY) -> list[str]:
    """The author of each record of a file."""
    path = write_zip(folder / "export.zip", {name: text})
    batches: list[Batch] = []
    read(open_archives([path], Limits()), catalogue.load(), batches.append, owner=owner)
    return [author for batch in batches for author in batch.frame["author"].to_list()]


# owner, title, sender, sender's address, recipients, recipients' addresses, author
LETTERS: list[tuple[Owner, str, str, str, str, str, Author]] = [
    (NAMED, "", "Ann Lee, PhD", ANN, "Bob Moss", BOB, "member"),
    (NAMED, "", "ann  lee,  phd", "", "Bob Moss", "", "member"),
    (NAMED, "", "Ann Petit", "", "Bob Moss", "", "member"),
    (NAMED, "", "Bob Moss", BOB, "Ann Lee, PhD", ANN, "others"),
    (NAMED, "", "Bob Moss", BOB, "Cy Orr,Ann Lee, PhD,Di Poe", "", "others"),
    (NAMED, "", "Bob Moss", BOB, "Ann Petit", "", "others"),
    # A name within a name is another's.
    (NAMED, "", "Bob Moss", BOB, "Mary Ann Petit", "", "unknown"),
    (NAMED, "", "Bob Moss", BOB, "Ann Petitjean", "", "unknown"),
    # A name is no pattern.
    (SIGNS, "", "Bob Moss", BOB, "Cy Orr, Ann (L.*+ ,Di Poe", "", "others"),
    (SIGNS, "", "Bob Moss", BOB, "Ann (Lee+", "", "unknown"),
    # Neither end is known: nothing follows from a name that differs.
    (NAMED, "", "Bob Moss", BOB, "Cy Orr", "", "unknown"),
    (NOBODY, "", "Bob Moss", BOB, "Ann Lee, PhD", ANN, "unknown"),
    (NOBODY, "", "Ann Lee, PhD", ANN, "Bob Moss", BOB, "unknown"),
    # A namesake writes, or the member writes to a namesake: the name alone cannot tell.
    (NAMED, "", "Ann Petit", "", "Ann Petit", "", "unknown"),
    (LINKED, "", "Ann Lee, PhD", BOB, "Ann Lee, PhD", ANN, "others"),
    (LINKED, "", "Ann Lee, PhD", ANN, "Ann Lee, PhD", BOB, "member"),
    # By the address alone: the name has changed since.
    (LINKED, "", "Ann Young", ANN, "Bob Moss", BOB, "member"),
    (LINKED, "", "Bob Moss", BOB, "Cy Orr", "", "unknown"),
    (LINKED, "", "Bob Moss", BOB, "Ann Lee, PhD", "", "others"),
    # An address of other years, or written in another way.
    (
        LINKED,
        "",
        "Ann Lee, PhD",
        "https://www.linkedin.com/in/ann-1a2b",
        "Bob Moss",
        BOB,
        "unknown",
    ),
    (LINKED, "", "Ann Lee, PhD", "http://uk.linkedin.com/in/ann-lee?trk=x", "Bo", BOB, "member"),
    (ACCENTED, "", "Ann Lee", "https://www.linkedin.com/in/jos%C3%A9-lee", "Bob", BOB, "member"),
    (ACCENTED, "", "Ann Lee", "https://www.linkedin.com/in/josé-lee/", "Bob", BOB, "member"),
    (ACCENTED, "", "Bob", BOB, "Cy", f"{BOB},https://linkedin.com/in/Jos%C3%A9-Lee", "others"),
    (LINKED, "", "Bob Moss", "", "Cy Orr", f"{BOB},{ANN}", "others"),
    # A hidden sender may be a closed account or an advertiser.
    (LINKED, "", "LinkedIn Member", "", "Ann Lee, PhD", ANN, "unknown"),
    (LINKED, "", "", "", "Ann Lee, PhD", ANN, "unknown"),
    (LINKED, "Sponsored Conversation", "LinkedIn Member", "", "Ann Lee, PhD", ANN, "linkedin"),
    # An answer to it is the member's.
    (LINKED, "Sponsored Conversation", "Ann Lee, PhD", ANN, "Bob Moss", BOB, "member"),
]


@pytest.mark.parametrize(
    ("owner", "title", "sender", "address", "recipients", "addresses", "author"), LETTERS
)
def test_who_wrote_a_message(
    tmp_path: Path,
    owner: Owner,
    title: str,
    sender: str,
    address: str,
    recipients: str,
    addresses: str,
    author: str,
) -> None:
    row = f'2-a,{title},"{sender}",{address},"{recipients}","{addresses}",'
    text = f"{MESSAGES}{row}2025-01-02 03:04:05 UTC,,Hello,INBOX\n"
    assert authors(tmp_path, "messages.csv", text, owner) == [author]


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("Shares.csv", "Date,ShareLink,ShareCommentary,SharedUrl,MediaUrl,Visibility\n"
         "2025-01-02 03:04:05,,Hello,,,MEMBER_NETWORK\n", ["member"]),
        ("Recommendations_Received.csv", "First Name,Last Name,Company,Job Title,Text,"
         "Creation Date,Status\nBo,Ek,,,Fine,,VISIBLE\n", ["others"]),
        ("Recommendations_Given.csv", "First Name,Last Name,Company,Job Title,Text,"
         "Creation Date,Status\nBo,Ek,,,Fine,,VISIBLE\n", ["member"]),
        ("Messages.csv", "From,To,Date,Subject,Content,Direction,Folder\n"
         "A,B,,,one,OUTGOING,SENT\nB,A,,,two,INCOMING,INBOX\n", ["member", "others"]),
        ("Invitations.csv", "From,To,Sent At,Message,Direction\n"
         "A,B,,Hi,OUTGOING\nB,A,,,INCOMING\nB,A,,,\n", ["member", "others", "unknown"]),
        ("coach_messages.csv", MESSAGES + "1,,Ann,u,,,,,Why?,INBOX\n1,,,,Ann,u,,,Because,INBOX\n"
         "1,,,,,,,,Odd,INBOX\n", ["member", "linkedin", "unknown"]),
        ("LearningCoachMessages.txt", "conversation: 1\ntimestamp: 2\nuser: Why?\ncoach: So.\n",
         ["member", "linkedin"]),
        ("Inferences_about_you.csv", "Category,Type of inference,Description,Inference\n"
         "a,b,c,d\n", ["linkedin"]),
        ("Unheard_of.csv", "x,y\n1,2\n", ["unknown"]),
    ],
)  # fmt: skip
def test_who_wrote_a_record(tmp_path: Path, name: str, text: str, found: list[str]) -> None:
    assert authors(tmp_path, name, text) == found


INVITED = "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl\n"


@pytest.mark.parametrize(
    ("rows", "link"),
    [
        ([f"A,B,,,OUTGOING,{ANN},{BOB}", f"B,A,,,INCOMING,{BOB},{ANN}"], LINKED.link),
        ([f"A,B,,,OUTGOING,{ANN},{BOB}", "A,C,,,OUTGOING,,https://x"], LINKED.link),
        # Two addresses: none of them is known for certain.
        ([f"A,B,,,OUTGOING,{ANN},{BOB}", "A,C,,,OUTGOING,https://y,https://x"], None),
        (["A,B,,,OUTGOING,,"], None),
        ([], None),
    ],
)
def test_the_address_of_the_owner(tmp_path: Path, rows: list[str], link: str | None) -> None:
    path = write_zip(
        tmp_path / "export.zip",
        {
            "Invitations.csv": INVITED + "".join(f"{row}\n" for row in rows),
            "Profile.csv": "First Name,Last Name,Geo Location\n Ann ,Lee,Oslo\n",
        },
    )
    owner = owner_of(open_archives([path], Limits()), catalogue.load())
    assert owner == Owner(("Ann Lee",), link, ("Oslo",))


@pytest.mark.parametrize("name", ["complete-2026", "complete-2025", "basic-2025", "complete-2018"])
def test_the_built_messages_are_told_apart(built: Built, name: str) -> None:
    export, path = built(name)
    known = catalogue.load()
    archives = open_archives([path], Limits())
    batches: list[Batch] = []
    read(archives, known, batches.append, owner=owner_of(archives, known))
    found = 0
    for batch in batches:
        if batch.dataset is None or batch.dataset.id != "messages":
            continue
        sender = next(i for i, h in enumerate(batch.layout.headers) if h.upper() == "FROM")
        for name_of_sender, author in batch.frame.select(f"c{sender}", "author").iter_rows():
            found += 1
            if name_of_sender == export.member.name:
                assert author == "member"
            else:
                assert author != "member"
            if name_of_sender not in ("", "LinkedIn Member", export.member.name):
                assert author == "others"
    assert found


def test_scrambled_senders_stay_unknown(shared: Path) -> None:
    """Where every name and address is another, a message is nobody's for certain."""
    for path in sorted((shared / "exports").glob("*.zip")):
        summary = inspect(Request((path,)))
        for file in summary.files:
            layout = file.reading.layout
            told = layout is not None and "Direction" in layout.headers
            if file.reading.dataset and file.reading.dataset.id == "messages" and not told:
                assert set(file.by_author) <= {"unknown", "linkedin"}, path.name


def test_authors_add_up_everywhere(built: Built, tmp_path: Path) -> None:
    path = built("complete-2026")[1]
    target = tmp_path / "records.parquet"
    summary = write_records(Request((path,)), target)
    made = document.document(summary)
    for verdict in VERDICTS:
        for measure, whole in made["totals"][verdict].items():
            parts = (totals[verdict][measure] for totals in made["by_author"].values())
            assert sum(parts) == whole
    for file in made["files"]:
        for verdict in VERDICTS:
            parts = (totals[verdict]["words"] for totals in file["by_author"].values())
            assert sum(parts) == file["totals"][verdict]["words"]
        mixed = len(file["by_author"]) > 1
        assert file["author"] == ("mixed" if mixed else next(iter(file["by_author"]), None)), file[
            "path"
        ]
    parquet.write_summary(summary, tmp_path / "summary.parquet")
    by_author = (
        pl.read_parquet(tmp_path / "summary.parquet").group_by("author").agg(pl.col("words").sum())
    )
    assert dict(by_author.iter_rows()) == {
        author: sum(totals[v]["words"] for v in VERDICTS)
        for author, totals in made["by_author"].items()
    }
    values = pq.read_table(target).group_by("author").aggregate([("value", "count")]).to_pylist()
    assert {row["author"]: row["value_count"] for row in values} == {
        author: sum(totals[v]["values"] for v in VERDICTS)
        for author, totals in made["by_author"].items()
    }
    assert {row["author"] for row in values} <= set(AUTHORS)


def test_a_name_of_more_letters_than_names_have_tells_nothing(tmp_path: Path) -> None:
    long = "\u65e5" * 300
    profile = f"First Name,Last Name,Geo Location\n{long},Smith,{long}\n"
    rows = "".join(f"c{n},,Bob,,{long} Smith,,2025-01-01 00:00:00 UTC,,x,INBOX\n" for n in range(9))
    files = {"Profile.csv": profile, "messages.csv": MESSAGES + rows}
    export = write_zip(tmp_path / "export.zip", files)
    assert owner_of(open_archives([export], Limits()), catalogue.load()) == NOBODY
    write_records(Request((export,)), tmp_path / "r.parquet")
    found = pq.read_table(tmp_path / "r.parquet", columns=["author"])["author"].to_pylist()
    assert "others" not in found
