"""The text of a page printed as PDF, line by line, by the extra `[pdf]`."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager

from inspector.check.page import MOST_CHARACTERS
from inspector.errors import LimitError, NotAnExportError, UsageError
from inspector.language import mark, say

MOST_PAGES = 300
MANY_PAGES = mark(
    "{file}: a PDF of more than {n} pages; print LinkedIn's page alone, or copy its text into a "
    "file"
)
WITHOUT = mark(
    "{file} is a PDF, which takes one more package: pip install 'linkedin-inspect[pdf]'; or save "
    "the page as HTML"
)
UNREADABLE = mark("{file}: this PDF cannot be read; save the page as HTML, or copy its text")


def text(content: bytes, name: str) -> str:
    """The lines of all pages; raises `InspectError`, in which the file is called `name`."""
    try:
        import pypdf
    except ModuleNotFoundError as fault:
        raise UsageError(say(WITHOUT).format(file=name)) from fault
    with _silent("pypdf"):
        try:
            pages = pypdf.PdfReader(io.BytesIO(content)).pages
            if len(pages) > MOST_PAGES:
                raise LimitError(say(MANY_PAGES).format(file=name, n=MOST_PAGES))
            found: list[str] = []
            for page in pages:
                found.append(page.extract_text())
                if sum(map(len, found)) > MOST_CHARACTERS:
                    break
        except LimitError:
            raise
        except Exception as fault:  # by its makers' word, a broken file raises anything
            raise NotAnExportError(say(UNREADABLE).format(file=name)) from fault
    return "\n\n".join(found)


@contextmanager
def _silent(name: str) -> Iterator[None]:
    """Without what a library logs, which may hold words of the file."""
    logger = logging.getLogger(name)
    before = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        logger.setLevel(before)
