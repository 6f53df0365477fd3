"""From paths to what became of every file, and its records on their way.

Enters: paths and the catalogue. Leaves: `FileReading`s, with counts, and batches of records.
Never imports verdicts or anything above.

- `reader`: all entries in order. `entry_reader`: one entry, bytes to records.
- `file_reading`: what became of a file. `notes`: what is said of it.
- `owner`: whose export it is, its day and its kind. `duplicates`: what was there before.
- `archive/` bytes of entries, `text/` bytes to text, `tables/` text to records, `counts/` records
  to counts.
"""
