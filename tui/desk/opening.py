"""Opening the desk: the store in its thread, while the screen's modules are loaded."""

from __future__ import annotations

import _thread
import gc
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from data.problems import Problem
from tui.desk.loading import peewee_alone, textual_alone

if TYPE_CHECKING:
    from concurrent.futures import Future
    from pathlib import Path

    from data.sample.store import SampleBeside
    from data.store.books import Found
    from data.store.store import Store
    from data.store.thread import StoreThread
    from data.today.beside import TodayBeside
    from data.today.shown import TodayScreen
    from tui.desk.app import Desk
    from tui.desk.options import DeskOptions
    from tui.sections.section import Prepared

_PATIENCE = 1.0
"""Seconds that a desk which is told to end while it begins has to end in order."""


def run(options: DeskOptions) -> int:
    """Open the desk and stay until it is left; gives the exit code.

    Raises Problem when the store cannot be opened, before anything is drawn.
    """
    if _is_served():
        return _run(options)
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise Problem(
            "The desk needs a terminal. For scripts use a verb, for example: alliance list schools"
        )
    with _keys_kept_as_typed():
        return _run(options)


def _is_served() -> bool:
    """Whether another program has the screen, such as one that shows it in a browser."""
    return bool(os.environ.get("TEXTUAL_DRIVER"))


def _can_be_made(store: Path, options: DeskOptions) -> bool:
    """Whether it is asked how new books are to begin; otherwise opening says why they cannot."""
    from data.files.places import default_store

    return store == default_store() or (store.parent.is_dir() and not options.read_only)


def _run(options: DeskOptions) -> int:
    # Still without looking for garbage: the desk begins to after its first screen.
    gc.disable()
    # As early as can be: what is loaded before it is waited for twice.
    sample, today = _begin_beside(options)
    from concurrent.futures import Future

    with textual_alone():
        from data.store.thread import StoreThread

    store = options.store
    first_run = store is not None and not store.exists() and _can_be_made(store, options)
    chosen: Future[DeskOptions] = Future()
    if not first_run:
        chosen.set_result(options)
    books = StoreThread(lambda: _open(chosen.result(), sample))
    try:
        with textual_alone():
            from tui.desk.app import Desk

            if sys.platform != "win32":
                # Textual would load it later, and with it what is left out here.
                import textual.drivers.linux_driver  # noqa: F401

        if first_run:
            desk = Desk(options, books, choose=chosen.set_result)
        else:
            first = _first_today(books, today)
            if sample is None:
                # Whatever is wrong with the file is said before anything is drawn.
                books.wait_until_open()
            desk = Desk(options, books, first)
        return _stay_until_left(desk, options)
    finally:
        # There is nothing left that Ctrl+C could interrupt; Python would show where it was.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        if not chosen.done():
            chosen.set_exception(Problem("Nothing was chosen."))
        books.close()
        _forget_dropped_line()


def _stay_until_left(desk: Desk, options: DeskOptions) -> int:
    """The exit code, once the desk is left; 1 when it crashed, of which a line is printed."""
    from tui.desk import crash

    code: int | None = None
    try:
        code = desk.run(mouse=options.mouse)
    except Exception as failure:
        crash.log(failure, options.store)
        desk.crashed = desk.crashed or failure
    if desk.crashed is not None:
        print(crash.one_line(desk.crashed, options.store), file=sys.stderr)
        return 1
    return code or 0


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

    def give_back() -> None:
        # A line that was dropped has no terminal any more.
        with suppress(termios.error):
            termios.tcsetattr(sys.stdin, termios.TCSANOW, before)

    for number in (signal.SIGTERM, signal.SIGHUP):
        # Until the desk minds them itself: the terminal is to be left as it was found.
        signal.signal(number, lambda told, _frame: _end_early(128 + told, give_back))
    now = termios.tcgetattr(sys.stdin)
    now[0] &= ~(termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR)
    # Ctrl+C still interrupts: a store that somebody else holds is waited for here.
    now[3] &= ~(termios.ICANON | termios.ECHO | termios.IEXTEN)
    termios.tcsetattr(sys.stdin, termios.TCSANOW, now)
    try:
        yield
    finally:
        give_back()


def _end_early(code: int, give_back: Callable[[], None]) -> None:
    """End in order; and a second later in any case.

    What is raised by a signal is lost where Python tidies up, as it does after each import.
    """

    def end() -> None:
        time.sleep(_PATIENCE)
        give_back()
        os._exit(code)

    _thread.start_new_thread(end, ())
    sys.exit(code)


def _forget_dropped_line() -> None:
    """Say the rest to nobody when the terminal is gone, or Python ends with a code of its own."""
    for stream in filter(None, (sys.__stdout__, sys.__stderr__)):
        try:
            stream.flush()
        except OSError:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, stream.fileno())
            os.close(nowhere)


def _begin_beside(options: DeskOptions) -> tuple[SampleBeside | None, TodayBeside | None]:
    """The sample in the making, where it is what opens; and Today, as it is read meanwhile."""
    with peewee_alone():
        from data.today.beside import TodayBeside, can_read_beside, read_today_beside, tell_today

    can_read = can_read_beside()
    if options.sample:
        from data.sample.store import make_sample_beside

        if not can_read:
            return make_sample_beside(options.today), None
        told, telling = os.pipe()
        sample = make_sample_beside(options.today, lambda made: tell_today(made, telling))
        os.close(telling)
        return sample, TodayBeside(told, sample.process) if sample else None
    if not can_read or options.store is None or not options.store.exists():
        return None, None
    return None, read_today_beside(options.store, options.today)


def _open(options: DeskOptions, beside: SampleBeside | None) -> Store:
    if options.sample or options.store is None:
        from data.sample.store import open_sample

        return open_sample(options.today, read_only=options.read_only, beside=beside)
    from data.files.places import make_folder
    from data.store.store import Store

    make_folder(options.store)
    return Store.open(options.store, today=options.today, read_only=options.read_only, create=True)


def _first_today(books: StoreThread, beside: TodayBeside | None) -> Future[Prepared]:
    """Today, as soon as it has been read beside; read here where that failed or is out of date."""
    from concurrent.futures import Future
    from threading import Thread

    from tui.sections.today import prepared_of, today_prepared

    if beside is None:
        return books.submit(today_prepared)
    first: Future[Prepared] = Future()

    def show(screen: TodayScreen | None, after: tuple[int, int]) -> None:
        def take(store: Store) -> Prepared:
            if screen is None or after != store.newest_step():
                return today_prepared(store)
            return prepared_of(screen)

        try:
            first.set_result(books.submit(take).result())
        except BaseException as problem:
            first.set_exception(problem)

    def keep(found: Found) -> None:
        # The desk may have been left meanwhile.
        with suppress(RuntimeError):
            books.submit(lambda store: store.take_over(found))

    def take_what_is_told() -> None:
        beside.wait()
        first.set_running_or_notify_cancel()
        beside.tell(show, keep)

    # Not in the store's thread: others may have something to ask of it meanwhile.
    Thread(target=take_what_is_told, name="today", daemon=True).start()
    return first
