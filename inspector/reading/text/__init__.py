"""Bytes to text, and what a reader sees of it.

Enters: bytes or cells. Leaves: UTF-8, words, patterns. Never imports archives, tables or counts.

- `encoding`: which one, decided once a file. `escapes`: those that look like ASCII. `html`: pages
  to text. `html_limits`: which of them are parsed. `markup`: which cells hold HTML. `regex`: one
  meaning in Python and Polars.
- `words`: how many words and characters cells hold, of one text and of many.
"""
