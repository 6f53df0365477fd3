"""Fuzzers: random bytes and texts held against what must be true of any (docs/hostile-input.md)."""
