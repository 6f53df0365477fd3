"""Answers to text and files: the only wing below the faces that knows streams and files.

Enters: answers. Leaves: text, files. Never imports `tui`, `cli` or `study`.

- `atomic_file`: a file whole or not at all. `save`: what a session holds, to a file. `printable`:
  text without control characters. `streams`: standard output and error, `look_alikes` for what
  their encodings lack. `parquet`, `items_csv`.
- `wording/` the words all faces share, `plain/` text for a terminal, `json/`, `html/`.
"""
