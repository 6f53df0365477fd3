"""From paths to what became of every file, and its records on their way.

Enters: paths and the catalogue. Leaves: `FileReading`s, with counts, and batches of records.
Never imports verdicts or anything above.

- `reader`: all entries in order. `entry_reader`: one entry, bytes to records. `threads`: all that
  goes on beside, for large exports.
- `engine`: the two ways to deal with records, rows in plain Python and frames in Polars, of which
  one is chosen. `intake`: what either does with the records of a file: repaired, once, counted.
- `file_reading`: what became of a file. `notes`: what is said of it. `misfits`: cells that cannot
  be what their column holds.
- `owner`: the names and addresses of whose export it is, its day and its kind. `members`: whether
  several are of one member. `duplicates`: what was there before.
- `malloc`: memory that is kept for the next piece.
- `archive/` bytes of entries, `text/` bytes to text, `tables/` text to records, `counts/` records
  to counts.
"""
