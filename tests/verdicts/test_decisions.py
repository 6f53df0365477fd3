"""Every row of `data/decisions.tsv` is what the shipped texts and rules come to.

The table was worked out by hand, column by column, before the rules were written; where the
two differ, the rules are wrong.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple, cast

import pytest

from inspector.knowledge import catalogue, policy_loader
from inspector.knowledge.catalogue import Catalogue
from inspector.knowledge.dataset import Dataset
from inspector.knowledge.policy import REGIONS, Policies, Recipient, Region
from inspector.verdicts.judge import Judge
from inspector.verdicts.judgement import Judgement
from inspector.verdicts.situation import Situation

DATA = Path(__file__).parents[1] / "data" / "decisions.tsv"
SHARED = Path(__file__).resolve().parents[3] / "shared" / "policy" / "decisions.tsv"
TODAY = dt.date(2026, 11, 22)


class Asked(NamedTuple):
    """A situation of the table, and whose models it asks about."""

    region: Region
    on: dt.date
    recipient: Recipient = "linkedin"


SITUATIONS = {
    "EU today": Asked("eu", TODAY),
    "UK today (LinkedIn)": Asked("uk", TODAY),
    "UK today (Microsoft)": Asked("uk", TODAY, "microsoft"),
    "US today": Asked("us", TODAY),
    "CA 2025-06-01": Asked("ca", dt.date(2025, 6, 1)),
    "US 2025-01-01": Asked("us", dt.date(2025, 1, 1)),
}

IN_GROUP = "in a group (its link names a groupPost)"
IN_GROUP_FOR_CONNECTIONS = "in a group, and Visibility=Connections"
UNSIGNED = "without a sender (both ends are empty)"
IN_GROUPS = ("posts", "comments", "poll_votes", "reactions", "instant_reposts")
"""Datasets whose links tell whether a record stands in a group."""

ALL = ("*",)
"""Every column of the dataset (an invented one where its header was never seen)."""

NAMES = ("First Name", "Last Name", "Company", "Job Title")
NEW_MEDIA = ("Date/Time", "Media Description", "Media Link")
OLD_MEDIA = ("Type", "Link")
MESSAGE_TEXT = ("CONTENT", "SUBJECT", "ATTACHMENTS", "CONVERSATION TITLE")
POST_RIDERS = ("Date", "ShareLink", "Visibility", "Type")
POST_PARTS = ("SharedUrl", "MediaUrl", "Share Title", "Share Description")
JOB_CONTACT = (
    "Contact Email", "Job State", "Create Date", "List Date", "Close Date", "Expiration Date",
    "Company Apply Url",
)  # fmt: skip

COLUMNS: dict[tuple[str, str], tuple[str, ...]] = {
    ("profile", "Geo Location; Country (2018)"): ("Geo Location", "Country"),
    (
        "profile",
        "Address, Birth Date, Zip Code, Twitter Handles, Websites, Instant Messengers, "
        "Contact Instructions (2018)",
    ): (
        "Address",
        "Birth Date",
        "Zip Code",
        "Twitter Handles",
        "Websites",
        "Instant Messengers",
        "Contact Instructions",
    ),
    ("patents", "(claimed only)"): ALL,
    ("projects", "Title, Description, Url, dates"): (
        "Title",
        "Description",
        "Url",
        "Started On",
        "Finished On",
    ),
    ("organizations", "Name, Description, Position, dates"): (
        "Name",
        "Description",
        "Position",
        "Started On",
        "Finished On",
    ),
    ("honors", "Title, Description, Issuer (2018), Issued On"): (
        "Title",
        "Description",
        "Issuer",
        "Issued On",
    ),
    (
        "recommendations_received",
        "First Name, Last Name, Company, Job Title (the recommender)",
    ): NAMES,
    (
        "recommendations_given",
        "First Name, Last Name, Company, Job Title (the person recommended)",
    ): NAMES,
    (
        "endorsements_received",
        "Endorser First Name, Last Name, Public Url, Endorsement Date, Status",
    ): (
        "Endorser First Name",
        "Endorser Last Name",
        "Endorser Public Url",
        "Endorsement Date",
        "Endorsement Status",
    ),
    ("endorsements_given", "Endorsee First Name, Last Name, Public Url"): (
        "Endorsee First Name",
        "Endorsee Last Name",
        "Endorsee Public Url",
    ),
    ("posts", "ShareCommentary, Share Commentary (2018)"): ("ShareCommentary", "Share Commentary"),
    ("posts", "SharedUrl, MediaUrl, Share Title, Share Description (2018)"): POST_PARTS,
    ("posts", "Date, ShareLink, Visibility, Type (2018)"): POST_RIDERS,
    ("posts", "the others"): (*POST_RIDERS, *POST_PARTS),
    ("articles", "created, published, url, cover image"): ("created", "published", "url", "cover"),
    (
        "messages",
        "FROM, TO, SENDER PROFILE URL, RECIPIENT PROFILE URLS, DATE, FOLDER, CONVERSATION ID, "
        "Direction, draft flags",
    ): (
        "FROM",
        "TO",
        "SENDER PROFILE URL",
        "RECIPIENT PROFILE URLS",
        "DATE",
        "FOLDER",
        "CONVERSATION ID",
        "Direction",
        "IS MESSAGE DRAFT",
        "IS CONVERSATION DRAFT",
    ),
    (
        "invitations",
        "From, To, Sent At, Direction, inviter/invitee Profile Url/Urn",
    ): (
        "From",
        "To",
        "Sent At",
        "Direction",
        "inviterProfileUrl",
        "inviteeProfileUrl",
        "inviterProfileUrn",
        "inviteeProfileUrn",
    ),
    ("notes", "all (claimed file)"): ALL,
    ("ai_messages", "other columns; keys of LearningCoachMessages"): (
        "CONVERSATION ID",
        "CONVERSATION TITLE",
        "FROM",
        "SENDER PROFILE URL",
        "TO",
        "RECIPIENT PROFILE URLS",
        "DATE",
        "SUBJECT",
        "FOLDER",
        "conversation",
        "timestamp",
        "user",
        "coach",
    ),
    ("job_seeker_preferences", "all (Introduction Statement included)"): ALL,
    ("job_postings", "Title, Job Description, Company Description, Base Salary and the rest"): (
        "Company Name",
        "Title",
        "Employment Status",
        "Company Description",
        "Job Description",
        "Location Description",
        "Job Functions",
        "Company Industries",
        "Seniority Level",
        "Required Skills",
        "Education Levels",
        "Onsite Apply",
        "Base Salary",
        "Additional Compensation",
    ),
    (
        "job_postings",
        "Contact Email, Job State, four dates, Company Apply Url",
    ): JOB_CONTACT,
    (
        "ad_targeting",
        "all (Member Skills, Job Titles, Company Names, Degrees ... mirror the profile)",
    ): ALL,
    (
        "receipts",
        "First Name, Last Name, Billing Country, Postal Code, Transaction Made At, "
        "Invoice Number, Description, amounts, Currency Code",
    ): (
        "First Name",
        "Last Name",
        "Billing Country",
        "Postal Code",
        "Transaction Made At",
        "Invoice Number",
        "Description",
        "Tax Amount",
        "Sub Total",
        "Total Amount",
        "Currency Code",
    ),
    ("learning", "Content Title, Content Description, Content Type, dates, Content Saved"): (
        "Content Title",
        "Content Description",
        "Content Type",
        "Content Last Watched Date (if viewed)",
        "Content Completed At (if completed)",
        "Content Saved",
    ),
    ("learning", "Notes taken on videos"): ("Notes taken on videos (if taken)",),
    ("services_engagements", "other columns"): (
        "Creation Time",
        "Marketplace Type",
        "Currency Code",
        "Currency Amount",
        "Billing Time Unit",
        "Free Consultation included",
    ),
    ("services_opportunities", "other columns"): (
        "Creation Time",
        "Marketplace Type",
        "Service Category",
        "Location",
        "Preferred Providers",
        "Status",
    ),
}
"""Columns of the table that are not simply headers with commas between them."""

STATES: dict[tuple[str, str], tuple[str, ...]] = {
    ("profile_summary", "header only in all exports seen"): ("",),
    ("recommendations_received", "Status=VISIBLE"): ("visible",),
    ("recommendations_received", "Status=HIDDEN"): ("",),
    ("endorsements_received", "Endorsement Status=ACCEPTED"): ("accepted",),
    ("endorsements_received", "ACCEPTED"): ("accepted",),
    ("endorsements_received", "PENDING or REJECTED"): ("",),
    ("endorsements_given", "ACCEPTED"): ("accepted",),
    ("endorsements_given", "PENDING or REJECTED"): ("",),
    ("posts", "Visibility=MEMBER_NETWORK or Public"): ("",),
    ("posts", "as above"): ("",),
    ("posts", "Visibility=Connections (2018 values)"): ("connections",),
    ("articles", "published"): ("",),
    ("articles", "draft (Published on ---)"): ("draft",),
    ("rich_media", "kind: feed photo / feed document / feed video"): ("feed", "feed_video"),
    ("rich_media", "kind: profile photo"): ("profile_photo",),
    ("rich_media", "kind: profile background photo"): ("profile_background",),
    ("rich_media", "kind: article cover photo / article inline photo"): ("article",),
    ("rich_media", "kind: photo / document (no prefix)"): ("bare",),
    ("rich_media", "kind: video (no prefix)"): ("bare_video",),
    ("rich_media", "kind: group logo / group background photo"): ("group",),
    ("rich_media", "2023-24 layout (same two rows for everybody)"): ("",),
    ("videos", "2018 only"): ("",),
    (
        "messages",
        "one recipient, sent or received; INBOX, ARCHIVE, SPAM, SENT or empty folder; "
        "InMail and sponsored included",
    ): ("",),
    ("messages", "as above"): ("",),
    ("messages", "more than one recipient"): ("several",),
    ("messages", "IS MESSAGE DRAFT=Yes"): ("draft",),
    **{(dataset, IN_GROUP): ("group",) for dataset in IN_GROUPS},
    ("posts", IN_GROUP_FOR_CONNECTIONS): ("group_connections",),
    ("ai_messages", UNSIGNED): ("unsigned",),
    ("ai_messages", "written by the member (prompt)"): ("prompt",),
    ("ai_messages", "written by the assistant, or author empty"): ("",),
}

NOT_APPLICABLE = {
    ("saved_answers", "pay question (no column marks it)"): "no column marks a question on pay",
    (
        "saved_answers",
        "self-identification (gender, disability, ethnicity; no column marks it)",
    ): "no column marks a question of self-identification",
}
"""Rows on which no rule can turn, and why; such values get the verdict of the row beside."""

EXCEPTIONS = {
    # The table's note on this row: "feed video: stated (LinkedIn video you create)".
    ("UK today (Microsoft)", "rich_media", "Media Link", "feed_video"): ("inside", "stated"),
}
"""Cells for which a row's note departs from its verdict or basis."""

