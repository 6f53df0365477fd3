"""Values of parameters read without Pydantic, which Typer imports for the first one it reads.

That import would be most of what a start takes, and nothing that Typer offers (`parser`,
`callback`) spares it: every value but a flag's goes through what its parameters keep in
`_runtime_param`, a private attribute. So pyproject.toml bounds Typer from above, and
`tests/cli/test_plain_values.py` fails when Typer changes here.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args, get_origin

import typer

from inspector.cli.group import walk
from inspector.language import say

_READERS: dict[object, Callable[[str], object]] = {str: str, int: int, Path: Path, bool: bool}


class PlainValue:
    """Reads text, whole numbers, paths, flags and lists of these."""

    def __init__(self, kind: Any) -> None:
        self._is_list = get_origin(kind) is list
        self._read = _READERS[get_args(kind)[0] if self._is_list else kind]

    def coerce(self, value: Any, param: Any, ctx: Any) -> Any:
        """The value, which may be missing; raises `BadParameter`."""
        try:
            if self._is_list:
                return [self._read(word) for word in value or ()]
            return None if value is None else self._read(value)
        except ValueError as fault:
            told = say("{option} wants a whole number.").format(option=param.get_error_hint())
            raise typer.BadParameter(told, ctx=ctx, param=param) from fault


def read_plainly(command: Any) -> None:
    """Let a command, and those under it, read their values without Pydantic."""
    for _, one in walk(command):
        for parameter in one.params:
            parameter._runtime_param = PlainValue(parameter.type_descriptor.annotation)
