"""Records to counts: by state, author, day and pattern of filled cells.

Enters: records. Leaves: `Measures` around a `Cube`. Never imports archives or the reader.

- `rows`: counts small exports, in plain Python. `frames`: counts large ones, in Polars.
- `meter`: what both are given and give back. `cube`: the counts, and sums of them.
- `states`, `author`, `days`: what a record is by its cells, each told of rows and of frames.
"""
