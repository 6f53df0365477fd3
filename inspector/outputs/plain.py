"""The summary as text for a terminal of any width, readable without colour."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rich.cells import cell_len, set_cell_size

from inspector import wording
from inspector.facts import Finding
from inspector.judged import JudgedFile, Row, Totals
from inspector.outputs import printable
from inspector.policy import Policies, Policy
from inspector.summary import Summary
from inspector.verdicts import VERDICTS, Verdict
from inspector.wording import plural


@dataclass(frozen=True, slots=True)
class Style:
    """How the terminal is written to."""

    width: int = 80
    colour: bool = False
    unicode: bool = True

    def mark(self, verdict: Verdict) -> str:
        """The glyph of a verdict."""
        return (wording.GLYPHS if self.unicode else wording.ASCII_GLYPHS)[verdict]

    def paint(self, text: str, verdict: Verdict) -> str:
        """Text in the colour of a verdict, where colour is wanted."""
        code = {"inside": "1;31", "unclear": "33", "outside": "32"}[verdict]
        return f"\x1b[{code}m{text}\x1b[0m" if self.colour else text


def render(summary: Summary, policies: Policies, style: Style) -> str:
    """The whole summary."""
    parts: Iterable[Iterator[str]] = (
        _headline(summary, style),
        _situation(summary, policies, style),
        _bars(summary, style),
        _categories(summary, style),
        *(_files(summary, policies, verdict, style) for verdict in VERDICTS),
        _findings("Worth knowing", summary.surprises, style),
        _findings("What is missing", summary.missing, style),
        _ledger(summary, style),
    )
    blocks = ["\n".join(lines) for lines in (list(part) for part in parts) if lines]
    text = "\n\n".join(blocks) + "\n"
    return text if style.unicode else _to_ascii(text)


def _to_ascii(text: str) -> str:
    table: dict[str | int, str | int | None] = {
        "“": '"',
        "”": '"',
        "’": "'",
        "–": "-",
        "—": "-",
        "…": "...",
        "•": "*",
        "·": "|",
        "█": "=",
    }
    return text.translate(str.maketrans(table))


def count(number: int) -> str:
    """`31,902`."""
    return f"{number:,}"


def _headline(summary: Summary, style: Style) -> Iterator[str]:
    if status := wording.status(summary):
        yield from _wrap(status, style)
        yield ""
    yield from _wrap(wording.headline(summary), style, verdict="inside")


def _situation(summary: Summary, policies: Policies, style: Style) -> Iterator[str]:
    told = "; say --region" if summary.situation.region_basis == "default" else ""
    words = wording.situation(summary.situation).replace("for certain)", f"for certain{told})")
    yield from _wrap(f"Judged for {words}.", style)
    texts = [f"{text.label} ({text.start})" for text in _deciding(summary, policies)]
    if texts:
        yield from _wrap("By: " + "; ".join(texts) + ".", style)


def _deciding(summary: Summary, policies: Policies) -> list[Policy]:
    cited = {row.clause for file in summary.files for row in file.rows if row.clause}
    ids = {policies.clause(clause)[0].id for clause in cited}
    return [text for text in summary.texts if text.id in ids]


def _bars(summary: Summary, style: Style) -> Iterator[str]:
    words = {verdict: summary.totals[verdict].words for verdict in VERDICTS}
    shares = _shares([words[verdict] for verdict in VERDICTS])
    room = max(style.width - 2, 20)
    cells = _apportion(list(words.values()), room)
    yield "".join(style.paint(style.mark(v) * n, v) for v, n in zip(VERDICTS, cells, strict=True))
    yield f"{'':10}{'words':>12}{'':6}{'records':>10}{'values':>11}"
    for verdict, share in zip(VERDICTS, shares, strict=True):
        totals = summary.totals[verdict]
        name = style.paint(f"{style.mark(verdict)} {verdict:8}", verdict)
        yield (
            f"{name}{count(totals.words):>12}{share:>4} %"
            f"{count(totals.records):>10}{count(totals.values):>11}"
        )


def _shares(parts: Sequence[int]) -> list[int]:
    """Whole percentages that add up to 100."""
    return _apportion(parts, 100)


def _apportion(parts: Sequence[int], room: int) -> list[int]:
    whole = sum(parts)
    if not whole:
        return [0] * len(parts)
    exact = [part * room / whole for part in parts]
    found = [int(one) for one in exact]
    by_rest = sorted(range(len(parts)), key=lambda i: found[i] - exact[i])
    for index in by_rest[: room - sum(found)]:
        found[index] += 1
    return found


def _categories(summary: Summary, style: Style) -> Iterator[str]:
    categories = [one for one in summary.by_category() if any(t.words for t in one.totals.values())]
    if not categories:
        return
    most = max(sum(totals.words for totals in one.totals.values()) for one in categories)
    bar = max(style.width - 60, 10)
    yield f"{'Words by category':<18}{'':{bar + 2}}{'inside':>12}{'unclear':>12}{'outside':>12}"
    for one in categories:
        words = [one.totals[verdict].words for verdict in VERDICTS]
        length = max(1, round(bar * sum(words) / most)) if sum(words) else 0
        cells = _apportion(words, length)
        drawn = "".join(
            style.paint(style.mark(v) * n, v) for v, n in zip(VERDICTS, cells, strict=True)
        )
        figures = "".join(f"{count(number) if number else '–':>12}" for number in words)
        yield f"{wording.category(one.category):<18}{drawn}{'':{bar + 2 - length}}{figures}"


def _files(summary: Summary, policies: Policies, verdict: Verdict, style: Style) -> Iterator[str]:
    """The files with values under a verdict, each with the shortest form of the reason."""
    reasons: dict[str, list[tuple[JudgedFile, Totals]]] = {}
    for file in summary.files:
        rows = [row for row in file.rows if row.verdict == verdict]
        if not rows:
            continue
        total = sum((row.totals for row in rows), Totals())
        reasons.setdefault(_reason(rows, policies), []).append((file, total))
    if not reasons:
        return
    title = {"inside": "INSIDE", "unclear": "UNCLEAR", "outside": "OUTSIDE"}[verdict]
    yield style.paint(f"{style.mark(verdict)} {title}", verdict)
    ordered = sorted(reasons.items(), key=lambda item: -sum(t.words for _, t in item[1]))
    for reason, files in ordered:
        by_name: dict[str, Totals] = {}
        for file, totals in files:
            name = _shown_name(file)
            by_name[name] = by_name.get(name, Totals()) + totals
        names = sorted(by_name.items(), key=lambda item: (-item[1].words, item[0]))
        listed = "; ".join(
            f"{name} ({plural(t.words, 'word') if t.words else plural(t.values, 'value')})"
            for name, t in names
        )
        yield from _wrap(listed, style, first="  ", rest="  ")
        yield from _wrap(reason, style, first="      ", rest="      ")


def _shown_name(file: JudgedFile) -> str:
    """The file's path, or its folder where a dataset has a file for each record."""
    path = printable.line(file.reading.path)
    dataset = file.reading.dataset
    if dataset is not None and any(files.paths for files in dataset.files):
        return path.rpartition("/")[0] + "/"
    return path


