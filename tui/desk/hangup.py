"""How the desk learns that its terminal is gone, and how it ends even when it cannot learn it."""

from __future__ import annotations

import _thread
import asyncio
import math
import os
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from types import FrameType

from data.files import systems

Told = Callable[[int], object]

_PATIENCE = {"SIGHUP": 1.0, "SIGTERM": 10.0}
"""Seconds that the desk has to end in order. Of a dropped line nothing is left to be put right."""

_WINDOWS_WAITS = 4.5
"""Seconds that a console of Windows lets its programs end in, at the least."""


class Hangup:
    """Has a desk told that its line dropped or the computer is shutting down.

    `told` is called with an exit code in the running loop. Should the desk not end then, because
    something keeps the loop or the store busy, `keep` is called in a thread of its own, unless
    `told` was, and the process ends: what the store has begun is undone when it is opened again.
    """

    def __init__(self, told: Told, keep: Callable[[], object]) -> None:
        self._loop = asyncio.get_running_loop()
        self._told, self._keep = told, keep
        self._is_told = False
        self._latest = math.inf

    def watch_signals(self) -> None:
        """Be told of the signals that end a process."""
        for name in _PATIENCE:
            number = getattr(signal, name, None)
            if number is not None:
                # Not by the loop's own way: that writes to the screen when signals come too fast.
                signal.signal(number, self._signalled)
        if systems.name() == "win32":
            systems.watch_console(self._console_ends)

    def end(self, code: int, patience: float = _PATIENCE["SIGHUP"]) -> None:
        """Have the desk end with this code, within so many seconds."""
        # A loop that is closed has told already.
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._tell, code)
        latest = time.monotonic() + patience
        if latest < self._latest:
            self._latest = latest
            # The lowest way to begin one: a signal may come while another thread is being begun.
            _thread.start_new_thread(self._end_in_any_case, (code, patience))

    def _signalled(self, number: int, _frame: FrameType | None) -> None:
        self.end(128 + number, _PATIENCE[signal.Signals(number).name])

    def _console_ends(self, event: int) -> int:
        """Told by Windows that the window is closed or somebody signs out.

        With the answer the process is gone, so none is given before it has ended by itself.
        """
        if event == systems.CTRL_C:
            return 0
        self.end(128 + 1)
        time.sleep(_WINDOWS_WAITS)
        return 1

    def _tell(self, code: int) -> None:
        if not self._is_told:
            self._is_told = True
            self._told(code)

    def _end_in_any_case(self, code: int, patience: float) -> None:
        time.sleep(patience)
        if not self._is_told:
            with suppress(Exception):
                self._keep()
        os._exit(code)
