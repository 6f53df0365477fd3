"""How well marks are found on the labelled passages: the goals, and what the page says of it."""

from __future__ import annotations

import hashlib

import pytest

from inspector.marks.mark import KINDS, Kind
from tools.marks import PAGE, PASSAGES, Measurement, Span, interval, measure, page

FROZEN = "c9d4b55fb7f852825117585a412e67fcc3c9af8b92bd716bffdb87caa24cc969"
RECALL: dict[Kind, float] = {"email": 0.97, "phone": 0.97, "account": 0.97, "own": 0.97}
PRECISION: dict[Kind, float] = {"name": 0.97}
CERTAIN = 0.99


pytestmark = pytest.mark.xdist_group("marks")  # what the module measures is measured once


@pytest.fixture(scope="module")
def measured() -> Measurement:
    return measure()


def test_the_passages_are_those_that_were_frozen() -> None:
    assert hashlib.sha256(PASSAGES.read_bytes().replace(b"\r\n", b"\n")).hexdigest() == FROZEN


@pytest.mark.parametrize("kind", RECALL)
def test_recall(kind: Kind, measured: Measurement) -> None:
    score = measured.scores[kind]
    assert score.is_measured
    assert score.recall >= RECALL[kind]


@pytest.mark.parametrize("kind", PRECISION)
def test_precision(kind: Kind, measured: Measurement) -> None:
    score = measured.scores[kind]
    assert score.is_measured
    assert score.precision >= PRECISION[kind]


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_certain_is_right(kind: Kind, measured: Measurement) -> None:
    score = measured.scores[kind]
    assert score.certain_right >= CERTAIN * score.certain


def test_certain_marks_of_all_kinds(measured: Measurement) -> None:
    right, every = measured.certain
    assert every >= 100
    assert right >= CERTAIN * every


def test_the_page_holds_this_measurement(measured: Measurement) -> None:
    assert PAGE.read_text("utf-8") == page(measured), "run make marks"


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [(0, 10, 0.0, 0.2775), (5, 10, 0.2366, 0.7634), (98, 100, 0.9300, 0.9945)],
)
def test_intervals_are_wilson_s(part: int, whole: int, low: float, high: float) -> None:
    assert interval(part, whole) == pytest.approx((low, high), abs=1e-4)


def test_what_is_the_same() -> None:
    label = Span("pay", 10, 20)
    assert Span("pay", 10, 13).is_same(label)
    assert not Span("pay", 6, 14).is_same(Span("pay", 12, 20))
    assert not Span("pay", 0, 10).is_same(label)
