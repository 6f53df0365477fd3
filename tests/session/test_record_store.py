"""The records of an open export: listed, grouped, opened, searched."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

import fixtures.exports
from fixtures.model import BuiltExport
from inspector import resources
from inspector.knowledge.vocabulary import VERDICTS, Verdict
from inspector.reading.reader import Progress
from inspector.reading.tables.records import Batch
from inspector.session import blocks
from inspector.session.folding import MOST_PATTERN, fold, pattern, spans
from inspector.session.listing import LISTING_SCHEMA, Selection, SortKey
from inspector.session.preview import PREVIEW
from inspector.session.record import links
from inspector.session.record_store import RecordStore
from inspector.session.request import Request
from inspector.session.session import Session
from inspector.summary.summary import Summary
from inspector.tui.models.filter import Filter, day
from inspector.tui.models.groups import GROUPINGS, SILENT, Grouping, group, short_paths
from tests.lib.archives import write_zip

ON = dt.date(2026, 11, 21)
SHARES = "Date,ShareLink,ShareCommentary,SharedUrl,MediaUrl,Visibility\n"
MESSAGES = (
    "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,"
    "DATE,SUBJECT,CONTENT,FOLDER,ATTACHMENTS\n"
)


def opened(path: Path) -> Session:
    """A session that has read everything."""
    session = Session(Request((path,), on=ON))
    session.keep()
    return session


@pytest.fixture(scope="module")
def sample() -> Session:
    """The sample that ships."""
    return opened(resources.sample())


@pytest.fixture(scope="module")
def summary(sample: Session) -> Summary:
    """Its summary."""
    return sample.summary()


def posts(tmp_path: Path, *texts: str) -> Session:
    """An export of posts with these texts, of consecutive days."""
    rows = "".join(
        f'2026-03-{n:02} 10:00:00,https://example.org/{n},"{text}",,,MEMBER_NETWORK\n'
        for n, text in enumerate(texts, 1)
    )
    return opened(write_zip(tmp_path / "export.zip", {"Shares.csv": SHARES + rows}))


def found(session: Session, query: str) -> list[str]:
    """The texts of the records that a query finds."""
    return texts(session, session.search(query).listing)


def texts(session: Session, listing: pl.DataFrame) -> list[str]:
    """What is shown of the records of a listing."""
    return session.store.previews(listing).to_list()


# Listings


@pytest.mark.parametrize("verdict", VERDICTS)
def test_listing_holds_the_records_that_the_summary_counts(
    sample: Session, summary: Summary, verdict: Verdict
) -> None:
    listing = sample.store.listing(summary, Selection(verdict=verdict))
    assert listing.schema == pl.Schema(LISTING_SCHEMA)
    assert listing.height == summary.totals[verdict].records
    by_file = dict(listing.group_by("entry").len().iter_rows())
    for entry, file in enumerate(summary.files):
        assert by_file.get(entry, 0) == file.totals[verdict].records


def test_listing_counts_words_of_whole_records(sample: Session, summary: Summary) -> None:
    words = sample.store.listing(summary, Selection())["words"].sum()
    assert words == sum(totals.words for totals in summary.totals.values())


def test_listing_is_filtered_by_every_condition(sample: Session, summary: Summary) -> None:
    store = sample.store
    everything = store.listing(summary, Selection())
    since, until = dt.date(2025, 1, 1), dt.date(2025, 12, 31)
    some = store.listing(summary, Selection(since=since, until=until))
    wanted = everything.filter(pl.col("day").is_between(since, until))
    assert some.equals(wanted) and 0 < some.height < everything.height
    for name in ("basis", "clause", "author"):
        values = everything[name].drop_nulls().unique().to_list()
        for value in values:
            got = store.listing(summary, Selection(**{name: value}))
            assert got.height == everything.filter(pl.col(name) == value).height
    category = store.listing(summary, Selection(category="posts"))
    assert {summary.files[e].category for e in category["entry"].unique()} == {"posts"}
    entry = int(everything["entry"][0])
    assert store.listing(summary, Selection(entries=(entry,)))["entry"].unique().to_list() == [
        entry
    ]


@pytest.mark.parametrize("key", ["day", "words", "text", "entry", "verdict"])
@pytest.mark.parametrize("descending", [False, True])
def test_sorting_loses_nothing_and_puts_the_undated_last(
    sample: Session, summary: Summary, key: SortKey, descending: bool
) -> None:
    plain = sample.store.listing(summary, Selection())
    got = sample.store.listing(summary, Selection(sort=key, descending=descending))
    assert got.sort("entry", "at").equals(plain.sort("entry", "at"))
    order: list[Any]
    if key == "verdict":
        order = [VERDICTS.index(one) for one in got["verdict"]]
    elif key == "text":
        order = [text[:24].lower() for text in texts(sample, got)]
    else:
        values = got[key]
        if key == "day":
            assert values.null_count() and values[-values.null_count() :].null_count()
        order = values.drop_nulls().to_list()
    assert order == sorted(order, reverse=descending)


def test_listing_stops_when_nobody_waits(sample: Session, summary: Summary) -> None:
    assert sample.store.listing(summary, Selection(), lambda: True).is_empty()


def test_a_store_can_be_looked_at_while_it_grows() -> None:
    session = Session(Request((resources.sample(),), on=ON))
    heights = []
    told = itertools.count()

    def look(_: Progress) -> None:
        if next(told) % 4:
            return
        now = session.summary()
        listed = session.store.listing(now, Selection())
        hits = session.search("a")
        assert hits.listing.height == sum(hits.counts.values()) <= listed.height
        assert listed.height == sum(totals.records for totals in now.totals.values())
        heights.append(listed.height)

    session.keep(look)
    assert heights == sorted(heights) and heights[-1] > 0


def test_other_verdicts_give_another_listing(sample: Session) -> None:
    before = sample.summary()
    given_ = sample.situation
    after = sample.summary(structs.replace(given_, region="cn"))
    for now in (before, after, before):
        for verdict in VERDICTS:
            listing = sample.store.listing(now, Selection(verdict=verdict))
            assert listing.height == now.totals[verdict].records


def test_html_is_listed_as_text(tmp_path: Path) -> None:
    row = 'a,,Ann B,,Me,,2025-01-02 10:00:00 UTC,,"<p class=""x"">Dear <b>you</b> &amp; me</p>",INBOX,\n'
    session = opened(write_zip(tmp_path / "e.zip", {"messages.csv": MESSAGES + row}))
    (text,) = texts(session, session.store.listing(session.summary(), Selection()))
    assert text == "Dear  you  & me"


# Kept as they came


class Plain:
    """A sink that keeps everything as it came, beside a store."""

    def __init__(self, store: RecordStore) -> None:
        self.batches: list[Batch] = []
        self._store = store

    def __call__(self, batch: Batch, /) -> None:
        self.batches.append(batch)
        self._store(batch)

    def cells(self, entry: int) -> list[tuple[str, ...]]:
        """The cells of the records of a file."""
        return [
            row
            for batch in self.batches
            if batch.entry == entry
            for row in batch.frame.select(batch.layout.names).iter_rows()
        ]


def kept_beside(path: Path) -> tuple[Session, Plain]:
    """A session whose store was filled, and the same records as they came."""
    session = Session(Request((path,), on=ON))
    plain = Plain(session.store)
    session.read(sink=plain)
    return session, plain


def is_same_batch(one: Batch, other: Batch) -> bool:
    """Whether two batches hold the same."""
    mine, theirs = (
        (batch.entry, batch.layout, batch.dataset, batch.source, batch.path)
        for batch in (one, other)
    )
    return mine == theirs and one.frame.equals(other.frame)


@pytest.mark.parametrize("name", fixtures.exports.NAMES)
def test_what_is_kept_is_what_came(
    built: Callable[[str], tuple[BuiltExport, Path]], name: str
) -> None:
    session, plain = kept_beside(built(name)[1])
    store, summary = session.store, session.summary()
    assert len(tuple(store.batches())) == len(plain.batches)
    for one, other in zip(plain.batches, store.batches(), strict=True):
        assert is_same_batch(one, other)
        assert one.frame.schema == other.frame.schema
    listing = store.listing(summary, Selection())
    for entry in store.entries:
        cells = plain.cells(entry)
        assert [store.cells(entry, at) for at in range(len(cells))] == cells
        frames = [batch.frame for batch in plain.batches if batch.entry == entry]
        assert store.frame(entry).equals(pl.concat(frames))
        name_ = store.layout(entry).names[-1]
        assert store.frame(entry, [name_])[name_].to_list() == [row[-1] for row in cells]
        mine = listing.filter(entry=entry)
        rows = pl.concat(frames)[mine["at"]]
        assert rows.select("day", "words").equals(mine.select("day", "words"))
        assert rows["author"].to_list() == mine["author"].to_list()
        plain_text = all(one is None or one.markup is None for one in store.layout(entry).columns)
        for at, text in zip(mine["at"], texts(session, mine), strict=True):
            starts = {cell[:PREVIEW] for cell in cells[at]}
            assert text and (text in starts or not plain_text)


@pytest.mark.parametrize("block", [1, 400, 10_000])
def test_blocks_of_any_size_hold_the_same(monkeypatch: pytest.MonkeyPatch, block: int) -> None:
    sizes = []
    results = []
    for size in (blocks.BLOCK, block):
        monkeypatch.setattr(blocks, "BLOCK", size)
        session = opened(resources.sample())
        store, summary = session.store, session.summary()
        sizes.append(sum(len(batch.starts) for batch in store.kept().batches))
        listing = store.listing(summary, Selection(sort="text"))
        mixed = listing.sample(fraction=1, shuffle=True, seed=7)
        results.append(
            (listing, texts(session, mixed), session.search("the").listing,
             [store.cells(*place) for place in mixed.select("entry", "at").iter_rows()],
             pl.concat([batch.frame for batch in store.batches()], how="diagonal"))
        )  # fmt: skip
    assert sizes[0] < sizes[1]
    for whole, part in zip(*results, strict=True):
        if isinstance(whole, pl.DataFrame):
            assert whole.equals(part)
        else:
            assert whole == part


def test_previews_follow_the_rows_asked_for(sample: Session, summary: Summary) -> None:
    listing = sample.store.listing(summary, Selection(sort="words", descending=True))
    whole = texts(sample, listing)
    assert texts(sample, listing.reverse()) == whole[::-1]
    assert texts(sample, listing.slice(5, 7)) == whole[5:12]
    assert texts(sample, listing.clear()) == []


def test_an_export_takes_less_room_than_its_records(sample: Session) -> None:
    batches = list(sample.store.batches())
    plain = sum(batch.frame.estimated_size() for batch in batches)
    assert sample.store.size < plain


# Records


def test_records_open_whole(sample: Session, summary: Summary) -> None:
    listing = sample.store.listing(summary, Selection())
    for entry, at, verdict, basis, clause in (
        listing.group_by("entry", "verdict", "basis", "clause", maintain_order=True)
        .first()
        .select("entry", "at", "verdict", "basis", "clause")
        .iter_rows()
    ):
        record = sample.record(entry, at)
        assert record.path == summary.files[entry].reading.path
        assert all(field.value for field in record.fields)
        deciding, telling = record.deciding, record.telling
        assert deciding is not None and telling is not None
        assert (deciding.judgement.verdict, deciding.judgement.basis) == (verdict, basis)
        assert deciding.judgement.deciding == clause
        assert telling.judgement.verdict == verdict
        assert sample.store.cells(entry, at) != ()


def test_records_know_author_differing_texts_and_second_questions(tmp_path: Path) -> None:
    honours = "Title,Description,Issued On\nPrize,For work,Jan 2020\n"
    tables = {"Honors.csv": honours, "Shares.csv": SHARES + "2026-03-01 10:00:00,,one,,,\n"}
    session = opened(write_zip(tmp_path / "e.zip", tables))
    paths = {file.reading.path: n for n, file in enumerate(session.summary().files)}
    prize = session.record(paths["Honors.csv"], 0)
    assert prize.author == "member" and prize.recipients == ()
    assert all(len(field.said) == 2 for field in prize.fields)
    assert not any(field.said for field in session.record(paths["Shares.csv"], 0).fields)
    session.situation = structs.replace(session.situation, region="uk")
    post = session.record(paths["Shares.csv"], 0)
    assert post.recipients == ("microsoft",)
    telling = post.telling_for("microsoft")
    assert telling is not None and telling.name == "ShareCommentary"
    assert telling.seconds["microsoft"].deciding == "erpn-2026-08-21-microsoft:content"


def test_the_links_of_a_record(tmp_path: Path) -> None:
    session = posts(tmp_path, "one")
    assert list(links(session.record(0, 0))) == ["https://example.org/1"]


# Groups


@pytest.mark.parametrize("grouping", GROUPINGS)
def test_groups_hold_what_their_selections_list(
    sample: Session, summary: Summary, grouping: Grouping
) -> None:
    branches = group(summary, grouping, sample.knowledge.policies)
    whole = sum(totals.records for totals in summary.totals.values())
    assert sum(branch.records for branch in branches) == whole
    for top in branches:
        for branch in top.walk():
            listing = sample.store.listing(summary, branch.selection)
            assert listing.height == branch.records, branch.title
            if branch.children:
                assert sum(child.records for child in branch.children) == branch.records


def test_groups_by_author_are_those_of_the_summary(sample: Session, summary: Summary) -> None:
    inside = group(summary, "author", sample.knowledge.policies)[0]
    found = {branch.selection.author: branch.records for branch in inside.children}
    told = {author: totals["inside"].records for author, totals in summary.by_author.items()}
    assert found == {author: records for author, records in told.items() if records}
    assert {"By you", "By other people"} <= {branch.label for branch in inside.children}


def test_groups_by_clause_name_what_no_clause_decides(sample: Session, summary: Summary) -> None:
    unclear = group(summary, "clause", sample.knowledge.policies)[1]
    assert SILENT in [branch.label for branch in unclear.children]


def test_many_files_of_one_group_stand_together(tmp_path: Path) -> None:
    article = "<html><head><title>A title</title></head><body><h1>A title</h1></body></html>"
    files = {f"Articles/Articles/an-article-{n:03}.html": article for n in range(230)}
    session = opened(write_zip(tmp_path / "e.zip", {"Shares.csv": SHARES, **files}))
    now = session.summary()
    for top in group(now, "category", session.knowledge.policies):
        for branch in top.children:
            assert len(branch.children) == 201
            assert branch.children[-1].label == "… 30 more"
            listing = session.store.listing(now, branch.children[-1].selection)
            assert listing.height == 30


def test_short_paths_tell_archives_apart(tmp_path: Path) -> None:
    rows = SHARES + "2026-03-01 10:00:00,,one,,,\n"
    paths = tuple(write_zip(tmp_path / f"{n}.zip", {"Shares.csv": rows}) for n in "ab")
    session = Session(Request(paths, on=ON))
    session.read()
    assert short_paths(session.summary()) == ("1:Shares.csv", "2:Shares.csv")


# Filters


def test_filters_narrow_selections() -> None:
    wanted = Filter(verdict="inside", since=dt.date(2025, 1, 1))
    assert wanted and not Filter()
    narrowed = wanted.on(Selection(since=dt.date(2024, 1, 1), category="posts"))
    assert narrowed == Selection(verdict="inside", since=dt.date(2025, 1, 1), category="posts")
    assert wanted.on(Selection(verdict="outside")) is None
    assert wanted.words == "inside, from 2025-01-01"
    assert replace(wanted, author="others").words == "inside, by other people, from 2025-01-01"
    assert wanted.on(Selection(author="member")) == replace(
        wanted.on(Selection()) or Selection(), author="member"
    )
    assert Filter(author="others").on(Selection(author="member")) is None


def test_days_may_be_months_and_years() -> None:
    assert day(" ") is None
    assert day("2024") == dt.date(2024, 1, 1)
    assert day("2024", last=True) == dt.date(2024, 12, 31)
    assert day("2024-02", last=True) == dt.date(2024, 2, 29)
    assert day("2024-2-3") == dt.date(2024, 2, 3)
    for wrong in ("yesterday", "2024-13", "2024-02-30", "24"):
        with pytest.raises(ValueError, match=r"."):
            day(wrong)


# Searching


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("BOLD", "a 𝗯𝗼𝗹𝗱 word"), ("𝗯𝗼𝗹𝗱", "Bold"), ("bold", "🅱🅾🅻🅳"), ("resume", "Résumé"),
        ("résumé", "RESUME"), ("cafe", "cafe\u0301"), ("strasse", "Straße"), ("soren", "Søren"),
        ("find", "ﬁnd"), ("acme", "a\u00adc\u200bme"), ("two words", "two\n\u00a0words"),
        ("οδος", "ΟΔΟΣ"), ("가", "각 가"), ("が", "か"), ("a.b*c[d]", "xa.b*c[d]y"),
        ("^$|()", "^$|()"), ("\\d", "\\d"), ("&&--~~", "&&--~~"), ("istanbul", "İSTANBUL"),
        ("\U0001f600", "\U0001f600"), ("e\u0301le\u0300ve", "ELEVE"),
    ],
)  # fmt: skip
def test_search_knows_letters_in_any_dress(tmp_path: Path, query: str, text: str) -> None:
    session = posts(tmp_path, text, "something that has nothing to do with it: 7")
    assert len(found(session, query)) == 1
    assert len(spans(text, query)) == 1


def test_no_hit_spans_two_cells_or_a_tag(tmp_path: Path) -> None:
    session = posts(tmp_path, "alpha")
    assert not found(session, "alphaMEMBER") and not found(session, "alpha MEMBER")
    assert found(session, "member_network") == ["alpha"]
    row = 'a,,Ann B,,Me,,2025-01-02 10:00:00 UTC,,"<p class=""spin"">Dear <b>you</b></p>",INBOX,\n'
    plain = 'a,,Ann B,,Me,,2025-01-02 10:00:00 UTC,,"see <ann@acme.com>",INBOX,\n'
    other = opened(write_zip(tmp_path / "m.zip", {"messages.csv": MESSAGES + row + plain}))
    assert not found(other, "spin")
    assert len(found(other, "dear")) == 1 and len(found(other, "acme.com")) == 1


def test_hits_are_counted_sorted_and_shown(tmp_path: Path) -> None:
    session = posts(tmp_path, "zebra acme", "nothing", "acme " + "word " * 200)
    hits = session.index.search(session.summary(), "acme", Selection(sort="words", descending=True))
    assert sum(hits.counts.values()) == hits.listing.height == 2
    assert hits.listing["at"].to_list() == [2, 0]
    narrowed = session.index.search(session.summary(), "acme", Selection(until=dt.date(2026, 3, 1)))
    assert narrowed.counts == hits.counts and narrowed.listing.height == 1
    assert session.index.snippet(0, 2, "word word").startswith("acme word")
    assert session.index.snippet(0, 1, "acme") == ""
    assert len(session.index.snippet(0, 2, "word")) <= PREVIEW + 1


def test_search_stops_when_nobody_waits(sample: Session, summary: Summary) -> None:
    hits = sample.index.search(summary, "a", stop=lambda: True)
    assert hits.listing.is_empty() and hits.counts == dict.fromkeys(VERDICTS, 0)
    asked = iter([False, False, False])
    hits = sample.index.search(summary, "a", stop=lambda: next(asked, True))
    assert hits.listing.height < sample.index.search(summary, "a").listing.height


@pytest.mark.parametrize("query", ["", "  ", "\u0301", "\u200b"])
def test_nothing_is_found_for_nothing(sample: Session, query: str) -> None:
    assert sample.search(query).listing.is_empty() and spans("text", query) == []


def test_a_search_finds_what_folding_the_text_would(sample: Session, summary: Summary) -> None:
    for query in ("café", "LYON", "payroll", "the", "2025-09", "ysaline"):
        hits = sample.search(query).listing
        wanted = set()
        for entry in sample.store.entries:
            for at in range(sample.store.frame(entry).height):
                cells = sample.store.cells(entry, at)
                if any(fold(query) in fold(cell) for cell in cells):
                    wanted.add((entry, at))
        assert set(hits.select("entry", "at").iter_rows()) <= wanted
        missing = wanted - set(hits.select("entry", "at").iter_rows())
        assert all(
            any("<" in cell for cell in sample.store.cells(entry, at)) for entry, at in missing
        )


LETTERS = st.text("abcxyzABXéÉèçñÅøß𝗮𝐛𝓒ａＢ0.*[]^-\\&~()|?+{}$# _ŞşΣςσжЖ", max_size=12)


@given(before=LETTERS, query=LETTERS, after=LETTERS)
def test_what_is_typed_is_found_where_it_stands(before: str, query: str, after: str) -> None:
    text = before + query + after
    if fold(query).strip():
        assert spans(text, query)
        assert spans(text.upper(), query) or "ß" in text
        assert re.search(pattern(query), text)
        assert pl.Series([text]).str.contains(pattern(query)).all()


@given(text=LETTERS, query=LETTERS)
def test_both_engines_find_the_same(text: str, query: str) -> None:
    wanted = pattern(query)
    if wanted:
        assert pl.Series([text]).str.contains(wanted)[0] == bool(spans(text, query))


@given(text=st.text(max_size=40))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(query=st.text(max_size=20), text=st.text(max_size=20))
def test_no_query_breaks_a_search(query: str, text: str) -> None:
    spans(text, query)
    wanted = pattern(query)
    if wanted:
        pl.Series([text]).str.contains(wanted)


@pytest.mark.parametrize("query", ["ß" * 120, "s" * 120, "ﬃ" * 40, "ffi " * 30, "ß a" * 40])
def test_a_query_of_letters_with_many_spellings_stays_small(query: str) -> None:
    wanted = pattern(query)
    assert len(wanted) < 2 * MOST_PATTERN
    assert spans(f"a {query.upper()}", query) and spans(fold(query), query)
    assert not spans(query[:-2], query)
