"""One JSON document for each answer, as `schemas/*.schema.json` describe them."""
