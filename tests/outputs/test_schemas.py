"""The schemas that ship say what is written: every key, no other, and every value of a list."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import get_args

import jsonschema
import pytest

import fixtures.exports
from fixtures import two_years
from fixtures.model import BuiltExport
from inspector import resources
from inspector.advice.opt_out import opting_out
from inspector.check import clause_check
from inspector.diff import export_diff, flows
from inspector.knowledge import dataset, policy, vocabulary
from inspector.knowledge import knowledge as known
from inspector.marks.mark import KINDS
from inspector.marks.tally import Count, Tally
from inspector.outputs.json import summary
from inspector.reading import file_reading, owner
from inspector.reading.counts import author
from inspector.session.request import Request
from inspector.session.session import Session
from inspector.study import jobs
from inspector.summary.redaction import redact
from inspector.verdicts import judgement, situation
from tests.conftest import run_program
from tests.lib import json_schema, policy_pages

Built = Callable[[str], tuple[BuiltExport, Path]]
DAY = dt.date(2026, 11, 22)
NAMES = ("summary", "diff", "study", "check")
SCHEMAS = {
    name: json.loads((resources.schemas() / f"{name}.schema.json").read_text("utf-8"))
    for name in NAMES
}
SITUATIONS = (
    situation.Situation("eu", "option", DAY),
    situation.Situation("uk", "option", DAY, dt.date(2026, 1, 2)),
)
MARKS = Tally(
    {
        v: {a: {k: Count(2, 1, 3) for k in KINDS} for a in author.AUTHORS}
        for v in vocabulary.VERDICTS
    },
    dict.fromkeys(vocabulary.VERDICTS, frozenset()),
)
"""Of every kind, under every verdict."""
FORMATS = jsonschema.Draft202012Validator.FORMAT_CHECKER

VALUES: dict[tuple[str, str], tuple[tuple[str, ...], ...]] = {
    ("*", "region"): (get_args(policy.Region), (*get_args(policy.Region), "auto")),
    ("*", "region_basis"): (get_args(situation.RegionBasis),),
    ("*", "status"): (get_args(vocabulary.Status), get_args(file_reading.FileStatus)),
    ("*", "verdict"): (get_args(judgement.FileVerdict), get_args(vocabulary.Verdict)),
    ("*", "basis"): (get_args(vocabulary.Basis),),
    ("*", "author"): (get_args(author.Author), (*get_args(author.Author), "mixed")),
    ("*", "kind"): (get_args(owner.ExportKind),),
    ("*", "category"): (get_args(dataset.Category),),
    ("*", "promise"): (get_args(policy.Promise),),
    ("*", "role"): (get_args(dataset.Role),),
    ("diff", "kind"): (get_args(owner.ExportKind), get_args(flows.DifferenceKind)),
    ("*", "presence"): (get_args(export_diff.Presence),),
    ("*", "doubts"): (get_args(export_diff.Doubt),),
    ("*", "failures"): (get_args(jobs.Failure),),
    ("*", "standing"): (get_args(clause_check.Standing),),
    ("*", "recipient"): (policy.RECIPIENTS,),
    ("*", "words"): (get_args(vocabulary.Verdict),),
    ("study", "status"): (("partly_read", "unreadable", "unknown"),),
}
"""What may stand under a key, by the schema (`*`: every other)."""


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_allows_no_key_that_it_does_not_name(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMAS[name])
    assert json_schema.unlocked(SCHEMAS[name]) == []


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_names_the_values_of_the_program(name: str) -> None:
    found = list(json_schema.values(SCHEMAS[name]))
    assert found
    for key, values in found:
        allowed = VALUES.get((name, key)) or VALUES["*", key]
        assert values - {None} in [set(one) for one in allowed], key


def test_every_key_of_a_summary_is_written(built: Built) -> None:
    schema, held = SCHEMAS["summary"], set[str]()
    for name in fixtures.exports.NAMES:
        session = Session(Request((built(name)[1],), on=DAY))
        session.read(lambda _: None)
        for given in SITUATIONS:
            judged = session.summary(given)
            for one in (judged, redact(judged, session.knowledge.catalogue)):
                marks = None if one.redacted else MARKS
                opt_out = opting_out(one, session.knowledge)
                made = json.loads(summary.render(one, opt_out, marks))
                jsonschema.validate(made, schema, format_checker=FORMATS)
                held |= json_schema.written(made, schema)
    assert held == json_schema.described(schema)
    last = {path.rpartition("/")[2] for path in json_schema.optional(schema)}
    assert last == {"name", *get_args(author.Author), "microsoft", *KINDS}


def test_every_key_of_a_difference_is_written(built: Built) -> None:
    schema, held = SCHEMAS["diff"], set[str]()
    for name in ("basic-2025", two_years.NEW):
        ran = run_program("diff", built(two_years.OLD)[1], built(name)[1], "--json")
        made = json.loads(ran.out)
        jsonschema.validate(made, schema, format_checker=FORMATS)
        held |= json_schema.written(made, schema)
    assert held == json_schema.described(schema)
    assert json_schema.optional(schema) == set()


def test_every_key_of_a_check_is_written(tmp_path: Path) -> None:
    schema, held = SCHEMAS["check"], set[str]()
    texts = known.load().policies.texts
    pages = {
        "notice.html": policy_pages.quotes(texts["erpn-2026-08-21"], {"groups": None}),
        "policy.html": policy_pages.quotes(texts["privacy-policy-2024-09-18"]),
        "other.html": policy_pages.quotes(texts["register-2025-01-22"]),
    }
    for name, said in pages.items():
        (tmp_path / name).write_text(policy_pages.as_html(said), encoding="utf-8")
    ran = run_program("policy", "check", *(tmp_path / name for name in pages), "--json")
    assert ran.code == 1
    made = json.loads(ran.out)
    jsonschema.validate(made, schema, format_checker=FORMATS)
    held |= json_schema.written(made, schema)
    assert held == json_schema.described(schema)
    assert json_schema.optional(schema) == set()
