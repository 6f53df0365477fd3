"""Words in, exit code out. Nothing heavy is imported before a command needs it."""

from __future__ import annotations

import contextlib
import gc
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer
import typer.main
from typer.core import TyperCommand
from typer.exceptions import TyperException

from inspector import __version__
from inspector.errors import ExitCode, InspectError, OwnFault, UsageError, fault_place
from inspector.parameters import (
    PROGRAM,
    Force,
    Html,
    Json,
    MaxBytes,
    MaxEntries,
    MaxRatio,
    NoColor,
    On,
    OptedOut,
    OwnTexts,
    Parquet,
    Plain,
    Quiet,
    Records,
    Redacted,
    Region,
    Strict,
    Under18,
    Version,
    read_plainly,
)

if TYPE_CHECKING:
    from inspector.options import Options

_DEFAULT = "export"
_EPILOG = (
    "Commands: `inspect demo` inspects the sample of an invented member that ships with the "
    "program; `inspect diff OLD NEW` says what came and went between two exports of one member; "
    "`inspect act` says what you can do, drafts a letter and lists what is exposed; `inspect "
    "policy` prints the policy texts it judges by, `inspect policy regions` which apply where and "
    "when, `inspect policy diff` what changed from one to another, `inspect policy claims` what "
    "the press said of them. A file of one of these names is reached as ./demo."
)

_HELP = {"help_option_names": ["-h", "--help"]}

app = typer.Typer(
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    pretty_exceptions_show_locals=False,
)


class _Export(TyperCommand):
    """The command that needs no name."""

    def collect_usage_pieces(self, ctx: object) -> list[str]:
        """What stands behind the program's name in the usage line."""
        return ["[OPTIONS]", "EXPORT..."]


@app.command(_DEFAULT, cls=_Export, hidden=True, epilog=_EPILOG, context_settings=_HELP)
def _export(
    paths: Annotated[
        list[Path],
        typer.Argument(
            metavar="EXPORT",
            help="ZIPs that LinkedIn sent, or an unpacked folder: the archives of one member.",
        ),
    ],
    plain: Plain = False,
    json: Json = False,
    parquet: Parquet = None,
    records: Records = None,
    html: Html = None,
    redacted: Redacted = False,
    region: Region = "auto",
    on: On = None,
    opted_out: OptedOut = None,
    under_18: Under18 = False,
    policy: OwnTexts = None,
    strict: Strict = False,
    force: Force = False,
    max_bytes: MaxBytes = 4 << 30,
    max_entries: MaxEntries = 20_000,
    max_ratio: MaxRatio = 200,
    quiet: Quiet = False,
    no_color: NoColor = False,
    version: Version = False,
) -> None:
    """See what of a LinkedIn export falls inside LinkedIn's stated AI-training scope.

    For example: inspect Complete_LinkedInDataExport_07-10-2026.zip

    Nothing leaves this machine.
    """
    _run(locals(), tuple(paths))


@app.command("diff", context_settings=_HELP)
def _diff(
    old: Annotated[
        Path, typer.Argument(metavar="OLD", help="The older export: a ZIP, or a folder of it.")
    ],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="The newer one, of the same member.")],
    plain: Plain = False,
    json: Json = False,
    region: Region = "auto",
    on: On = None,
    opted_out: OptedOut = None,
    under_18: Under18 = False,
    max_bytes: MaxBytes = 4 << 30,
    max_entries: MaxEntries = 20_000,
    max_ratio: MaxRatio = 200,
    quiet: Quiet = False,
    no_color: NoColor = False,
) -> None:
    """Say what came, went and changed between two exports of one member.

    Both are judged in one situation. A folder of ZIPs stands for those ZIPs.
    """
    from inspector.running import show_difference

    raise typer.Exit(int(show_difference(_options(locals(), (old, new)))))