LINKEDINS_OWN = {
    "Posts, articles, poll responses, contributions and comments (all formats)": (
        "Member posts, articles, poll responses, contributions and comments (all formats)"
    ),
}
"""What LinkedIn wrote, where the table has it as a paper edited it."""

POLICIES = {
    "ERPN 2026-08-21 training row": "erpn-2026-08-21",
    "ERPN UK-only row (Microsoft)": "erpn-2026-08-21-microsoft",
    "FAQ a5538339 2025-09": "faq-a5538339-2025-09",
    "FAQ 18 Sep 2024": "faq-a5538339-2024-09",
    "Help a6278444 as of Sep 2024": "help-a6278444-2024-09",
    "Help a8059228": "help-a8059228",
    "OPC 10 Dec 2024 (status clause, all kinds)": "opc-2024-12-10",
}
"""Texts that decide, as the table names them."""


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    line: int
    dataset: str
    columns: str
    condition: str
    situation: str
    verdict: str
    basis: str
    policies: tuple[str, ...]
    quotes: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.line}: {self.dataset}, {self.columns}, {self.condition}, {self.situation}"


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def rows() -> list[Row]:
    return [
        Row(
            line,
            cells["dataset"],
            cells["columns"],
            cells["row_condition"],
            cells["situation"],
            cells["verdict"],
            cells["basis"],
            tuple(cells["policy"].split(" || ")),
            tuple(
                LINKEDINS_OWN.get(quote, quote)
                for quote in cells["clause_quote"].split(" || ")
                if quote
            ),
        )
        for line, cells in enumerate(read(DATA), 2)
    ]


