"""A bundle: what an export was found to hold, so that a third person can check it.

Enters: an export that was read and judged, or a bundle's file. Leaves: the bytes of a ZIP, or what
holds of one. Redacted from the first: no words, no names, no marks. Never imports cli or tui.

- `canonical_zip`: the same files, the same bytes. `manifest`: what the files are and how made.
- `contents`: the files of a bundle. `verification`: what holds of a bundle, with the export or not.
"""
