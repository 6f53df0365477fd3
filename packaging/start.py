"""What the executable runs."""

from inspector.cli.frozen import entry

entry()