@app.command("act", cls=_Export, context_settings=_HELP)
def _act(
    paths: Annotated[list[Path], typer.Argument(metavar="EXPORT", help="As for `inspect`.")],
    letter: Annotated[
        bool, typer.Option("--letter", help="A letter to LinkedIn for you to edit and send.")
    ] = False,
    lang: Annotated[
        str, typer.Option(metavar="CODE", help="Language of the letter: en or fr.")
    ] = "en",
    csv: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write what is inside and has a link, longest first."),
    ] = None,
    region: Region = "auto",
    on: On = None,
    opted_out: OptedOut = None,
    under_18: Under18 = False,
    force: Force = False,
    max_bytes: MaxBytes = 4 << 30,
    max_entries: MaxEntries = 20_000,
    max_ratio: MaxRatio = 200,
    quiet: Quiet = False,
) -> None:
    """Say what you can do where you live: steps, a letter to edit, a list to work through."""
    from inspector.running import act

    raise typer.Exit(int(act(_options(locals(), tuple(paths)))))


@app.command("policy", context_settings=_HELP)
def _policy(
    json: Annotated[bool, typer.Option("--json", help="As one JSON document.")] = False,
    policy: OwnTexts = None,
) -> None:
    """Print the policy texts and clauses by which is judged."""
    from inspector.consulting import show_policies

    show_policies(tuple(policy or ()), as_json=json)


@app.command("policy regions", context_settings=_HELP)
def _policy_regions(
    json: Annotated[bool, typer.Option("--json", help="As one JSON document.")] = False,
    policy: OwnTexts = None,
) -> None:
    """Print from which day which texts apply in each region."""
    from inspector.consulting import show_regions

    show_regions(tuple(policy or ()), as_json=json)


@app.command("policy claims", context_settings=_HELP)
def _policy_claims(
    json: Annotated[bool, typer.Option("--json", help="As one JSON document.")] = False,
) -> None:
    """Hold what the press and authorities said of the scope against the texts."""
    from inspector.consulting import show_claims

    show_claims(as_json=json)


@app.command("policy diff", context_settings=_HELP)
def _policy_diff(
    first: Annotated[str, typer.Argument(metavar="A", help="Id of a policy text.")],
    second: Annotated[str, typer.Argument(metavar="B", help="Id of another.")],
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="EXPORT", help="What it changed for the member of these."),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="As one JSON document.")] = False,
    region: Region = "auto",
    opted_out: OptedOut = None,
    under_18: Under18 = False,
    policy: OwnTexts = None,
    max_bytes: MaxBytes = 4 << 30,
    max_entries: MaxEntries = 20_000,
    max_ratio: MaxRatio = 200,
    quiet: Quiet = False,
) -> None:
    """Print what changed from one policy text to another.

    Clauses added, removed and reworded; what either text, alone, makes of each kind of value; and
    whether members were in the programme on its first day. `inspect policy` prints the ids.
    """
    from inspector.consulting import show_text_difference

    options = _options(locals(), tuple(paths or ()))
    raise typer.Exit(int(show_text_difference(options, first, second)))


def _demo(export: TyperCommand) -> TyperCommand:
    """The `demo` command: the default one with all its options, on the sample that ships."""

    def run_on_sample(**given: object) -> None:
        from inspector import shipped

        _run(given, (shipped.sample(),))

    return TyperCommand(
        name="demo",
        help="Inspect the sample export of an invented member.",
        params=[one for one in export.params if one.name not in ("paths", "version")],
        callback=run_on_sample,
        context_settings=_HELP,
        rich_markup_mode=None,
    )


def _run(given: dict[str, Any], paths: tuple[Path, ...]) -> None:
    _spare()
    from inspector.running import run

    raise typer.Exit(int(run(_options(given, paths))))


def _options(given: dict[str, Any], paths: tuple[Path, ...]) -> Options:
    from inspector.options import Options

    known = {name: given[name] for name in Options.__dataclass_fields__ if name in given}
    own = tuple(given.get("policy") or ())
    return Options(**{**known, "paths": paths, "policy": own})


