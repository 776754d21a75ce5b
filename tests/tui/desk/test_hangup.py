"""A console of Windows that is closed; not tried on Windows, whose calls are answered here."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from data.files import systems
from tui.desk import hangup


def test_a_console_that_is_closed_ends_the_desk_before_windows_is_answered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    order: list[object] = []
    monkeypatch.setattr(hangup.asyncio, "get_running_loop", lambda: SimpleNamespace(
        call_soon_threadsafe=lambda tell, code: tell(code)))  # fmt: skip
    monkeypatch.setattr(hangup.signal, "signal", lambda *_: None)
    monkeypatch.setattr(hangup._thread, "start_new_thread", lambda *_: order.append("in any case"))
    monkeypatch.setattr(hangup.time, "sleep", lambda seconds: order.append(seconds))
    handlers: list[Any] = []
    console = SimpleNamespace(
        SetConsoleCtrlHandler=lambda handler, add: handlers.append((handler, add))
    )
    monkeypatch.setattr(systems, "name", lambda: "win32")
    monkeypatch.setattr(systems, "library", lambda name: console)
    hangup.Hangup(order.append, lambda: None).watch_signals()
    ((handler, add),) = handlers
    assert (add, handler(systems.CTRL_C), order) == (1, 0, []), "Ctrl+C is a key of the desk"
    closed = 2
    assert handler(closed) == 1
    told, ends, waits = order
    assert (told, ends) == (128 + 1, "in any case")
    assert 2 < waits < 5, "Windows gives five seconds"
