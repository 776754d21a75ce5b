"""Today read in a process beside this one, which meanwhile loads its screen."""

from __future__ import annotations

import os
import pickle
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    # Whoever begins it loads what it reads with only later.
    from data.today.shown import TodayScreen


class Told(NamedTuple):
    """Today as another process has read it, and the last operation that the books had there."""

    after: int
    screen: TodayScreen | None

    def of(self, last_operation: int) -> TodayScreen | None:
        """Today of books with this last operation; None where it was read of other ones."""
        return self.screen if self.after == last_operation else None


class TodayBeside(NamedTuple):
    """Today as another process is reading it: where it is told, and the process."""

    pipe: int
    process: int

    def told(self) -> Told:
        """Wait for it; without a screen when that failed."""
        with os.fdopen(self.pipe, "rb") as telling:
            found = telling.read()
        if self.process:
            with suppress(ChildProcessError):
                os.waitpid(self.process, 0)
        return Told(*pickle.loads(found)) if found else Told(-1, None)


def can_read_beside() -> bool:
    """Whether there is a second processor for a second process, and a way to begin one."""
    if not hasattr(os, "fork") or not hasattr(os, "sched_getaffinity"):
        return False
    return len(os.sched_getaffinity(0)) > 1


def read_today_beside(path: Path, today: date) -> TodayBeside:
    """Let a process beside this one read Today from a store; before any thread runs."""
    told, telling = os.pipe()
    process = os.fork()
    if process:
        os.close(telling)
        return TodayBeside(told, process)
    try:
        tell_today(path, today, telling)
    finally:
        # Nothing of the process that it was copied from may be tidied up by this one.
        os._exit(0)


def tell_today(path: Path, today: date, pipe: int) -> None:
    """Write into the pipe what `TodayBeside.told` reads from it."""
    from data.store.store import Store
    from data.today.screen import today_screen

    with Store.open(path, today=today, read_only=True) as store:
        found = (store.session.opened_after, today_screen(store))
    with os.fdopen(pipe, "wb") as telling:
        telling.write(pickle.dumps(found, pickle.HIGHEST_PROTOCOL))
