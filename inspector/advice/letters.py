"""A letter to LinkedIn for the member to edit and send, with what this export shows is inside.

A paragraph is said where its conditions hold, and cites a clause only while its text is in force. A
letter holds counts, kinds of data and places for the member to fill in; no name, no text of the
export.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from inspector.advice.resting import Rest, rest
from inspector.knowledge.knowledge import Knowledge
from inspector.knowledge.letter_texts import Letters, Paragraph
from inspector.knowledge.policy import Policies
from inspector.language import Language, full_day, number, plurally, say, speaking
from inspector.summary.findings import holding
from inspector.summary.summary import Summary
from inspector.verdicts.file_verdicts import JudgedFile
from inspector.verdicts.judge import Judge
from inspector.verdicts.totals import Split


def write(summary: Summary, knowledge: Knowledge, language: Language) -> str:
    """The letter of a member in the situation of a summary, as text."""
    with speaking(language):
        return "\n\n".join(_parts(summary, knowledge, knowledge.letters[language])) + "\n"


def blanks(letters: Letters) -> tuple[str, ...]:
    """What the member has to fill in about themselves, in brackets, as the letter has it."""
    lines = f"{letters.head}\n{letters.closing}".splitlines()
    found = (line for line in lines if line.startswith("[") and line.endswith("]"))
    return tuple(dict.fromkeys(line for line in found if ". " not in line))


def filled(letter: str, answers: Mapping[str, str]) -> str:
    """A letter with some of these filled in."""
    for blank, answer in answers.items():
        letter = letter.replace(blank, answer)
    return letter


def _parts(summary: Summary, knowledge: Knowledge, letters: Letters) -> list[str]:
    """What stands between empty lines."""
    judge = Judge(knowledge.policies, summary.situation)
    texts = [
        *_notes(summary, letters),
        letters.head,
        _addressed(letters, knowledge, judge),
        letters.opening,
        *_body(summary, letters, knowledge, judge),
        letters.closing,
    ]
    return [text.strip() for text in texts]


def _addressed(letters: Letters, knowledge: Knowledge, judge: Judge) -> str:
    region = judge.situation.region
    subject = next(one for one in letters.subjects if region in one.regions)
    resting = rest(subject, knowledge, judge)
    words = _said(resting[1]) if resting is not None else {}
    controller = knowledge.rights.controller(region)
    return letters.addressed.format(
        controller=controller.name, postal=controller.address, subject=subject.text.format(**words)
    )


def _body(summary: Summary, letters: Letters, knowledge: Knowledge, judge: Judge) -> Iterable[str]:
    """The paragraphs that hold."""
    counts = _counts(summary, letters)
    for paragraph in letters.paragraphs:
        said = _paragraph(paragraph, counts, summary, letters, knowledge, judge)
        if said is not None:
            yield said


def _paragraph(
    paragraph: Paragraph,
    counts: dict[str, str],
    summary: Summary,
    letters: Letters,
    knowledge: Knowledge,
    judge: Judge,
) -> str | None:
    resting = rest(paragraph, knowledge, judge)
    if resting is None or (paragraph.inside and not summary.totals["inside"].records):
        return None
    resting_on, on_what = resting
    held = holding(resting_on, summary.export, summary.files, judge)
    if held is None:
        return None
    quotable = [one for one in held.clauses if one in (paragraph.clauses or held.clauses)]
    if "{quote}" in paragraph.text and not quotable:
        return None
    quote = _quotation(quotable[0], knowledge.policies, letters) if quotable else ""
    texts = plurally("{n} text", "{n} texts", held.withheld).format(n=number(held.withheld))
    places = {**counts, **_said(on_what), "quote": quote, "withheld": texts}
    return paragraph.text.strip().format(**places)


def _said(on_what: Rest) -> dict[str, str]:
    return {name: say(word) for name, word in on_what.words.items()}


def _counts(summary: Summary, letters: Letters) -> dict[str, str]:
    """What is inside, and the days, in words."""
    situation, split = summary.situation, summary.split or Split()
    return {
        "inside": _counted(*_inside(summary.files)),
        "before": _records(split.before.records),
        "after": _records(split.after.records),
        "items": "\n".join(_items(summary, letters)),
        "on": full_day(situation.on),
        "opted_out": full_day(situation.opted_out) if situation.opted_out else "",
    }


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


def _inside(files: Iterable[JudgedFile]) -> tuple[int, int]:
    """Words and records inside; words that stand in another kind of file, too, count there."""
    rows = [row for file in files for row in file.rows if row.verdict == "inside"]
    words = sum(row.totals.words - row.repeated_words for row in rows)
    return words, sum(row.totals.records for row in rows)


def _counted(words: int, records: int) -> str:
    """`31,902 words in 815 records`; the records alone where there are no words."""
    if not words:
        return _records(records)
    told = plurally("{n} word", "{n} words", words).format(n=number(words))
    return say("{words} in {records}").format(words=told, records=_records(records))


def _records(n: int) -> str:
    return plurally("{n} record", "{n} records", n).format(n=number(n))


def _items(summary: Summary, letters: Letters) -> list[str]:
    """Kinds of data of which something is inside, most words first."""
    counts = {
        one.category: _inside(file for file in summary.files if file.category == one.category)
        for one in summary.by_category()
        if one.totals["inside"].records
    }
    return [
        letters.item.format(kind=letters.categories[kind], counted=_counted(*count))
        for kind, count in sorted(counts.items(), key=lambda item: item[1], reverse=True)
    ]


def _quotation(reference: str, policies: Policies, letters: Letters) -> str:
    """A clause between quotation marks, with its text and day, and what it means."""
    text, clause = policies.clause(reference)
    quote = " ".join(clause.quote.split())
    if clause.unverified:
        cited = letters.unverified.format(title=text.title, publisher=say(clause.reported_by))
    elif text.effective:
        cited = letters.in_force.format(title=text.title, day=full_day(text.effective))
    else:
        cited = letters.reproduced.format(title=text.title, day=full_day(clause.seen))
    return letters.quotation.format(
        quote=quote, translation=letters.translated.get(quote, ""), cited=cited
    )
