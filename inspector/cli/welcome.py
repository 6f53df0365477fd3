"""What is said to those who gave no words at all: what to do first."""

from __future__ import annotations

import textwrap

from inspector.language import mark, say

WIDTH = 79
_STEPS = (
    mark(
        "On LinkedIn: Settings & Privacy, Data privacy, Get a copy of your data, the larger "
        "archive. It is ready within a day or so."
    ),
    mark("Download the ZIP, and leave it as it is."),
    mark("Give its path; most terminals write it when you drop the file on them:"),
)


def render() -> str:
    """At most 24 lines, without the end of the last one."""
    lines = [
        say("inspect: what of me did LinkedIn say it may train AI on?"),
        "",
        say("Try it on the sample, the export of an invented member:"),
        "    inspect demo",
        "",
        say("Inspect your own data:"),
    ]
    for number, step in enumerate(_STEPS, 1):
        lines += textwrap.wrap(f"  {number}. {say(step)}", WIDTH, subsequent_indent="     ")
    lines += [
        "        inspect Complete_LinkedInDataExport_07-10-2026.zip",
        "",
        say("Help with all commands and options, or with one command:"),
        "    inspect help",
        "    inspect help act",
        "",
        say("Nothing leaves this machine."),
    ]
    return "\n".join(lines)
