"""What differs between two of something: exports, texts, situations.

Enters: two of them. Leaves: what differs. Never imports outputs or advice.

- `exports`, `export_diff`, `pairing`, `fingerprints`, `flows`: two exports of one member.
- `text_diff`, `text_effect`: two policy texts. `situations`: one export in two situations.
"""
