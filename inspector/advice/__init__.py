"""What a member can do.

Enters: a summary. Leaves: steps and a letter. Never imports outputs or diff.

- `steps`: each with its clauses. `letters`: to edit and send. `opt_out`: what it left open.
"""
