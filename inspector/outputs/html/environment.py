"""How every page is made: escaped, printable, with words for what it shows.

The templates decide what is said where. Every string that reaches them is made printable and
escaped, whatever it holds.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from inspector.knowledge.vocabulary import VERDICTS, Verdict
from inspector.language import current, day, month, number, percent, say, say_as
from inspector.outputs import printable
from inspector.outputs.wording import answers, policy_texts, sentences, terms
from inspector.summary.summary import TOOL
from inspector.summary.use import USES, Use
from inspector.verdicts.totals import Totals

FOLDER = Path(__file__).resolve().parent / "templates"
QUOTED_IN = "en"
"""Language of the texts that are quoted."""


def render(
    template: str,
    styles: Sequence[str] = ("page.css",),
    scripts: Sequence[str] = (),
    **values: object,
) -> str:
    """A page from its template, with style sheets and scripts of ours in it.

    Nothing is fetched, text is text.
    """
    style, script = _ours(styles), _ours(scripts)
    return (
        _environment()
        .get_template(template)
        .render(
            tool=TOOL,
            language=current(),
            style=style,
            style_hash=_hash(style),
            script=script,
            script_hash=_hash(script),
            **values,
        )
    )


def _ours(names: Sequence[str]) -> Markup:
    """Files from beside the templates, as they are."""
    return Markup("".join((FOLDER / name).read_text(encoding="utf-8") for name in names))  # noqa: S704 -- ours


def _hash(text: str) -> str:
    """By which a page's policy knows what may be used in it."""
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def words_of(totals: Mapping[Verdict, Totals] | Mapping[Use, Totals]) -> dict[Use, int]:
    """Words by verdict or use, in the order in which they are shown."""
    words: dict[Use, int] = {use: one.words for use, one in totals.items()}
    return {use: words[use] for use in USES if use in words}


def _bare(address: str) -> str:
    """An address as it is read aloud: without what every one begins with."""
    return address.removeprefix("https://").removeprefix("http://").removeprefix("www.")


def _environment() -> Environment:
    """Escaped, printable, with words for what pages show."""
    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_clean,
    )
    environment.globals |= {
        "answers": answers, "sentences": sentences, "policy_texts": policy_texts, "terms": terms,
        "VERDICTS": VERDICTS,
        "say": say, "say_as": say_as, "day": day, "month": month, "percent": percent,
        "quoted": _quoted, "q": _quotation, "time": _time,
        "strong": partial(_element, "strong"), "emphasis": partial(_element, "em"),
    }  # fmt: skip
    environment.filters |= {
        "n": number,
        "fill": _fill,
        "say": say,
        "plural": terms.plural,
        "bare": _bare,
        "total": lambda words: sum(words.values()),
        "in_words": lambda totals: sum(words_of(totals).values()),
    }
    return environment


def _fill(message: str, **values: object) -> Markup:
    """A message with its places filled: escaped, but for what is markup already."""
    return Markup(escape(message)).format(**{name: _clean(one) for name, one in values.items()})  # noqa: S704 -- escaped


def _element(name: str, text: str) -> Markup:
    return Markup(f"<{name}>{{}}</{name}>").format(_clean(text))  # noqa: S704 -- names are ours


def _quoted(words: str) -> Markup:
    """A clause between quotation marks, said to be in the language of its text."""
    return _fill(say("“{words}”"), words=_in_its_language("span", words))


def _quotation(words: str) -> Markup:
    return _in_its_language("q", words)


def _in_its_language(name: str, words: str) -> Markup:
    if current() == QUOTED_IN:
        return Markup(f"<{name}>{{}}</{name}>" if name == "q" else "{}").format(_clean(words))  # noqa: S704 -- names are ours
    return Markup(f'<{name} lang="{QUOTED_IN}">{{}}</{name}>').format(_clean(words))  # noqa: S704 -- names are ours


def _time(given: dt.date) -> Markup:
    """A day, for machines too where it is not written for them anyway."""
    said = day(given)
    iso = given.isoformat()
    if said == iso:
        return Markup("<time>{}</time>").format(said)
    return Markup('<time datetime="{}">{}</time>').format(iso, said)


def _clean(value: object) -> object:
    """What a template prints, with controls and direction marks taken out."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return printable.line(value)
    return value
