"""What is said of a file in its reading: English as data, and said in the language in use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from inspector.language import later, mark, number, plurally, say

if TYPE_CHECKING:
    from inspector.knowledge.dataset import Dataset
    from inspector.reading.misfits import Misfits
    from inspector.reading.tables.header import Layout
    from inspector.reading.tables.row_account import Account, LeftOut
    from inspector.reading.text.encoding import Decoder

NO_HEADER = mark("no line with known column names: the first line was taken")
MARK = mark("the mark at its beginning names another encoding than the one it is written in")
CUT = mark("the last row breaks off and was left out")
COPY = mark("a copy of another file of the archive; records that stand in both count once")
INDEX = mark("its first column counts the rows, as a spreadsheet's index does: no text")
NO_ARTICLE = mark("no article was recognised in it")
TOO_MANY_ELEMENTS = mark("more HTML than is parsed: it was left out")


def of_records(account: Account, layout: Layout, dataset: Dataset | None) -> list[str]:
    """What is said of a file's header and of what became of its rows."""
    found = []
    if dataset is not None and not dataset.claimed and layout.headers:
        if not layout.known:
            found.append(NO_HEADER)
        new = [h for h, c in zip(layout.headers, layout.columns, strict=True) if h and not c]
        if new and layout.known:
            found.append(new_columns(len(new)))
    if account.unrecognised:
        found.append(NO_ARTICLE)
    if account.unparsed:
        found.append(TOO_MANY_ELEMENTS)
    if account.stray:
        found.append(stray(account.stray))
    if account.cut:
        found.append(CUT)
    told = account.endless + account.unended + account.cut + account.stray + account.unrecognised
    told += account.unparsed
    if account.left_out.count > told:
        found.append(left_out(account.left_out))
    every = (
        (above, account.above), (endless, account.endless), (unended, account.unended),
        (short, account.short), (long, account.long), (unclosed, account.unclosed),
        (misplaced, account.misplaced), (blank, account.blank), (unusual, account.unusual),
        (likely, account.likely),
    )  # fmt: skip
    return found + [say_of(number) for say_of, number in every if number]


def of_text(decoder: Decoder) -> list[str]:
    """What is said of how bytes became text."""
    encoding = decoder.encoding
    said = {"letters": guessed, "escapes": escaped, "nothing": untold}
    found = [replaced(decoder.replaced, encoding)] if decoder.replaced else []
    found += [MARK] * decoder.is_mark_wrong
    return found + ([said[decoder.told_by](encoding)] if decoder.told_by in said else [])


def new_columns(n: int) -> str:
    """Columns that the catalogue does not know."""
    return later(
        lambda: plurally(
            "{n} column never seen before in this file",
            "{n} columns never seen before in this file",
            n,
        ).format(n=number(n))
    )


def columns_in_all(n: int) -> str:
    """A table that is not read, since others before it have so many columns."""
    return later(
        lambda: say("more than {n} columns never seen before, in all files together").format(
            n=number(n)
        )
    )


def above(n: int) -> str:
    """Lines above a header that nothing else tells to be one."""
    return later(
        lambda: plurally(
            "{n} line above the names of the columns, taken for no row",
            "{n} lines above the names of the columns, taken for no rows",
            n,
        ).format(n=number(n))
    )


def endless(n: int) -> str:
    """Lines that are no records."""
    return later(
        lambda: plurally(
            "{n} line too long to be a record", "{n} lines too long to be a record", n
        ).format(n=number(n))
    )


def short(n: int) -> str:
    """Rows that were filled up."""
    return later(
        lambda: plurally(
            "{n} row with too few cells, read as empty",
            "{n} rows with too few cells, read as empty",
            n,
        ).format(n=number(n))
    )


def long(n: int) -> str:
    """Rows that were cut."""
    return later(
        lambda: plurally(
            "{n} row with surplus empty cells", "{n} rows with surplus empty cells", n
        ).format(n=number(n))
    )


def unclosed(n: int) -> str:
    """Quotes that open nothing."""
    return later(
        lambda: plurally(
            "{n} quote never closed, read as letters", "{n} quotes never closed, read as letters", n
        ).format(n=number(n))
    )


def unended(n: int) -> str:
    """Records that go on and on."""
    return later(
        lambda: plurally(
            "{n} record that does not end, left out with all its lines",
            "{n} records that do not end, left out with all their lines",
            n,
        ).format(n=number(n))
    )


def misplaced(n: int) -> str:
    """Rows that no writer of CSV writes."""
    return later(
        lambda: plurally(
            "{n} row with quotes out of place, whose cells may be shifted",
            "{n} rows with quotes out of place, whose cells may be shifted",
            n,
        ).format(n=number(n))
    )


def blank(n: int) -> str:
    """Lines that hold nothing, where LinkedIn leaves none."""
    return later(
        lambda: plurally("{n} empty line between rows", "{n} empty lines between rows", n).format(
            n=number(n)
        )
    )


