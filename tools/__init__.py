"""Generators of what the project ships: catalogues, manual, pictures."""
