"""The whole answer on one export in one situation.

Enters: judged files. Leaves: a `Summary`. Never imports records or wording.

- `export`: what was read, and the ledger. `summary`: files under verdicts, totals. `use`: totals by
  what is so for the member.
- `findings`: what surprises, what is missing. `clauses`: what each decides. `grounds`: what
  verdicts rest on. `holdings`: what claims are about. `timeline`: by month. `redaction`: without
  names.
"""
