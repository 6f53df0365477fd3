"""Pages as LinkedIn might publish them, built from what is quoted of a text."""

from __future__ import annotations

import html
import re
import textwrap
from collections.abc import Callable, Mapping
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

from inspector.knowledge.policy import Policy

SECRETS = ("Wilma Stranger", "csrf-77aa31", "urn:li:member:4711")
"""What a saved page holds of the member: nowhere to be said."""
BESIDE = "Voice messages that you leave"
"""An item of the same list that no clause quotes."""
_CURLY = (
    ("'", "\u2019"),
    (" - ", " \u2013 "),
    ("generative", "gene\u00adrative"),
    (" AI ", "\u00a0AI "),
)


def quotes(text: Policy, changed: Mapping[str, str | None] | None = None) -> list[str]:
    """What is quoted of a text, some of it `changed` by the ids of clauses; None: left out."""
    said = {one.id: one.quote.replace("...", "and so on") for one in text.clauses}
    whole = {one.id: one.quote for one in text.clauses}
    said.update({} if changed is None else {k: v for k, v in changed.items() if v is not None})
    left_out = {key for key, value in (changed or {}).items() if value is None}
    assert left_out | set(changed or {}) <= set(whole)
    return [words for key, words in said.items() if key not in left_out]


def as_html(said: list[str], beside: str = BESIDE) -> str:
    """A page with its sentences in a list, and all around it what a browser saves, too."""
    name, token, member = SECRETS
    items = "".join(f"<li><span>{_marked(one)}</span></li>" for one in [*said, beside])
    return (
        f"<!DOCTYPE html><html lang=en><head><title>{name} | LinkedIn</title>"
        f'<script>var t = "{token}"; for (i=0;i<n;i++) "<li>training {token}</li>"</script></head>'
        f'<body data-member="{member}"><nav><p>{name}</p><ul><li>Home</li></ul></nav>'
        f'<code style="display: none">{{"training": "{member}"}}</code>'
        f'<form><input type="hidden" name="csrf" value="{token}"></form>'
        f"<main><h1>What we use</h1><p>We use the following for you and for our models:</p>"
        f'<ul title="{token}">{items}<!-- {token} --><li hidden>{token}</li></ul></main></body></html>'
    )


def _marked(words: str) -> str:
    """With a link round one word and emphasis in the midst of another."""
    parts = html.escape(_curly(words), quote=False).split(" ")
    middle = len(parts) // 2
    parts[middle] = f'<a href="https://x.example/?a=1">{parts[middle]}</a>'
    parts[0] = f"<b>{parts[0][:2]}</b>{parts[0][2:]}"
    return "\n  ".join(parts)


def _curly(words: str) -> str:
    for plain, printed in _CURLY:
        words = words.replace(plain, printed)
    return re.sub(r'"([^"]*)"', "\u201c\\1\u201d", words)


def as_text(said: list[str], width: int = 50) -> str:
    """The same, copied: other line breaks, curly quotes, bullets."""
    every = "\n".join(
        "\u2022 " + textwrap.fill(_curly(one), width, break_on_hyphens=False)
        for one in [*said, BESIDE]
    )
    return f"{SECRETS[0]}\n\nWhat we use\n\nWe use the following for you and for our models:\n\n{every}\n"


def as_mhtml(said: list[str]) -> bytes:
    """The same as a browser saves it in one file."""
    whole = MIMEMultipart("related")
    whole["From"] = "<Saved by Blink>"
    whole["Subject"] = SECRETS[0]
    whole.attach(MIMEText(as_html(said), "html", "utf-8"))
    whole.attach(MIMEText("p { color: red }", "css", "utf-8"))
    return whole.as_bytes()


FORMS: Mapping[str, Callable[[list[str]], bytes]] = {
    "page.html": lambda said: as_html(said).encode(),
    "page.mhtml": as_mhtml,
    "page.txt": lambda said: as_text(said).encode("utf-8"),
    "utf16.txt": lambda said: as_text(said).encode("utf-16"),
}
"""A page in every form, by the name of its file."""
