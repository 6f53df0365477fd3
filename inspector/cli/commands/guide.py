"""`inspect guide`: question by question through what is inside and what can be done about it."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from inspector.cli.options import LIMITS, Options, request_of
from inspector.cli.registration import add
from inspector.errors import InspectError, UsageError
from inspector.exit_codes import ExitCode
from inspector.language import LANGUAGES, current, day, full_day, mark, plurally, say
from inspector.outputs.streams import is_terminal

if TYPE_CHECKING:
    from inspector.advice.steps import AdviceSection
    from inspector.cli.conversation import Conversation
    from inspector.session.session import Session
    from inspector.summary.summary import Summary

ITEMS_SHOWN = 5
WORDS_SHOWN = 12
"""First words of an item, so that its author knows it again."""
EXPORT = Annotated[
    list[Path] | None,
    typer.Argument(metavar="EXPORT", help=mark("The ZIPs that LinkedIn sent; asked for if none.")),
]


def register(app: typer.Typer) -> None:
    """`inspect guide`."""
    words = say(
        "Go through it question by question: what is inside, the steps, the letter.\n\n"
        "Nothing is kept unless you save it."
    )
    add(app, "guide", _guide, words, LIMITS, exports=EXPORT)


def _guide(options: Options, exports: list[Path] | None) -> ExitCode:
    """Ask and tell until the end, or until the person leaves; raises `InspectError`."""
    if not (is_terminal() and sys.stdin is not None and sys.stdin.isatty()):
        raise UsageError(
            say("the guide asks questions: run it in a terminal; `inspect act` says the steps")
        )
    from inspector.cli.conversation import Conversation, Leave

    talk = Conversation()
    files: list[Path] = []
    try:
        _talk(options, exports or [], talk, files)
    except Leave:
        talk.tell()
    _end(talk, files)
    return ExitCode.INSPECTED


def _talk(options: Options, paths: list[Path], talk: Conversation, files: list[Path]) -> None:
    session = _opened(options, paths, talk)
    _tell_answer(session.summary(), talk)
    summary = _situated(session, talk)
    _tell_answer(summary, talk)
    _items(session, summary, talk)
    ticked, sections = _steps(session, summary, talk)
    _letter(session, summary, talk, files)
    _list(ticked, sections, talk, files)


def _opened(options: Options, paths: list[Path], talk: Conversation) -> Session:
    """The export, read, with its records kept."""
    from inspector.cli.progress import ReadingProgress
    from inspector.session.session import Session
    from inspector.session.typed_path import typed_path

    if not paths:
        from inspector import resources

        talk.tell(
            say(
                "Where is the ZIP that LinkedIn sent? Most terminals write its path when"
                " you drop the file on them. Enter alone takes the sample."
            )
        )
        told = talk.ask(say("Path:"))
        paths = [typed_path(told) if told else resources.sample()]
    session = Session(request_of(replace(options, paths=paths)))
    with ReadingProgress(wanted=True) as progress:
        session.keep(progress)
    return session


def _tell_answer(summary: Summary, talk: Conversation) -> None:
    from inspector.outputs.wording import answers

    talk.tell()
    said = (*answers.answer(summary), answers.by_you(summary), *answers.caveats(summary))
    for one in said:
        if one:
            talk.tell(one)


def _situated(session: Session, talk: Conversation) -> Summary:
    """Judge it where the person lives, with the switch as it is."""
    import msgspec

    from inspector.knowledge import countries
    from inspector.outputs.wording import terms

    given = session.situation
    told = say("LinkedIn's texts differ by where you live. By your profile: {region}.")
    talk.tell()
    talk.tell(told.format(region=terms.region_alone(given.region)))
    question = say("Where do you live? Two letters of the country, or other:")
    while True:
        code = talk.ask(question, given.country or given.region)
        try:
            region = countries.region(code)
            break
        except UsageError as fault:
            talk.tell(str(fault).removeprefix("--region "))
    if region != "auto":
        country = countries.country(code)
        given = msgspec.structs.replace(
            given, region=region, region_basis="option", country=country
        )
    name = say("Is LinkedIn’s switch for training AI on your data off?")
    if talk.is_agreed(name, default=False):
        given = msgspec.structs.replace(
            given, opted_out=_day(talk, say("Since when? (a day such as 2025-11-03)"), given.on)
        )
    session.situation = given
    return session.summary(given)


def _day(talk: Conversation, question: str, default: dt.date) -> dt.date:
    while True:
        told = talk.ask(question, default.isoformat())
        try:
            return dt.date.fromisoformat(told)
        except ValueError:
            talk.tell(say("not a day; write it as 2026-11-21"))


def _items(session: Session, summary: Summary, talk: Conversation) -> None:
    """The longest of what is inside."""
    from inspector.advice.items import items
    from inspector.outputs import printable
    from inspector.outputs.wording.terms import plural

    found = items(session.store, summary, session.knowledge).head(ITEMS_SHOWN)
    if not found.height:
        return
    talk.tell()
    talk.tell(say("The longest of your items inside that have a link:"))
    rows = found.select("entry", "day", "words", "link", "text").iter_rows()
    for number, (entry, on, words, link, text) in enumerate(rows, 1):
        dataset = summary.files[entry].reading.dataset
        kind = say(dataset.title) if dataset is not None else ""
        when = day(on) if on is not None else say("no date")
        first = " ".join(printable.line(text).split()[:WORDS_SHOWN])
        talk.tell(f"{number}. {when} · {kind} · {plural(words, 'word')} · {first} …")
        talk.tell(f"   {printable.line(link)}")
    talk.tell(say("No text says that deleting it takes anything out of a trained model."))


def _steps(
    session: Session, summary: Summary, talk: Conversation
) -> tuple[set[str], Sequence[AdviceSection]]:
    """The steps, section by section; given back are the ids of the sections that are done."""
    from inspector.advice.steps import advise
    from inspector.outputs.wording import terms

    sections = advise(summary, session.knowledge)
    done: set[str] = set()
    talk.tell()
    talk.tell(say(terms.WHAT_YOU_CAN_DO))
    for number, section in enumerate(sections, 1):
        talk.tell()
        talk.tell(f"{number}/{len(sections)}  {say(section.title)}")
        for step in section.steps:
            talk.tell(f"• {say(step.text)}")
            if step.link:
                talk.tell(f"  {step.link}")
        told = talk.ask(say("Enter: next · d: done, next · q: enough of the steps")).lower()
        if told == "d":
            done.add(section.id)
        if told == "q":
            break
    return done, sections


def _letter(session: Session, summary: Summary, talk: Conversation, files: list[Path]) -> None:
    """The letter, filled in, and by when it has to be answered."""
    from inspector.advice import letters

    talk.tell()
    languages = "/".join(LANGUAGES)
    question = say("Draft a letter to LinkedIn? Its language ({languages}), or no:")
    told = talk.ask(question.format(languages=languages), current()).lower()
    language = next((one for one in LANGUAGES if one == told), None)
    if language is None:
        return
    draft = letters.write(summary, session.knowledge, language)
    blanks = letters.blanks(session.knowledge.letters[language])
    talk.tell(say("Fill in, or leave a line empty to do it later; it goes into the letter only."))
    filled = {blank: answer for blank in blanks if (answer := talk.ask(f"{blank[1:-1]}:"))}
    draft = letters.filled(draft, filled)
    talk.tell()
    talk.tell(draft)
    _save(talk, files, draft, f"inspect-letter-{language}.txt")
    _deadline(session, summary, talk)


def _deadline(session: Session, summary: Summary, talk: Conversation) -> None:
    from inspector.advice.deadline import answer_by

    received = _day(
        talk,
        say("On which day does LinkedIn receive it? (such as 2025-11-03)"),
        summary.situation.on,
    )
    due = answer_by(session.knowledge.rights, summary.situation.region, received)
    if due is None:
        return
    told = plurally(
        "{months} month after LinkedIn received it: {first} ({law}).",
        "{months} months after LinkedIn received it: {first} ({law}).",
        due.months,
    )
    talk.tell(told.format(months=due.months, first=full_day(due.first), law=due.law))
    if due.more:
        told = say(
            "It may take {more} months more, until {last}, if it tells you so within the first."
        )
        talk.tell(told.format(more=due.more, last=full_day(due.last)))


def _list(
    ticked: set[str], sections: Sequence[AdviceSection], talk: Conversation, files: list[Path]
) -> None:
    """What is done and what is left, to keep if wanted."""
    lines = []
    for section in sections:
        lines.append(f"- [{'x' if section.id in ticked else ' '}] {say(section.title)}")
        lines += [f"    - {say(step.text)} {step.link}".rstrip() for step in section.steps]
    if lines:
        talk.tell()
        _save(talk, files, "\n".join(lines) + "\n", "inspect-steps.md")


def _save(talk: Conversation, files: list[Path], text: str, name: str) -> None:
    """Write a text to a file, if the person wants it and says where."""
    from inspector.outputs.atomic_file import check_target, placed
    from inspector.session.typed_path import typed_path

    question = say("Save it? Name of the file, such as {name}, or Enter for no:")
    while told := talk.ask(question.format(name=name)):
        target = typed_path(told)
        try:
            check_target(target, force=False, inputs=())
            with placed(target) as beside:
                beside.write_text(text, encoding="utf-8", newline="\n")
        except InspectError as fault:
            talk.tell(str(fault))
            continue
        files.append(target)
        return


def _end(talk: Conversation, files: Sequence[Path]) -> None:
    """Which files there are now, and that they are to be deleted."""
    from inspector.outputs import printable

    if files:
        talk.tell(say("Written:"))
        for file in files:
            talk.tell(f"  {printable.line(str(file))}")
    talk.tell(say("Delete what you no longer need, the export too."))
