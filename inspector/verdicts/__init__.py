"""Counts, texts and a situation to judged files.

Enters: `FileReading`s, policies, a `Situation`. Leaves: verdicts with basis and clauses. Never
imports summary.

- `situation`: where, when, opted out, of age, and the status that follows. `judgement`: a verdict
  with its clauses.
- `judge`: from a kind of value to its judgement. `by_text`: what each text alone says.
- `totals`: counts under verdicts. `file_verdicts`: a file's counts, judged.
"""
