"""One export open: read once, judged again and again, its records at hand if they are kept.

Enters: a request. Leaves: summaries, records, hits. Never imports diff, advice or outputs.

- `request`: paths, region and days as a member gives them. `session`: the run. `record_store`:
  records kept, compressed in `blocks`. `preview`: what a listing shows of a record.
- `listing`: which of them, in which order. `record`: one, whole. `search`: words in every value.
  `claim_search`: claims by article, verdict and words. `folding`: letters that are the same to
  a reader.
"""
