"""Judge a LinkedIn data export against what LinkedIn said it may train AI on.

    import inspector

    with inspector.open_export("export.zip") as export:
        judged = export.judge(region="eu", on="2026-10-01")
        print(judged.totals["inside"].words)

Everything in `__all__` may be relied on (docs/python.md); it is loaded when it is first asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from inspector.version import __version__

if TYPE_CHECKING:
    from inspector.api.answers import (
        ClauseAnswer,
        ColumnAnswer,
        FileAnswer,
        FindingAnswer,
        Quotation,
    )
    from inspector.api.judged import JudgedExport
    from inspector.api.opening import Export, open_export
    from inspector.api.texts import PolicyText, policies
    from inspector.errors import (
        InspectError,
        LimitError,
        NotAnExportError,
        SchemaError,
        UsageError,
    )
    from inspector.verdicts.situation import Situation
    from inspector.verdicts.totals import Split, Totals

__all__ = [
    "ClauseAnswer",
    "ColumnAnswer",
    "Export",
    "FileAnswer",
    "FindingAnswer",
    "InspectError",
    "JudgedExport",
    "LimitError",
    "NotAnExportError",
    "PolicyText",
    "Quotation",
    "SchemaError",
    "Situation",
    "Split",
    "Totals",
    "UsageError",
    "__version__",
    "open_export",
    "policies",
]

_MODULES = {
    "inspector.api.answers": (
        "ClauseAnswer", "ColumnAnswer", "FileAnswer", "FindingAnswer", "Quotation",
    ),
    "inspector.api.judged": ("JudgedExport",),
    "inspector.api.opening": ("Export", "open_export"),
    "inspector.api.texts": ("PolicyText", "policies"),
    "inspector.errors": (
        "InspectError", "LimitError", "NotAnExportError", "SchemaError", "UsageError",
    ),
    "inspector.verdicts.situation": ("Situation",),
    "inspector.verdicts.totals": ("Split", "Totals"),
}  # fmt: skip


def __getattr__(name: str) -> object:
    for module, names in _MODULES.items():
        if name in names:
            return getattr(import_module(module), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
