"""The whole answer on one export in one situation.

Enters: judged files. Leaves: a `Summary`. Never imports records or wording.

- `summary`: files, totals, ledger. `findings`: what surprises, what is missing. `clauses`: what
  each decides. `grounds`: what verdicts rest on. `timeline`: by month. `redaction`: without names.
"""
