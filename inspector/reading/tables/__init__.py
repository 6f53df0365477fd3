"""Text to records, every row kept or counted as left out.

Enters: UTF-8 text and the dataset. Leaves: records and the account of rows. Never imports counts.

- `table`: which parser reads which piece. `header`: where it is. `chunks`: cut at a record's end.
- `quotes`: is a piece plain CSV by the letter. `frame`: parsed by Polars. `lenient_csv`: row by
  row, where another parser would raise or guess.
- `key_values`: files of `key: value` lines. `repairs`: of cells.
  `row_account`: what became of rows.
"""
