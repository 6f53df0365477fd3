"""What stands in text values: addresses, numbers, amounts, names, as marks.

Enters: texts, rules, what an export says of its member and of others. Leaves: marks, and how many
there are under each verdict. Never imports diff, advice, check or outputs.

- `mark`: a span, and which of several stay. `candidates`: where one may be, by a linear engine.
  `passage`: a text around a candidate, its words and links. `finder`: all rules on many texts.
- Rules that judge candidates: `emails`, `phones`, `accounts`, `dates`, `amounts`, `streets`.
- `folded_text`: letters alike, with the way back. `whole_names`: names and places in such text.
- `account_data`: what is looked for, out of an export's records. `own_data`: how the member's is
  written. `kept_texts`: what is kept of an export for it while it is read. `tally`: marks by
  verdict.
- `columns`: which rules a column is looked through by. `survey`: the marks of one verdict by
  record. `source_cells`: what of records is kept to look for.
- `special_words`: words of the lists on special categories, for the page that shows them alone.
"""
