"""A process of its own: opens the address it is given in the system's browser (`desktop`)."""

from __future__ import annotations

import sys
import webbrowser


def main() -> None:
    """Open the last word of the command line; exits with 1 where no browser took it."""
    sys.exit(not webbrowser.open(sys.argv[-1]))


if __name__ == "__main__":
    main()
