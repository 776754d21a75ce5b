"""How a desk learns that its line dropped or the computer is shutting down."""

from __future__ import annotations

import asyncio
import select
import signal
import sys
from collections.abc import Callable

Told = Callable[[int], object]


def when_told_to_end(told: Told) -> None:
    """Have this called with an exit code, in the running loop, once the desk is to end."""
    loop = asyncio.get_running_loop()
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None:
            try:
                loop.add_signal_handler(number, told, 128 + number)
            except (NotImplementedError, RuntimeError):
                return


def when_terminal_is_gone(told: Told) -> None:
    """Have this called, in the running loop, when the terminal goes without sending a signal.

    So it does when it is not the program's own, as after `setsid`. Reading from what is gone would
    keep the computer busy for ever.
    """
    if not hasattr(select, "epoll") or sys.__stdin__ is None:
        return
    loop, watch = asyncio.get_running_loop(), select.epoll()
    try:
        # Whoever asks for nothing is told of the end, and of nothing else.
        watch.register(sys.__stdin__, 0)
    except (OSError, ValueError):
        watch.close()
        return

    def gone() -> None:
        loop.remove_reader(watch)
        watch.close()
        told(128 + signal.SIGHUP)

    loop.add_reader(watch, gone)
