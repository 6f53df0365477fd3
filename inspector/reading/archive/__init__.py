"""ZIPs and folders as entries that stream their bytes, under limits.

Enters: paths. Leaves: `Archive`s of `Entry`s. Never imports text, tables or counts.

- `zip_file`: opens paths. `zip_directory`: the central directory. `zip_recovery`: entries without
  one, by their local headers. `decompression`: deflated bytes.
"""
