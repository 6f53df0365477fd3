"""The catalogue knows every file and header that LinkedIn was ever seen to write."""

from __future__ import annotations

import json
import re
import shutil
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from inspector.errors import SchemaError
from inspector.knowledge import catalogue
from inspector.knowledge.catalogue import name_key
from inspector.knowledge.dataset import Dataset

ROOT = Path(__file__).resolve().parents[2]
HEADERS = ROOT.parent / "shared" / "headers.jsonl"

# The ids that other programs rely on.
KNOWN = [
    "profile",
    "reviews",
    "duolingo",
    "profile_summary",
    "positions",
    "education",
    "skills",
    "certifications",
    "courses",
    "languages",
    "projects",
    "publications",
    "patents",
    "honors",
    "organizations",
    "test_scores",
    "volunteering",
    "causes",
    "recommendations_received",
    "recommendations_given",
    "endorsements_received",
    "endorsements_given",
    "posts",
    "comments",
    "articles",
    "rich_media",
    "videos",
    "instant_reposts",
    "reactions",
    "poll_votes",
    "saved_items",
    "messages",
    "invitations",
    "connections",
    "contacts",
    "imported_contacts",
    "company_follows",
    "member_follows",
    "hashtag_follows",
    "member_hashtags",
    "ai_messages",
    "saved_resumes",
    "saved_answers",
    "job_applications",
    "saved_jobs",
    "saved_job_alerts",
    "job_seeker_preferences",
    "job_postings",
    "search_queries",
    "ad_targeting",
    "ads_clicked",
    "lan_ads_engagement",
    "inferences",
    "logins",
    "security_challenges",
    "registration",
    "account_status_history",
    "email_addresses",
    "phone_numbers",
    "whatsapp_phone_numbers",
    "receipts",
    "verifications",
    "learning",
    "events",
    "calendar",
    "services_engagements",
    "services_opportunities",
    "services_providers",
    "notes",
]
CLAIMED = ["salary", "verified_capabilities", "credibility_scores"]

