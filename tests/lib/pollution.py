"""Tables spoilt in the ways in which CSV files of others are, kind by kind.

The kinds are those of the Pollock benchmark (Vitagliano et al., VLDB 2023), made anew: of the
whole file its separators, quotes, escapes, line ends, encoding, preambles, headers; of one row
its quotes, separators, cells and line end, at each place.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

Table = Sequence[Sequence[str]]
"""The header and the rows."""


def written(
    table: Table, delimiter: str = ",", quote: str = '"', line_end: str = "\n", *,
    all_quoted: bool = False, escape: str | None = None,
) -> str:  # fmt: skip
    """The table as a program writes it."""
    out = io.StringIO()
    csv.writer(
        out,
        delimiter=delimiter,
        quotechar=quote,
        lineterminator=line_end,
        quoting=csv.QUOTE_ALL if all_quoted else csv.QUOTE_MINIMAL,
        doublequote=escape is None,
        escapechar=escape,
    ).writerows(table)
    return out.getvalue()


def polluted(table: Table) -> Iterator[tuple[str, bytes, Table]]:
    """The table spoilt, with a name for how, and what is right for it."""
    for name, data in _files(table):
        right = table[:2] if name == "one row" else table
        right = [row[:-1] for row in table] if name == "a column less" else right
        yield name, data if isinstance(data, bytes) else data.encode(), right
    rows = len(table) - 1
    for row in (1, rows // 3, rows // 2, rows):
        for name, text in _rows(table, row):
            right = [*table[:row], *table[row + 1 :]] if name == "empty" else table
            yield f"row {row}, {name}", text.encode(), right


def _files(table: Table) -> Iterator[tuple[str, str | bytes]]:
    header, *rows = [list(row) for row in table]
    width, text = len(header), written(table)
    for delimiter in ";\t|: ":
        yield f"separated by {delimiter!r}", written(table, delimiter)
    lines = [_cells(row) for row in table]
    for delimiter in (", ", ",,"):
        yield f"separated by {delimiter!r}", "".join(delimiter.join(row) + "\n" for row in lines)
    yield "quoted by '", written(table, quote="'")
    yield "all quoted", written(table, all_quoted=True)
    yield "escaped by a backslash", written(table, escape="\\", all_quoted=True)
    for line_end in ("\r\n", "\r", "\r\r\n"):
        yield f"lines end in {line_end!r}", written(table, line_end=line_end)
    for what, place in (("PREAMBLE", 0), ("FOOTNOTE", len(table))):
        for more in ([[what]] * 3, [[what] + [""] * (width - 1)] * 3):
            for blank in list[list[list[str]]]([[], [[]]]):
                extra = [*more, *blank] if place == 0 else [*blank, *more]
                spoilt = [*table[:place], *extra, *table[place:]]
                yield f"{what} {len(more[0])} {len(blank)}", written(spoilt)
    yield "two headers", written([header, header, *rows])
    yield "a header in two rows", written([header, ["", *["more"] * (width - 1)], *rows])
    yield "no header", written(rows)
    yield "no rows", written([header])
    yield "nothing", b""
    yield "one row", written([header, rows[0]])
    yield "an empty name", written([["", *header[1:]], *rows])
    yield "names twice", written([[header[0], header[0], *header[2:]], *rows])
    yield "a column more", written([[*row, "more"] for row in table])
    yield "a column less", written([row[:-1] for row in table])
    yield "another table below", written([*table, [], ["A", "B"], ["1", "2"], ["3", "4"]])
    yield "the table twice", written([*table, header, *rows])
    yield "empty rows", written([row for one in table for row in (one, [])])
    yield "empty cells at the ends", written([[*row, "", ""] for row in table])
    yield "a mark of UTF-8", b"\xef\xbb\xbf" + text.encode()
    yield "UTF-16", text.encode("utf-16")
    yield "Latin-1", text.encode("latin-1", "replace")
    yield "no line end at the end", text.removesuffix("\n")


def _rows(table: Table, row: int) -> Iterator[tuple[str, str]]:
    cells = _cells(table[row])

    def put(line: str, line_end: str = "\n") -> str:
        lines = [",".join(_cells(one)) + "\n" for one in table]
        return "".join([*lines[:row], line + line_end, *lines[row + 1 :]])

    def joined(column: int, separator: str) -> str:
        return ",".join(cells[:column]) + separator + ",".join(cells[column:])

    for column, cell in enumerate(cells):
        before, after = cells[:column], cells[column + 1 :]
        quoted = cell.startswith('"')
        inside = '""' + cell[1:] if quoted else '"' + cell
        for name, spoilt in (
            ("a quote more before", '"' + cell), ("a quote more in", inside),
            ("a quote more behind", cell + '"'),
        ):  # fmt: skip
            yield f"{name} {column}", put(",".join([*before, spoilt, *after]))
        if quoted:
            yield f"no quote before {column}", put(",".join([*before, cell[1:], *after]))
            yield f"no quote behind {column}", put(",".join([*before, cell[:-1], *after]))
        yield f"a separator more at {column}", put(joined(column, ",," if column else ","))
        if column:
            yield f"a separator less at {column}", put(joined(column, ""))
            yield f"another separator at {column}", put(joined(column, ";"))
    yield "separated by ;", put(";".join(cells))
    yield "separated by comma and space", put(", ".join(cells))
    yield "quoted by '", put(written([table[row]], quote="'", all_quoted=True).removesuffix("\n"))
    yield (
        "escaped by a backslash",
        put(",".join('"' + cell.replace('"', '\\"') + '\\""' for cell in table[row])),
    )
    yield "empty", put("")
    yield "half of its cells", put(",".join(cells[: len(cells) // 2]))
    yield "cells more", put(",".join([*cells, *cells[-2:]]))
    for line_end in ("\r\n", "\r", ""):
        yield f"ends in {line_end!r}", put(",".join(cells), line_end)


def _cells(row: Sequence[str]) -> list[str]:
    """Cells as they are written, with the quotes they need."""
    return [written([[cell, ""]]).removesuffix(",\n") for cell in row]
