"""One JSON document for each answer, as `schemas/*.schema.json` describe them.

`encode`: documents as text, and what several of them hold.
"""
