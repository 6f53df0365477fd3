"""The nineteen quirks of LinkedIn's files, each with what a naive reader would make of it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from inspector.knowledge import catalogue
from inspector.reading.archive.archive import open_archives
from inspector.reading.archive.limits import Limits
from inspector.reading.reader import read
from tests.lib.archives import look, write_zip

POSTS = "Date,ShareLink,ShareCommentary,SharedUrl,MediaUrl,Visibility\n"
COMMENTS = "Date,Link,Message\n"
MESSAGES = (
    "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,"
    "DATE,SUBJECT,CONTENT,FOLDER\n"
)
LINK = "https://www.linkedin.com/feed/update/urn%3Ali%3Ashare%3A1"


def test_q1_wrapped_line_breaks_are_plain_again_and_quotations_survive(tmp_path: Path) -> None:
    raw = (
        f'2025-01-02 03:04:05,{LINK},"one""\n""""\n""He said ""yes"", they said",,,MEMBER_NETWORK\n'
    )
    assert look(tmp_path, "Shares.csv", POSTS + raw).rows[0][2] == 'one\n\nHe said "yes", they said'


def test_q1_a_post_that_ends_in_a_line_break(tmp_path: Path) -> None:
    raw = f'2025-01-02 03:04:05,{LINK},"one""\n""",,,MEMBER_NETWORK\n'
    assert look(tmp_path, "Shares.csv", POSTS + raw).rows[0][2] == "one\n"


@pytest.mark.parametrize(
    ("raw", "wanted"),
    [
        (r'"say \"hi, you\" and leave"', 'say "hi, you" and leave'),
        (r'"he said \"bye\""', 'he said "bye"'),
        (r'"the \"end\", he said"', 'the "end", he said'),
        (r'"C:\new and \"x\""', 'C:\\new and "x"'),
        (r'"plain, no escape"', "plain, no escape"),
        ('"two \\"lines\\"\nof it"', 'two "lines"\nof it'),
        ('"doubled ""too"", here"', 'doubled "too", here'),
    ],
)
def test_q2_comments_escape_quotes_by_backslash(tmp_path: Path, raw: str, wanted: str) -> None:
    text = f"{COMMENTS}2025-01-02 03:04:05,{LINK},{raw}\n2025-01-01 03:04:05,{LINK},next\n"
    found = look(tmp_path, "Comments.csv", text)
    assert [row[2] for row in found.rows] == [wanted, "next"]
    assert found.file.status == "read"


def test_q2_a_comment_that_ends_in_a_backslash_swallows_nothing(tmp_path: Path) -> None:
    text = (
        f'{COMMENTS}2025-01-02 03:04:05,{LINK},"see \\"share\\", or \\\\srv\\"\n'
        f"2025-01-01 03:04:05,{LINK},next\n"
    )
    rows = look(tmp_path, "Comments.csv", text).rows
    assert [row[2] for row in rows] == ['see "share", or \\\\srv\\', "next"]


def test_q2_a_backslash_is_a_letter_everywhere_else(tmp_path: Path) -> None:
    text = f'{POSTS}2025-01-02 03:04:05,{LINK},"a, C:\\",,,MEMBER_NETWORK\n'
    assert look(tmp_path, "Shares.csv", text).rows[0][2] == "a, C:\\"


def test_q3_naked_lines_continue_the_comment_above(tmp_path: Path) -> None:
    text = (
        "Date,Link,Message\r\n"
        f"2024-01-02 03:04:05,{LINK},first\r\n\r\nthird line\r\n"
        f'2024-01-01 03:04:05,{LINK},"with, comma"\r\n'
    )
    found = look(tmp_path, "Comments.csv", text)
    assert [row[2] for row in found.rows] == ["first\n\nthird line", "with, comma"]
    assert (found.file.rows, found.file.status) == (2, "read")


def test_q4_both_dialects_of_messages(tmp_path: Path) -> None:
    old = MESSAGES + "1-a==,,A B,u,C D,v,2025-09-29 06:24:53 UTC,,one  two,INBOX\n"
    assert look(tmp_path, "messages.csv", old).rows[0][8] == "one  two"
    head = ",".join(f'"{name}"' for name in MESSAGES.strip().split(","))
    new = (
        head
        + '\n"1-a==","","A B","u","C D","v","2026-09-29 06:24:53 UTC","","one\n\ntwo","INBOX"\n'
    )
    found = look(tmp_path, "messages.csv", new)
    assert found.rows[0][8] == "one\n\ntwo"
    assert found.file.headers[0] == "CONVERSATION ID"