def _reason(rows: Sequence[Row], policies: Policies) -> str:
    weight: dict[tuple[str, str | None], int] = {}
    for row in rows:
        key = (row.basis, row.clause)
        weight[key] = weight.get(key, 0) + row.totals.words * 1000 + row.totals.values
    basis, reference = max(
        weight.items(), key=lambda item: (item[1], item[0][0], item[0][1] or "")
    )[0]
    if reference is None:
        return f"silent: {wording.BASES['silent']}"
    text, clause = policies.clause(reference)
    return f"{basis}: {text.label}, {text.start}: “{_shorten(clause.quote)}”"


def _shorten(quote: str, most: int = 110) -> str:
    quote = " ".join(quote.split())
    return quote if len(quote) <= most else quote[: most - 1].rsplit(" ", 1)[0] + " …"


def _findings(title: str, findings: Sequence[Finding], style: Style) -> Iterator[str]:
    if not findings:
        return
    yield title
    for finding in findings:
        yield from _wrap(finding.text, style, first="• ", rest="  ")


def _ledger(summary: Summary, style: Style) -> Iterator[str]:
    ledger = summary.ledger
    read = sum(f.reading.status not in ("ignored", "unreadable") for f in summary.files)
    yield from _wrap(
        f"Read {read} of {plural(ledger.entries, 'file')}: {plural(ledger.rows, 'row')}, "
        f"{count(ledger.rows_left_out)} left out, {plural(ledger.duplicates, 'repeat')} merged.",
        style,
    )
    shown = ("partly_read", "unreadable", "unknown", "repaired", "ignored")
    for status in shown:
        for file in summary.files:
            if file.reading.status == status:
                notes = "; ".join(file.reading.notes) or "no dataset of this name is known"
                text = f"{printable.line(file.reading.path)}: {status.replace('_', ' ')}: {notes}"
                yield from _wrap(text, style, first="  ", rest="    ")


def _wrap(
    text: str, style: Style, first: str = "", rest: str = "", verdict: Verdict | None = None
) -> Iterator[str]:
    lines = textwrap.wrap(
        printable.line(text), max(style.width - 1, 30), initial_indent=first,
        subsequent_indent=rest, break_on_hyphens=False,
    )  # fmt: skip
    for line in lines:
        fitted = line if cell_len(line) < style.width else set_cell_size(line, style.width - 1)
        yield style.paint(fitted, verdict) if verdict else fitted
