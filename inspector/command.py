"""A command as this program's help shows it: arguments by name, without the types behind them."""

from __future__ import annotations

from typing import Any

from typer.core import TyperArgument, TyperCommand, TyperOption


class Command(TyperCommand):
    """A command of one word or two, or the one without a name."""

    further: tuple[tuple[str, str], ...] = ()
    """Further commands that its help names, each with what it does."""

    @property
    def arguments(self) -> list[TyperArgument]:
        """What stands on the line without an option."""
        return [one for one in self.params if isinstance(one, TyperArgument)]

    @property
    def options(self) -> list[TyperOption]:
        """Its options, but for the one on help and those that are only refused."""
        return [one for one in self.params if isinstance(one, TyperOption) and not one.hidden]

    def collect_usage_pieces(self, ctx: object) -> list[str]:
        """What stands behind the program's name in the usage line."""
        return ["[OPTIONS]", *map(_piece, self.arguments)]

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write the arguments, options and further commands."""
        arguments = [(one.display_name_raw, one.help or "") for one in self.arguments]
        records = [
            one.get_help_record(ctx) for one in self.get_params(ctx) if one not in self.arguments
        ]
        options = [record for record in records if record is not None]
        for title, rows in (
            ("Arguments", arguments),
            ("Options", options),
            ("Commands", self.further),
        ):
            if rows:
                with formatter.section(title):
                    formatter.write_dl(rows)


def _piece(argument: TyperArgument) -> str:
    name = argument.display_name_raw + ("..." if argument.nargs == -1 else "")
    return name if argument.required else f"[{name}]"
