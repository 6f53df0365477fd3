"""A whole record as text: its cells with their verdicts, and the clauses that decide."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from textual.content import Content

from inspector.knowledge.policy import Policies, Recipient
from inspector.knowledge.vocabulary import VERDICTS, Verdict
from inspector.language import day, number, say
from inspector.outputs import printable
from inspector.outputs.wording import policy_texts, sentences, terms
from inspector.session.folding import spans
from inspector.session.record import Field, Record
from inspector.tui.untrusted_text import LONGEST_VALUE, inert_block, inert_line
from inspector.verdicts.by_text import TextOpinion
from inspector.verdicts.judge import Judge
from inspector.verdicts.judgement import Judgement

LONGEST_RECORD = 60_000
"""Characters of a record that are laid out; whatever its number of cells."""
_SHORT_CELL = 56
"""Cells of this length stand on the line of their name."""
_LEAST_OF_CELL = 400
HIT = "reverse bold"
"""Style of what a query found."""
COLUMNS_NAMED = 6
"""Columns that are named where a judgement holds for many."""
TEXT_STYLES: dict[Verdict, str] = {verdict: f"${verdict}" for verdict in VERDICTS}


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A paragraph; its lines after the first keep its indent, or hang by `hang` more."""

    content: Content
    indent: int = 0
    hang: int = 0


def text_blocks(record: Record, judge: Judge, query: str = "") -> tuple[TextBlock, ...]:
    """All there is to say of a record, in paragraphs; where the query stands is marked."""
    found = [*_head(record)]
    left = LONGEST_RECORD
    telling = record.telling
    for field, said in _with_differing(record):
        most = min(LONGEST_VALUE, max(left, _LEAST_OF_CELL))
        found += _field(field, telling.judgement if telling else None, said, most, query)
        left -= min(len(field.text), most)
    for judgement, fields in _judgements(record.fields, telling, lambda one: one.judgement):
        found += _reasons(judgement, fields, judge)
        found += _other_texts(judgement, fields[0], record, judge)
    for recipient in record.recipients:
        found += _second_question(record, recipient, judge)
    return tuple(found)


def plain(record: Record, judge: Judge) -> str:
    """The whole record for the clipboard: cells as they are, verdict and clause below."""
    numbered = say("record {n}").format(n=record.row)
    lines = [f"{record.path}, {numbered}, {sentences.written(record.author)}"]
    lines += [terms.paired(field.name or say("unnamed"), field.text) for field in record.fields]
    if record.telling is not None:
        judgement = record.telling.judgement
        said = policy_texts.judged(judgement.verdict, judgement.basis)
        lines.append("\n" + terms.paired(said, terms.BASES[judgement.basis]))
        for reference in judgement.clauses:
            text, clause = judge.policies.clause(reference)
            name = f"{policy_texts.title(text)}, {day(text.start)}{policy_texts.reported(clause)}"
            source = terms.apart([name, clause.source])
            lines.append(f"{terms.quoted(clause.quote)} ({source})")
    return "\n".join(lines)


def text(record: Record) -> str:
    """The record's own words, for the clipboard; all cells where it has none."""
    own = [field.text for field in record.fields if field.role == "text"]
    return "\n\n".join(own or [field.text for field in record.fields])


# Cells


def _head(record: Record) -> Iterator[TextBlock]:
    parts = [record.path, say("record {n}").format(n=number(record.row))]
    parts += [day(record.day)] if record.day else []
    parts += [say(record.state)] if record.state else []
    yield TextBlock(inert_line(" · ".join(parts), "bold"))
    if record.telling is not None:
        kind = say(record.dataset.title) if record.dataset else say("unknown kind of file")
        told = _verdict(record.telling.judgement)
        yield TextBlock(
            Content.assemble(told, inert_line(f" · {kind} · {sentences.written(record.author)}"))
        )
    if record.dataset is not None and record.dataset.note:
        yield TextBlock(inert_line(say(record.dataset.note), "$soft"))
    for recipient in record.recipients:
        if (second := record.telling_for(recipient)) is not None:
            told = _verdict(second.seconds[recipient])
            yield TextBlock(Content.assemble(_for(recipient), told))
    yield TextBlock(Content(""))


