"""Words in, exit code out. Nothing heavy is imported before a command needs it."""

from __future__ import annotations

import contextlib
import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any, cast

import typer
import typer.main
from typer.core import TyperCommand
from typer.exceptions import TyperException

from inspector import __version__
from inspector.errors import ExitCode, InspectError, OwnFault, UsageError, fault_place

PROGRAM = "inspect"
_DEFAULT = "export"
_EPILOG = (
    "Commands: `inspect demo` inspects the sample of an invented member that ships with the "
    "program; `inspect policy` prints the policy texts it judges by. A file of one of these "
    "names is reached as ./demo."
)

_HELP = {"help_option_names": ["-h", "--help"]}

app = typer.Typer(
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    pretty_exceptions_show_locals=False,
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"{PROGRAM} {__version__}")
        raise typer.Exit()


_Plain = Annotated[bool, typer.Option("--plain", help="The summary as text (the default).")]
_Json = Annotated[bool, typer.Option("--json", help="One JSON document on stdout, nothing else.")]
_Parquet = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Write the summary as Parquet.")
]
_Records = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Write one row per value, text included.")
]
_Region = Annotated[
    str,
    typer.Option(
        metavar="CODE",
        help="Where the member lives: eu (EU, EEA), ch, uk, ca, hk, us, cn (mainland China), "
        "other, or auto: by the profile's location, else eu.",
    ),
]
_On = Annotated[str | None, typer.Option(metavar="DATE", help="Judge as of this day (today).")]
_OptedOut = Annotated[
    str | None, typer.Option(metavar="DATE", help="Day on which the setting was switched off.")
]
_Under18 = Annotated[bool, typer.Option("--under-18", help="The member is under 18.")]
_Strict = Annotated[
    bool, typer.Option("--strict", help="Exit 1 if an entry could not be read whole.")
]
_Force = Annotated[bool, typer.Option("--force", help="Replace an output file that exists.")]
_MaxBytes = Annotated[
    int,
    typer.Option(
        metavar="N", show_default=False, help="Bytes to inflate at most (4 GiB); 0: no limit."
    ),
]
_MaxEntries = Annotated[
    int,
    typer.Option(metavar="N", show_default=False, help="Entries at most (20,000); 0: no limit."),
]
_MaxRatio = Annotated[
    int,
    typer.Option(
        metavar="N",
        show_default=False,
        help="Compression ratio at most, past 64 MiB of an entry (200); 0: no limit.",
    ),
]
_Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Nothing on stderr but errors.")]
_NoColor = Annotated[bool, typer.Option("--no-color", help="No colour (NO_COLOR does the same).")]
_Version = Annotated[
    bool,
    typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit."),
]


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
    plain: _Plain = False,
    json: _Json = False,
    parquet: _Parquet = None,
    records: _Records = None,
    region: _Region = "auto",
    on: _On = None,
    opted_out: _OptedOut = None,
    under_18: _Under18 = False,
    strict: _Strict = False,
    force: _Force = False,
    max_bytes: _MaxBytes = 4 << 30,
    max_entries: _MaxEntries = 20_000,
    max_ratio: _MaxRatio = 200,
    quiet: _Quiet = False,
    no_color: _NoColor = False,
    version: _Version = False,
) -> None:
    """See what of a LinkedIn export falls inside LinkedIn's stated AI-training scope.

    For example: inspect Complete_LinkedInDataExport_07-10-2026.zip

    Nothing leaves this machine.
    """
    _run(locals(), tuple(paths))


@app.command("policy", context_settings=_HELP)
def _policy(
    json: Annotated[bool, typer.Option("--json", help="As one JSON document.")] = False,
) -> None:
    """Print the policy texts and clauses by which is judged."""
    from inspector.running import show_policies

    show_policies(as_json=json)


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
    from inspector.running import Options, run

    known = {name: given[name] for name in Options.__dataclass_fields__ if name in given}
    raise typer.Exit(int(run(Options(**{**known, "paths": paths}))))


def _spare() -> None:
    """Keep libraries from work of no use here: little is ever left to be collected, and
    nothing multiplies matrices in threads."""
    gc.set_threshold(200_000, 20, 100)
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def _arrange(arguments: Sequence[str], default: object, commands: set[str]) -> list[str]:
    """Put the command first: the first word that is no option, if it is a command's name."""
    takes_value = {
        name
        for parameter in getattr(default, "params", [])
        if not getattr(parameter, "is_flag", False)
        for name in getattr(parameter, "opts", [])
        if name.startswith("-")
    }
    skip = False
    for index, word in enumerate(arguments):
        if skip or word == "--":
            if word == "--":
                break
            skip = False
            continue
        if word.startswith("-") and word != "-":
            skip = word in takes_value
            continue
        if word in commands:
            return [word, *arguments[:index], *arguments[index + 1 :]]
        break
    return [_DEFAULT, *arguments]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; returns the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    group = typer.main.get_group(app)
    default = cast("TyperCommand", group.commands[_DEFAULT])
    group.add_command(_demo(default))
    command, *rest = _arrange(given, default, set(group.commands) - {_DEFAULT})
    chosen = group.commands[command]
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
