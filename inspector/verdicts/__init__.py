"""Counts, texts and a situation to judged files.

Enters: `FileReading`s, policies, a `Situation`. Leaves: verdicts with basis and clauses. Never
imports summary.

- `situation`: where, when, opted out, of age. `judge`: from a kind of value to its verdict.
- `file_verdicts`: a file's counts under verdicts. `by_text`: what each text alone says.
"""
