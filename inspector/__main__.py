"""`python -m inspector` is the console command."""

from inspector.cli.start import entry

entry()