PATHS = {
    "Shares.csv": "posts",
    "Shares_123456789.csv": "posts",
    "Shares_12345.csv": "posts",
    "shares.CSV": "posts",
    "Shares (1).csv": "posts",
    "Shares_123456789 (2).csv": "posts",
    "my export/Shares.csv": "posts",
    "Comments_987654321.csv": "comments",
    "Reactions_987654321.csv": "reactions",
    "Votes.csv": "poll_votes",
    "Votes_987654321.csv": "poll_votes",
    "InstantReposts_987654321.csv": "instant_reposts",
    "Saved_Items_987654321.csv": "saved_items",
    "Hashtag_Follows_987654321.csv": "hashtag_follows",
    "Member_Follows_987654321.csv": "member_follows",
    "messages.csv": "messages",
    "Messages.csv": "messages",
    "messages (1).csv": "messages",
    "messages(1).csv": "messages",
    "coach_messages.csv": "ai_messages",
    "guide_messages.csv": "ai_messages",
    "learning_coach_messages.csv": "ai_messages",
    "learning_role_play_messages.csv": "ai_messages",
    "LearningCoachMessages.csv": "ai_messages",
    "Articles/Articles/why-we-write-ab1cd.html": "articles",
    "Articles/Articles/2024-11-26 23:56:48.0-Draft.html": "articles",
    "Articles/2017-12-09 04:54:00.html": "articles",
    "top/Articles/Articles/шњуи-ђивнъ.html": "articles",
    "Rich_Media.csv": "rich_media",
    "Rich Media.csv": "rich_media",
    "Search Queries.csv": "search_queries",
    "SearchQueries.csv": "search_queries",
    "Private_identity_asset.csv": "saved_resumes",
    "Jobs/Job Applications.csv": "job_applications",
    "Jobs/Job Applications_1.csv": "job_applications",
    "Job Applications_2 (1).csv": "job_applications",
    "Job Applicant Saved Answers.csv": "saved_answers",
    "Jobs/Job Applicant Saved Answers.csv": "saved_answers",
    "Job Applicant Saved Screening Question Responses.csv": "saved_answers",
    "Job Applicant Saved Screening Question Responses_5.csv": "saved_answers",
    "Jobs/Saved Jobs.csv": "saved_jobs",
    "Saved Jobs_1.csv": "saved_jobs",
    "SavedJobAlerts.csv": "saved_job_alerts",
    "Jobs/Online Job Postings.csv": "job_postings",
    "Receipts.csv": "receipts",
    "Receipts_v2.csv": "receipts",
    "Receipts_v2 (1).csv": "receipts",
    "Services Marketplace/Opprtunities.csv": "services_opportunities",
    "Services Marketplace/Opportunities.csv": "services_opportunities",
    "Services Marketplace/Engagements.csv": "services_engagements",
    "Verifications/Verifications.csv": "verifications",
    "Verifications.csv": "verifications",
    "Ad Targeting.csv": "ad_targeting",
    "Ad_Targeting.csv": "ad_targeting",
    "Imported Contacts.csv": "imported_contacts",
    "ImportedContacts.csv": "imported_contacts",
    "Contacts.csv": "contacts",
    "Phone Numbers.csv": "phone_numbers",
    "PhoneNumbers.csv": "phone_numbers",
    "Profile.csv": "profile",
    "Profile Summary.csv": "profile_summary",
    "Inferences_about_you.csv": "inferences",
    "TestScores.csv": "test_scores",
    "Test Scores.csv": "test_scores",
    "Notes.csv": "notes",
    "Reviews.csv": "reviews",
    "VerifiedExternalCapability.csv": "verified_capabilities",
    "Inferred Credibility Scores.csv": "credibility_scores",
    "Patents.csv": "patents",
    "LinkedIn Salary.csv": "salary",
    "LinkedIn Salary 2019.csv": "salary",
}
STRANGERS = [
    "Sharesies.csv",
    "Group Posts.csv",
    "Receipts_v3.csv",
    "messages.pdf",
    "messages",
    "Articles/Articles/photo.jpg",
    "readme.txt",
    "_1.csv",
    "(1).csv",
    ".csv",
    "",
]
DAY = date(2025, 7, 3)
WRITTEN = {
    "D1": ["2025-07-03 09:15:00"],
    "D2": ["2025-07-03 09:15:00 UTC"],
    "D3": ["2025/07/03 09:15:00 UTC"],
    "D4": ["7/3/25, 9:15 AM", "07/03/25, 09:15 PM", "7/3/25, 12:15\u202fAM"],
    "D4local": ["2025-07-03 09:15"],
    "D5": ["03 Jul 2025"],
    "D7": ["Thu Jul 03 09:15:00 UTC 2025"],
    "D8": ["2025-07-03 09:15 UTC"],
    "D9": ["2025/07/03"],
    "D10": ["2025-07-03"],
    "D11": ["07/03/25 09:15 PM UTC"],
    "D12": ["Jul 3, 2025"],
    "D13": ["You uploaded a feed photo on July 3, 2025 at 9:15 AM (GMT)"],
    "D14": ["Jul 03, 2025 09:15 PM - Jul 04, 2025 10:15 PM"],
    "article": ["2025-07-03 09:15"],
    "sheet": ["03-Jul-25", "3-Jul-2025"],
}


def known(path: str) -> Dataset | None:
    found = catalogue.load().match(path)
    return found[0] if found else None


@pytest.mark.parametrize("identifier", [*KNOWN, *CLAIMED])
def test_dataset_exists(identifier: str) -> None:
    assert identifier in catalogue.load().datasets


def test_no_dataset_beside_the_list() -> None:
    assert sorted(catalogue.load().datasets) == sorted([*KNOWN, *CLAIMED])


