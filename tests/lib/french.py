"""What French prose of this program keeps to: typography, quotations, words of the glossary.

docs/translating.md says the same to people.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

NARROW, NO_BREAK = "\u202f", "\u00a0"
OWN_WORDS = {
    "Data for Generative AI Improvement": "Données pour l’amélioration de l’IA générative",
    "Use my data for training content creation AI models": (
        "Utiliser mes données pour entraîner les modèles d’IA de création de contenu"
    ),
    "Outside": "Exclu",
    "Unclear": "Incertain",
    "inside": "inclus",
    "by default": "par défaut",
    "you": "vous",
    "Sensitive identification": "identification sensible",
}
"""Words in quotation marks that have a French form: LinkedIn's own names, verdicts, words that
were French (or Belgian French) in the first place."""
GLOSSARY = {
    # Not of a file in an archive, nor the words that stand in a policy text of one's own.
    r"\binside\b(?! the (archive|ZIP)\b| and outside need)": r"\binclus(e|es)?\b",
    r"\boutside\b(?! (the EU|Europe|LinkedIn|need)\b)": r"\bexclue?s?\b",
    r"\bunclear\b": r"\bincertaine?s?\b",
    r"\blegitimate interests?\b": r"\bintérêts? légitimes?\b",
    r"\bhelp pages?\b": r"\bpages? d’aide\b",
    r"\b(European|legal) notice\b": r"\bavis\b",
    r"\bstated scope\b": r"\bpérimètre annoncé\b",
    r"\bthe setting\b": r"\bréglage\b",
    r"\bobjections?\b": r"\boppositions?\b",
    r"\baffiliates\b": r"\bsociétés affiliées\b",
    r"\bsaved résumés\b": r"\bCV enregistrés\b",
}
_QUOTED = re.compile("“([^“”]*)”")
_NOT_PROSE = re.compile(r"https?://\S+|`[^`]*`|%\(\w+\)s")
_PLACE = re.compile(r"\{(\w*)[^{}]*\}|%\((\w+)\)s")
_BEFORE = r"(?<=[\w)\]}»”’…%])"


def places(text: str) -> set[str]:
    """What a message leaves open: `{words}`, `%(words)s`."""
    return {one or other for one, other in _PLACE.findall(text)}


def quotations(text: str) -> list[str]:
    """What stands in “English quotation marks”."""
    return _QUOTED.findall(text)


def kept(quotation: str) -> str:
    """A quotation as it has to stand in French: its own words, unless they have a French form."""
    return f"«{NO_BREAK}{OWN_WORDS.get(quotation, quotation)}{NO_BREAK}»"


def set_wrong(text: str, original: str = "") -> Iterator[str]:
    """Faults of typography; what is quoted word for word is as its author set it."""
    for quotation in quotations(original):
        text = text.replace(kept(quotation), f"«{NO_BREAK}X{NO_BREAK}»")
    text = _PLACE.sub("X", _NOT_PROSE.sub("X", text))
    if re.search(r"\w'\w", text):
        yield "a straight apostrophe"
    if "“" in text or "”" in text or '"' in text:
        yield "quotation marks that are not « »"
    if re.search(f"«(?!{NO_BREAK})|(?<!{NO_BREAK})»", text):
        yield "no no-break space inside « »"
    if re.search(rf"{_BEFORE}[ {NO_BREAK}]?[;!?](?=[\s»).,]|$)", text):
        yield "no narrow no-break space before ; ! ?"
    if re.search(rf"{_BEFORE}[ {NARROW}]?:(?=[\s»]|$)", text):
        yield "no no-break space before :"
    if "..." in text:
        yield "three dots for an ellipsis"


def mistranslated(original: str, text: str) -> Iterator[str]:
    """Words of the glossary that are not rendered by it."""
    bare = _QUOTED.sub(lambda found: found[0] if found[1] in OWN_WORDS else "", original)
    for english, french in GLOSSARY.items():
        if re.search(english, bare, re.IGNORECASE) and not re.search(french, text, re.IGNORECASE):
            yield f"no {french} for {english}"
