"""What is given out as frames of Polars, so that it can be asked as any other table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import polars as pl

from inspector.api.answers import ClauseAnswer, FileAnswer
from inspector.knowledge.vocabulary import VERDICTS, Verdict
from inspector.outputs.value_rows import SCHEMA, ValueRows
from inspector.reading.tables.records import Batch
from inspector.reading.text.words import counted
from inspector.verdicts.judge import Judge
from inspector.verdicts.totals import Totals

Schema = dict[str, pl.DataType | type[pl.DataType]]
_AFTER = "value"
"""Column of a value's row after which its words stand."""
VALUE_SCHEMA: Schema = {
    name: kind
    for one, its in SCHEMA.items()
    for name, kind in ((one, its), *([("words", pl.UInt32())] if one == _AFTER else []))
}
"""As of the records, with `words`."""
_WORDS: Schema = {f"words_{verdict}": pl.UInt64 for verdict in VERDICTS}
FILE_SCHEMA: Schema = {
    "path": pl.String, "dataset": pl.String, "category": pl.String, "status": pl.String,
    "verdict": pl.String, "basis": pl.String, "rows": pl.UInt64, "rows_left_out": pl.UInt64,
    "duplicates": pl.UInt64, **_WORDS, "notes": pl.List(pl.String),
}  # fmt: skip
COLUMN_SCHEMA: Schema = {
    "path": pl.String, "name": pl.String, "column_index": pl.Int32, "role": pl.String,
    "verdict": pl.String, "basis": pl.String, "clauses": pl.List(pl.String),
}  # fmt: skip
CLAUSE_SCHEMA: Schema = {
    "reference": pl.String, "publisher": pl.String, "title": pl.String, "day": pl.Date,
    "quote": pl.String, "source": pl.String, "seen": pl.Date, "in_force": pl.Boolean, **_WORDS,
}  # fmt: skip


def value_frame(
    batches: Iterable[Batch], judge: Judge, wanted: Mapping[str, str | None]
) -> pl.DataFrame:
    """Every value of batches (`VALUE_SCHEMA`) whose columns hold what is wanted of them.

    `words` are those that count: of text, of HTML as it is read; 0 of anything else.
    """
    rows = ValueRows(judge)
    conditions = [pl.col(name) == value for name, value in wanted.items() if value is not None]
    parts = [pl.DataFrame(schema=VALUE_SCHEMA)]
    for batch in batches:
        for values in rows.of(batch):
            found = values.filter(*conditions)
            read = found.select(
                pl.when(pl.col("role") == "text")
                .then(pl.coalesce("shown", "value"))
                .otherwise(pl.lit(""))
                .alias("read")
            )["read"]
            words, _ = counted(read)
            parts.append(found.with_columns(words.alias("words")).select(list(VALUE_SCHEMA)))
    return pl.concat(parts)


def file_frame(files: Sequence[FileAnswer]) -> pl.DataFrame:
    """One row per file (`FILE_SCHEMA`)."""
    rows = [
        {**{name: getattr(one, name, None) for name in FILE_SCHEMA}, **_words(one.totals)}
        for one in files
    ]
    return pl.DataFrame(rows, schema=FILE_SCHEMA)


def column_frame(files: Sequence[FileAnswer]) -> pl.DataFrame:
    """One row per column of each file (`COLUMN_SCHEMA`)."""
    rows = [
        {
            **{name: getattr(one, name, None) for name in COLUMN_SCHEMA},
            "path": file.path,
            "column_index": at,
        }
        for file in files
        for at, one in enumerate(file.columns)
    ]
    return pl.DataFrame(rows, schema=COLUMN_SCHEMA)


def clause_frame(clauses: Sequence[ClauseAnswer]) -> pl.DataFrame:
    """One row per sentence (`CLAUSE_SCHEMA`)."""
    rows = [
        {
            **{name: getattr(one.quotation, name, None) for name in CLAUSE_SCHEMA},
            "in_force": one.in_force,
            **_words(one.totals),
        }
        for one in clauses
    ]
    return pl.DataFrame(rows, schema=CLAUSE_SCHEMA)


def _words(totals: Mapping[Verdict, Totals]) -> dict[str, int]:
    return {f"words_{verdict}": one.words for verdict, one in totals.items()}
