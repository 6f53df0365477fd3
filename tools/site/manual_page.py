"""The manual page as Markdown. It knows the macros that `tools.manual` writes, and no others."""

from __future__ import annotations

from collections.abc import Iterator

from tools.site.markdown import code, plain

_HEAD = """\
# Commands and options

The manual page, `man inspect`; `inspect help COMMAND` says the same of one command. In
`linkedin-inspect`, the same command under another name, everything holds as here."""


def page(roff: str) -> str:
    """As Markdown; raises `ValueError` at a macro that it does not know."""
    return "\n\n".join([_HEAD, *_blocks(iter(roff.splitlines()))]) + "\n"


def _blocks(lines: Iterator[str]) -> Iterator[str]:
    for line in lines:
        macro, _, words = line.partition(" ")
        match macro:
            case ".SH":
                yield f"## {plain(_said(words).capitalize())}"
            case ".SS":
                yield f"### {code(_said(words))}"
            case ".TP":
                yield _term(next(lines), next(lines))
            case ".B":
                yield f"{code(_said(words))} {plain(_said(next(lines)))}"
            case ".nf":
                yield _example(lines)
            case ".PP" | ".br" | ".TH" | '.\\"':
                pass
            case _ if macro.startswith("."):
                raise ValueError(f"{macro} is no macro that the site knows")
            case _:
                yield plain(_said(line))


def _term(name: str, meaning: str) -> str:
    return f"{code(_said(name.removeprefix('.B ')))}\n: {plain(_said(meaning))}"


def _example(lines: Iterator[str]) -> str:
    shown = []
    for line in lines:
        if line == ".fi":
            break
        shown.append(_said(line))
    return "\n".join(["```console", *(f"$ {one}" for one in shown), "```"])


def _said(roff: str) -> str:
    """The text of a line without the signs of roff."""
    return roff.replace("\\&", "").replace("\\-", "-").replace("\\e", "\\")
