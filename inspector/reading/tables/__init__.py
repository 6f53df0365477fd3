"""Text to records, every row kept or counted as left out.

Enters: UTF-8 text and the dataset. Leaves: records and the account of rows. Never imports counts.

- `table`: which parser reads which piece. `header`: where it is. `chunks`: cut at a record's end.
- `strict_csv`: whole pieces by the letter, in Python or Polars. `lenient_csv`: row by row, the
  last word; `fitter` makes its rows as wide as the header. `quotes`: where they may stand.
  `dialect`: what LinkedIn writes otherwise.
- `article`: a page to its record. `key_values`: lines of `key: value` to records.
- `records`: as rows or frames. `repairs`: of cells. `row_account`: what became of rows.
"""
