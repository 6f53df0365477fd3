"""Hostile input as data: how to build it, and what must come of it (docs/hostile-input.md)."""
