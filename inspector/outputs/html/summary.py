"""The summary as one page for a browser; the template decides what is said where."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from inspector.advice.opt_out import OptOut, sayings
from inspector.advice.steps import AdviceSection
from inspector.knowledge.policy import Clause, Policies, Policy
from inspector.knowledge.vocabulary import VERDICTS, Basis
from inspector.outputs.html import environment, page_data
from inspector.outputs.html.charts import BARS, chart, place, stack
from inspector.outputs.html.environment import words_of
from inspector.outputs.html.records import value_text
from inspector.outputs.wording.found_marks import found_inside
from inspector.reading.counts.author import AUTHORS
from inspector.summary.beginning import Beginning, beginning
from inspector.summary.grounds import grouped
from inspector.summary.summary import Summary
from inspector.summary.timeline import apportion, by_year, timeline
from inspector.summary.use import Use, use_of, uses, uses_of
from inspector.verdicts.file_verdicts import JudgedFile
from inspector.verdicts.judgement import FileVerdict

if TYPE_CHECKING:
    from inspector.marks.tally import Tally
    from inspector.outputs.html.record_sink import PageRecords


@dataclass(frozen=True, slots=True)
class Citation:
    """A clause under the number by which the page cites it."""

    number: int
    reference: str
    """`policy:clause`."""
    text: Policy
    clause: Clause


class Citations:
    """Numbers clauses in the order in which the page comes to them."""

    def __init__(self, policies: Policies) -> None:
        self._policies = policies
        self._found: dict[str, Citation] = {}

    def __call__(self, references: Sequence[str]) -> list[Citation]:
        """Clauses with their numbers; new ones get the next."""
        return [self._cite(reference) for reference in references]

    def _cite(self, reference: str) -> Citation:
        if reference not in self._found:
            found = Citation(len(self._found) + 1, reference, *self._policies.clause(reference))
            self._found[reference] = found
        return self._found[reference]

    @property
    def all(self) -> list[Citation]:
        """All that have been cited so far."""
        return list(self._found.values())


FIRST_SURPRISES = 3
"""Of what is worth knowing: as many as are shown without unfolding."""
FIRST_SECTIONS = 3
"""Of what can be done: as many sections whose first step is shown without unfolding."""


@dataclass(frozen=True, slots=True)
class ColumnGroup:
    """Columns of a file that stand under one verdict on the same grounds."""

    verdict: FileVerdict | None
    """None: no value stands in them."""
    basis: Basis | None
    clauses: tuple[str, ...]
    names: tuple[str, ...]
    """In the file's order."""


@dataclass(frozen=True, slots=True)
class MarkedBeginning:
    """When training began, and where that stands in the chart."""

    start: Beginning
    at: float | None
    """Per cent from the left; None where the chart does not hold the day."""


def render(
    summary: Summary,
    policies: Policies,
    advised: Sequence[AdviceSection] = (),
    opt_out: OptOut | None = None,
    marks: Tally | None = None,
    *,
    records: PageRecords | None = None,
) -> str:
    """The page as HTML; `advised`: what to do in its situation; `opt_out`: what one left open.

    `marks`: those of the export, where they were read; a redacted page says nothing of them.
    `records`: those that it is to show, too.
    """
    line = timeline(summary, "inside", BARS)
    drawn = chart(line)
    start = beginning(summary, policies)
    by_place = sorted(
        enumerate(summary.files), key=lambda one: (one[1].reading.source, one[1].reading.path)
    )
    return environment.render(
        "page.html",
        styles=("page.css", "folds.css", "filters.css"),
        scripts=("page.js",),
        data=page_data.embedded(page_data.document(summary, records.found if records else ())),
        records=records,
        value_text=value_text,
        deciding=page_data.clauses(summary),
        filter_years=page_data.years(page_data.rows(summary)),
        AUTHORS=AUTHORS,
        first_sections=[one for one in advised if not one.of_switch][:FIRST_SECTIONS],
        first_surprises=FIRST_SURPRISES,
        listed=by_place,
        column_groups=column_groups,
        beginning=MarkedBeginning(start, place(start.day, drawn)) if start is not None else None,
        summary=summary,
        advised=advised,
        opt_out=opt_out,
        sayings=sayings(summary, policies),
        cite=Citations(policies),
        words=words_of,
        uses=uses(summary),
        use_of=partial(use_of, summary),
        so=lambda words: dict(zip(uses_of(summary), words.values(), strict=True)),
        stack=stack,
        categories=[one for one in summary.by_category() if any(words_of(one.totals).values())],
        authors={a: t for a, t in summary.by_author.items() if any(words_of(t).values())},
        grounded={verdict: grouped(summary.files, verdict) for verdict in VERDICTS},
        grouped=grouped,
        years=by_year(summary),
        line=line,
        chart=drawn,
        share=_shares,
        found=found_inside(marks) if marks is not None and not summary.redacted else "",
    )


def column_groups(file: JudgedFile) -> list[ColumnGroup]:
    """The columns of a file, those on the same grounds together, those without a value last."""
    names: dict[tuple[FileVerdict | None, Basis | None, tuple[str, ...]], list[str]] = {}
    for column in sorted(file.columns, key=lambda one: one.verdict is None):
        grounds = (column.verdict, column.basis, column.clauses)
        names.setdefault(grounds, []).append(column.name)
    return [ColumnGroup(*grounds, tuple(found)) for grounds, found in names.items()]


def _shares(words: Mapping[Use, int]) -> dict[Use, int]:
    """Whole per cents that add up."""
    return dict(zip(words, apportion(tuple(words.values()), 100), strict=True))