ROWS = rows()
APPLICABLE = [
    row
    for row in ROWS
    if (row.dataset, row.condition) not in NOT_APPLICABLE
    or row.situation == "CA 2025-06-01"  # all is outside there, whatever the condition
]


@cache
def knowledge() -> tuple[Catalogue, Policies]:
    known = catalogue.load()
    return known, policy_loader.load(known)


@cache
def judge(situation: Asked) -> Judge:
    _, policies = knowledge()
    asked = Situation(situation.region, "option", situation.on)
    return Judge(policies, asked, situation.recipient)


def headers(row: Row, dataset: Dataset) -> tuple[str, ...]:
    """The headers a row speaks of."""
    if row.dataset == "rich_media" and row.columns == "all":
        return NEW_MEDIA
    found = COLUMNS.get((row.dataset, row.columns))
    if found is None:
        found = ALL if row.columns == "all" else tuple(row.columns.split(", "))
    if found == ALL:
        found = tuple(column.name for column in dataset.columns) or ("Any Header At All",)
    return found


def states(row: Row, dataset: Dataset) -> tuple[str, ...]:
    """The states of records a row speaks of."""
    if row.condition == "" or (row.dataset, row.condition) in NOT_APPLICABLE:
        apart = {state.id for state in dataset.states if state.in_group} | {"unsigned"}
        return tuple(state for state in dataset.state_ids if state not in apart)
    return STATES[row.dataset, row.condition]


