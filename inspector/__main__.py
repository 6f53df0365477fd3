"""`python -m inspector` is the console command."""

from inspector.starting import entry

entry()
