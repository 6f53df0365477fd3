"""`python -m tools.site.check [FOLDER]` says what does not hold of the built site (exit 1), by itself
of `dist/site`: links, anchors, and that a browser asks nobody else. `--unopened` leaves the browser
out.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tests.lib.browser import browser
from tools.site import look
from tools.site.links import Site
from tools.site.source import ROOT


def main() -> int:
    """Every fault on a line of its own, then how much was looked at."""
    asked = argparse.ArgumentParser(prog="python -m tools.site.check")
    asked.add_argument("folder", nargs="?", type=Path, default=ROOT / "dist" / "site")
    asked.add_argument("--unopened", action="store_true", help="do not open the pages in a browser")
    given = asked.parse_args()
    site = Site(given.folder)
    if not site.pages:
        asked.error(f"{given.folder} holds no page: build the site first (make site)")
    if not given.unopened and browser() is None:
        asked.error("no Chromium or Chrome is installed; --unopened leaves it out")
    found = list(site.faults())
    if not given.unopened:
        found += look.faults(site)
    print(*found, f"{len(site.pages)} pages, {len(found)} faults", sep="\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