@pytest.mark.parametrize(("path", "identifier"), PATHS.items())
def test_path_is_matched(path: str, identifier: str) -> None:
    dataset = known(path)
    assert dataset is not None
    assert dataset.id == identifier


@pytest.mark.parametrize("path", STRANGERS)
def test_stranger_is_not_matched(path: str) -> None:
    assert known(path) is None


def test_learning_coach_has_two_forms() -> None:
    # The two names are equal but for case and underscores, and differ in what they hold.
    forms = {}
    for path in ("learning_coach_messages.csv", "LearningCoachMessages_123456.csv"):
        found = catalogue.load().match(path)
        assert found is not None
        forms[path] = found[1].format
    assert list(forms.values()) == ["table", "blocks"]


def test_every_header_ever_seen_is_known() -> None:
    if not HEADERS.exists():
        pytest.skip(f"the survey of real headers is not here: {HEADERS}")
    unknown = []
    lines = HEADERS.read_text(encoding="utf-8").splitlines()
    assert len(lines) == 563
    for line in lines:
        entry = json.loads(line)
        path = entry["path_in_export"].replace("<memberid>", "123456789")
        found = catalogue.load().match(path)
        if found is None:
            unknown.append(path)
        elif found[1].format == "table":
            columns = entry.get("columns") or ()
            unknown += [(path, c) for c in columns if c and found[0].column(c) is None]
    assert unknown == []


def test_names_do_not_collide() -> None:
    owners: dict[str, str] = {}
    for dataset in catalogue.load().datasets.values():
        for files in dataset.files:
            for name in files.names:
                assert owners.setdefault(name_key(name), dataset.id) == dataset.id


@pytest.mark.parametrize("identifier", [*KNOWN, *CLAIMED])
def test_dataset_is_coherent(identifier: str) -> None:
    dataset = catalogue.load().datasets[identifier]
    assert dataset.title
    assert dataset.columns or dataset.claimed
    if dataset.dialect.record_start:
        # Only a date at the start of a line tells one record from the next.
        assert dataset.columns[0].role == "date" or identifier == "saved_job_alerts"
    for state in dataset.states:
        for condition in state.when:
            if condition.matches is not None:
                re.compile(condition.matches)
    if any(files.format == "article" for files in dataset.files):
        assert {one.column for one in dataset.extract} == {one.name for one in dataset.columns}
    if any(files.format == "blocks" for files in dataset.files):
        assert dataset.blocks is not None


def test_dates_are_days_of_records() -> None:
    datasets = catalogue.load().datasets
    for identifier in ("profile", "positions", "education", "publications", "honors", "notes"):
        assert datasets[identifier].primary_date is None
    for identifier in ("posts", "comments", "articles", "messages", "ai_messages", "learning"):
        assert datasets[identifier].primary_date is not None


@pytest.mark.parametrize(
    ("form", "text"), [(form, text) for form, texts in WRITTEN.items() for text in texts]
)
def test_date_format_reads(form: str, text: str) -> None:
    found = catalogue.load().dates[form]
    days = pl.Series([text])
    if found.extract:
        days = days.str.extract(found.extract, 1)
    read = [days.str.strptime(pl.Date, pattern, strict=False)[0] for pattern in found.strptime]
    assert next((day for day in read if day is not None), None) == DAY


def state(identifier: str, **cells: str) -> str:
    """The state of a record by the rule in `State`, spelled out for single cells."""
    for one in catalogue.load().datasets[identifier].states:
        held = True
        for condition in one.when:
            cell = cells.get(condition.column.replace(" ", "_").replace("/", "_"), "")
            if condition.equals is not None:
                held = held and cell in condition.equals
            elif condition.matches is not None:
                held = held and re.search(condition.matches, cell) is not None
            else:
                held = held and (cell == "") is condition.empty
        if held:
            return one.id
    return ""


