"""Two exports of one member: what differs is what came, went and changed, and nothing else."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import random
import re
import shutil
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import fixtures.exports
from fixtures import dialects, mail, two_years, ysaline
from fixtures.model import BuiltExport
from inspector import resources
from inspector.diff.compare_exports import diff_exports
from inspector.diff.export_diff import ExportDiff
from inspector.diff.flows import CHANGE_KINDS
from inspector.knowledge.vocabulary import VERDICTS
from inspector.session.record_store import RecordStore
from tests.conftest import SHARED, run_program
from tests.lib.archives import write_zip
from tests.lib.runs import opened

Built = Callable[[str], tuple[BuiltExport, Path]]
ON = dt.date(2026, 8, 1)
SCHEMA = json.loads((resources.schemas() / "diff.schema.json").read_text(encoding="utf-8"))
FORMATS = jsonschema.Draft202012Validator.FORMAT_CHECKER
REAL = sorted(path.name for path in (SHARED / "exports").glob("*.zip"))


@dataclass(frozen=True)
class Looked:
    """A difference, with the records by which to look."""

    difference: ExportDiff
    old: RecordStore
    new: RecordStore

    def changes(self, *kinds: str) -> Counter[tuple[str, str, str]]:
        """The records of some kinds: dataset, cells before and cells after."""
        found: Counter[tuple[str, str, str]] = Counter()
        for row in self.difference.matches.iter_rows(named=True):
            if row["kind"] in kinds:
                old = self._cells(self.old, row["old_entry"], row["old_at"])
                new = self._cells(self.new, row["new_entry"], row["new_at"])
                found[row["group"], old, new] += 1
        return found

    def _cells(self, store: RecordStore, entry: int | None, at: int | None) -> str:
        if entry is None or at is None:
            return ""
        headers = store.layout(entry).headers
        return said(dict(zip(headers, store.cells(entry, at), strict=True)))


def said(record: dict[str, str] | None) -> str:
    """Cells for comparison, white space apart."""
    filled = ((name, " ".join(cell.split())) for name, cell in (record or {}).items())
    return "\n".join(sorted(f"{name}: {cell}" for name, cell in filled if cell not in ("", "-")))


def look(old: Path, new: Path) -> Looked:
    first, second = opened((old, new), on=ON)
    return Looked(diff_exports(first, second, keep=True), first.store, second.store)


def reconcile(found: ExportDiff) -> None:
    """Old, plus what was gained, less what was lost, is new."""
    for verdict in VERDICTS:
        words = sum(row.gained[verdict] - row.lost[verdict] for row in found.rows)
        assert found.old.totals[verdict].words + words == found.new.totals[verdict].words
        records = sum(
            row.records * ((row.after is not None and row.after.verdict == verdict)
                           - (row.before is not None and row.before.verdict == verdict))
            for row in found.rows
        )  # fmt: skip
        assert found.old.totals[verdict].records + records == found.new.totals[verdict].records


@pytest.mark.parametrize("name", fixtures.exports.NAMES)
def test_an_export_does_not_differ_from_itself(built: Built, name: str) -> None:
    path = built(name)[1]
    found = look(path, path).difference
    assert found.rows == ()
    assert found.same_member is not False
    assert all(file.presence == "both" and not file.flows["inside"] for file in found.files)


@pytest.mark.parametrize("name", REAL or ["none"])
def test_a_real_shaped_export_does_not_differ_from_itself(shared: Path, name: str) -> None:
    path = shared / "exports" / name
    assert look(path, path).difference.rows == ()


def test_two_years_differ_by_what_the_builder_changed(built: Built) -> None:
    looked = look(built(two_years.OLD)[1], built(two_years.NEW)[1])
    made = Counter((one.dataset, said(one.old), said(one.new)) for one in two_years.changes())
    assert looked.changes(*CHANGE_KINDS) == made
    kinds = Counter(
        (row.kind, row.group) for row in looked.difference.rows if row.before and row.after
    )
    assert set(kinds) == {
        ("edited", "posts"), ("edited", "connections"), ("edited", "profile"),
        ("moved", "recommendations_received"), ("moved", "articles"), ("detail", "positions"),
    }  # fmt: skip
    assert looked.difference.same_member is True
    reconcile(looked.difference)


def test_the_larger_exports_of_the_same_member_differ_as_they_were_cut(built: Built) -> None:
    found = look(built("complete-2025")[1], built("complete-2026")[1])
    went = {one.group: one.kinds["went"].records for one in found.difference.files
            if "went" in one.kinds}  # fmt: skip
    assert went == {"posts": 4, "comments": 3, "receipts": 4}  # other receipts were drawn
    reconcile(found.difference)
    (headline,) = found.changes("edited").keys() & {
        one for one in found.changes("edited") if one[0] == "profile"
    }
    assert "Headline: Planner-in-chief" in headline[1]
    assert "Headline: Planner-in-chief" not in headline[2]


def test_what_became_inside_and_what_went(built: Built) -> None:
    found = look(built(two_years.OLD)[1], built(two_years.NEW)[1]).difference
    inside = found.flows["inside"]
    change = inside.became.words - inside.gone.words
    assert found.new.totals["inside"].words - found.old.totals["inside"].words == change
    assert inside.entered.records == 2  # a draft published, a recommendation shown
    clauses = found.by_clause()
    for parts in (found.by_category(), clauses, found.files):
        for verdict in VERDICTS:
            sums = [one.flows[verdict] for one in parts]
            if parts is not clauses:
                assert sum(one.became.words for one in sums) == found.flows[verdict].became.words
            assert sum(one.gone.records for one in sums) == found.flows[verdict].gone.records
    assert all(clause == "" or ":" in clause for clause in (part.name for part in clauses))


def test_the_document_keeps_its_schema(built: Built) -> None:
    paths = [built(name)[1] for name in (two_years.OLD, two_years.NEW, "basic-2025")]
    for old, new in ((paths[0], paths[1]), (paths[1], paths[1]), (paths[1], paths[2])):
        ran = run_program("diff", old, new, "--json", "--on", "2026-08-01")
        assert (ran.code, ran.err) == (0, "")
        made = json.loads(ran.out)
        jsonschema.validate(made, SCHEMA, format_checker=FORMATS)
        for verdict, flows in made["flows"].items():
            totals = [made[side]["totals"][verdict]["words"] for side in ("old", "new")]
            moved = sum(
                row["words_more"][verdict] - row["words_less"][verdict] for row in made["changes"]
            )
            assert totals[0] + moved == totals[1]
            files = [file["flows"][verdict]["became"]["words"] for file in made["files"]]
            assert sum(files) == flows["became"]["words"]
        cited = {one["clause"].partition(":")[0] for one in made["clauses"] if one["clause"]}
        assert cited <= {text["id"] for text in made["policies"]}
        assert str(fixtures.exports.build(two_years.OLD).member.member_id) not in ran.out


def test_the_text_says_what_changed_first(built: Built) -> None:
    old, new = built(two_years.OLD)[1], built(two_years.NEW)[1]
    out = run_program("diff", old, new, "--on", "2026-08-01").out
    assert re.match(r"[\d,]+ words in \d+ records became INSIDE", out)
    for words in ("Posts: 15 came", "4 went", "1 moved here", "only in the newer export",
                  "Complete_LinkedInDataExport_07-12-2025.zip (complete, of 2025-07-12) → "):  # fmt: skip
        assert words in " ".join(out.split()), words
    assert " 0 came" not in out and "INSIDE" not in out.partition("\n\n")[2].partition("■")[0]
    assert out.index("\n\n") < out.index("Both judged for")
    assert max(map(len, out.splitlines())) < 80
    again = run_program("diff", "--plain", new, new, "--region", "uk", "--under-18").out
    assert again.startswith("Under 18:")
    assert "Nothing came, went or changed." in again
    out = run_program("diff", old, new, "--on", "2026-08-01", "--under-18").out
    assert "would be in scope that were not before" in " ".join(out.split())
    assert "INSIDE" not in out and "WOULD BE IN SCOPE" in out
    turned = run_program("diff", new, old).out
    assert "! The first export is the newer one" in turned


def test_two_members_are_told_apart_without_a_name(built: Built) -> None:
    ran = run_program("diff", built("complete-2026")[1], built("basic-2025")[1])
    assert "! These look like exports of two different members" in ran.out
    assert "! The newer export is basic" in ran.out
    assert "not in the newer export" in ran.out
    for name in ("complete-2026", "basic-2025"):
        member = fixtures.exports.build(name).member
        assert member.last_name not in ran.out


def test_a_folder_of_zips_is_one_side(built: Built, tmp_path: Path) -> None:
    for name in ("complete-2025", "complete-2026"):
        shutil.copy(built(name)[1], tmp_path)
    found = look(tmp_path, built("complete-2026")[1]).difference
    assert len(found.old.export.sources) == 2
    assert "came" not in found.kinds


@pytest.mark.parametrize("words", [["diff"], ["diff", "a.zip"], ["diff", "a", "b", "c"]])
def test_it_wants_exactly_two_exports(words: list[str]) -> None:
    ran = run_program(*words)
    assert (ran.code, ran.out) == (2, "")
    assert len(ran.err.splitlines()) == 1


def test_what_is_no_export_is_named(built: Built, tmp_path: Path) -> None:
    strange = write_zip(tmp_path / "strange.zip", {"a/b.csv": "c,d\n1,2\n"})
    ran = run_program("diff", built("basic-2025")[1], strange)
    assert (ran.code, ran.out) == (3, "")
    assert "strange.zip" in ran.err
    assert run_program("diff", strange, tmp_path / "absent.zip").code == 2
    assert run_program("diff", strange, strange, "--json", "--plain").code == 2


def rezipped(path: Path, target: Path, change: Callable[[str, bytes], tuple[str, bytes]]) -> Path:
    with zipfile.ZipFile(path) as archive:
        entries = dict(change(name, archive.read(name)) for name in archive.namelist())
    return write_zip(target / path.name, entries)


def test_other_names_order_and_quotes_are_no_change(built: Built, tmp_path: Path) -> None:
    names = {
        "SearchQueries.csv": "Search Queries.csv", "ImportedContacts.csv": "Imported Contacts.csv",
        "Jobs/Job Applicant Saved Answers.csv": "Job Applicant Saved Answers.csv",
        "PhoneNumbers.csv": "Phone Numbers.csv", "Ad_Targeting.csv": "Ad Targeting.csv",
    }  # fmt: skip

    def older(name: str, data: bytes) -> tuple[str, bytes]:
        if name in ("messages.csv", "Invitations.csv", "Reactions_408117263.csv"):
            head, *rows = csv.reader(io.StringIO(data.decode(), newline=""))
            random.Random(name).shuffle(rows)
            flat = [[" ".join(cell.split("\n")) for cell in row] for row in rows]
            made = io.StringIO()
            csv.writer(made, lineterminator="\n").writerows([head, *flat])
            data = made.getvalue().encode()
        return names.get(name, name.replace("_408117263", "")), data

    new = built("complete-2026")[1]
    old = rezipped(new, tmp_path, older)
    assert look(old, new).difference.rows == ()
    assert look(new, old).difference.rows == ()


def test_the_dialects_of_the_years_are_no_change(tmp_path: Path) -> None:
    """One table each, as several years would have written it."""
    told, sought = ysaline.written(), ysaline.traces()["searches"]
    old = {"SharedUrl": "SharedURL", "MediaUrl": "MediaURL"}
    posts, comments, letters = told["posts"], told["comments"], told["messages"]
    flat = letters.mapped("CONTENT", dialects.flattened).selected(mail.TEN)
    years = {
        "2024": {
            "Shares.csv": dialects.carriage_posts(posts).replace(
                ",".join(old).encode(), ",".join(old.values()).encode(), 1
            ),
            "Comments.csv": dialects.naked_comments(comments),
            "Search Queries.csv": dialects.minimal(sought),
            "messages.csv": dialects.minimal(flat),
        },
        "2025": {
            "Shares.csv": dialects.posts(posts),
            "Comments.csv": dialects.comments(comments),
            "SearchQueries.csv": dialects.searches(sought),
            "messages.csv": dialects.minimal(flat),
        },
        "2026": {
            "Shares_123456789.csv": dialects.posts(posts.part(70)),
            "Shares_123456789_1.csv": dialects.posts(posts.part(0, 70)),
            "Comments_123456789.csv": dialects.comments(comments),
            "SearchQueries.csv": dialects.searches(sought),
            "messages.csv": dialects.quoted(letters.selected(mail.ELEVEN)),
        },
    }
    paths = [write_zip(tmp_path / f"{year}.zip", entries) for year, entries in years.items()]
    for first, second in ((0, 1), (1, 2), (0, 2), (2, 0)):
        assert look(paths[first], paths[second]).difference.rows == (), (first, second)


def test_dates_of_another_form_are_no_change(tmp_path: Path) -> None:
    head = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    old = head + 'A,B,https://www.linkedin.com/in/a,,C,D,"7/13/25, 9:15 AM"\n'
    new = head + "A,B,http://linkedin.com/in/a/,,C,D,13 Jul 2025\n"
    later = head + "A,B,https://www.linkedin.com/in/a,,C,D,14 Jul 2025\n"
    paths = [
        write_zip(tmp_path / f"{n}.zip", {"Connections.csv": text})
        for n, text in enumerate((old, new, later))
    ]
    assert look(paths[0], paths[1]).difference.rows == ()
    kinds = {row.kind for row in look(paths[0], paths[2]).difference.rows}
    assert kinds == {"came", "went"}
    assert {row.kind for row in look(paths[1], paths[2]).difference.rows} == {"came", "went"}


def test_a_column_that_one_export_lacks_is_no_change(tmp_path: Path) -> None:
    head = "First Name,Last Name,Company,Job Title,Text,Creation Date"
    row = 'A,B,C,D,She reads contracts for fun.,"07/13/25, 09:15 AM"'
    paths = [
        write_zip(tmp_path / f"{n}.zip", {"Recommendations_Received.csv": text})
        for n, text in enumerate((f"{head}\n{row}\n", f"{head},Status\n{row},VISIBLE\n"))
    ]
    found = look(*paths).difference
    assert {(row.kind, row.records) for row in found.rows} == {("retold", 1)}
    assert not any(found.flows.values())
    reconcile(found)


def test_months_and_years_are_not_taken_for_days(tmp_path: Path) -> None:
    head = "Company Name,Title,Description,Location,Started On,Finished On\n"
    paths = [
        write_zip(tmp_path / f"{day}.zip", {"Positions.csv": f"{head}A,B,,,{day},\n"})
        for day in ("2025", "Jan 2025")
    ]
    (row,) = look(*paths).difference.rows
    assert row.kind == "detail"


def reactions(target: Path, rows: Iterable[str]) -> Path:
    text = "".join(f"2025-01-01 00:00:0{row},LIKE,{row}\n" for row in rows)
    return write_zip(target, {"Reactions.csv": "Date,Type,Link\n" + text})


@given(*[st.lists(st.sampled_from("1234"), max_size=7)] * 2)
@settings(max_examples=40, deadline=None)
def test_what_came_and_went_is_the_difference_of_multisets(
    tmp_path_factory: pytest.TempPathFactory, old: list[str], new: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("multisets")
    found = look(reactions(folder / "old.zip", old), reactions(folder / "new.zip", new))
    counts = {row.kind: 0 for row in found.difference.rows}
    for row in found.difference.rows:
        counts[row.kind] += row.records
    came, went = Counter(new) - Counter(old), Counter(old) - Counter(new)
    assert counts == {k: n.total() for k, n in (("came", came), ("went", went)) if n}
    reconcile(found.difference)


def test_a_file_that_a_basic_export_lacks_is_not_deleted(built: Built) -> None:
    complete, basic = built("complete-2026")[1], built("basic-2025")[1]
    found = look(complete, basic).difference
    posts = next(file for file in found.files if file.group == "posts")
    assert posts.doubts == ("new_absent",)
    assert posts.presence == "only_old"
    assert set(posts.kinds) == {"not_in_new"}
    assert not any(posts.flows.values())
    assert found.same_member is False
    reconcile(found)
    back = look(basic, complete).difference
    posts = next(file for file in back.files if file.group == "posts")
    assert set(posts.kinds) == {"not_in_old"}
    assert back.reversed is False
    assert found.reversed is True


def test_what_was_read_in_part_is_said(built: Built, tmp_path: Path) -> None:
    new = built("complete-2026")[1]

    def spoilt(name: str, data: bytes) -> tuple[str, bytes]:
        return name, b"PK\3\4" + data if name.startswith("Comments") else data

    found = look(new, rezipped(new, tmp_path, spoilt)).difference
    comments = next(file for file in found.files if file.group == "comments")
    assert comments.doubts == ("new_unreadable",)
    assert set(comments.kinds) == {"not_in_new"}


def test_what_a_broken_download_lacks_is_not_deleted(built: Built, tmp_path: Path) -> None:
    whole = built(two_years.NEW)[1]
    data = whole.read_bytes()
    broken = tmp_path / whole.name
    broken.write_bytes(data[: len(data) // 2])
    found = look(whole, broken).difference
    assert found.whole == (True, False)
    lacking = [file for file in found.files if "new_absent" in file.doubts]
    assert lacking
    assert all(set(file.kinds) <= {"not_in_new"} for file in lacking)
    reconcile(found)


def test_tables_without_a_common_column_are_not_compared(tmp_path: Path) -> None:
    tables = {
        "a": "Saved Search Date,Jobs Search Url\n\"1/2/24, 9:15 AM\",https://example.org\n",
        "b": "ALERT_PARAMETERS,QUERY_CONTEXT,SAVED_SEARCH_ID\n{a=b},,7\n",
    }  # fmt: skip
    paths = [write_zip(tmp_path / f"{n}.zip", {"SavedJobAlerts.csv": t}) for n, t in tables.items()]
    found = look(*paths).difference
    assert found.files[0].doubts == ("other_columns",)
    assert {row.kind for row in found.rows} == {"not_in_old", "not_in_new"}
