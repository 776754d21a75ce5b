"""What the system says of a program that runs: how much it has computed, and whether it waits."""

from __future__ import annotations

import sys
import time
from pathlib import Path


def computed_by(process: int) -> float | None:
    """The seconds that a program has computed so far; None where the system does not say."""
    if sys.platform != "linux":
        return None
    # The clock of another process, by the number that Linux's C library makes of its id.
    return time.clock_gettime((~process << 3) | 2)


def is_running(process: int) -> bool:
    """Whether any thread of a program computes, or would if it were let: Linux alone says so."""
    return any(_state(thread) in "RD" for thread in Path(f"/proc/{process}/task").glob("*/stat"))


def _state(thread: Path) -> str:
    try:
        said = thread.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return "X"
    # Its name stands before it, in brackets, and may have brackets of its own.
    return said.rpartition(")")[2].split()[0]
