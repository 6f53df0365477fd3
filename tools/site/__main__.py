"""`python -m tools.site [FOLDER]` builds the site into a folder, by itself `dist/site`.

Whatever Sphinx warns of is an error. Nothing is fetched: it works without a network.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tools.site import source


def build(target: Path) -> int:
    """Build the site in the place of what is there; the exit code of Sphinx."""
    shutil.rmtree(target, ignore_errors=True)
    with tempfile.TemporaryDirectory() as place:
        read = Path(place) / "source"
        read.mkdir()
        source.write(read)
        options = ["--builder", "html", "--fail-on-warning", "--keep-going", "--quiet"]
        trees = ["--doctree-dir", str(Path(place) / "trees")]
        command = [sys.executable, "-m", "sphinx", *options, *trees, str(read), str(target)]
        done = subprocess.run(command, check=False).returncode
    (target / ".buildinfo").unlink(missing_ok=True)
    return done


if __name__ == "__main__":
    sys.exit(build(Path(sys.argv[1] if sys.argv[1:] else source.ROOT / "dist" / "site")))
