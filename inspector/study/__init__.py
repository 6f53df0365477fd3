"""The exports of many participants as one dataset without names.

Enters: many exports. Leaves: a folder of Parquet, a report. Never imports `tui` or `cli`.

- `participants`: who. `addresses`: where exports lie. `pseudonyms`: the study key. `cluster`,
  `jobs`, `worker`, `preload`: Dask. `manifest`, `folder`, `rows`: what is written. `report/`: what
  was found.
"""
