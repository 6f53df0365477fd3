"""What Tab completes in a shell, by Typer's own completion: commands, regions, languages, ids."""

from __future__ import annotations

import typer
from typer import CallbackParam
from typer.completion import (
    get_completion_inspect_parameters,
    install_callback,
    show_callback,
)

from inspector.errors import UsageError
from inspector.language import LANGUAGES, say

SHELLS = ("bash", "zsh", "fish", "powershell", "pwsh")


def prepare() -> None:
    """Let Typer know its shells, as it does when it makes the two options itself, in English."""
    get_completion_inspect_parameters()


def install(context: typer.Context, parameter: CallbackParam, wanted: bool) -> None:
    """Install completion in the shell that runs the program; raises `UsageError`."""
    if wanted:
        install_callback(context, parameter, _shell())


def show(context: typer.Context, parameter: CallbackParam, wanted: bool) -> None:
    """Print what `install` adds to the shell; raises `UsageError`."""
    if wanted:
        show_callback(context, parameter, _shell())


def _shell() -> str:
    from shellingham import ShellDetectionFailure, detect_shell

    try:
        name, _ = detect_shell()
    except ShellDetectionFailure:
        name = ""
    if name not in SHELLS:
        told = say("completion knows {shells}, and this is none of these; run it in one")
        raise UsageError(told.format(shells="bash, zsh, fish, PowerShell"))
    return str(name)


def commands(context: typer.Context) -> list[tuple[str, str]]:
    """The commands that may stand where the first path may; files are the shell's own."""
    further = getattr(context.command, "commands", {})
    if any(context.params.get(name) for name in ("paths", "addresses")):
        return []
    return [(name, command.get_short_help_str()) for name, command in further.items()]


def regions() -> list[tuple[str, str]]:
    """Every region, and `auto`."""
    from inspector.outputs.wording.terms import REGIONS

    return [*REGIONS.items(), ("auto", say("by the profile's location"))]


def languages() -> list[str]:
    """Every language that there is."""
    return list(LANGUAGES)


def texts() -> list[str]:
    """The ids of the policy texts that ship."""
    from inspector import resources

    return sorted(one.stem for one in (resources.schemas() / "policies").glob("*.toml"))


def articles() -> list[tuple[str, str]]:
    """The ids of the articles that make claims, with who published them."""
    from inspector.knowledge import knowledge
    from inspector.outputs.wording import claim_sentences

    every = knowledge.load().claims.articles.values()
    return [(one.id, claim_sentences.article(one)) for one in every]


def claim_verdicts() -> list[tuple[str, str]]:
    """The verdicts on claims."""
    from inspector.outputs.wording.terms import CLAIM_MEANINGS

    return list(CLAIM_MEANINGS.items())
