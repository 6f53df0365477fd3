"""The summary as Markdown, for an issue, a message or an article.

CommonMark, with tables as GitHub and most others read them. Names from an export stand as code, so
that nothing in them is taken for a link, a person or a heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from inspector.knowledge.policy import Policies
from inspector.knowledge.vocabulary import VERDICTS, Verdict
from inspector.language import number, say
from inspector.outputs import printable
from inspector.outputs.wording import answers, policy_texts, sentences, terms
from inspector.outputs.wording.terms import plural
from inspector.summary.findings import Finding
from inspector.summary.grounds import FileGroup, grouped
from inspector.summary.summary import TOOL, Summary
from inspector.summary.use import use_of, uses_of

FILES_NAMED = 12
"""Files named for one reason; the rest is counted."""
_SIGNS = re.compile(r"[\\`*_\[\]<>|~&$]")
_FIRST = re.compile(r"^(?:[#+=-]|[0-9]{1,9}(?=[.)]))")
"""What means something where a line begins."""
_TICKS = re.compile("`+")


def render(summary: Summary, policies: Policies) -> str:
    """The whole document."""
    blocks = (
        [f"# {_text(answers.title(summary))}"],
        map(_text, _answer(summary)),
        _categories(summary),
        *(_verdict(summary, policies, verdict) for verdict in VERDICTS),
        _findings(say("Worth knowing"), summary.surprises),
        _findings(say("What is missing"), summary.missing),
        _provenance(summary),
    )
    return "\n\n".join(block for part in blocks for block in part if block) + "\n"


def _text(words: str) -> str:
    """A line of words in which no sign means anything, whoever wrote them."""
    shown = _SIGNS.sub(r"\\\g<0>", printable.line(words)).replace("@", "@<!-- -->")
    return _FIRST.sub(_inert, shown)


def _inert(found: re.Match[str]) -> str:
    """The beginning of a line that begins no list and no heading."""
    return f"{found[0]}\\" if found[0].isdigit() else f"\\{found[0]}"


def _code(name: str) -> str:
    """A name from the export."""
    shown = printable.line(name).strip() or "?"
    longest = max((len(found) for found in _TICKS.findall(shown)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if longest else ""
    return f"{fence}{pad}{shown}{pad}{fence}".replace("|", r"\|")


def _answer(summary: Summary) -> Iterator[str]:
    yield from answers.answer(summary)
    yield answers.by_you(summary)
    yield from answers.told_apart(summary)
    yield from (sentences.second_headline(one) for one in summary.recipients)
    yield from answers.known(summary)
    yield from answers.caveats(summary)
    yield sentences.stale(summary)


def _categories(summary: Summary) -> Iterator[str]:
    """Words by category and verdict."""
    found = [one for one in summary.by_category() if any(t.words for t in one.totals.values())]
    if not found:
        return
    heads = [say("Words by category"), *(terms.USES_SAID[use] for use in uses_of(summary))]
    rows = [
        [terms.category(one.category), *(_figure(one.totals[v].words) for v in VERDICTS)]
        for one in found
    ]
    yield "\n".join(_table(heads, rows))


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield _row(map(_text, heads))
    yield _row(["---", *["---:"] * (len(heads) - 1)])
    for row in rows:
        yield _row(map(_text, row))


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _figure(words: int) -> str:
    return number(words) if words else "–"


def _verdict(summary: Summary, policies: Policies, verdict: Verdict) -> Iterator[str]:
    """The files under a verdict, and the sentences that decide it."""
    groups = grouped(summary.files, verdict)
    if not groups:
        return
    yield f"## {_text(terms.USES_SAID[use_of(summary, verdict)])}"
    for group in groups:
        basis, clauses = group.grounds.basis, group.grounds.clauses
        why = _text(terms.paired(terms.BASES_SAID[basis], terms.BASES[basis]))
        yield f"{_files(group)}  \n{why}"
        yield "\n>\n".join(_quotation(one, policies) for one in clauses)


def _files(group: FileGroup) -> str:
    named = [
        f"{_code(name)} ({plural(t.words, 'word') if t.words else plural(t.values, 'value')})"
        for name, t in group.files[:FILES_NAMED]
    ]
    if (rest := len(group.files) - FILES_NAMED) > 0:
        named.append(plural(rest, "more file"))
    return ", ".join(named)


def _quotation(reference: str, policies: Policies) -> str:
    """A clause, with its text, day and address."""
    text, clause = policies.clause(reference)
    cited = _text(policy_texts.dated(text) + policy_texts.reported(clause))
    link = f" <{clause.link}>" if clause.link else ""
    return f"> {_text(clause.quote)}\n>\n> — {cited}{link}"


def _findings(title: str, findings: Sequence[Finding]) -> Iterator[str]:
    if findings:
        yield f"## {_text(title)}"
        yield "\n".join(f"- {_text(say(one.text))}" for one in findings)


def _provenance(summary: Summary) -> Iterator[str]:
    """What it was judged for, by what, and what was read."""
    yield "---"
    judged = say("Judged for {situation}.").format(situation=sentences.situation(summary.situation))
    told = (judged, sentences.judged_by(summary), sentences.account(summary))
    yield _text(" ".join(one for one in told if one))
    yield _text(f"{TOOL} {summary.version}")
