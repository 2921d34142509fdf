"""A real headless Chromium for tests: its DevTools protocol over a WebSocket, and what it asked for, said and refused."""

import json
import shutil
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any
from urllib.request import urlopen

from websockets.sync.client import ClientConnection, connect

FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--hide-scrollbars", "--remote-debugging-port=0",
)  # fmt: skip


def chromium() -> str:
    """The browser's path; its absence is an error and no reason to skip."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert found, "these tests need Chromium: apt-get install chromium"
    return found


@dataclass
class Browser:
    """One page of one browser. ``said`` holds console messages and exceptions, ``asked`` every address that was requested."""

    profile: Path
    said: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    _no: int = 0
    _process: subprocess.Popen[bytes] | None = None
    _page: ClientConnection | None = None

    def __enter__(self) -> "Browser":
        """Start the browser and open a page."""
        self._process = subprocess.Popen(
            [chromium(), *FLAGS, f"--user-data-dir={self.profile}", "about:blank"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        port_file, end = self.profile / "DevToolsActivePort", time.monotonic() + 60
        while not (port_file.exists() and port_file.read_text()) and time.monotonic() < end:
            assert self._process.poll() is None, "Chromium ended"
            time.sleep(0.05)
        assert port_file.exists(), "Chromium did not open its port within a minute"
        with urlopen(f"http://127.0.0.1:{port_file.read_text().split()[0]}/json/list") as answer:
            pages = [page for page in json.load(answer) if page["type"] == "page"]
        self._page = connect(pages[0]["webSocketDebuggerUrl"], max_size=None)
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.call(f"{domain}.enable")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the browser."""
        assert self._process and self._page
        self._page.close()
        self._process.terminate()
        self._process.wait(30)

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Send a command and take in events until its answer comes."""
        assert self._page
        self._no += 1
        self._page.send(json.dumps({"id": self._no, "method": method, "params": parameters}))
        while True:
            message = self._receive()
            if message.get("id") == self._no:
                assert "error" not in message, message
                answer: dict[str, Any] = message["result"]
                return answer

    def open(self, url: str) -> None:
        """Open an address and wait until it is loaded; what was said and asked before is forgotten."""
        self.said.clear()
        self.asked.clear()
        self.call("Page.navigate", url=url)
        while self._receive().get("method") != "Page.loadEventFired":
            pass
        self.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(done, 50)))")

    def evaluate(self, script: str) -> Any:
        """The value of a script, run from outside the page, so that its policy for scripts does not matter."""
        answer = self.call("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def prefer(self, scheme: str) -> None:
        """Ask pages for light or dark."""
        self.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])

    def resize(self, width: int, height: int) -> None:
        """Give the page another size."""
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    def _receive(self) -> dict[str, Any]:
        assert self._page
        message: dict[str, Any] = json.loads(self._page.recv(timeout=60))
        parameters = message.get("params", {})
        match message.get("method"):
            case "Network.requestWillBeSent":
                self.asked.append(parameters["request"]["url"])
            case "Runtime.consoleAPICalled" | "Runtime.exceptionThrown":
                self.said.append(json.dumps(parameters))
            case "Log.entryAdded":
                self.said.append(parameters["entry"]["text"])
        return message
