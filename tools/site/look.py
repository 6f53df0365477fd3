"""The site as a browser does it: every page opened, with a log of all that it asks for.

Served on loopback, to a browser that resolves no name. `AXE_CORE`, in the environment, says where
axe.min.js of axe-core lies; without it accessibility is not looked at.
"""

from __future__ import annotations

import functools
import json
import os
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from tests.lib.browser import Tab, opened
from tools.site.links import Site

SEARCH = "search.html?q=inside"
NARROW = 390
"""Pixels of a telephone."""
_QUIET = (
    "--disable-quic",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
_FOUND = "document.querySelectorAll('ul.search li').length"
_REQUEST = "URL_REQUEST_START_JOB"
_RULES = "{runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']}"


def faults(site: Site) -> Iterator[str]:
    """What does not hold of the pages, each with the page."""
    axe = os.environ.get("AXE_CORE", "")
    script = Path(axe).read_text("utf-8") if axe else ""
    pages = [path.relative_to(site.folder).as_posix() for path in site.pages]
    with tempfile.TemporaryDirectory() as place, served(site.folder) as address:
        log = Path(place) / "log.json"
        with opened(Path(place) / "profile", f"--log-net-log={log}", *_QUIET) as tab:
            for page in [SEARCH, *pages]:
                tab.open(f"{address}{page}")
                yield from (f"{page}: {one}" for one in _page(tab, address, script))
                if page == SEARCH and not tab.evaluate(_FOUND):
                    yield f"{page}: finds nothing"
        asked = requests(log.read_text("utf-8"))
    unlogged = {f"{address}{page}" for page in pages} - {what for _, what in asked}
    yield from (f"the browser's log does not tell of {one}" for one in sorted(unlogged))
    for by, what in asked:
        if by == address.rstrip("/") and not what.startswith(address):
            yield f"a page had the browser ask {what[:100]}"


def _page(tab: Tab, address: str, script: str) -> Iterator[str]:
    for one in tab.requests:
        if not one.startswith((address, "data:")):
            yield f"asks {one[:100]}"
    yield from tab.complaints
    if script:
        yield from _accessibility(tab, script)
    tab.call(
        "Emulation.setDeviceMetricsOverride",
        width=NARROW, height=900, deviceScaleFactor=1, mobile=True,
    )  # fmt: skip
    if not tab.evaluate(f"document.documentElement.scrollWidth <= {NARROW}"):
        yield f"is wider than {NARROW} pixels"


def _accessibility(tab: Tab, script: str) -> Iterator[str]:
    """What axe-core finds, in light and dark."""
    for scheme in ("light", "dark"):
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        tab.call("Emulation.setEmulatedMedia", features=features)
        tab.evaluate(f"{script};0")
        found = tab.evaluate(
            f"axe.run(document, {_RULES}).then(found => found.violations.map(one => one.id + ': '"
            " + one.nodes.length + ' x ' + one.nodes[0].html))"
        )
        yield from (f"{scheme}: {one}" for one in found)


def requests(log: str) -> list[tuple[str, str]]:
    """Who asked for what, in a browser's log; empty for whom where it was the browser itself.

    A line for each event; the last ones may be missing of a browser that was ended.
    """
    head, _, rest = log.partition('\n"events": [\n')
    kind = json.loads(head.rstrip(",") + "}")["constants"]["logEventTypes"][_REQUEST]
    asked = []
    for line in rest.splitlines():
        if f'"type":{kind}' in line and line.startswith("{") and line.endswith(("},", "}]", "}")):
            event = json.loads(line.rstrip(",]"))
            given = event.get("params", {})
            if event["type"] == kind and "url" in given:
                by = given["initiator"]
                asked.append((by if "://" in by else "", given["url"]))
    return asked


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The folder's address on this machine, for as long as the block lasts."""
    handler = functools.partial(_Silent, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        running = threading.Thread(target=server.serve_forever, daemon=True)
        running.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


class _Silent(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass
