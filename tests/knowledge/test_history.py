"""From which day which texts apply in each region."""

from __future__ import annotations

import datetime as dt
import json
from itertools import pairwise

import pytest

from inspector.cli.main import main
from inspector.knowledge import catalogue, policy_loader
from inspector.knowledge.history import history
from inspector.knowledge.policy import REGIONS, Region
from inspector.verdicts.judge import Judge
from inspector.verdicts.situation import Situation, standing


@pytest.mark.parametrize("region", REGIONS)
def test_a_history_says_of_every_day_what_the_judge_goes_by(region: Region) -> None:
    policies = policy_loader.load(catalogue.load())
    stretches = history(policies, region)
    assert stretches[0].start is None and stretches[-1].until is None
    for before, after in pairwise(stretches):
        assert before.until is not None and after.start is not None
        assert before.until + dt.timedelta(days=1) == after.start
    for stretch in stretches:
        for on in {stretch.start or dt.date(2020, 1, 1), stretch.until or dt.date(2030, 1, 1)}:
            situation = Situation(region, "option", on)
            texts = [text for text in stretch.texts if text.recipient == "linkedin"]
            assert tuple(texts) == Judge(policies, situation).texts
            status = standing(situation, policies).status
            wanted = {"in": "in_use", "out": "not_in_programme", "unstated": "not_stated"}
            assert status == wanted[stretch.period.status]


def test_it_is_printed_and_given_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["policy", "regions"]) == 0
    text = " ".join(capsys.readouterr().out.split())
    assert "2024-12-10 to" in text and "paused" in text
    assert "a commitment from LinkedIn to voluntarily pause" in text
    assert main(["policy", "regions", "--json"]) == 0
    made = json.loads(capsys.readouterr().out)["regions"]
    assert [one["region"] for one in made] == list(REGIONS)
    uk = next(one for one in made if one["region"] == "uk")["history"]
    assert (
        "erpn-2025-11-03-microsoft" in next(o for o in uk if o["from"] == "2025-11-03")["policies"]
    )
