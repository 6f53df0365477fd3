"""The summary as one page for a browser; the template decides what is said where."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from inspector.advice.opt_out import OptOut, sayings
from inspector.advice.steps import AdviceSection
from inspector.knowledge.policy import Clause, Policies, Policy
from inspector.knowledge.vocabulary import VERDICTS
from inspector.outputs.html import environment
from inspector.outputs.html.charts import BARS, chart, stack
from inspector.outputs.html.environment import words_of
from inspector.outputs.wording.found_marks import found_inside
from inspector.summary.grounds import grouped
from inspector.summary.summary import Summary
from inspector.summary.timeline import apportion, by_year, timeline
from inspector.summary.use import Use, use_of, uses, uses_of

if TYPE_CHECKING:
    from inspector.marks.tally import Tally


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


def render(
    summary: Summary,
    policies: Policies,
    advised: Sequence[AdviceSection] = (),
    opt_out: OptOut | None = None,
    marks: Tally | None = None,
) -> str:
    """The page as HTML; `advised`: what to do in its situation; `opt_out`: what one left open.

    `marks`: those of the export, where they were read; a redacted page says nothing of them.
    """
    line = timeline(summary, "inside", BARS)
    return environment.render(
        "page.html",
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
        chart=chart(line),
        share=_shares,
        found=found_inside(marks) if marks is not None and not summary.redacted else "",
    )


def _shares(words: Mapping[Use, int]) -> dict[Use, int]:
    """Whole per cents that add up."""
    return dict(zip(words, apportion(tuple(words.values()), 100), strict=True))