def _field(
    field: Field, usual: Judgement | None, said: Sequence[TextOpinion], most: int, query: str
) -> Iterator[TextBlock]:
    judgement = field.judgement
    usual, words = usual or judgement, ""
    if judgement.verdict != usual.verdict:
        words = f"  {policy_texts.judged(judgement.verdict, judgement.basis)}"
    elif judgement.basis != usual.basis:
        words = f"  {terms.BASES_SAID[judgement.basis]}"
    name = Content.assemble(
        (f"{terms.GLYPHS[judgement.verdict]} ", TEXT_STYLES[judgement.verdict]),
        inert_line(field.name or say("unnamed column"), "bold"),
    )
    note = Content.assemble(
        Content.styled(words, TEXT_STYLES[judgement.verdict] if words else ""), *_seconds(field)
    )
    link = field.role == "url"
    value = _marked(inert_block(field.text, most), query)
    if link:
        value = value.stylize("underline")
    if len(field.text) <= _SHORT_CELL and "\n" not in value.plain:
        yield TextBlock(Content.assemble(name, "  ", value, note), hang=2)
        yield from _differing(said)
        return
    yield TextBlock(Content.assemble(name, note), hang=2)
    yield from _differing(said)
    yield TextBlock(value, 2)
    if not link:
        yield TextBlock(Content(""))


def _seconds(field: Field) -> Iterator[Content | str]:
    """Beside the verdict of a cell, those of second questions."""
    for recipient, judgement in field.seconds.items():
        yield f"  {terms.paired(terms.RECIPIENTS[recipient], '')}"
        said = terms.with_glyph(judgement.verdict)
        yield Content.styled(said, TEXT_STYLES[judgement.verdict])


def _with_differing(record: Record) -> Iterator[tuple[Field, Sequence[TextOpinion]]]:
    """The cells, each text's word with one of those of which they say alike: the most telling."""

    def outcome(field: Field) -> tuple[tuple[str, str], ...]:
        return tuple((one.text.id, one.says) for one in field.said)

    telling = record.telling
    told = {outcome(telling)} if telling else set()
    for field in record.fields:
        new = field.role == "text" and outcome(field) not in told
        told.add(outcome(field))
        yield field, field.said if new or field is telling else ()


def _differing(said: Sequence[TextOpinion]) -> Iterator[TextBlock]:
    """In one line what each text says of a cell; the clauses stand below."""
    if said:
        yield TextBlock(inert_line(f"↔ {policy_texts.each_says(said)}", "bold"), 2, 2)


def _marked(content: Content, query: str) -> Content:
    for start, end in spans(content.plain, query) if query else ():
        content = content.stylize(HIT, start, end)
    return content


# Reasons


def _judgements(
    fields: Sequence[Field], telling: Field | None, judged: Callable[[Field], Judgement]
) -> Sequence[tuple[Judgement, list[Field]]]:
    """What most explains the record first, then the judgements of cells that differ."""
    found: dict[tuple[object, ...], tuple[Judgement, list[Field]]] = {}
    for field in ([telling] if telling else []) + list(fields):
        judgement = judged(field)
        key = (judgement.verdict, judgement.clauses)
        known = found.setdefault(key, (judgement, []))
        if field not in known[1]:
            known[1].append(field)
    return list(found.values())


def _reasons(
    judgement: Judgement, fields: Sequence[Field], judge: Judge, about: Recipient = "linkedin"
) -> Iterator[TextBlock]:
    whose = "" if about == "linkedin" else _for(about)
    means = terms.BASES[judgement.basis]
    told = say("for {columns}")
    yield TextBlock(Content(""))
    yield TextBlock(Content.assemble(f"── {whose}", _verdict(judgement), terms.paired("", means)))
    yield TextBlock(inert_line(told.format(columns=_named(fields, judgement, about)), "$soft"), 2)
    if judgement.promise is not None:
        promised = say("That it is not used, {promise}.")
        yield TextBlock(Content(promised.format(promise=terms.PROMISES[judgement.promise])), 2)
    if judgement.basis == "silent" and judgement.clauses:
        yield TextBlock(
            Content(say("The nearest that the texts come to it; this decides nothing:")), 2
        )
    yield from _quotes(judgement.clauses, judge.policies)
    if judgement.named_elsewhere:
        yield TextBlock(Content(say("Named for another purpose; this decides nothing:")), 2)
        yield from _quotes(judgement.named_elsewhere, judge.policies)
    if judgement.also:
        yield TextBlock(Content(say("Said beside it; this decides nothing:")), 2)
        yield from _quotes(judgement.also, judge.policies)


