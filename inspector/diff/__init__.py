"""What differs between two of something: exports, texts, situations.

Enters: two of them. Leaves: what differs. Never imports outputs or advice.

- Two exports: `compare_exports` reads both, `fingerprints` makes records comparable, `pairing`
  says which is which, `flows` adds up what came, went and changed, `export_diff` is the result.
- Two policy texts: `compare_texts` reads an export for them, `text_diff` holds clause against
  clause, `text_effect` says what they changed for the export.
- `situations`: one export in two situations.
"""
