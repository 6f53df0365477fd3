"""`inspect policy …`: the policy texts, their history, claims of them, what differs between two."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from inspector.cli import completion
from inspector.cli.command_options import ClaimsOptions
from inspector.cli.commands import policy_check
from inspector.cli.options import LIMITS, SITUATION, Options, request_of
from inspector.cli.pager import show
from inspector.cli.progress import ReadingProgress
from inspector.cli.registration import add, group, lead
from inspector.cli.stdout import width, write_document
from inspector.exit_codes import ExitCode
from inspector.language import mark, say

A = Annotated[
    str,
    typer.Argument(metavar="A", autocompletion=completion.texts, help=mark("Id of a policy text.")),
]
B = Annotated[
    str,
    typer.Argument(metavar="B", autocompletion=completion.texts, help=mark("Id of another.")),
]
EXPORT = Annotated[
    list[Path] | None,
    typer.Argument(metavar="EXPORT", help=mark("What it changed for the member of these.")),
]

WORDS = Annotated[
    list[str] | None,
    typer.Argument(metavar="WORD", help=mark("Only claims in which these words stand.")),
]


def register(app: typer.Typer) -> None:
    """`inspect policy`, and what is further asked of the texts."""
    policy = group(name="policy")
    lead(
        policy, show_policies,
        say("Print the policy texts, and the clauses that verdicts rest on."),
        ("json", "policy", "no_pager"),
    )  # fmt: skip
    add(
        policy, "regions", show_regions,
        say("Print from which day which texts apply in each region."),
        ("json", "policy", "no_pager"),
    )  # fmt: skip
    add(
        policy, "claims", show_claims,
        say("Hold what the press and authorities said of the scope against the texts."),
        ("article", "verdict", "json", "no_pager"), kind=ClaimsOptions, sought=WORDS,
    )  # fmt: skip
    policy_check.register(policy)
    add(
        policy, "howto", show_howto,
        say("Print how to write a policy text of your own, for --policy."), ("no_pager",),
    )  # fmt: skip
    words = say(
        "Print what changed from one policy text to another.\n\n"
        "Clauses added, removed and reworded; what either text, alone, makes of each kind of "
        "value; and whether members were in the programme on its first day. `inspect policy` "
        "prints the ids."
    )
    names = ("json", *_without_day, "policy", *LIMITS, "quiet", "no_pager")
    add(policy, "diff", show_text_difference, words, names, first=A, second=B, paths=EXPORT)
    app.add_typer(policy)


_without_day = tuple(name for name in SITUATION if name != "on")


def show_policies(options: Options) -> ExitCode:
    """Print every text and clause, a member's own included."""
    from inspector.knowledge import knowledge as known
    from inspector.verdicts.by_text import disagreements

    knowledge = known.load(tuple(options.policy or ()))
    today = dt.date.today()
    differing = disagreements(knowledge, today)
    if options.json:
        from inspector.outputs.json import policies

        write_document(policies.document(knowledge.policies, today, differing))
    else:
        from inspector.outputs.plain import policies as texts

        text = texts.render(knowledge.policies, today, width(), differing)
        show(text, paged=not options.no_pager)
    return ExitCode.INSPECTED


def show_regions(options: Options) -> ExitCode:
    """Print from which day which texts apply in each region, and what they say of it."""
    from inspector.knowledge import knowledge as known
    from inspector.outputs.json.regions import document
    from inspector.outputs.plain import regions

    policies, today = known.load(tuple(options.policy or ())).policies, dt.date.today()
    if options.json:
        write_document({"regions": document(policies, today)})
    else:
        show(regions.render(policies, today, width()), paged=not options.no_pager)
    return ExitCode.INSPECTED


def show_claims(options: ClaimsOptions, sought: list[str] | None) -> ExitCode:
    """Print what was said in public of the scope, or the part asked for, held against the texts."""
    from inspector.knowledge import knowledge as known
    from inspector.outputs.json import claims
    from inspector.outputs.plain import claims as faces
    from inspector.session import claim_search

    knowledge = known.load()
    wanted = claim_search.ClaimFilter(
        claim_search.article(knowledge.claims, options.article)
        if options.article is not None
        else None,
        claim_search.verdict(options.verdict) if options.verdict is not None else None,
        " ".join(sought or ()),
    )
    if options.json:
        write_document(claims.document(knowledge.claims, knowledge.policies, wanted))
    else:
        text = faces.render(knowledge.claims, knowledge.policies, width(), wanted)
        show(text, paged=not options.no_pager)
    return ExitCode.INSPECTED


def show_howto(options: Options) -> ExitCode:
    """Print how to write a policy text."""
    from inspector import resources

    text = resources.texts_page().read_text(encoding="utf-8")
    show(text, paged=not options.no_pager)
    return ExitCode.INSPECTED


def show_text_difference(options: Options, first: str, second: str) -> ExitCode:
    """Print what lies between two texts, and what it changed for the export given, if any."""
    from inspector.diff.compare_texts import difference

    request = request_of(options)
    with ReadingProgress(wanted=not options.quiet and bool(options.paths)) as progress:
        found, moved = difference(request, first, second, progress)
    if options.json:
        from inspector.outputs.json import text_diff as document

        write_document(document.document(found, moved))
    else:
        from inspector.knowledge import knowledge as known
        from inspector.outputs.plain import text_diff as plain

        policies = known.load(request.policies).policies
        show(plain.render(found, moved, policies, width()), paged=not options.no_pager)
    return ExitCode.INSPECTED