def _second_question(record: Record, recipient: Recipient, judge: Judge) -> Iterator[TextBlock]:
    telling = record.telling_for(recipient)
    for judgement, fields in _judgements(
        record.fields, telling, lambda one: one.seconds[recipient]
    ):
        yield from _reasons(judgement, fields, judge, recipient)


def _for(recipient: Recipient) -> str:
    return say("For {models}: ").format(models=policy_texts.models(recipient))


def _named(fields: Sequence[Field], judgement: Judgement, about: Recipient) -> str:
    by_basis: dict[str, dict[str, None]] = {judgement.basis: {}}
    for field in fields:
        of_field = field.judgement if about == "linkedin" else field.seconds[about]
        mine = by_basis.setdefault(of_field.basis, {})
        mine[printable.line(field.name) or say("unnamed column")] = None
    said = []
    for basis, names in by_basis.items():
        shown = list(names)
        listed = ", ".join(shown[:COLUMNS_NAMED])
        if len(shown) > COLUMNS_NAMED:
            more = say("{columns} and {n} more")
            listed = more.format(columns=listed, n=len(shown) - COLUMNS_NAMED)
        if basis != judgement.basis:
            how = say("{basis} for {columns}")
            listed = how.format(basis=terms.BASES_SAID[basis], columns=listed)
        said.append(listed)
    return terms.apart(said)


def _quotes(references: Iterable[str], policies: Policies) -> Iterator[TextBlock]:
    for reference in references:
        source, clause = policies.clause(reference)
        yield TextBlock(inert_line(terms.quoted(clause.quote), "italic"), 2)
        since = say("in force from {day}") if source.effective else say("seen {day}")
        name = f"{policy_texts.title(source)}{policy_texts.own(source)}"
        name = f"{name}, {since.format(day=day(source.start))}{policy_texts.reported(clause)}"
        yield TextBlock(inert_line(terms.apart([name, say(clause.locator)])), 4)
        yield TextBlock(inert_line(clause.source, "underline" if clause.link else ""), 4)


def _other_texts(
    judgement: Judgement, field: Field, record: Record, judge: Judge
) -> Iterator[TextBlock]:
    """What each text says, where they do not all say the same; else who agrees."""
    if field.said:
        yield TextBlock(Content(say("What each text says:")), 2)
        for one in field.said:
            name = f"{policy_texts.label(one.text)}, {day(one.text.start)}"
            says = terms.paired(name, policy_texts.says(one))
            yield TextBlock(inert_line(f"• {says}", "bold"), 4)
            others = (ref for ref in one.clauses if ref not in judgement.clauses)
            for piece in _quotes(others, judge.policies):
                yield replace(piece, indent=piece.indent + 4)
        return
    # Where a region is out of the programme, what texts say of the kind of data decides nothing.
    if record.dataset is None or judge.standing.out_by or judgement.basis == "silent":
        return
    cited = {reference.partition(":")[0] for reference in judgement.clauses}
    opinions = judge.opinions(record.dataset, field.name, record.state_id)
    agree = [one for one in opinions if one.text.id not in cited]
    if agree:
        names = terms.apart(
            f"{policy_texts.label(one.text)}, {day(one.text.start)}"
            + (
                f" ({terms.BASES_SAID[basis]})"
                if (basis := one.rule.basis) not in (None, judgement.basis)
                else ""
            )
            for one in agree
        )
        yield TextBlock(inert_line(say("The same is said by {texts}.").format(texts=names)), 2)


def _verdict(judgement: Judgement) -> Content:
    glyph = terms.GLYPHS[judgement.verdict]
    said = f"{glyph} {policy_texts.judged(judgement.verdict, judgement.basis)}"
    return Content.styled(said, f"bold {TEXT_STYLES[judgement.verdict]}")