def test_q5_words_of_html_are_those_a_reader_sees(tmp_path: Path) -> None:
    html = '<p class=""spinmail-quill-editor__spin-break"">Dear <strong>you</strong> &amp; all</p>'
    text = MESSAGES + f'1-a==,,LinkedIn Member,,C D,v,2025-09-29 06:24:53 UTC,,"{html}",INBOX\n'
    file = look(tmp_path, "messages.csv", text).file
    assert file.measures is not None
    content = file.measures.days.values.filter(file.measures.days.values["column"] == 8)
    assert content["words"].to_list() == [4]  # Dear, you, &, all
    assert content["characters"].to_list() == [len("Dear you & all")]


def test_q5_a_plain_message_with_angle_brackets_keeps_them(tmp_path: Path) -> None:
    text = MESSAGES + "1-a==,,A,u,C D,v,2025-09-29 06:24:53 UTC,,a <3 b > c <x@example.org>,INBOX\n"
    file = look(tmp_path, "messages.csv", text).file
    assert file.measures is not None
    content = file.measures.days.values.filter(file.measures.days.values["column"] == 8)
    assert content["words"].to_list() == [6]


@pytest.mark.parametrize(
    ("to", "urls", "state"),
    [
        ("C D", "v", ""),
        ('"C D, PhD"', "v", ""),
        ('"C D,E F"', '"v,w"', "several"),
        ('"C D,E F"', "", "several"),
    ],
)
def test_q6_several_recipients_are_joined_by_a_bare_comma(
    tmp_path: Path, to: str, urls: str, state: str
) -> None:
    text = MESSAGES + f"1-a==,,A,u,{to},{urls},2025-09-29 06:24:53 UTC,,hi,INBOX\n"
    assert look(tmp_path, "messages.csv", text).states == [state]


def test_q6_line_separators_inside_messages_cut_nothing(tmp_path: Path) -> None:
    text = MESSAGES + "1-a==,,A,u,C,v,2025-09-29 06:24:53 UTC,,one\u2028two\x85three,INBOX\n"
    assert look(tmp_path, "messages.csv", text).rows[0][8] == "one\u2028two\x85three"


def test_q7_an_empty_media_description_is_no_value(tmp_path: Path) -> None:
    text = (
        "Date/Time,Media Description,Media Link\n"
        '"You uploaded a feed photo on June 5, 2020 at 2:51 PM (GMT)", -,https://x.example\n'
    )
    found = look(tmp_path, "Rich_Media.csv", text)
    assert found.rows[0][1] == ""
    assert found.states == ["feed"]
    assert found.file.measures is not None
    assert found.file.measures.first == dt.date(2020, 6, 5)


def test_q8_searches_are_split_at_the_first_comma_only(tmp_path: Path) -> None:
    text = (
        "Time,Search Query\n2025/09/01 10:00:00 UTC,head of data, lyon, remote\n"
        "2025/09/01 10:00:01 UTC,ends in a backslash\\\n2025/09/01 10:00:02 UTC,plain\n"
    )
    found = look(tmp_path, "SearchQueries.csv", text)
    assert [row[1] for row in found.rows] == [
        "head of data, lyon, remote",
        "ends in a backslash\\",
        "plain",
    ]
    assert found.file.rows_left_out == 0


def test_q8_older_searches_were_quoted(tmp_path: Path) -> None:
    text = 'Time,Search Query\n2024/01/01 10:00:00 UTC,"a, ""b"""\n'
    assert look(tmp_path, "SearchQueries.csv", text).rows[0][1] == 'a, "b"'


def test_q9_rows_that_linkedin_repeats_are_merged_and_counted(tmp_path: Path) -> None:
    head = "Ad clicked Date,Ad Title/Id\n"
    rows = "2025/07/25 17:36:59 UTC,1\n2025/07/26 17:36:59 UTC,2\n"
    file = look(tmp_path, "Ads Clicked.csv", head + rows * 3).file
    assert (file.rows, file.duplicates, file.rows_kept) == (6, 4, 2)


def test_q9_elsewhere_equal_rows_are_kept(tmp_path: Path) -> None:
    row = "2025-09-29 06:04:47,LIKE,https://x.example\n"
    file = look(tmp_path, "Reactions.csv", "Date,Type,Link\n" + row * 2).file
    assert (file.rows, file.duplicates) == (2, 0)


CONNECTIONS = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"


@pytest.mark.parametrize(
    "preamble",
    ["", 'Notes:\n"One, quoted sentence."\n\n', "Notes:,,,,,,\nOne sentence.,,,,,,\n,,,,,,\n"],
)
def test_q10_the_header_is_found_by_its_names(tmp_path: Path, preamble: str) -> None:
    text = preamble + CONNECTIONS + "A,B,u,,C,D,13 Jul 2025\n,,,,,,12 Jul 2025"
    found = look(tmp_path, "Connections.csv", text)
    assert len(found.rows) == 2
    assert found.file.headers[0] == "First Name"
    assert found.file.measures is not None
    assert found.file.measures.last == dt.date(2025, 7, 13)


def test_q11_utf16_tables_of_2018(tmp_path: Path) -> None:
    text = '"Time"\t"Search Query"\n"2018/10/27 12:31:31 UTC"\t"Zürich, été"\n'
    found = look(tmp_path, "Search Queries.csv", text.encode("utf-16"))
    assert found.rows == [("2018/10/27 12:31:31 UTC", "Zürich, été")]
    assert (found.file.encoding, found.file.status) == ("utf-16-le", "read")


def test_q12_line_ends_mix(tmp_path: Path) -> None:
    head = (
        "Content Title,Content Description,Content Type,Content Last Watched Date (if viewed),"
        "Content Completed At (if completed),Content Saved,Notes taken on videos (if taken),\n"
    )
    text = head + 'T,"one\r\ntwo",Course,2022-01-03 10:54 UTC,N/A,false,N/A,\n'
    found = look(tmp_path, "Learning.csv", text)
    assert found.rows[0][1] == "one\r\ntwo"
    assert found.rows[0][4] == ""  # N/A stands for nothing
    assert found.file.headers[-1] == ""
    assert found.file.measures is not None
    cells = found.file.measures.days.values.filter(found.file.measures.days.values["column"] == 1)
    assert cells["characters"].to_list() == [7]


def test_q13_names_drift_but_parts_and_member_ids_differ(tmp_path: Path) -> None:
    known = catalogue.load()
    row = f"2025-01-02 03:04:05,{LINK},x,,,MEMBER_NETWORK\n"
    entries = {
        "Shares_123456789.csv": POSTS + row,
        "Jobs/Job Applications.csv": "Application Date,Job Title\n",
        "Jobs/Job Applications_1.csv": "Application Date,Job Title\n",
        "learning_coach_messages.csv": MESSAGES,
        "LearningCoachMessages.csv": "No conversations found",
    }
    path = write_zip(tmp_path / "e.zip", entries)
    files = read(open_archives([path], Limits()), known)
    assert [f.path for f in files] == [
        "Shares.csv",
        "Jobs/Job Applications.csv",
        "Jobs/Job Applications_1.csv",
        "learning_coach_messages.csv",
        "LearningCoachMessages.csv",
    ]
    assert [f.status for f in files] == ["read"] + ["header_only"] * 4
    assert not any("123456789" in str(f) for f in files)


@pytest.mark.parametrize(
    ("visibility", "state"),
    [("MEMBER_NETWORK", ""), ("Public", ""), ("Connections", "connections"), ("PUBLIC", "")],
)
def test_q14_visibilities(tmp_path: Path, visibility: str, state: str) -> None:
    text = f"{POSTS}2025-01-02 03:04:05,{LINK},x,,,{visibility}\n"
    assert look(tmp_path, "Shares.csv", text).states == [state]


def test_q15_two_digit_years(tmp_path: Path) -> None:
    text = 'Saved Date,Job Url,Job Title,Company Name\n"6/3/25, 12:56 AM",u,T,C\n'
    measures = look(tmp_path, "Jobs/Saved Jobs.csv", text).file.measures
    assert measures is not None
    assert measures.first == dt.date(2025, 6, 3)


def test_q16_the_local_form_of_a_short_date(tmp_path: Path) -> None:
    text = (
        "First Name,Last Name,Billing Country,Postal Code,Transaction Made At,Payment Method Type,"
        "Invoice Number,Description,Tax Amount,Sub Total,Total Amount,Currency Code\n"
        "A,B,se,1,2024-07-22 18:09,Visa,2,Premium,1,2,3,SEK\n"
    )
    measures = look(tmp_path, "Receipts.csv", text).file.measures
    assert measures is not None
    assert (measures.first, measures.undated) == (dt.date(2024, 7, 22), 0)


