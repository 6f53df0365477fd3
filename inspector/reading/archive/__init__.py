"""ZIPs and folders as entries that stream their bytes, under limits.

Enters: paths. Leaves: `Archive`s of `Entry`s. Never imports text, tables or counts.

- `archive`: opens what paths stand for. `folder`: the files of one. `zip_file`: a ZIP. `entry`:
  what both hold. `limits`: how much a run may inflate, and how many entries.
- `zip_directory`: the central directory. `zip_recovery`: entries without one, by their local
  headers. `decompression`: deflated bytes.
"""
