"""Counts: words and characters as the contract defines them, records under one verdict each."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from inspector.knowledge import catalogue, policy_loader
from inspector.knowledge.vocabulary import VERDICTS
from inspector.reading.archive.archive import open_archives
from inspector.reading.archive.limits import Limits
from inspector.reading.reader import read
from inspector.reading.text.words import characters_of, counted, words_of
from inspector.verdicts.file_verdicts import judge_file
from inspector.verdicts.judge import Judge
from inspector.verdicts.situation import Situation
from inspector.verdicts.totals import Totals
from tests.lib.archives import look, write_zip

WHITE_SPACE = frozenset(
    map(chr, [*range(0x9, 0xE), 0x20, 0x85, 0xA0, 0x1680, *range(0x2000, 0x200B)])
) | frozenset("\u2028\u2029\u202f\u205f\u3000")
KNOWN = catalogue.load()
POLICIES = policy_loader.load(KNOWN)
TODAY = Situation("eu", "option", dt.date(2026, 11, 22))


def count_words(text: str) -> int:
    spaced = "".join(" " if char in WHITE_SPACE else "x" for char in text)
    return len(spaced.split(" ")) - spaced.split(" ").count("")


@given(st.text(st.sampled_from("ab é\t\r\n\x1c\x1f\x85\xa0\u1680\u200b\u2003\u2028\u3000𝗯👩‍🔧\0")))
def test_words_are_runs_without_white_space(text: str) -> None:
    expected = count_words(text), len(text) - text.count("\r\n")
    words, characters = counted(pl.Series([text]))
    assert (words.item(), characters.item()) == expected
    assert (words_of(text), characters_of(text)) == expected


def totals(tmp_path: Path, name: str, text: str, situation: Situation = TODAY) -> dict[str, Totals]:
    file = look(tmp_path, name, text).file
    return {str(k): v for k, v in judge_file(file, Judge(POLICIES, situation)).totals.items()}


def test_a_record_counts_under_the_strongest_verdict_of_its_text(tmp_path: Path) -> None:
    text = "Title,Description,Url,Started On,Finished On\nBridge,Long one,https://x.example,,\n"
    assert totals(tmp_path, "Projects.csv", text) == {
        "inside": Totals(),
        "unclear": Totals(1, 3, 3, 14),
        "outside": Totals(),
    }


def test_a_record_without_text_counts_under_all_its_values(tmp_path: Path) -> None:
    text = "Date,Link\n2025-01-01 00:00:00,https://x.example\n"
    assert totals(tmp_path, "InstantReposts.csv", text)["unclear"] == Totals(1, 2, 0, 0)


def test_values_count_under_their_own_verdict(tmp_path: Path) -> None:
    text = (
        "First Name,Last Name,Billing Country,Postal Code,Transaction Made At,Payment Method Type,"
        "Invoice Number,Description,Tax Amount,Sub Total,Total Amount,Currency Code\n"
        'A,B,se,1,"7/22/24, 6:09 PM",Visa,2,Premium,1,2,3,SEK\n'
    )
    found = totals(tmp_path, "Receipts.csv", text)
    assert found["outside"].values == 1  # the payment method
    assert found["unclear"].values == 11
    assert (found["unclear"].records, found["outside"].records) == (1, 0)


def test_a_record_is_counted_in_the_row_of_its_first_value_with_its_verdict(tmp_path: Path) -> None:
    text = (
        "Date,ShareLink,ShareCommentary,SharedUrl,MediaUrl,Visibility\n"
        "2025-01-02 03:04:05,https://x.example,two words,,,MEMBER_NETWORK\n"
    )
    judged = judge_file(look(tmp_path, "Shares.csv", text).file, Judge(POLICIES, TODAY))
    rows = {(row.basis, row.totals.records, row.totals.words) for row in judged.rows}
    assert rows == {("inferred", 1, 0), ("stated", 0, 2)}  # the date comes before the text
    assert {row.month for row in judged.rows} == {dt.date(2025, 1, 1)}
    assert (judged.verdict, judged.basis) == ("inside", "stated")


def test_states_of_records_decide(tmp_path: Path) -> None:
    head = "First Name,Last Name,Company,Job Title,Text,Creation Date,Status\n"
    rows = 'A,B,C,D,shown text,"07/22/24, 06:09 PM",VISIBLE\nA,B,C,D,kept back,"07/22/24, 06:09 PM",HIDDEN\n'
    found = totals(tmp_path, "Recommendations_Received.csv", head + rows)
    assert (found["inside"].records, found["unclear"].records) == (1, 1)


def test_column_verdicts_follow_the_values_there(tmp_path: Path) -> None:
    text = "Name,Proficiency\nFrench,\n"
    judged = judge_file(look(tmp_path, "Languages.csv", text).file, Judge(POLICIES, TODAY))
    assert [(c.name, c.verdict, c.basis) for c in judged.columns] == [
        ("Name", "unclear", "disputed"),
        ("Proficiency", None, None),
    ]


def test_judging_again_reads_nothing_again(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "e.zip", {"Skills.csv": "Name\nWelding\n"})
    (file,) = read(open_archives([path], Limits()), KNOWN)
    path.unlink()
    paused = Situation("ca", "option", dt.date(2025, 6, 1))
    assert judge_file(file, Judge(POLICIES, TODAY)).verdict == "inside"
    assert judge_file(file, Judge(POLICIES, paused)).verdict == "outside"


def test_rows_add_up_to_totals(tmp_path: Path) -> None:
    text = "Name,Url,Authority,Started On,Finished On,License Number\nA b,u,C,Jan 2020,,77\n"
    judged = judge_file(look(tmp_path, "Certifications.csv", text).file, Judge(POLICIES, TODAY))
    for verdict in VERDICTS:
        rows = [row.totals for row in judged.rows if row.verdict == verdict]
        assert sum(rows, Totals()) == judged.totals[verdict]


def test_a_value_that_is_no_text_does_not_lift_a_record(tmp_path: Path) -> None:
    """An accepted endorsement's date is inside, but a connection of text decides its record."""
    text = (
        "Endorsement Date,Skill Name,Endorsee First Name,Endorsee Last Name,Endorsee Public Url,"
        "Endorsement Status\n2025/01/01 10:00:00 UTC,,Ann,Bee,x.example,ACCEPTED\n"
    )
    found = totals(tmp_path, "Endorsement_Given_Info.csv", text)
    assert (found["inside"].records, found["unclear"].records) == (0, 1)
    assert found["inside"].values == 2  # the date and the status


def test_more_columns_than_bits_are_counted_once_each(tmp_path: Path) -> None:
    names = ["Name", *(f"New {n}" for n in range(200))]
    text = ",".join(names) + "\n" + ",".join("v" for _ in names) + "\n"
    found = totals(tmp_path, "Skills.csv", text)
    assert (found["inside"].values, found["unclear"].values) == (1, 200)
    assert (found["inside"].records, found["unclear"].records) == (1, 0)


def test_every_known_column_has_a_bit_of_its_own() -> None:
    from inspector.reading.counts.meter import LAST_BIT

    assert max(len(one.columns) for one in KNOWN.datasets.values()) < LAST_BIT
