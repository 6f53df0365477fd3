"""Who is a participant: by paths, by folders, by files, by a table; and under which keyed name."""

from __future__ import annotations

import hashlib
import hmac
import os
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from inspector.errors import LimitError, UsageError
from inspector.study import addresses
from inspector.study.participants import Participant, find
from inspector.study.pseudonyms import StudyKey, read_key
from tests.lib.archives import write_zip

KEY = StudyKey(b"sixteen bytes or more")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Two participants with folders of their own, one of them with two archives."""
    for name in ("Ann/one.zip", "Ann/two.zip", "Bob/one.zip"):
        path = tmp_path / "given" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        write_zip(path, {"Skills.csv": f"Name\n{name}\n"})
    return tmp_path / "given"


def of(found: tuple[Participant, ...]) -> dict[str, tuple[str, ...]]:
    """The addresses of each participant, as parts of paths."""
    return {one.id: tuple(Path(part).name for part in one.addresses) for one in found}


def named(**archives: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    return {KEY.participant(name.replace("_", ".")): found for name, found in archives.items()}


def test_a_name_is_hashed_with_the_key_alone() -> None:
    made = hmac.new(KEY.secret, "Zoé".encode(), hashlib.sha256).hexdigest()
    assert KEY.participant("Zoé") == made
    assert KEY.participant(unicodedata.normalize("NFD", "Zoé")) == made
    assert StudyKey(b"another key of a study").participant("Zoé") != made
    assert KEY.participant("zoé") != made


def test_each_path_is_one_participant(place: Path) -> None:
    given = [f"{place}/Ann/", str(place / "Bob" / "." / "one.zip")]
    assert of(find(given, None, KEY)) == named(Ann=("Ann",), one_zip=("one.zip",))


def test_a_folder_holds_one_folder_for_each(place: Path) -> None:
    assert of(find([str(place)], "folder", KEY)) == named(Ann=("Ann",), Bob=("Bob",))


def test_archives_belong_to_whose_folder_they_lie_in(place: Path) -> None:
    given = [str(place / one) for one in ("Ann/one.zip", "Ann/two.zip", "Bob/one.zip")]
    assert of(find(given, "folder", KEY)) == named(Ann=("one.zip", "two.zip"), Bob=("one.zip",))


def test_a_folder_holds_one_file_for_each(place: Path) -> None:
    found = of(find([str(place / "Ann")], "file", KEY))
    assert found == named(one_zip=("one.zip",), two_zip=("two.zip",))


def test_a_table_says_who_is_who(place: Path) -> None:
    table = place.parent / "who.csv"
    table.write_text(
        'path,participant\ngiven/Ann/one.zip,Eve\n"given/Bob",Eve\ngiven/Ann/two.zip,F\n',
        encoding="utf-8",
        newline="\n",
    )
    assert of(find([], str(table), KEY)) == named(Eve=("one.zip", "Bob"), F=("two.zip",))
    below = of(find([str(place / "Ann")], str(table), KEY))
    assert below == named(Eve=("one.zip",), F=("two.zip",))


def test_the_biggest_come_first(place: Path) -> None:
    (place / "Bob" / "more.bin").write_bytes(bytes(10_000))
    found = find([str(place)], "folder", KEY)
    assert [one.id for one in found] == [KEY.participant("Bob"), KEY.participant("Ann")]
    assert found[0].bytes > 10_000


def test_a_mark_tells_names_and_sizes_apart(place: Path) -> None:
    def mark() -> str:
        return find([str(place / "Ann")], None, KEY)[0].fingerprint

    first = mark()
    os.utime(place / "Ann" / "one.zip", (1, 1))
    assert mark() == first
    (place / "Ann" / "one.zip").rename(place / "Ann" / "three.zip")
    renamed = mark()
    assert renamed != first
    (place / "Ann" / "three.zip").write_bytes(b"x")
    assert mark() not in (first, renamed)


def both(place: Path) -> list[str]:
    (place / "more" / "Ann").mkdir(parents=True)
    return [str(place / "Ann"), str(place / "more" / "Ann")]


def ambiguous(place: Path) -> list[str]:
    write_zip(place / "stray.zip", {"Skills.csv": "Name\na\n"})
    return [str(place)]


@pytest.mark.parametrize(
    ("paths", "option", "words"),
    [
        (both, None, "path 1 and path 2 would be one participant"),
        (lambda place: [str(place / "Nobody")], None, "path 1 leads to nothing"),
        (lambda place: [], None, "no PATH"),
        (ambiguous, "folder", "no ZIP beside them"),
        (lambda place: [str(place)], "file", "one ZIP for each participant and no folders"),
        (lambda place: [str(place)], "nowhere.csv", "the CSV of --participant-from cannot be read"),
    ],
)
def test_what_is_not_clear_is_refused_without_a_name(
    place: Path, paths: Callable[[Path], list[str]], option: str | None, words: str
) -> None:
    with pytest.raises(UsageError, match=words) as refused:
        find(paths(place), option, KEY)
    assert not any(name in str(refused.value) for name in ("Ann", "Bob", "Nobody", "stray"))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("path;participant\n", "needs the columns"),
        ("path,participant\ngiven/Ann,\n", "line 2 names no path or nobody"),
        ('path,participant\n"given"x,Eve\n', "line 2 is no line of a CSV"),
        ("path,participant\ngiven/Ann,Eve\ngiven/Ann,Bob\n", "line 3 gives a path to a second"),
        ("path,participant\ngiven/Zed,Eve\n", "line 2 leads to nothing"),
    ],
)
def test_a_table_that_is_not_clear_is_refused(place: Path, text: str, words: str) -> None:
    table = place.parent / "who.csv"
    table.write_text(text, encoding="utf-8", newline="\n")
    with pytest.raises(UsageError, match=words) as refused:
        find([], str(table), KEY)
    assert not any(name in str(refused.value) for name in ("Ann", "Eve", "Zed"))


def test_a_path_that_the_table_does_not_name_is_refused(place: Path) -> None:
    table = place.parent / "who.csv"
    table.write_text("path,participant\ngiven/Ann,Eve\n", encoding="utf-8", newline="\n")
    with pytest.raises(UsageError, match="path 1 stands in no line"):
        find([str(place / "Bob")], str(table), KEY)


def test_a_key_is_read_whatever_its_last_line_ends_with(tmp_path: Path) -> None:
    path, out = tmp_path / "key", tmp_path / "out"
    path.write_bytes(b"0123456789abcdef\r\n")
    assert read_key(path, out).secret == b"0123456789abcdef"
    assert "0123456789" not in repr(read_key(path, out))


@pytest.mark.parametrize(
    ("name", "words"),
    [(None, "--study-key is missing"), ("short", "fewer than 16"), ("none", "cannot be read"),
     ("out/key", "move it out")],
)  # fmt: skip
def test_a_key_that_will_not_do_is_refused(tmp_path: Path, name: str | None, words: str) -> None:
    (tmp_path / "short").write_text("0123456789abcde\n", encoding="utf-8", newline="\n")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "key").write_text("0123456789abcdef", encoding="utf-8", newline="\n")
    with pytest.raises(UsageError, match=words):
        read_key(tmp_path / name if name else None, tmp_path / "out")


def test_a_local_address_is_not_copied(place: Path) -> None:
    path = place / "Bob" / "one.zip"
    assert not addresses.is_remote(path.as_uri())
    assert addresses.absolute(f"file://{path}") == str(path)
    with addresses.fetched([str(path)], 1) as paths:
        assert paths == [path]


def remote(place: Path) -> str:
    """The folder of Ann, where only fsspec finds it."""
    import fsspec

    memory = fsspec.filesystem("memory")
    memory.put(str(place), "/given", recursive=True)
    return "memory://given"


def test_an_address_is_copied_and_taken_away(place: Path) -> None:
    root = remote(place)
    found = find([root], "folder", KEY)
    assert {one.id for one in found} == {KEY.participant("Ann"), KEY.participant("Bob")}
    assert (
        find([f"{root}/Ann"], None, KEY)[0].fingerprint
        == find([str(place / "Ann")], None, KEY)[0].fingerprint
    )
    with addresses.fetched([f"{root}/Ann", f"{root}/Bob/one.zip"], 0) as paths:
        assert [path.name for path in paths] == ["Ann", "one.zip"]
        copied = {path.name: path.read_bytes() for path in paths[0].iterdir()}
        assert copied == {p.name: p.read_bytes() for p in (place / "Ann").iterdir()}
        if os.name == "posix":
            assert paths[0].parent.stat().st_mode & 0o077 == 0
    assert not any(path.parent.exists() for path in paths)


def test_a_copy_is_bounded_and_leaves_nothing(place: Path, tmp_path: Path) -> None:
    beside = tmp_path / "copies"
    beside.mkdir()
    size = sum(path.stat().st_size for path in (place / "Ann").iterdir())
    address = f"{remote(place)}/Ann"
    with addresses.fetched([address], size, str(beside)):
        assert len(list(beside.iterdir())) == 1
    with (
        pytest.raises(LimitError, match="--max-copy"),
        addresses.fetched([address], size - 1, str(beside)),
    ):
        pass
    assert list(beside.iterdir()) == []


@pytest.mark.parametrize(
    "address", ["memory://nobody-here", "s3fake://a/b", "http://127.0.0.1:9/x"]
)
def test_an_address_that_leads_nowhere_is_not_repeated(address: str) -> None:
    with pytest.raises((UsageError, addresses.AbsentError)) as refused:
        find([address], None, KEY)
    assert "nobody" not in str(refused.value) and "9/x" not in str(refused.value)


@pytest.fixture
def heedless(monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk to which capitals and the form of accents make no difference."""

    def samefile(self: Path, other: str | Path) -> bool:
        return addresses.folded(str(self)) == addresses.folded(str(other))

    monkeypatch.setattr(Path, "samefile", samefile)


