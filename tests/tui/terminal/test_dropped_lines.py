"""A line that drops is noticed by reading alone, as macOS tells of it; not tried on macOS."""

from __future__ import annotations

import os
import select
import sys
import threading
from types import SimpleNamespace
from typing import Any

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")


def test_without_epoll_a_terminal_that_ends_without_an_error_is_known_to_be_gone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import termios

    from tui.terminal import linux_driver

    told: list[object] = []
    ours, theirs = os.openpty()
    driver: Any = object.__new__(linux_driver.TerminalDriver)
    driver.fileno, driver.exit_event, driver._debug = theirs, threading.Event(), False
    driver._app = SimpleNamespace(terminal_is_gone="is gone", failed_outside="failed")
    driver._in_loop = lambda work, *arguments: told.append(work)
    monkeypatch.delattr(select, "epoll", raising=False)
    monkeypatch.setattr(linux_driver.os, "read", lambda handle, most: b"")

    def not_configured(handle: int) -> object:
        raise termios.error(6, "Device not configured")

    monkeypatch.setattr(linux_driver.termios, "tcgetattr", not_configured)
    os.close(ours)
    driver._run_input_thread()
    os.close(theirs)
    assert told == ["is gone"]
