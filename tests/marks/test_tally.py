"""How many values and records hold marks: against a small export whose marks are known."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from inspector.marks.kept_texts import KeptTexts
from inspector.marks.tally import Count, Tally, tally
from inspector.session.request import Request
from inspector.session.session import ReadingStop, Session
from tests.lib.archives import write_zip

FILES = {
    "Profile.csv": (
        "First Name,Last Name,Maiden Name,Address,Birth Date,Headline,Summary,Zip Code,Geo Location\n"
        'Ysaline,Quenneville,Vauquelin,"12 rue des Lilas, 75011 Paris","Apr 12, 1990",Baker,'
        '"Born on 12 April 1990. Mail me: y@quenneville.org",75011,"Paris, Île-de-France, France"\n'
    ),
    "Email Addresses.csv": (
        "Email Address,Confirmed,Primary,Updated On\ny@quenneville.org,Yes,Yes,Not Available\n"
    ),
    "Connections.csv": (
        "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
        "Zoë,Müller-Œst,https://www.linkedin.com/in/z,,Mill,Miller,01 Jan 2020\n"
    ),
    "Shares.csv": (
        "Date,ShareLink,ShareCommentary,SharedUrl,MediaUrl,Visibility\n"
        '2025-07-13 09:15:00,https://x.org/1,"Thanks ZOE Müller-Œst, and again Zoë Müller-Œst",,,'
        "MEMBER_NETWORK\n"
        "2025-07-14 09:15:00,https://x.org/2,Come to 12 rue des Lilas,,,MEMBER_NETWORK\n"
        "2025-07-15 09:15:00,https://x.org/3,Nothing,,,MEMBER_NETWORK\n"
    ),
    "messages.csv": (
        "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,"
        "DATE,SUBJECT,CONTENT,FOLDER,ATTACHMENTS\n"
        "c,,Quill Harrowgate,,Ysaline Quenneville,,2025-07-13 09:15:00 UTC,"
        "Call +33 1 42 68 53 00,<p>Call <b>+33 1 42 68 53 00</b> &amp; ask Quill Harrowgate</p>,"
        "INBOX,\n"
    ),
}


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Tally:
    path = tmp_path_factory.mktemp("marks") / "Complete_LinkedInDataExport_07-20-2025.zip"
    write_zip(path, {name: content.encode() for name, content in FILES.items()})
    session = Session(Request((path,), region="eu", on=dt.date(2026, 11, 21)))
    session.keep()
    return tally(session, session.summary())


def test_each_verdict_tells_its_marks_in_whose_words(found: Tally) -> None:
    assert found.counts["inside"] == {
        "member": {
            "email": Count(1, 1, 1),
            "birth_date": Count(1, 1, 1),
            "address": Count(1, 1, 1),
            "own": Count(2, 2, 3),
            "name": Count(1, 1, 2),
        }
    }
    assert found.own["inside"] == {"own.email", "own.birth_date", "own.address"}


def test_records_are_counted_once_whatever_their_values(found: Tally) -> None:
    elsewhere = {v: kinds for v, kinds in found.counts.items() if "others" in kinds}
    assert [kinds["others"] for kinds in elsewhere.values()] == [
        {"phone": Count(2, 1, 2), "name": Count(1, 1, 1)}
    ]


def test_all_authors_together(found: Tally) -> None:
    assert found.of_all("inside")["own"] == Count(2, 2, 3)


def test_texts_kept_while_reading_give_the_same(tmp_path: Path, found: Tally) -> None:
    path = tmp_path / "Complete_LinkedInDataExport_07-20-2025.zip"
    write_zip(path, {name: content.encode() for name, content in FILES.items()})
    session = Session(Request((path,), region="eu", on=dt.date(2026, 11, 21)))
    texts = KeptTexts(session.knowledge.mark_rules)
    session.read(None, texts)
    assert tally(session, session.summary(), texts) == found


def test_time_is_asked_for_while_marks_are_read(tmp_path: Path) -> None:
    path = tmp_path / "Complete_LinkedInDataExport_07-20-2025.zip"
    write_zip(path, {name: content.encode() for name, content in FILES.items()})
    session = Session(Request((path,), region="eu", on=dt.date(2026, 11, 21)))
    session.keep()
    summary = session.summary()
    session.stop()
    with pytest.raises(ReadingStop):
        tally(session, summary)
