"""Opening the desk: the store in its thread while the screen's program is being loaded."""

from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING

from data.problems import Problem
from data.store import Store
from data.store_thread import StoreThread

if TYPE_CHECKING:
    from tui.options import DeskOptions


def run(options: DeskOptions) -> int:
    """Open the desk and stay until it is left; gives the exit code.

    Raises Problem when the store cannot be opened, before anything is drawn.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise Problem(
            "The desk needs a terminal. For scripts use a verb, for example: alliance list schools"
        )
    # Nothing that is loaded now will be garbage: collecting it meanwhile costs a tenth of the start.
    gc.disable()
    if options.store is not None and not options.sample and not options.store.exists():
        options = _first_run(options)
        if options is None:
            return 0
    books = StoreThread(lambda: _open(options))
    first = books.submit(_read_first)
    try:
        from tui import crash
        from tui.desk import Desk

        books.wait_until_open()
        desk = Desk(options, books, first)
        gc.enable()
        gc.freeze()
        code = desk.run(mouse=options.mouse)
        error = desk.crashed
        if error is not None:
            print(crash.one_line(error, options.store), file=sys.stderr)
            return 1
        return code or 0
    finally:
        books.close()


def _open(options: DeskOptions) -> Store:
    if options.sample or options.store is None:
        from data.sample_store import open_sample

        return open_sample(options.today, read_only=options.read_only)
    return Store.open(
        options.store, today=options.today, read_only=options.read_only, create=True
    )


def _read_first(store: Store):  # type: ignore[no-untyped-def]
    from tui.sections import today_prepared

    return today_prepared(store)


def _first_run(options: DeskOptions) -> DeskOptions | None:
    return options


