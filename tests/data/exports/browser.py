"""One Chromium for all pages that tests print: starting it takes longer than printing."""

from __future__ import annotations

import atexit
import base64
import json
import os
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import pytest

_COMMANDS, _ANSWERS = 3, 4
"""The numbers under which Chromium reads what is asked of it, and writes what it says."""


def tool(name: str) -> str:
    """A program that these tests need."""
    if sys.platform != "linux":
        pytest.skip("papers are printed on Linux, where .ci/run installs what prints them")
    found = shutil.which(name)
    assert found, f"{name} is not installed: .ci/run says how"
    return found


def print_page(page: Path, folder: Path) -> Path:
    """A page as the PDF that Chromium prints of it."""
    pdf = folder / f"{page.stem}-browser.pdf"
    pdf.write_bytes(_browser().printed(page.as_uri()))
    return pdf


class _Browser:
    """A Chromium without a window, which is asked over two pipes."""

    def __init__(self) -> None:
        self._profile = tempfile.mkdtemp()
        asked_from, self._asking = os.pipe()
        self._hearing, said_to = os.pipe()
        # A shell puts the pipes where the browser looks for them.
        script = f'exec "$@" {_COMMANDS}<&{asked_from} {_ANSWERS}>&{said_to}'
        self._process = subprocess.Popen(
            ["bash", "-c", script, "browser", tool("chromium"), "--headless", "--no-sandbox",
             "--disable-gpu", "--remote-debugging-pipe", f"--user-data-dir={self._profile}"],
            pass_fds=(asked_from, said_to),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(asked_from)
        os.close(said_to)
        self._number, self._heard = 0, b""

    def printed(self, address: str) -> bytes:
        """The page at this address as PDF, on paper of the size that it asks for."""
        target = self._ask("Target.createTarget", url="about:blank")["targetId"]
        session = self._ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self._ask("Page.enable", session)
        self._ask("Page.navigate", session, url=address)
        self._wait_for("Page.loadEventFired", session)
        answer = self._ask(
            "Page.printToPDF", session, printBackground=True, preferCSSPageSize=True,
            generateTaggedPDF=True,
        )  # fmt: skip
        self._ask("Target.closeTarget", targetId=target)
        return base64.b64decode(answer["data"])

    def close(self) -> None:
        """End the browser that was started here, and take its profile away."""
        self._process.kill()
        self._process.wait()
        os.close(self._asking)
        os.close(self._hearing)
        shutil.rmtree(self._profile, ignore_errors=True)

    def _ask(self, method: str, session: str = "", **given: Any) -> dict[str, Any]:
        self._number += 1
        number = self._number
        asked: dict[str, Any] = {"id": number, "method": method, "params": given}
        if session:
            asked["sessionId"] = session
        os.write(self._asking, json.dumps(asked).encode() + b"\0")
        while True:
            said = self._next()
            if said.get("id") == number:
                assert "error" not in said, said
                answer: dict[str, Any] = said["result"]
                return answer

    def _wait_for(self, event: str, session: str) -> None:
        while True:
            said = self._next()
            if said.get("method") == event and said.get("sessionId") == session:
                return

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._heard:
            more = os.read(self._hearing, 1 << 20)
            assert more, "the browser has ended"
            self._heard += more
        line, _, self._heard = self._heard.partition(b"\0")
        said: dict[str, Any] = json.loads(line)
        return said


@cache
def _browser() -> _Browser:
    started = _Browser()
    atexit.register(started.close)
    return started