def cells(row: Row) -> Iterator[tuple[str, str, Judgement]]:
    """Each column and state a row speaks of, with the judgement on it."""
    known, _ = knowledge()
    judging = judge(SITUATIONS[row.situation])
    if row.dataset == "(unknown file)":
        yield "Anything", "", judging.judge(None, "Anything")
        return
    dataset = known.datasets[row.dataset]
    for header in headers(row, dataset):
        assert dataset.claimed or dataset.column(header) is not None, f"{row}: {header}"
        for state in states(row, dataset):
            yield header, state, judging.judge(dataset, header, state)


def squeezed(text: str) -> str:
    """Words alone: the copies differ in the spaces around commas."""
    return "".join(text.split())


def quoted(judgement: Judgement) -> list[str]:
    _, policies = knowledge()
    references = (*judgement.clauses, *judgement.named_elsewhere)
    return [squeezed(policies.clause(reference)[1].quote) for reference in references]


def test_the_table_is_whole() -> None:
    assert len(ROWS) == 793
    assert {row.situation for row in ROWS} == set(SITUATIONS)


def test_conditions_without_a_state_are_those_listed() -> None:
    left_out = {
        (row.dataset, row.condition)
        for row in ROWS
        if row.condition and (row.dataset, row.condition) not in STATES
    }
    assert left_out == set(NOT_APPLICABLE)


def test_conditions_that_cannot_be_applied_have_their_reason() -> None:
    assert all(NOT_APPLICABLE.values())
    assert len([row for row in ROWS if row not in APPLICABLE]) == 10


