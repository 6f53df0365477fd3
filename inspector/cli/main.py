"""Words in, exit code out. Nothing heavy is imported before a command needs it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer
from typer.main import get_command_from_info
from typer.models import CommandInfo

from inspector import language
from inspector.cli import process_exit, welcome
from inspector.cli.commands import study as study_commands
from inspector.cli.dispatch import DEFAULT, arrange, under
from inspector.cli.help import Command
from inspector.cli.parameters import (
    PROGRAM,
    Force,
    Html,
    Json,
    Lang,
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
from inspector.errors import ExitCode, UsageError
from inspector.language import mark, say
from inspector.outputs import streams
from inspector.outputs.streams import write

if TYPE_CHECKING:
    from inspector.cli.options import Options

_EPILOG = mark("A file or folder that is called like a command is reached as ./demo.")
_EXPORT = mark(
    "See what of a LinkedIn export falls inside LinkedIn's stated AI-training scope.\n\n"
    "For example: inspect Complete_LinkedInDataExport_07-10-2026.zip\n\n"
    "Nothing leaves this machine."
)
_DIFF = mark(
    "Say what came, went and changed between two exports of one member.\n\n"
    "Both are judged in one situation. A folder of ZIPs stands for those ZIPs."
)
_ACT = mark("Say what you can do where you live: steps, a letter to edit, a list to work through.")
_COMPLETION = mark(
    "Print a script that completes commands, options and regions on Tab in your shell.\n\n"
    "Its first lines say where to put it. It starts no program and reads nothing of yours."
)
_POLICY = mark("Print the policy texts and clauses by which is judged.")
_POLICY_REGIONS = mark("Print from which day which texts apply in each region.")
_POLICY_CLAIMS = mark("Hold what the press and authorities said of the scope against the texts.")
_POLICY_HOWTO = mark("Print how to write a policy text of your own, for --policy.")
_POLICY_DIFF = mark(
    "Print what changed from one policy text to another.\n\n"
    "Clauses added, removed and reworded; what either text, alone, makes of each kind of value; "
    "and whether members were in the programme on its first day. `inspect policy` prints the ids."
)
_DEMO = mark("Inspect the sample export of an invented member.")
_ACT_DEMO = mark("Run `inspect act` on the sample export.")
_HELP_PAGE = mark("Print the help of the program, or of one command.")
_HELP = {"help_option_names": ["-h", "--help"]}

app = typer.Typer(
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    pretty_exceptions_show_locals=False,
)


@app.command(
    DEFAULT, cls=Command, hidden=True, epilog=_EPILOG, help=_EXPORT, context_settings=_HELP
)
def _export(
    paths: Annotated[
        list[Path],
        typer.Argument(
            metavar="EXPORT",
            help=mark(
                "ZIPs that LinkedIn sent, or an unpacked folder: the archives of one member."
            ),
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
    lang: Lang = None,
) -> None:
    _run(locals(), tuple(paths))


@app.command("diff", cls=Command, help=_DIFF, context_settings=_HELP)
def _diff(
    old: Annotated[
        Path,
        typer.Argument(metavar="OLD", help=mark("The older export: a ZIP, or a folder of it.")),
    ],
    new: Annotated[
        Path, typer.Argument(metavar="NEW", help=mark("The newer one, of the same member."))
    ],
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
    lang: Lang = None,
) -> None:
    from inspector.cli.commands.diff import run

    raise typer.Exit(int(run(_options(locals(), (old, new)))))


@app.command("act", cls=Command, help=_ACT, context_settings=_HELP)
def _act(
    paths: Annotated[list[Path], typer.Argument(metavar="EXPORT", help=mark("As for `inspect`."))],
    letter: Annotated[
        bool, typer.Option("--letter", help=mark("A letter to LinkedIn for you to edit and send."))
    ] = False,
    csv: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help=mark("Write what is inside and has a link, longest first.")
        ),
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
    lang: Lang = None,
) -> None:
    from inspector.cli.commands.act import run

    raise typer.Exit(int(run(_options(locals(), tuple(paths)))))


@app.command("completion", cls=Command, help=_COMPLETION, context_settings=_HELP)
def _completion(
    shell: Annotated[
        str, typer.Argument(metavar="SHELL", help=mark("bash, zsh, fish or powershell."))
    ],
    lang: Lang = None,
) -> None:
    from inspector.cli import completion
    from inspector.outputs.streams import write

    write(completion.render(shell, commands()))


@app.command("policy", cls=Command, help=_POLICY, context_settings=_HELP)
def _policy(
    json: Annotated[bool, typer.Option("--json", help=mark("As one JSON document."))] = False,
    policy: OwnTexts = None,
    lang: Lang = None,
) -> None:
    from inspector.cli.commands.policy import show_policies

    show_policies(tuple(policy or ()), as_json=json)


@app.command("policy regions", cls=Command, help=_POLICY_REGIONS, context_settings=_HELP)
def _policy_regions(
    json: Annotated[bool, typer.Option("--json", help=mark("As one JSON document."))] = False,
    policy: OwnTexts = None,
    lang: Lang = None,
) -> None:
    from inspector.cli.commands.policy import show_regions

    show_regions(tuple(policy or ()), as_json=json)


@app.command("policy claims", cls=Command, help=_POLICY_CLAIMS, context_settings=_HELP)
def _policy_claims(
    json: Annotated[bool, typer.Option("--json", help=mark("As one JSON document."))] = False,
    lang: Lang = None,
) -> None:
    from inspector.cli.commands.policy import show_claims

    show_claims(as_json=json)


@app.command("policy howto", cls=Command, help=_POLICY_HOWTO, context_settings=_HELP)
def _policy_howto(
    lang: Lang = None,
) -> None:
    from inspector import resources
    from inspector.outputs.streams import write

    write(resources.texts_page().read_text(encoding="utf-8"))


@app.command("policy diff", cls=Command, help=_POLICY_DIFF, context_settings=_HELP)
def _policy_diff(
    first: Annotated[str, typer.Argument(metavar="A", help=mark("Id of a policy text."))],
    second: Annotated[str, typer.Argument(metavar="B", help=mark("Id of another."))],
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="EXPORT", help=mark("What it changed for the member of these.")),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help=mark("As one JSON document."))] = False,
    region: Region = "auto",
    opted_out: OptedOut = None,
    under_18: Under18 = False,
    policy: OwnTexts = None,
    max_bytes: MaxBytes = 4 << 30,
    max_entries: MaxEntries = 20_000,
    max_ratio: MaxRatio = 200,
    quiet: Quiet = False,
    lang: Lang = None,
) -> None:
    from inspector.cli.commands.policy import show_text_difference

    options = _options(locals(), tuple(paths or ()))
    raise typer.Exit(int(show_text_difference(options, first, second)))


@app.command("help", cls=Command, help=_HELP_PAGE, context_settings=_HELP)
def _help(
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="COMMAND", help=mark("Of one or two words; none: the program.")),
    ] = None,
    lang: Lang = None,
) -> None:
    known = commands()
    asked = " ".join(words) if words else DEFAULT
    if asked not in known or words == [DEFAULT]:
        told = say("there is no command {words}; `{program} help` names them all")
        raise UsageError(told.format(words=asked[:80], program=PROGRAM))
    chosen = _ready(asked, known)
    with chosen.make_context(_name(asked), [], resilient_parsing=True) as context:
        write(chosen.get_help(context) + "\n")


app.command("study", cls=Command, context_settings=_HELP, help=study_commands.STUDY)(
    study_commands.study
)
app.command("study report", cls=Command, context_settings=_HELP, help=study_commands.REPORT)(
    study_commands.report
)


def _on_sample(command: Command, name: str, words: str) -> Command:
    """A command with all its options, on the sample that ships instead of an export."""

    def run_on_sample(**given: object) -> None:
        from inspector import resources

        assert command.callback is not None
        command.callback(paths=[resources.sample()], **given)

    return Command(
        name=name,
        help=words,
        params=[one for one in command.params if one.name not in ("paths", "version")],
        callback=run_on_sample,
        context_settings=_HELP,
        rich_markup_mode=None,
    )


class Commands(Mapping[str, Command]):
    """Every command by its words, the default one, as `arranging.DEFAULT`, first.

    A command is made when it is first asked for.
    """

    def __init__(self) -> None:
        makers = {str(info.name): partial(_made, info) for info in app.registered_commands}
        default = makers.pop(DEFAULT)
        makers["demo"] = partial(self._on_sample, DEFAULT, "demo", _DEMO)
        makers["act demo"] = partial(self._on_sample, "act", "act demo", _ACT_DEMO)
        self._makers = {DEFAULT: default, **dict(sorted(makers.items()))}
        self._known: dict[str, Command] = {}

    def __getitem__(self, words: str) -> Command:
        if words not in self._known:
            self._known[words] = self._makers[words]()
        return self._known[words]

    def __contains__(self, words: object) -> bool:
        return words in self._makers

    def __iter__(self) -> Iterator[str]:
        return iter(self._makers)

    def __len__(self) -> int:
        return len(self._makers)

    def _on_sample(self, words: str, name: str, help_words: str) -> Command:
        return _on_sample(self[words], name, help_words)


def _made(info: CommandInfo) -> Command:
    made = get_command_from_info(info, pretty_exceptions_short=True, rich_markup_mode=None)
    return cast("Command", made)


def commands() -> Mapping[str, Command]:
    """Every command by its words; the default one, as `arranging.DEFAULT`, comes first."""
    return Commands()


def _run(given: dict[str, Any], paths: tuple[Path, ...]) -> None:
    from inspector.cli.commands.inspect import run

    raise typer.Exit(int(run(_options(given, paths))))


def _options(given: dict[str, Any], paths: tuple[Path, ...]) -> Options:
    from inspector.cli.options import Options

    known = {name: given[name] for name in Options.__struct_fields__ if name in given}
    own = tuple(given.get("policy") or ())
    return Options(**{**known, "paths": paths, "policy": own})


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; returns the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    streams.prepare()
    language.use(language.of_environment(os.environ))
    if (code := language.asked(given)) is not None:
        if (chosen_language := language.find(code)) is None:
            return process_exit.unknown_language()
        language.use(chosen_language)
    if given in ([], [language.OPTION, code], [f"{language.OPTION}={code}"]):
        streams.tell(welcome.render())
        return ExitCode.USAGE
    known = commands()
    command, *rest = arrange(given, known)
    name = _name(command)
    try:
        code = _ready(command, known).main(args=rest, prog_name=name, standalone_mode=False)
        streams.flush()
        # On Ctrl-C the command line library returns this code instead of raising.
        return process_exit.interrupted() if code == ExitCode.INTERRUPTED else int(code or 0)
    except (Exception, KeyboardInterrupt) as fault:
        return process_exit.told(fault, name)


def _ready(words: str, known: Mapping[str, Command]) -> Command:
    """A command with what its help names, and whose words are read plainly."""
    chosen = known[words]
    read_plainly(chosen)
    chosen.further = partial(under, words, known)
    return chosen


def _name(words: str) -> str:
    return PROGRAM if words == DEFAULT else f"{PROGRAM} {words}"


def entry() -> None:
    """The console command."""
    process_exit.at_once(main())