def unusual(n: int) -> str:
    """Lines that continue a record, where LinkedIn writes them in quotes."""
    return later(
        lambda: plurally(
            "{n} line that begins no record, read as part of the one above",
            "{n} lines that begin no record, read as part of the one above",
            n,
        ).format(n=number(n))
    )


def likely(n: int) -> str:
    """Lines that continue a record, and may be one."""
    return later(
        lambda: plurally(
            "{n} line read as part of the record above it looks like a record of its own",
            "{n} lines read as part of the record above them look like records of their own",
            n,
        ).format(n=number(n))
    )


def stray(n: int) -> str:
    """Lines between records."""
    return later(
        lambda: plurally(
            "{n} line belonged to no record and were left out",
            "{n} lines belonged to no record and were left out",
            n,
        ).format(n=number(n))
    )


def undated(n: int) -> str:
    """Dates that could not be read."""
    return later(
        lambda: plurally(
            "{n} date in a form never seen before", "{n} dates in a form never seen before", n
        ).format(n=number(n))
    )


def unparsed(n: int) -> str:
    """Values of which only the text between tags was read."""
    return later(
        lambda: plurally(
            "{n} value with more HTML than is parsed, read as the text between its tags",
            "{n} values with more HTML than is parsed, read as the text between their tags",
            n,
        ).format(n=number(n))
    )


def undecided(n: int) -> str:
    """Dates in numbers of which nothing tells which is the month."""
    return later(
        lambda: plurally(
            "{n} date whose day and month the file does not tell apart, left without a day",
            "{n} dates whose day and month the file does not tell apart, left without a day",
            n,
        ).format(n=number(n))
    )


def of_misfits(found: Misfits) -> list[str]:
    """What is said of cells that cannot be what their column holds."""
    spaced = later(
        lambda: plurally(
            "{n} cell in a column of links begins with a space",
            "{n} cells in columns of links begin with a space",
            found.spaced,
        ).format(n=number(found.spaced))
    )
    links = later(
        lambda: plurally(
            "{n} cell in a column of links holds no link",
            "{n} cells in columns of links hold no link",
            found.links,
        ).format(n=number(found.links))
    )
    dates = later(
        lambda: plurally(
            "{n} cell in a column of dates holds no date",
            "{n} cells in columns of dates hold no date",
            found.dates,
        ).format(n=number(found.dates))
    )
    return [spaced] * bool(found.spaced) + [links] * bool(found.links) + [dates] * bool(found.dates)


def twice(columns: int, left: int) -> list[str]:
    """Text that was encoded twice: columns that were mended, and values that could not be."""
    mended = later(
        lambda: plurally(
            "{n} column of text encoded twice, mended",
            "{n} columns of text encoded twice, mended",
            columns,
        ).format(n=number(columns))
    )
    kept = later(
        lambda: plurally(
            "{n} value that looks encoded twice, left as it is",
            "{n} values that look encoded twice, left as they are",
            left,
        ).format(n=number(left))
    )
    return [mended] * bool(columns) + [kept] * bool(left)


def withheld(n: int) -> str:
    """Values that LinkedIn did not give out."""
    return later(
        lambda: plurally(
            "{n} value withheld by LinkedIn, a mark in its place",
            "{n} values withheld by LinkedIn, a mark in their place",
            n,
        ).format(n=number(n))
    )


def replaced(n: int, encoding: str | None) -> str:
    """Bytes that are no text."""
    return later(
        lambda: plurally(
            "{n} sequence of bytes that are no {encoding} text, shown as \ufffd",
            "{n} sequences of bytes that are no {encoding} text, shown as \ufffd",
            n,
        ).format(n=number(n), encoding=encoding)
    )


def guessed(encoding: str | None) -> str:
    """An encoding that nothing names."""
    return later(
        lambda: say("the encoding was told from the letters: {encoding}").format(encoding=encoding)
    )


def escaped(encoding: str | None) -> str:
    """An encoding that escapes make likely."""
    return later(
        lambda: say("the encoding was told from its escapes: {encoding}").format(encoding=encoding)
    )


def untold(encoding: str | None) -> str:
    """An encoding that nothing tells at all."""
    return later(
        lambda: say(
            "nothing tells the encoding: read as {encoding}, some letters may be wrong"
        ).format(encoding=encoding)
    )


def longer(n: int) -> str:
    """A text that is not taken whole."""
    return later(lambda: say("longer than {n} bytes: the rest is left out").format(n=number(n)))


def left_out(rows: LeftOut) -> str:
    """Rows by their numbers."""
    shown = ", ".join(str(row) for row in rows.first)
    more = rows.count - len(rows.first)

    def told() -> str:
        numbers = shown
        if more:
            numbers = say("{rows} and {n} more").format(rows=shown, n=number(more))
        return say("rows left out, their cells do not fit: {rows}").format(rows=numbers)

    return later(told)