@pytest.mark.parametrize("row", APPLICABLE, ids=str)
def test_row(row: Row) -> None:
    _, policies = knowledge()
    met = False
    for header, state, judgement in cells(row):
        met = True
        cell = (row.situation, row.dataset, header, state)
        expected = EXCEPTIONS.get(cell, (row.verdict, row.basis))
        assert (judgement.verdict, judgement.basis) == expected, cell
        found = quoted(judgement)
        for quote in row.quotes:
            assert any(squeezed(quote) in one for one in found), (cell, quote)
        if judgement.verdict != "unclear" or judgement.basis == "disputed":
            assert judgement.clauses, cell
        if judgement.verdict != "unclear":
            text, _ = policies.clause(judgement.clauses[0])
            assert text.id == POLICIES[row.policies[0]], cell
        if row.policies == ("(no text)",):
            assert judgement == Judgement("unclear", "silent"), cell
    assert met


def test_every_cell_of_the_catalogue_has_its_row() -> None:
    """What the table leaves to the verdict of its kind is listed here, and nothing else."""
    known, _ = knowledge()
    spoken: set[tuple[str, str, str]] = set()
    for row in ROWS:
        if row.situation != "EU today" or row.dataset == "(unknown file)":
            continue
        if (row.dataset, row.condition) in NOT_APPLICABLE:
            continue
        for header, state, _ in cells(row):
            column = known.datasets[row.dataset].column(header)
            spoken.add((row.dataset, column.name if column else header, state))
    left = {
        (dataset.id, column.name, state)
        for dataset in known.datasets.values()
        for column in dataset.columns
        for state in dataset.state_ids
    } - spoken
    drafts = {
        ("messages", column.name, "draft")
        for column in known.datasets["messages"].columns
        if column.name not in ("CONTENT", "SUBJECT")
    }
    media = {("rich_media", column, "") for column in NEW_MEDIA} | {
        ("rich_media", column, state)
        for column in OLD_MEDIA
        for state in known.datasets["rich_media"].state_ids
        if state
    }
    assert left == drafts | media


@pytest.mark.parametrize("region", REGIONS)
@pytest.mark.parametrize(
    "on", ["2024-01-01", "2024-09-18", "2025-01-01", "2025-06-01", "2025-10-01", "2025-11-03",
           "2026-08-21", "2026-11-22"],
)  # fmt: skip
def test_every_column_is_judged(region: str, on: str) -> None:
    known, policies = knowledge()
    asked = Situation(cast(Region, region), "option", dt.date.fromisoformat(on))
    judging = Judge(policies, asked)
    for dataset in known.datasets.values():
        names = [name for c in dataset.columns for name in (c.name, *c.aliases)]
        for header in [*names, "Never Seen"]:
            for state in dataset.state_ids:
                judgement = judging.judge(dataset, header, state)
                where = (dataset.id, header, state, judgement)
                for reference in (*judgement.clauses, *judgement.named_elsewhere):
                    policies.clause(reference)
                if judgement.basis != "silent":
                    assert judgement.clauses, where
                if judgement.verdict != "unclear":
                    assert judgement.basis in ("stated", "inferred"), where
                else:
                    assert judgement.basis in ("silent", "disputed", "undecidable"), where


NOTICE_ROW = "ERPN 2026-08-21 training row"
FAQ = "FAQ a5538339 2025-09"
SCREENING = (
    "Responses to screening questions and resumes that members provide add to their LinkedIn "
    "account"
)
ATTRIBUTABLE = (
    "Member-provided salary data or job application data attributable to a specific member"
)
DEPARTURES = {
    ("job_applications", "Question And Answers", situation): (
        ("outside", "stated", f"{FAQ} || {NOTICE_ROW}", f"{ATTRIBUTABLE} || {SCREENING}"),
        ("unclear", "disputed", f"{NOTICE_ROW} || {FAQ}", f"{SCREENING} || {ATTRIBUTABLE}"),
    )
    for situation in ("EU today", "UK today (LinkedIn)")
}
"""Rows of the hand-made table that yield: what stands there, and what stands here instead."""
PARTED = ("ai_messages", "other columns; keys of LearningCoachMessages", "US today")
"""One row there, and here one for each author: no column has a stronger verdict than its text."""


