"""Opening the desk: the store in its thread while the screen's program is being loaded."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from data.problems import Problem

if TYPE_CHECKING:
    from data.store import Store
    from tui.options import DeskOptions


def run(options: DeskOptions) -> int:
    """Open the desk and stay until it is left; gives the exit code.

    Raises Problem when the store cannot be opened, before anything is drawn.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise Problem(
            "The desk needs a terminal. For scripts use a verb, for example: alliance list schools"
        )
    with _keys_kept_as_typed():
        return _run(options)


def _run(options: DeskOptions) -> int:
    # What is loaded now stays: collecting garbage meanwhile costs a tenth of the start. The desk
    # begins to collect after its first screen.
    gc.disable()
    from data.places import default_store
    from data.store_thread import StoreThread

    store = options.store
    if store is not None and store == default_store() and not store.exists():
        begun = _first_run(options, store)
        if begun is None:
            return 0
        options = begun
    books = StoreThread(lambda: _open(options))
    first = books.submit(_read_first)
    try:
        from tui import crash
        from tui.desk import Desk

        books.wait_until_open()
        desk = Desk(options, books, first.result())
        code = desk.run(mouse=options.mouse)
        error = desk.crashed
        if error is not None:
            print(crash.one_line(error, options.store), file=sys.stderr)
            return 1
        return code or 0
    finally:
        books.close()
        _forget_dropped_line()


@contextmanager
def _keys_kept_as_typed() -> Iterator[None]:
    """Have the terminal keep keys as they are while the screen's program is being loaded.

    A terminal that still edits lines would swallow Ctrl+S and Ctrl+R and make Enter another key.
    """
    if sys.platform == "win32":
        yield
        return
    import termios

    before = termios.tcgetattr(sys.stdin)
    now = termios.tcgetattr(sys.stdin)
    now[0] &= ~(termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR)
    # Ctrl+C still interrupts: a store that somebody else holds is waited for here.
    now[3] &= ~(termios.ICANON | termios.ECHO | termios.IEXTEN)
    termios.tcsetattr(sys.stdin, termios.TCSANOW, now)
    try:
        yield
    finally:
        # A line that was dropped has no terminal any more.
        with suppress(termios.error):
            termios.tcsetattr(sys.stdin, termios.TCSANOW, before)


def _forget_dropped_line() -> None:
    """Say the rest to nobody when the terminal is gone, or Python ends with a code of its own."""
    for stream in filter(None, (sys.__stdout__, sys.__stderr__)):
        try:
            stream.flush()
        except OSError:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, stream.fileno())
            os.close(nowhere)


def _open(options: DeskOptions) -> Store:
    if options.sample or options.store is None:
        from data.sample_store import open_sample

        return open_sample(options.today, read_only=options.read_only)
    from data.store import Store

    return Store.open(options.store, today=options.today, read_only=options.read_only, create=True)


def _read_first(store: Store):  # type: ignore[no-untyped-def]
    from tui.sections import today_prepared

    return today_prepared(store)


def _first_run(options: DeskOptions, store: Path) -> DeskOptions | None:
    """Ask how to begin, when the usual store does not exist yet; None when the user leaves."""
    from dataclasses import replace

    from data.places import make_folder
    from tui.first_run import FirstRun

    chosen = FirstRun(store).run(mouse=options.mouse)
    if chosen is None:
        return None
    if chosen == "sample":
        return replace(options, sample=True)
    make_folder(store)
    if chosen == "catalogue":
        _load_catalogue(store, options.today)
    return options


def _load_catalogue(path: Path, today: date) -> None:
    from data.catalogue_files import bring_in
    from data.store import Store

    with Store.open(path, today=today, create=True) as store:
        bring_in(store, "dfe")
