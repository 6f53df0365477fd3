"""Words and sentences that every face shares.

`terms`: words by what they stand for. `answers`: what leads every face. `sentences`: on the rest of
a summary. `policy_texts`: on a text and what it says. `claim_sentences`: on claims. `changes`: on
two exports. `reasons`: why files stand under a verdict.
"""