@pytest.mark.parametrize(
    ("kind", "identifier"),
    [
        ("a feed photo", "feed"),
        ("a feed document", "feed"),
        ("a feed video", "feed_video"),
        ("a profile photo", "profile_photo"),
        ("a profile background photo", "profile_background"),
        ("an article cover photo", "article"),
        ("a article inline photo", "article"),
        ("a group logo", "group"),
        ("a group background photo", "group"),
        ("a photo", "bare"),
        ("a document", "bare"),
        ("a video", "bare_video"),
        ("a hologram", ""),
    ],
)
def test_kind_of_upload(kind: str, identifier: str) -> None:
    sentence = f"You uploaded {kind} on July 3, 2025 at 9:15 AM (GMT)"
    assert state("rich_media", Date_Time=sentence) == identifier


def test_states_of_records() -> None:
    assert state("messages", TO="Ann Lee, PhD") == ""
    assert state("messages", TO="Ann Lee,Bo Ek") == "several"
    assert state("messages", RECIPIENT_PROFILE_URLS="https://a,https://b") == "several"
    assert state("messages", IS_MESSAGE_DRAFT="Yes") == "draft"
    assert state("messages", TO="Ann Lee,Bo Ek", IS_MESSAGE_DRAFT="Yes") == "several"
    assert state("messages", IS_MESSAGE_DRAFT="No") == ""
    assert state("ai_messages", FROM="Ann Lee") == "prompt"
    assert state("ai_messages", user="Hello") == "prompt"
    assert state("ai_messages", coach="Hello") == ""
    assert state("articles", published="") == "draft"
    assert state("articles", published="2025-07-03 09:15") == ""
    assert state("recommendations_received", Status="VISIBLE") == "visible"
    assert state("recommendations_received", Status="HIDDEN") == ""
    for identifier in ("endorsements_given", "endorsements_received"):
        assert state(identifier, Endorsement_Status="ACCEPTED") == "accepted"
        assert state(identifier, Endorsement_Status="REJECTED") == ""
    assert state("posts", Visibility="Connections") == "connections"
    assert state("posts", Visibility="MEMBER_NETWORK") == ""


@pytest.mark.parametrize(
    ("identifier", "cell", "starts"),
    [
        ("posts", "2025-07-03 09:15:00", True),
        ("posts", "2018/07/03 09:15:00 UTC", True),
        ("posts", "and on the 2025-07-03 09:15:00", False),
        ("comments", "2025-07-03 09:15:00", True),
        ("comments", "3-Jul-25", True),
        ("comments", "", False),
        ("logins", "Thu Jul 03 09:15:00 UTC 2025", True),
        ("logins", "2018/07/03 09:15:00 UTC", True),
        ("job_applications", "7/3/25, 9:15 AM", True),
        ("job_applications", "7/3/25, 9:15\u202fAM", True),
        ("job_applications", "2025-07-03 09:15", True),
        ("job_applications", "03.07.25, 09:15", True),
        ("job_applications", "I was there", False),
        ("saved_job_alerts", "7/3/18, 9:15 AM", True),
        ("saved_job_alerts", "{a=b, c=[D]}", True),
    ],
)
def test_record_start(identifier: str, cell: str, starts: bool) -> None:
    pattern = catalogue.load().datasets[identifier].dialect.record_start
    assert pattern is not None
    assert (re.fullmatch(pattern, cell) is not None) is starts
    # Polars has other regular expressions than Python; both must agree.
    assert pl.Series([cell]).str.contains(f"^(?:{pattern})$")[0] is starts


@pytest.mark.parametrize(
    "path",
    [
        "__MACOSX/._Shares.csv",
        "._messages.csv",
        "top/.DS_Store",
        "Thumbs.db",
        "top/desktop.ini",
        ".~lock.Shares.csv#",
        "Jobs/~$Saved Jobs.csv",
    ],
)
def test_debris(path: str) -> None:
    assert catalogue.load().is_debris(path)


