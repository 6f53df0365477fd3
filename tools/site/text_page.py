"""The page with every policy text, word for word: what `inspect policy` prints, with its links."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from inspector.knowledge.policy import LINKS, Clause, Policies, Policy
from inspector.language import day, say
from inspector.outputs.plain.policies import CLAUSE_KINDS
from inspector.outputs.wording import policy_texts, terms
from tools.site.markdown import code, plain

_HEAD = """\
# What the texts say

Every text that verdicts rest on, oldest first, with the sentences that are quoted of it, word for
word, in the language in which they were said. `inspect policy` prints the same. Links lead to
pages of others, which see who comes; nothing is fetched from them here."""


def page(policies: Policies) -> str:
    """As Markdown."""
    texts = sorted(policies.texts.values(), key=lambda text: (text.start, text.id))
    blocks = [_HEAD, *(block for text in texts for block in _text(policies, text))]
    return "\n\n".join(blocks) + "\n"


def _text(policies: Policies, text: Policy) -> Iterator[str]:
    yield f"({_target(text.id)})=\n## {plain(policy_texts.title(text))} ({plain(day(text.start))})"
    said = [policy_texts.publisher(text), policy_texts.since(text) + policy_texts.until(text)]
    said += [", ".join(text.regions)]
    if text.recipient != "linkedin":
        said.append(say("models of {name}").format(name=terms.RECIPIENTS[text.recipient]))
    yield f"{code(text.id)}: {plain(terms.apart(said))}. {_place(text.source)}"
    for clause in text.clauses:
        yield _clause(policies, text, clause)


def _clause(policies: Policies, text: Policy, clause: Clause) -> str:
    verdict = policies.verdict_of(text, clause.id)
    kind = CLAUSE_KINDS[clause.kind]
    kind = terms.paired(kind, terms.VERDICTS_SAID[verdict]) if verdict else kind
    read = say("{place}; read {day}, {archive}").format(
        place=say(clause.locator), day=day(clause.seen), archive=say(clause.archived_by)
    )
    said = f"{code(clause.id)} ({plain(kind)})"
    lines = (
        f"({_target(text.id, clause.id)})=",
        said,
        "",
        f"> {plain(terms.quoted(clause.quote))}",
        ">",
        f"> {plain(read + policy_texts.reported(clause))}. {_place(clause.source)}",
    )
    return "\n".join(lines)


def _place(source: str) -> str:
    """A link that names whose page it leads to, or the name of a copy that has none."""
    if source.startswith(LINKS):
        return f"[{plain(urlsplit(source).netloc)}](<{source}>)"
    return plain(source)


def _target(*ids: str) -> str:
    return "-".join(("text", *ids)).lower()
