"""What marks were found in what is inside, in one sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from inspector.language import Phrases, mark, number, plurally, say
from inspector.outputs.wording.terms import apart

if TYPE_CHECKING:
    from inspector.marks.mark import Kind
    from inspector.marks.tally import Tally

OWN: Mapping[str, str] = Phrases(
    {
        "own.email": mark("your e-mail address"),
        "own.phone": mark("your phone number"),
        "own.birth_date": mark("your date of birth"),
        "own.address": mark("your address"),
        "own.postcode": mark("your postcode with its place"),
        "own.maiden_name": mark("your maiden name"),
    }
)
"""By the rules of `own`."""
_COUNTED: Mapping[Kind, Callable[[int], str]] = {
    "email": lambda n: plurally("{n} e-mail address", "{n} e-mail addresses", n),
    "phone": lambda n: plurally("{n} phone number", "{n} phone numbers", n),
    "account": lambda n: plurally(
        "{n} account, card or national number", "{n} account, card or national numbers", n
    ),
    "birth_date": lambda n: plurally("{n} date of birth", "{n} dates of birth", n),
    "pay": lambda n: plurally("{n} amount of pay", "{n} amounts of pay", n),
    "address": lambda n: plurally("{n} postal address", "{n} postal addresses", n),
    "name": lambda n: plurally(
        "{n} place where a name from your contacts stands",
        "{n} places where a name from your contacts stands",
        n,
    ),
}


def found_inside(tally: Tally) -> str:
    """How many there are of each kind in what is inside; `none found`, never 0."""
    found = apart(_found(tally))
    if not found:
        return say("In what is inside, none found by these rules (docs/marks.md).")
    return say("In what is inside, found by these rules (docs/marks.md): {found}.").format(
        found=found
    )


def _found(tally: Tally) -> Iterator[str]:
    counts = tally.of_all("inside")
    for kind, counted in _COUNTED.items():
        if kind == "name":
            yield from (words for rule, words in OWN.items() if rule in tally.own["inside"])
        if kind in counts:
            places = counts[kind].places
            yield counted(places).format(n=number(places))
