"""Binaries for those who have no Python (docs/binaries.md): what is in them, how they are built
and checked. The recipe that PyInstaller reads is `packaging/inspect.spec`."""