def said(row: dict[str, str]) -> tuple[str, ...]:
    return (row["verdict"], row["basis"], row["policy"], row["clause_quote"])


def departing(rows: list[dict[str, str]]) -> dict[tuple[str, str, str], tuple[str, ...]]:
    found = {(row["dataset"], row["columns"], row["situation"]): said(row) for row in rows}
    return {key: found[key] for key in DEPARTURES}


def staying(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    return [
        {name: cell for name, cell in row.items() if name not in ("note", "source_id")}
        for row in rows
        if (row["dataset"], row["columns"], row["situation"]) not in (*DEPARTURES, PARTED)
    ]


@pytest.mark.parametrize("region", REGIONS)
@pytest.mark.parametrize("on", [dt.date(2025, 1, 1), dt.date(2025, 11, 3), TODAY])
def test_nothing_beside_a_text_has_a_stronger_verdict(region: Region, on: dt.date) -> None:
    known, _ = knowledge()
    dataset, judging = known.datasets["ai_messages"], judge(Asked(region, on))
    order = ("outside", "unclear", "inside")
    for state in dataset.state_ids:
        text = judging.judge(dataset, "CONTENT", state).verdict
        for column in dataset.columns:
            beside = judging.judge(dataset, column.name, state).verdict
            assert order.index(beside) <= order.index(text), (state, column.name)


@pytest.mark.parametrize("region", ["eu", "ch", "uk"])
@pytest.mark.parametrize("on", [dt.date(2025, 11, 3), dt.date(2026, 8, 21), TODAY])
def test_application_answers_are_disputed_in_europe(region: Region, on: dt.date) -> None:
    known, _ = knowledge()
    dataset, judging = known.datasets["job_applications"], judge(Asked(region, on))
    notice = "erpn-2025-11-03" if on < dt.date(2026, 8, 21) else "erpn-2026-08-21"
    promised = "faq-a5538339-2025-09:salary-and-applications"
    answers = judging.judge(dataset, "Question And Answers")
    assert (answers.verdict, answers.basis) == ("unclear", "disputed")
    assert answers.clauses == (f"{notice}:answers-and-resumes", promised)
    for column in dataset.columns:
        if column.name != "Question And Answers":
            other = judging.judge(dataset, column.name)
            assert (other.verdict, other.basis, other.clauses) == (
                "outside", "stated", (promised,),
            )  # fmt: skip


@pytest.mark.parametrize("region", ["ca", "hk", "us", "other"])
def test_application_answers_are_outside_elsewhere(region: Region) -> None:
    known, _ = knowledge()
    dataset, judging = known.datasets["job_applications"], judge(Asked(region, TODAY))
    for column in dataset.columns:
        found = judging.judge(dataset, column.name)
        assert (found.verdict, found.basis) == ("outside", "stated")
        assert found.clauses == ("faq-a5538339-2025-09:salary-and-applications",)


def test_of_application_answers_nothing_is_said_to_go_to_microsoft() -> None:
    known, _ = knowledge()
    dataset = known.datasets["job_applications"]
    judging = judge(SITUATIONS["UK today (Microsoft)"])
    for column in dataset.columns:
        found = judging.judge(dataset, column.name)
        assert (found.verdict, found.basis) == ("unclear", "silent")


@pytest.mark.skipif(not SHARED.exists(), reason="the hand-made table is not beside this repo")
def test_the_copy_differs_in_its_notes_and_the_rows_that_yield() -> None:
    added = (IN_GROUP, IN_GROUP_FOR_CONNECTIONS, UNSIGNED)
    ours = [
        row
        for row in read(DATA)
        if row["row_condition"] not in added and row["dataset"] not in ("reviews", "duolingo")
    ]
    theirs = [row for row in read(SHARED) if "not marked in the export" not in row["row_condition"]]
    assert staying(ours) == staying(theirs)
    assert departing(theirs) == {key: before for key, (before, _) in DEPARTURES.items()}
    assert departing(ours) == {key: after for key, (_, after) in DEPARTURES.items()}
