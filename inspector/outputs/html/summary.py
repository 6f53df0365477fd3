"""The summary as one page for a browser: nothing is fetched, no script is run, text is text.

The template decides what is said where; what it says comes from the summary. Every string that
reaches it is made printable and escaped, whatever it holds.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from inspector.advice.opt_out import OptOut, sayings
from inspector.advice.steps import Advised
from inspector.knowledge.policy import Clause, Policies, Policy
from inspector.knowledge.vocabulary import VERDICTS, Verdict
from inspector.language import current, day, month, number, percent, say, say_as
from inspector.outputs import printable
from inspector.outputs.html.charts import chart, stack
from inspector.outputs.wording import sentences as wording
from inspector.outputs.wording import terms
from inspector.summary.grounds import grouped
from inspector.summary.summary import TOOL, Summary
from inspector.summary.timeline import apportion, by_year, timeline

FOLDER = Path(__file__).resolve().parent / "templates"
MOST_STEPS = 96
"""Bars of the timeline."""
QUOTED_IN = "en"
"""Language of the texts that are quoted."""


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
    advised: Sequence[Advised] = (),
    opt_out: OptOut | None = None,
) -> str:
    """The page as HTML; `advised`: what to do in its situation; `opt_out`: what one left open."""
    style = (FOLDER / "page.css").read_text(encoding="utf-8")
    template = environment().get_template("page.html")
    return template.render(
        summary=summary,
        tool=TOOL,
        style=Markup(style),  # noqa: S704 -- ours, read from beside the template
        style_hash=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
        advised=advised,
        opt_out=opt_out,
        sayings=sayings(summary, policies),
        cite=Citations(policies),
        words=words_of,
        stack=stack,
        categories=[one for one in summary.by_category() if any(words_of(one.totals).values())],
        authors={a: t for a, t in summary.by_author.items() if any(words_of(t).values())},
        grounded={verdict: grouped(summary.files, verdict) for verdict in VERDICTS},
        grouped=grouped,
        years=by_year(summary),
        chart=chart(timeline(summary, "inside", MOST_STEPS)),
        unread=[f for f in summary.files if f.reading.status in ("partly_read", "unreadable")],
        share=_shares,
        language=current(),
    )


def words_of(totals: Mapping[Verdict, object]) -> dict[Verdict, int]:
    """Words by verdict, in the order in which they are shown."""
    return {verdict: getattr(totals[verdict], "words", 0) for verdict in VERDICTS}


def _shares(words: Mapping[Verdict, int]) -> dict[Verdict, int]:
    """Whole per cents that add up."""
    return dict(zip(VERDICTS, apportion(tuple(words[v] for v in VERDICTS), 100), strict=True))


def _bare(address: str) -> str:
    """An address as it is read aloud: without what every one begins with."""
    return address.removeprefix("https://").removeprefix("http://").removeprefix("www.")


def environment() -> Environment:
    """How every page is made: escaped, printable, with words for what it shows."""
    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_clean,
    )
    environment.globals |= {
        "wording": wording, "terms": terms, "VERDICTS": VERDICTS,
        "say": say, "say_as": say_as, "day": day, "month": month, "percent": percent,
        "quoted": _quoted, "q": _quotation, "time": _time,
        "strong": partial(_element, "strong"), "emphasis": partial(_element, "em"),
    }  # fmt: skip
    environment.filters |= {
        "n": number,
        "fill": _fill,
        "say": say,
        "plural": terms.plural,
        "bare": _bare,
        "total": lambda words: sum(words.values()),
        "in_words": lambda totals: sum(words_of(totals).values()),
    }
    return environment


def _fill(message: str, **values: object) -> Markup:
    """A message with its places filled: escaped, but for what is markup already."""
    return Markup(escape(message)).format(**{name: _clean(one) for name, one in values.items()})  # noqa: S704 -- escaped


def _element(name: str, text: str) -> Markup:
    return Markup(f"<{name}>{{}}</{name}>").format(_clean(text))  # noqa: S704 -- names are ours


def _quoted(words: str) -> Markup:
    """A clause between quotation marks, said to be in the language of its text."""
    return _fill(say("“{words}”"), words=_in_its_language("span", words))


def _quotation(words: str) -> Markup:
    return _in_its_language("q", words)


def _in_its_language(name: str, words: str) -> Markup:
    if current() == QUOTED_IN:
        return Markup(f"<{name}>{{}}</{name}>" if name == "q" else "{}").format(_clean(words))  # noqa: S704 -- names are ours
    return Markup(f'<{name} lang="{QUOTED_IN}">{{}}</{name}>').format(_clean(words))  # noqa: S704 -- names are ours


def _time(given: dt.date) -> Markup:
    """A day, for machines too where it is not written for them anyway."""
    said = day(given)
    iso = given.isoformat()
    if said == iso:
        return Markup("<time>{}</time>").format(said)
    return Markup('<time datetime="{}">{}</time>').format(iso, said)


def _clean(value: object) -> object:
    """What a template prints, with controls and direction marks taken out."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return printable.line(value)
    return value