@pytest.mark.parametrize("path", PATHS)
def test_no_data_is_debris(path: str) -> None:
    assert not catalogue.load().is_debris(path)


def test_member_id_is_never_shown() -> None:
    shown = catalogue.load().public_path
    assert shown("Shares_123456789.csv") == "Shares.csv"
    assert shown("Jobs/Job Applications_1.csv") == "Jobs/Job Applications_1.csv"
    assert shown("Receipts_v2.csv") == "Receipts_v2.csv"


@pytest.fixture
def schemas(tmp_path: Path) -> Path:
    """A copy of the catalogue to be spoiled."""
    folder = tmp_path / "schemas"
    shutil.copytree(ROOT / "schemas" / "datasets", folder / "datasets")
    for name in ("catalogue.toml", "dates.toml"):
        shutil.copy(ROOT / "schemas" / name, folder / name)
    return folder


def test_copy_loads(schemas: Path) -> None:
    assert catalogue.load(schemas).datasets.keys() == catalogue.load().datasets.keys()


@pytest.mark.parametrize(
    ("addition", "complaint"),
    [
        ('[[columns]]\nname = "More"\nrole = "text"\ncolour = "red"\n', "colour"),
        ('[[columns]]\nname = "More"\nrole = "prose"\n', "prose"),
        ('[[columns]]\nname = "name"\nrole = "text"\n', "stands twice"),
        (
            '[[columns]]\nname = "More"\naliases = ["Name"]\nrole = "text"\n',
            "stands twice",
        ),
        ('[[columns]]\nname = "On"\nrole = "date"\ndates = ["D99"]\n', "D99"),
        ('[[columns]]\nname = "On"\nrole = "text"\ndates = ["D1"]\n', "no date"),
        ('[[columns]]\nname = "On"\nrole = "date"\nprimary = true\n', "needs formats"),
        (
            '[[columns]]\nname = "On"\nrole = "date"\ndates = ["D1"]\nprimary = true\n'
            '[[columns]]\nname = "By"\nrole = "date"\ndates = ["D1"]\nprimary = true\n',
            "more than one primary",
        ),
        (
            '[[states]]\nid = "s"\nlabel = "s"\nwhen = [{ column = "Nowhere", empty = true }]\n',
            "Nowhere",
        ),
        (
            '[[states]]\nid = "s"\nlabel = "s"\n'
            'when = [{ column = "Name", empty = true, matches = "x" }]\n',
            "exactly one test",
        ),
        ('[[states]]\nid = "s"\nlabel = "s"\nwhen = [{ column = "Name" }]\n', "exactly one test"),
        ('[dialect]\ncontinues = "Name"\n', "record_start"),
        ("[[columns]\n", "skills.toml"),
    ],
)
def test_loader_refuses(schemas: Path, addition: str, complaint: str) -> None:
    spoiled = schemas / "datasets" / "skills.toml"
    text = spoiled.read_text(encoding="utf-8")
    spoiled.write_text(f"{text}\n{addition}", encoding="utf-8")
    with pytest.raises(SchemaError, match=re.escape(complaint)):
        catalogue.load(schemas)


def test_loader_refuses_a_second_claim(schemas: Path) -> None:
    spoiled = schemas / "datasets" / "courses.toml"
    text = spoiled.read_text(encoding="utf-8")
    spoiled.write_text(text.replace('names = ["Courses"]', 'names = ["Skills"]'), encoding="utf-8")
    with pytest.raises(SchemaError, match="two datasets claim the name"):
        catalogue.load(schemas)


def test_loader_refuses_a_second_file(schemas: Path) -> None:
    shutil.copy(schemas / "datasets" / "skills.toml", schemas / "datasets" / "skills2.toml")
    with pytest.raises(SchemaError, match="same dataset"):
        catalogue.load(schemas)


def test_loader_refuses_what_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(SchemaError, match=re.escape("catalogue.toml")):
        catalogue.load(tmp_path)
