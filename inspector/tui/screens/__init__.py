"""Screens that stand over the pages: export and help."""
