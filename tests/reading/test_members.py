"""Whether archives are of one member: which sign decides, and that a name alone does not."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

import fixtures.exports
from fixtures.model import BuiltExport
from inspector.session.request import Request
from inspector.session.session import Session
from tests.conftest import run_program
from tests.lib.archives import write_zip

Built = Callable[[str], tuple[BuiltExport, Path]]
Entries = dict[str, bytes | str]
SEVERAL = "These 3 archives are not all of one member: what follows adds up several people."


def profile(first: str, last: str) -> Entries:
    return {"Profile.csv": f"First Name,Last Name,Geo Location\n{first},{last},France\n"}


def registered(when: str) -> Entries:
    return {"Registration.csv": f'Registered At,Registration Ip\n"{when}",203.0.113.7\n'}


def invited(address: str) -> Entries:
    head = "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl"
    url = "https://www.linkedin.com/in"
    row = f'Ana,Bo,"1/2/25, 3:04 PM",,OUTGOING,{url}/{address},{url}/bo'
    return {"Invitations.csv": f"{head}\n{row}\n"}


def numbered(number: int) -> Entries:
    return {f"Skills_{number}.csv": "Name\nPlanning\n"}


ANA, ANA_MARRIED, BO = profile("Ana", "Um"), profile("Ana", "Zet"), profile("Bo", "Um")
EARLY, LATER = registered("1/2/12, 3:04 PM"), registered("5/6/14, 7:08 AM")


@pytest.mark.parametrize(
    ("archives", "same"),
    [
        ([ANA | numbered(123456789), ANA_MARRIED | numbered(123456789)], True),
        ([ANA | numbered(123456789), ANA | numbered(987654321)], False),
        ([ANA | EARLY, ANA_MARRIED | EARLY], True),
        ([ANA | EARLY, ANA | LATER], False),
        ([ANA | EARLY, ANA | registered("1/3/12, 1:04 AM")], True),
        ([ANA | invited("ana"), ANA_MARRIED | invited("ana")], True),
        ([ANA | invited("ana"), BO | invited("bo-um")], False),
        ([ANA | invited("ana"), ANA | invited("ana-um")], None),
        ([ANA | EARLY, ANA | invited("ana")], None),
        ([ANA, ANA], None),
        ([ANA, ANA_MARRIED], None),
        ([ANA, BO | numbered(123456789)], None),
        ([ANA | EARLY, EARLY | numbered(123456789), BO | numbered(123456789)], True),
        ([ANA | EARLY, ANA | EARLY, BO | LATER], False),
        ([ANA | EARLY, ANA | EARLY, {"Skills.csv": "Name\nA\n"}], None),
        ([ANA | EARLY], None),
    ],
)
def test_what_decides(archives: list[Entries], same: bool | None, tmp_path: Path) -> None:
    every = enumerate(archives)
    paths = [write_zip(tmp_path / f"{at}.zip", entries) for at, entries in every]
    session = Session(Request(tuple(paths)))
    session.read()
    assert session.export is not None
    assert session.export.same_member is same


def test_several_people_are_said_on_every_face(built: Built, tmp_path: Path) -> None:
    names = ("complete-2026", "basic-2025", "complete-2018")
    folder = tmp_path / "people"
    folder.mkdir()
    for at, name in enumerate(names):
        (folder / f"{at}.zip").write_bytes(built(name)[1].read_bytes())
    page = tmp_path / "a.html"
    out = " ".join(run_program(folder, "--plain", "--html", page).out.split())
    assert out.startswith(SEVERAL) and "inspect study" in out
    assert SEVERAL in page.read_text(encoding="utf-8").partition("</h1>")[0]
    assert json.loads(run_program(folder, "--json").out)["same_member"] is False
    redacted = json.loads(run_program(folder, "--json", "--redacted").out)
    assert redacted["same_member"] is False
    assert " ".join(run_program("act", folder).out.split()).startswith(SEVERAL)
    letter = run_program("act", folder, "--letter").out
    assert letter.startswith("[The archives are not all of one member")
    for name in names:
        member = fixtures.exports.build(name).member
        assert member.last_name not in out.partition("Judged for")[0]