@pytest.mark.usefixtures("heedless")
def test_a_path_in_other_letters_is_the_same_path(place: Path) -> None:
    table = place.parent / "who.csv"
    lines = "path,participant\ngiven/Ann/one.zip,Eve\n{}/ANN/One.ZIP,{}\n"
    table.write_text(lines.format("GIVEN", "Eve"), encoding="utf-8")
    found = find([], str(table), KEY)
    assert of(found) == named(Eve=("one.zip",))
    below = find([str(place / "aNN")], str(table), KEY)
    assert below == found
    table.write_text(lines.format("given", "Adam"), encoding="utf-8")
    with pytest.raises(UsageError, match="to a second participant"):
        find([], str(table), KEY)


def test_names_that_differ_by_their_form_are_one_participant(place: Path) -> None:
    """macOS gives names of files in the form NFD, tables are mostly typed in NFC."""
    table = place.parent / "who.csv"
    names = [unicodedata.normalize(form, "Zoé") for form in ("NFC", "NFD")]
    table.write_text(
        f"path,participant\ngiven/Ann/one.zip,{names[0]}\ngiven/Ann/two.zip,{names[1]}\n",
        encoding="utf-8",
    )
    assert of(find([], str(table), KEY)) == named(Zoé=("one.zip", "two.zip"))


