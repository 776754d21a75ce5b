"""Reading Today in a second process, while this one loads its screen.

So is what the list of the kind needs that the first subject is called after: it is opened next
more often than any other.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from select import select
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    # Whoever begins it loads what it reads with only later.
    from data.store.books import Found
    from data.store.store import Store
    from data.today.shown import TodayScreen


class TodayBeside(NamedTuple):
    """Today as another process is reading it: where it is told, and the process."""

    pipe: int
    process: int

    def wait(self) -> None:
        """Wait until it has been read, or that has failed."""
        select([self.pipe], [], [])

    def tell(
        self,
        today: Callable[[TodayScreen | None, tuple[int, int]], object],
        found: Callable[[Found], object],
    ) -> None:
        """Wait for what it read, and hand it over with the newest step; no Today when it failed."""
        import pickle

        told = False
        try:
            # It may be ended from outside in the middle of what it tells.
            ended = suppress(EOFError, pickle.UnpicklingError)
            with os.fdopen(self.pipe, "rb") as telling, ended:
                screen, after = pickle.load(telling)
                told = True
                today(screen, after)
                found(pickle.load(telling))
        finally:
            if not told:
                today(None, (-1, 0))
        if self.process:
            with suppress(ChildProcessError):
                os.waitpid(self.process, 0)


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
        from data.store.store import Store

        with Store.open(path, today=today, read_only=True) as store:
            tell_today(store, telling)
    finally:
        # Nothing of the process that it was copied from may be tidied up by this one.
        os._exit(0)


def tell_today(store: Store, pipe: int) -> None:
    """Write into the pipe what `TodayBeside.tell` reads from it."""
    import pickle

    from data.tables.list_views import found_for_list
    from data.today.screen import today_screen
    from models.kinds import KINDS
    from models.subjects import SUBJECTS

    with os.fdopen(pipe, "wb") as telling, store.one_moment():
        pickle.dump((today_screen(store), store.newest_step()), telling, pickle.HIGHEST_PROTOCOL)
        telling.flush()
        found = found_for_list(store, KINDS[SUBJECTS[0]])
        pickle.dump(found, telling, pickle.HIGHEST_PROTOCOL)
