"""A headless browser driven over a pipe: what a page asks for, complains of and looks like."""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from select import select
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PATIENCE = 60.0
"""Seconds until a browser that does not answer is given up."""
_COMPLAINTS = ("Log.entryAdded", "Runtime.exceptionThrown", "Runtime.consoleAPICalled",
               "Audits.issueAdded")  # fmt: skip


def browser() -> str | None:
    """A browser that is installed, if there is one that this can drive."""
    found = (shutil.which(name) for name in NAMES)
    return next((one for one in found if one), None) if os.name == "posix" else None


@dataclass
class Tab:
    """One page of a browser, with all that it did."""

    _to: int
    _from: int
    _session: str = ""
    _last: int = 0
    _rest: bytes = b""
    events: list[dict[str, Any]] = field(default_factory=list)

    def call(self, method: str, **given: object) -> dict[str, Any]:
        """Have the browser do something; events that come in between are kept."""
        self._last += 1
        wanted = self._last
        message: dict[str, object] = {"id": wanted, "method": method, "params": given}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._to, json.dumps(message).encode() + b"\0")
        for answer in self._messages(PATIENCE):
            if answer.get("id") == wanted:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                result: dict[str, Any] = answer["result"]
                return result
        raise TimeoutError(f"no answer to {method}")

    def _messages(self, patience: float) -> Iterator[dict[str, Any]]:
        end = time.monotonic() + patience
        while (left := end - time.monotonic()) > 0:
            while b"\0" in self._rest:
                one, _, self._rest = self._rest.partition(b"\0")
                message = json.loads(one)
                if "method" in message:
                    self.events.append(message)
                yield message
            if not select([self._from], [], [], left)[0]:
                return
            more = os.read(self._from, 1 << 20)
            if not more:
                raise EOFError("the browser ended")
            self._rest += more

    def attach(self) -> None:
        """Open an empty page and listen to all of it."""
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        found = self.call("Target.attachToTarget", targetId=target, flatten=True)
        self._session = found["sessionId"]
        for domain in ("Page", "Network", "Runtime", "Log", "Audits"):
            self.call(f"{domain}.enable")
        self.call("Network.setCacheDisabled", cacheDisabled=True)

    def open(
        self,
        place: Path | str,
        *,
        width: int = 1000,
        dark: bool = False,
        script: bool = True,
        fragment: str = "",
    ) -> None:
        """Show a file or an address and wait until all that it asks for has come or failed.

        `script`: whether the browser runs the page's own; `fragment`: the place to show.
        """
        self._navigate("about:blank")  # a place in the page that is shown loads nothing
        self.events.clear()
        self.call("Emulation.setScriptExecutionDisabled", value=not script)
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width, height=900, deviceScaleFactor=1, mobile=width < 500,
        )  # fmt: skip
        scheme = "dark" if dark else "light"
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        self.call("Emulation.setEmulatedMedia", features=features)
        address = place if isinstance(place, str) else place.resolve().as_uri()
        self._navigate(address + fragment)
        for _ in self._messages(1.0):
            pass

    def _navigate(self, address: str) -> None:
        """Go somewhere, until it is loaded."""
        self.call("Page.navigate", url=address)
        for message in self._messages(PATIENCE):
            if message.get("method") == "Page.loadEventFired":
                break

    @property
    def requests(self) -> list[str]:
        """Addresses that were asked for."""
        return [
            one["params"]["request"]["url"]
            for one in self.events
            if one["method"] == "Network.requestWillBeSent"
        ]

    @property
    def complaints(self) -> list[str]:
        """Errors, violations of the page's policy, and whatever else stands in the console."""
        return [json.dumps(one["params"]) for one in self.events if one["method"] in _COMPLAINTS]

    def evaluate(self, script: str) -> Any:
        """The value of a script's last expression."""
        result = self.call(
            "Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True
        )
        if "exceptionDetails" in result:
            raise RuntimeError(json.dumps(result["exceptionDetails"])[:500])
        return result["result"].get("value")

    def picture(self, target: Path) -> None:
        """The whole page as PNG."""
        made = self.call("Page.captureScreenshot", captureBeyondViewport=True)
        target.write_bytes(base64.b64decode(made["data"]))

    def printed(self) -> bytes:
        """The page as PDF, in the size that it asks for."""
        made = self.call("Page.printToPDF", preferCSSPageSize=True, printBackground=False)
        return base64.b64decode(made["data"])


@contextmanager
def opened(profile: Path, *options: str) -> Iterator[Tab]:
    """A browser of one's own, with an empty profile, for as long as the block lasts."""
    program = browser()
    assert program is not None
    to_read, to_write = os.pipe()
    from_read, from_write = os.pipe()
    # The browser reads commands from 3 and answers on 4.
    script = f'exec 3<&{to_read} 4>&{from_write}; exec "$0" "$@"'
    arguments = [
        "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--hide-scrollbars",
        "--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage",
        "--remote-debugging-pipe", f"--user-data-dir={profile}", *options, "about:blank",
    ]  # fmt: skip
    running = subprocess.Popen(
        ["bash", "-c", script, program, *arguments],
        pass_fds=(to_read, from_write),
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(to_read)
    os.close(from_write)
    try:
        tab = Tab(to_write, from_read)
        tab.attach()
        yield tab
    finally:
        running.terminate()
        running.wait(timeout=20)
        os.close(to_write)
        os.close(from_read)