def test_a_drive_is_no_protocol(place: Path) -> None:
    assert not addresses.is_remote("C://exports/one.zip")
    assert not addresses.is_remote("C:\\exports\\one.zip")
    assert addresses.is_remote("s3://exports/one.zip")
    for scheme in ("file://", "FILE://", "local://"):
        assert addresses.absolute(f"{scheme}{place}/Ann/") == str(place / "Ann")


def test_a_copy_has_a_name_that_every_system_takes(tmp_path: Path) -> None:
    import fsspec

    memory = fsspec.filesystem("memory")
    for name in ("NUL.csv", "Ad: who?.csv", "Notes. "):
        memory.pipe(f"/odd/{name}", name.encode())
    with addresses.fetched(["memory://odd"], 0, str(tmp_path)) as (root,):
        copied = {path.name: path.read_bytes() for path in root.iterdir()}
    assert copied == {
        "_NUL.csv": b"NUL.csv", "Ad_ who_.csv": b"Ad: who?.csv", "Notes": b"Notes. ",
    }  # fmt: skip


def test_no_copy_takes_the_place_of_another(tmp_path: Path) -> None:
    """As `Shares.csv` and `shares.csv` would, where capitals make no difference."""
    import fsspec

    memory = fsspec.filesystem("memory")
    for name in ("a:b.csv", "a_b.csv"):
        memory.pipe(f"/twice/{name}", name.encode())
    with (
        pytest.raises(addresses.AbsentError),
        addresses.fetched(["memory://twice"], 0, str(tmp_path)),
    ):
        pass
    assert list(tmp_path.iterdir()) == []
