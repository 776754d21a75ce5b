"""The desk in a browser: as a server of Textual's pages starts it and speaks with it."""

from __future__ import annotations

import json
import os
import select
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.terminal.emulated_screen import Screen, key_bytes

_PATIENCE = 20.0


class Page:
    """A page with the desk on it: packets of one letter, a length and what is meant."""

    def __init__(self, command: list[str], environment: dict[str, str], cwd: Path) -> None:
        served = {
            "TEXTUAL_DRIVER": "textual.drivers.web_driver:WebDriver",
            "TEXTUAL_COLOR_SYSTEM": "truecolor",
            "TERM_PROGRAM": "textual",
            "PATH": os.environ.get("PATH", os.defpath),
        }
        self.process = subprocess.Popen(
            command, env=environment | served, cwd=cwd, bufsize=0,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        self.screen = Screen(80, 24)
        self.told: list[dict[str, object]] = []
        self._unread = b""

    def send(self, letter: bytes, content: bytes) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(letter + len(content).to_bytes(4, "big") + content)

    def press(self, *keys: str) -> None:
        self.send(b"D", b"".join(key_bytes(key) for key in keys))

    def wait_for(self, words: str) -> None:
        end = time.monotonic() + _PATIENCE
        while words not in "\n".join(self.screen.display):
            assert time.monotonic() < end, "\n".join(self.screen.display)
            self._read()

    def _read(self) -> None:
        assert self.process.stdout is not None
        if self.process.stdout.closed:
            time.sleep(0.02)
            return
        if not select.select([self.process.stdout], [], [], 0.2)[0]:
            return
        self._unread += os.read(self.process.stdout.fileno(), 1 << 16)
        self._unread = self._unread.removeprefix(b"__GANGLION__\n")
        while len(self._unread) >= 5:
            end = 5 + int.from_bytes(self._unread[1:5], "big")
            if len(self._unread) < end:
                return
            letter, content = self._unread[:1], self._unread[5:end]
            self._unread = self._unread[end:]
            if letter == b"D":
                # xterm.js answers as xterm does.
                if answers := self.screen.feed(content):
                    self.send(b"D", answers)
            else:
                self.told.append(json.loads(content))

    def ends_with(self) -> int:
        """The code with which the desk ends, all that it still sends taken."""
        end = time.monotonic() + _PATIENCE
        while self.process.poll() is None and time.monotonic() < end:
            self._read()
        code = self.process.wait(1)
        assert self.process.stderr is not None
        assert self.process.stderr.read() == b""
        return code

    def close(self) -> None:
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            if stream is not None:
                with suppress(OSError):
                    stream.close()
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()


@pytest.fixture
def page(
    program: list[str], home: Path, home_environment: dict[str, str], sample_books: Path
) -> Iterator[Page]:
    arguments = ["--today", "2026-11-21", "--store", str(sample_books)]
    made = Page([*program, *arguments], home_environment, home)
    yield made
    made.close()


def test_a_desk_in_a_browser_fits_its_window_and_keeps_what_is_typed_when_the_page_is_closed(
    page: Page, sample_books: Path
) -> None:
    page.wait_for("0 Today")
    page.screen = Screen(100, 30)
    page.send(b"M", json.dumps({"type": "resize", "width": 100, "height": 30}).encode())
    page.press("1")
    page.wait_for("The Blue Coat CofE School")
    assert any(len(line.rstrip()) > 80 for line in page.screen.display)
    page.press("a", *"Half a [b] School", "tab", *"100123", "tab", *"353/46")
    page.wait_for("353/46")
    page.send(b"M", b'{"type": "quit"}')
    assert page.ends_with() == 128 + 1
    (draft,) = sample_books.parent.glob("*draft*")
    assert "353/46" in draft.read_text(encoding="utf-8"), "what is in the field as well"


def test_a_server_that_ends_leaves_no_desk_behind(page: Page) -> None:
    page.process.stdin.close()
    page.process.stdout.close()
    assert page.ends_with() == 128 + 1
