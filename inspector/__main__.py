"""`python -m inspector` is the console command."""

from inspector.cli import entry

entry()
