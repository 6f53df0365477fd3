"""ZIPs and folders as entries that stream their bytes, under limits.

Enters: paths. Leaves: `Archive`s of `Entry`s. Never imports text, tables or counts.

- `archive`: opens what paths stand for, and folders. `zip_file`: a ZIP. `entry`: what both hold,
  and the limits.
- `zip_directory`: the central directory. `zip_recovery`: entries without one, by their local
  headers. `decompression`: deflated bytes.
"""
