"""The score of the Pollock benchmark (Vitagliano et al., VLDB 2023), after its description.

Ten measures for a file: that it was loaded; precision, recall and their harmonic mean of header
cells, of rows and of cells. The simple score is the sum of their means over all files, 10 at best;
the weighted one counts a file by how often its kind stands in real data.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from tests.suites.outcome import Outcome

Rows = Sequence[Sequence[str]]
MEASURES = 10


def measures(right: Rows, loaded: Rows) -> tuple[float, ...]:
    """The ten measures; the first row of each is the header."""
    pairs: list[tuple[Iterable[object], Iterable[object]]] = [
        (right[0] if right else (), loaded[0] if loaded else ()),
        (map(tuple, right[1:]), map(tuple, loaded[1:])),
        ((cell for row in right[1:] for cell in row), (cell for row in loaded[1:] for cell in row)),
    ]
    return (1.0, *(part for one, other in pairs for part in _overlap(Counter(one), Counter(other))))


def _overlap(right: Counter[object], loaded: Counter[object]) -> tuple[float, float, float]:
    if not right:
        return 1.0, 1.0, 1.0
    same = (right & loaded).total()
    if not same:
        return 0.0, 0.0, 0.0
    first, second = same / right.total(), same / loaded.total()
    return first, second, 2 * first * second / (first + second)


def simple(outcomes: Sequence[Outcome]) -> float:
    """The sum of the means of the measures."""
    return weighted(outcomes, {one.name: 1.0 for one in outcomes})


def weighted(outcomes: Sequence[Outcome], weights: Mapping[str, float]) -> float:
    """The same, each file counted by its weight; one without weight is not counted."""
    total = sum(weights.get(one.name, 0.0) for one in outcomes)
    gained = sum(sum(one.measures) * weights.get(one.name, 0.0) for one in outcomes)
    return gained / total if total else 0.0
