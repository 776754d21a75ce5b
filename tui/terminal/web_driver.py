"""Textual's driver for a desk in a browser, which ends when its page is closed."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import Any

from textual.app import App
from textual.drivers.web_driver import WebDriver

_OFTEN = 0.2
"""Seconds after which the app is told again."""


class BrowserDriver(WebDriver):
    """Tells the app when its page was closed, or whoever served it is gone."""

    def __init__(self, app: App[Any], **options: Any) -> None:
        super().__init__(app, **options)
        self._write = self._send  # type: ignore[assignment]

    def run_input_thread(self) -> None:
        """Read what the browser sends until the driver stops or nobody sends anything more."""
        super().run_input_thread()
        # More than once: the desk may have been about to begin.
        while not self.exit_event.wait(_OFTEN):
            self._tell_that_it_is_gone()

    def on_meta(self, packet_type: str, payload: dict[str, object]) -> None:
        """Do what the server says; a page that was closed is a line that dropped."""
        if packet_type == "quit":
            self._input_reader.close()
        else:
            super().on_meta(packet_type, payload)

    def _send(self, data: bytes) -> int:
        # That nobody is there is learnt by reading.
        with suppress(OSError):
            return os.write(self.fileno, data)
        return 0

    def _tell_that_it_is_gone(self) -> None:
        app: Any = self._app
        # A loop that is closed has nothing left to do.
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(app.terminal_is_gone)
