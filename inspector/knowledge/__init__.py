"""What the program knows: kinds of files, policy texts, their history, what to say of them.

Enters: the TOML files of `schemas/`, and a member's own policy text. Leaves: checked, frozen
structures, together one `Knowledge`. Never imports anything that has seen an export.

- `knowledge`: all of it, in one value. `schema`: strict TOML. `vocabulary`: words of verdicts.
- `dataset`: a kind of file. `catalogue`: from an entry's path to a dataset.
- `policy`: texts, clauses, rules, programmes. `policy_loader`: reads them. `policy_checks`: what
  they have to be. `own_policy`: a member's own text, under limits. `history`: a region over time.
- `facts`: what surprises, what is missing. `acting`: steps. `letter_texts`: the paragraphs of
  letters. `claims`: what the press and authorities said of the scope. `mark_rules`: by which marks
  are found in texts.
"""
