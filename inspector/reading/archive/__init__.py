"""ZIPs and folders as entries that stream their bytes, under limits.

Enters: paths. Leaves: `Archive`s of `Entry`s. Never imports text, tables or counts.

- `archive`: opens what paths stand for. `folder`: the files of one. `zip_file`: a ZIP. `entry`:
  what both hold. `limits`: how much a run may inflate, and how many entries. `other_kinds`: what
  is passed instead of a ZIP.
- `zip_listing`: all that the bytes of a ZIP hold. `zip_end`: where its directory lies.
  `zip_directory`: the entries it names. `zip_layout`: where these lie, and what lies between.
  `zip_recovery`: entries without a directory, by their local headers.
- `decompression`: deflated bytes. `inner_file`: a ZIP in a ZIP as a file.
"""
