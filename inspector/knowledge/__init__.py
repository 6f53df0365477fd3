"""What the program knows: kinds of files, policy texts, their history, what was claimed of them.

Enters: the TOML files of `schemas/`, and a member's own policy text. Leaves: checked, frozen
structures. Never imports anything that has seen an export.

- `schema`: strict TOML. `dataset`: a kind of file. `catalogue`: from an entry's path to a dataset.
- `policy`: texts, clauses, rules, programmes. `policy_loader`: reads and checks them.
  `own_policy`: a member's own text, under limits.
- `history`: a region over time. `claims`: what the press and authorities said of the scope.
"""
