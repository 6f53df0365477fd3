"""Records to counts: by state, author, day and pattern of filled cells.

Enters: records. Leaves: a `Cube`. Never imports archives or the reader.

- `meter`: the one interface. `cube`: the counts. `author`: whose words. `days`: dates.
- `row_*`: few records, in plain Python. `frame_meter`: many, in Polars.
"""
