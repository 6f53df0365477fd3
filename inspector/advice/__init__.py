"""What a member can do.

Enters: a summary, and for items a session's records. Leaves: steps, a letter, items. Never imports
outputs or diff.

- `steps`: each with its clauses. `items`: what the member can edit or delete where it stands.
  `letters`: written, each paragraph where its conditions hold. `opt_out`: what it left open.
"""