def _spare() -> None:
    """Keep libraries from work of no use here: little is ever left to be collected, and
    nothing multiplies matrices in threads."""
    gc.set_threshold(200_000, 20, 100)
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def _arrange(arguments: Sequence[str], commands: Mapping[str, object]) -> list[str]:
    """Put the command first: the first words that are no options, if they are a command's name."""
    takes_value = {
        name
        for command in commands.values()
        for parameter in getattr(command, "params", [])
        if not getattr(parameter, "is_flag", False)
        for name in getattr(parameter, "opts", [])
        if name.startswith("-")
    }
    rest = list(arguments)
    command, at = "", 0
    while at < len(rest) and rest[at] != "--":
        word = rest[at]
        if word.startswith("-") and word != "-":
            at += 2 if word in takes_value else 1
            continue
        name = f"{command} {word}".lstrip()
        if name not in commands or name == _DEFAULT:
            break
        command = name
        del rest[at]
    return [command or _DEFAULT, *rest]


def _subcommands(command: str, commands: Mapping[str, TyperCommand]) -> str | None:
    """What the help of a command says of those whose names begin with its own."""
    under = {name: one for name, one in commands.items() if name.startswith(f"{command} ")}
    said = [f"`{PROGRAM} {name}`: {one.get_short_help_str(200)}" for name, one in under.items()]
    return f"Further commands: {' '.join(said)}" if said else None


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; returns the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    group = typer.main.get_group(app)
    default = cast("TyperCommand", group.commands[_DEFAULT])
    group.add_command(_demo(default))
    commands = cast("Mapping[str, TyperCommand]", group.commands)
    command, *rest = _arrange(given, commands)
    chosen = commands[command]
    read_plainly(chosen)
    chosen.epilog = chosen.epilog or _subcommands(command, commands)
    name = PROGRAM if chosen is default else f"{PROGRAM} {command}"
    try:
        if not given:
            with chosen.make_context(name, [], resilient_parsing=True) as context:
                typer.echo(chosen.get_help(context), err=True)
            return ExitCode.USAGE
        code = chosen.main(args=rest, prog_name=name, standalone_mode=False)
        if sys.stdout is not None:
            sys.stdout.flush()
        # On Ctrl-C the command line library returns this code instead of raising.
        return _interrupted() if code == ExitCode.INTERRUPTED else int(code or 0)
    except TyperException as fault:
        return _complain(UsageError(f"{fault.format_message()} See `{name} --help`."))
    except OwnFault as fault:
        return _own_fault(str(fault))
    except InspectError as fault:
        return _complain(fault)
    except (KeyboardInterrupt, typer.Abort):
        return _interrupted()
    except BrokenPipeError:
        _drop_stdout()
        return ExitCode.INSPECTED
    except OSError as fault:
        _drop_stdout()
        why = (fault.strerror or "the system refused").lower()
        return _complain(UsageError(f"the output cannot be written ({why}); send it elsewhere"))
    except Exception as fault:
        return _own_fault(fault_place(fault))


def _interrupted() -> int:
    sys.stderr.write(f"{PROGRAM}: interrupted; no file was left half written\n")
    return ExitCode.INTERRUPTED


def _drop_stdout() -> None:
    """Let go of a standard output that takes nothing more, so that leaving does not fail."""
    if sys.stdout is not None:
        with contextlib.suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _complain(fault: InspectError) -> int:
    text = " ".join(str(fault).split())
    sys.stderr.write(f"{PROGRAM}: {''.join(c if c.isprintable() else '?' for c in text)}\n")
    return fault.exit_code


def _own_fault(place: str) -> int:
    """A bug: where it is, but neither its message nor a traceback, which may hold values."""
    sys.stderr.write(
        f"{PROGRAM}: a fault of this program ({place}, version {__version__}); please report "
        "these words, they hold nothing of your data\n"
    )
    return ExitCode.BUG


def entry() -> None:
    """The console command; it leaves at once, since taking the libraries down takes long."""
    code = main()
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):
            if stream is not None:
                stream.flush()
    os._exit(code)
