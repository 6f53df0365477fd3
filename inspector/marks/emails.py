"""E-mail addresses."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import lru_cache

from email_validator import EmailNotValidError, validate_email

from inspector.knowledge.mark_rules import MarkRules
from inspector.marks.candidates import Candidate
from inspector.marks.mark import Mark, certainty
from inspector.marks.passage import Passage


class Emails:
    """Judges what looks like an address."""

    sign = "@"
    pattern = (
        r"(^|[^\w.+%'\-])([\w+%][\w.+%'\-]{0,29}@(?:[\p{L}\d][\p{L}\d\-]{0,24}\.){1,4}\p{L}{2,12})"
    )

    def __init__(self, rules: MarkRules, own: Collection[str] = ()) -> None:
        """`own`: the member's addresses."""
        self._words = rules.of_all("email")
        self._own = frozenset(one.strip().casefold() for one in own)

    def judge(self, candidate: Candidate, passage: Passage) -> Iterator[Mark]:
        """Marks of an address."""
        start, length = candidate.start, len(candidate.text)
        behind = passage.text[candidate.end : candidate.end + 1]
        if behind == "@" or behind == "_" or passage.is_before_host(start):
            return
        if not _is_valid(candidate.text):
            return
        named = passage.is_near(self._words, start, candidate.end)
        is_certain = named and not passage.is_in_link(start)
        yield Mark("email", start, length, "email.form", certainty(is_certain))
        if candidate.text.casefold() in self._own:
            yield Mark("own", start, length, "own.email", "certain")


@lru_cache(maxsize=4096)
def _is_valid(text: str) -> bool:
    try:
        validate_email(text, check_deliverability=False)
    except EmailNotValidError:
        return False
    return True
