"""A letter to LinkedIn for the member to edit and send, with what this export shows is inside.

A paragraph is said where its conditions hold, and cites a clause only while its text is in force. A
letter holds counts, kinds of data and places for the member to fill in; no name, no text of the
export.
"""

from __future__ import annotations

from inspector.knowledge.knowledge import Knowledge
from inspector.knowledge.letter_texts import Letters
from inspector.knowledge.policy import Policies
from inspector.language import Language, full_day, number, plurally, say, speaking
from inspector.summary.findings import holding
from inspector.summary.summary import Summary
from inspector.verdicts.judge import Judge
from inspector.verdicts.totals import Split, Totals


def write(summary: Summary, knowledge: Knowledge, language: Language) -> str:
    """The letter of a member in the situation of a summary, as text."""
    letters = knowledge.letters[language]
    with speaking(language):
        return "\n\n".join(_parts(summary, knowledge.policies, letters)) + "\n"


def _parts(summary: Summary, policies: Policies, letters: Letters) -> list[str]:
    """What stands between empty lines."""
    situation = summary.situation
    judge = Judge(policies, situation)
    inside, split = summary.totals["inside"], summary.split or Split()
    letter = next(one for one in letters.letters if situation.region in one.regions)
    places = {
        "inside": _counted(inside),
        "before": _counted(split.before),
        "after": _counted(split.after),
        "items": "\n".join(_items(summary, letters)),
        "on": full_day(situation.on),
        "opted_out": full_day(situation.opted_out) if situation.opted_out else "",
    }
    body = []
    for paragraph in letter.paragraphs:
        held = holding(paragraph, summary.export, summary.files, judge)
        if held is None or (paragraph.inside and not inside.records):
            continue
        of_clause = _of_clause(held.clauses[0], policies, letters) if held.clauses else {}
        body.append(paragraph.text.strip().format(**places, **of_clause))
    addressed = letters.addressed.strip().format(to=letter.to, subject=letter.subject)
    parts = [
        *_notes(summary, letters),
        letters.head,
        addressed,
        letters.opening,
        *body,
        letters.closing,
    ]
    return [part.strip() for part in parts]


def _notes(summary: Summary, letters: Letters) -> list[str]:
    """What the member has to know of the counts before sending it."""
    export = summary.export
    found = [letters.several] if export.same_member is False else []
    if export.broken:
        found.append(letters.broken)
    if lost := len(export.not_whole):
        files = plurally("{n} file", "{n} files", lost).format(n=number(lost))
        found.append(letters.not_whole.format(files=files))
    if repeated := summary.repeated_words:
        words = plurally("{n} word", "{n} words", repeated).format(n=number(repeated))
        found.append(letters.repeated.format(words=words))
    return found


def _counted(totals: Totals) -> str:
    """`31,902 words in 815 records`; the records alone where there are no words."""
    records = plurally("{n} record", "{n} records", totals.records)
    records = records.format(n=number(totals.records))
    if not totals.words:
        return records
    words = plurally("{n} word", "{n} words", totals.words).format(n=number(totals.words))
    return say("{words} in {records}").format(words=words, records=records)


def _items(summary: Summary, letters: Letters) -> list[str]:
    return [
        letters.item.format(
            kind=letters.categories[one.category], counted=_counted(one.totals["inside"])
        )
        for one in summary.by_category()
        if one.totals["inside"].records
    ]


def _of_clause(reference: str, policies: Policies, letters: Letters) -> dict[str, str]:
    text, clause = policies.clause(reference)
    return {
        "quote": letters.quotation.format(quote=" ".join(clause.quote.split())),
        "cited": letters.cited.format(title=text.title, day=full_day(text.start)),
    }