def test_q17_columns_of_one_name_are_all_kept(tmp_path: Path) -> None:
    text = "Member Age,Company Names,Company Names,Company Names\n25-34,A; B,C,D\n"
    found = look(tmp_path, "Ad_Targeting.csv", text)
    assert found.rows == [("25-34", "A; B", "C", "D")]
    assert found.file.headers == ("Member Age", "Company Names", "Company Names", "Company Names")


def test_q17_java_dates_and_the_misspelt_name(tmp_path: Path) -> None:
    text = "Creation Time,Marketplace Type\nWed Dec 25 19:27:11 UTC 2024,X\n"
    file = look(tmp_path, "Services Marketplace/Opprtunities.csv", text).file
    assert file.dataset is not None
    assert file.dataset.id == "services_opportunities"
    assert file.measures is not None
    assert file.measures.first == dt.date(2024, 12, 25)


@pytest.mark.parametrize(
    ("name", "text", "status"),
    [
        ("Profile Summary.csv", "Profile Summary\n\n", "header_only"),
        ("LAN Ads Engagement.csv", "Action,Date,Ad Title/Id,Page/App\n", "header_only"),
        ("guide_messages.csv", MESSAGES, "header_only"),
        ("LearningCoachMessages.csv", "No conversations found", "header_only"),
        ("Skills.csv", "", "empty"),
    ],
)
def test_q18_files_without_records_are_no_errors(
    tmp_path: Path, name: str, text: str, status: str
) -> None:
    file = look(tmp_path, name, text).file
    assert (file.status, file.rows, file.rows_left_out) == (status, 0, 0)


def test_q18_plain_text_under_a_csv_name(tmp_path: Path) -> None:
    text = (
        "conversation: 3c1\ntimestamp: 1752398100000\nuser: Hello, coach\ncoach: Hi: how\n"
        "\nare you?\n\n\n\nconversation: 3c2\ntimestamp: 1752398100000\nuser: Again\n"
    )
    found = look(tmp_path, "LearningCoachMessages.csv", text)
    assert found.file.headers == ("conversation", "timestamp", "user", "coach")
    assert found.rows == [
        ("3c1", "1752398100000", "Hello, coach", ""),
        ("3c1", "1752398100000", "", "Hi: how\n\nare you?"),
        ("3c2", "1752398100000", "Again", ""),
    ]
    assert found.states == ["prompt", "", "prompt"]
    assert found.file.measures is not None
    assert found.file.measures.first == dt.date(2025, 7, 13)


def test_q19_a_spreadsheet_under_a_csv_name_is_said(tmp_path: Path) -> None:
    file = look(tmp_path, "Languages.csv", b"PK\x03\x04" + b"\0" * 100).file
    assert file.status == "unreadable"
    assert "spreadsheet" in file.notes[0]


def test_q19_dates_rewritten_by_a_spreadsheet(tmp_path: Path) -> None:
    text = CONNECTIONS.replace(",", ";") + "A;B;u;;C, D;E;13-Jul-25\r\n"
    found = look(tmp_path, "Connections.csv", text)
    assert found.rows[0][4] == "C, D"
    assert found.file.measures is not None
    assert found.file.measures.first == dt.date(2025, 7, 13)


def test_q19_dates_in_an_unknown_form_are_counted_not_guessed(tmp_path: Path) -> None:
    text = "Date,Type,Link\n3/4/2025 9:15,LIKE,u\n"
    file = look(tmp_path, "Reactions.csv", text).file
    assert file.measures is not None
    assert (file.rows_left_out, file.measures.first, file.measures.undated) == (0, None, 1)
    assert any("date" in note for note in file.notes)


@pytest.mark.parametrize("year", ["0000", "9999"])
def test_q19_dates_that_no_calendar_has_end_nothing(tmp_path: Path, year: str) -> None:
    rows = f"{year}-01-01 00:00:00,LIKE,u\n2025-01-01 00:00:00,LIKE,u\n"
    file = look(tmp_path, "Reactions.csv", "Date,Type,Link\n" + rows).file
    assert file.measures is not None
    assert (file.rows, file.measures.undated) == (2, year == "0000")
    assert file.measures.first == dt.date(2025, 1, 1)
