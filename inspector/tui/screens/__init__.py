"""Screens that stand over the pages: export, filter, help, two texts."""
