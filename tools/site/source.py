"""The folder that Sphinx reads: the repository's pages where they stand, so that links between them
hold, and beside them what is made from the program.
"""

from __future__ import annotations

import posixpath
import re
import shutil
import subprocess
import sys
from pathlib import Path

from inspector.knowledge import knowledge
from tools.site import manual_page, schema_pages, text_page

ROOT = Path(__file__).resolve().parents[2]
PROJECT = Path(__file__).resolve().parent / "project"
TOP = ("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md")
DAY = "2026-11-22"
"""On which the sample is judged, so that the same sources give the same site."""
SAMPLES = {
    "page.html": ("--html", "-", "--lang", "en"),
    "page-fr.html": ("--html", "-", "--lang", "fr"),
    "summary.json": ("--json",),
}
"""What is shown of the sample, and the options that make it."""
_FENCE = re.compile(r"^(```.*?^```)", re.DOTALL | re.MULTILINE)
_NAME = re.compile(r"(?<!\[)`((?:docs/[\w-]+|[A-Z]+)\.md|schemas/([\w-]+)\.schema\.json)`(?!\])")
_FONT = re.compile(r"@font-face\s*\{[^}]*\}\s*")


def write(folder: Path) -> None:
    """Fill an empty folder with everything; raises `ValueError` where a page cannot be made."""
    shutil.copytree(PROJECT, folder, dirs_exist_ok=True)
    pictures = folder / "docs" / "pictures"
    pictures.mkdir(parents=True)
    for name, text in pages().items():
        (folder / name).write_text(text, "utf-8")
    for path in (ROOT / "docs" / "pictures").glob("*.svg"):
        (pictures / path.name).write_text(without_fonts(path.read_text("utf-8")), "utf-8")
    for name, page in reference().items():
        target = folder / "reference" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(page, "utf-8")
    extra = folder / "extra"
    (extra / "schemas").mkdir(parents=True)
    for path in (ROOT / "schemas").glob(f"*{schema_pages.SUFFIX}"):
        shutil.copy(path, extra / "schemas" / path.name)
    _samples(extra / "sample")


def pages() -> dict[str, str]:
    """The repository's own pages, by path, with links where they name one another."""
    docs = (path.relative_to(ROOT).as_posix() for path in (ROOT / "docs").glob("*.md"))
    return {name: linked((ROOT / name).read_text("utf-8"), name) for name in (*TOP, *sorted(docs))}


def linked(text: str, page: str) -> str:
    """A page in which the name of another page, or of a schema, leads there."""

    def link(found: re.Match[str]) -> str:
        target = f"reference/schemas/{found[2]}.md" if found[2] else found[1]
        if target == page or not (ROOT / found[1]).is_file():
            return found[0]
        return f"[{found[0]}]({posixpath.relpath(target, posixpath.dirname(page) or '.')})"

    parts = _FENCE.split(text)
    return "".join(part if at % 2 else _NAME.sub(link, part) for at, part in enumerate(parts))


def reference() -> dict[str, str]:
    """The pages that are made from what the program knows, by file."""
    pages = {
        "texts.md": text_page.page(knowledge.load().policies),
        "commands.md": manual_page.page((ROOT / "docs" / "inspect.1").read_text("ascii")),
    }
    for one in schema_pages.references(ROOT / "schemas"):
        pages[f"schemas/{one.name}.md"] = one.page()
    return pages


def without_fonts(svg: str) -> str:
    """A picture of a terminal that takes its letters from this machine, not from a host."""
    return _FONT.sub("", svg)


def _samples(folder: Path) -> None:
    folder.mkdir()
    for name, options in SAMPLES.items():
        command = [sys.executable, "-m", "inspector", "demo", "--on", DAY, *options]
        with (folder / name).open("wb") as out:
            subprocess.run(command, stdout=out, stdin=subprocess.DEVNULL, cwd=ROOT, check=True)
