"""The sample as a store: a private throw-away copy, which goes when it is closed."""

from __future__ import annotations

import atexit
import os
import re
import shutil
from collections.abc import Callable
from datetime import date
from itertools import groupby
from pathlib import Path
from tempfile import mkdtemp
from typing import NamedTuple

from data.files.leftovers import sweep
from data.files.places import register_file
from data.store.history import keep_from_undo
from data.store.store import Store

_LABEL = "Sample"
_MADE = b"+"
_FOLDER = re.compile(r"alliance-sample-(\d+)-\w+")


class SampleStore(Store):
    """A store in a folder of its own, which is removed with all that is in it at closing."""

    def prepare_register(self) -> None:
        """Make the sample's register when it is first asked for, because it takes a moment."""
        if not register_file(self.path).exists():
            from data.sample.register import make_register

            make_register(self)

    def close(self) -> None:
        """Close the file and remove it."""
        super().close()
        shutil.rmtree(self.path.parent, ignore_errors=True)
        sweep(self.path.parent.parent, _FOLDER)
        atexit.unregister(self.close)


class SampleBeside(NamedTuple):
    """A sample that another process is making: its file, where it is told, and the process."""

    path: Path
    pipe: int
    process: int

    def is_made(self) -> bool:
        """Wait until it is made; false when that failed."""
        with os.fdopen(self.pipe, "rb") as told:
            return told.read(1) == _MADE


def make_sample_beside(
    today: date, then: Callable[[Store], None] | None = None
) -> SampleBeside | None:
    """Make the sample in a second process, so that this one need not spend time on it.

    That process goes on with `then`, which gets the sample to read. To be called before any thread
    runs. None where the system has no way to do so.
    """
    if not hasattr(os, "fork"):
        return None
    path = _new_place()
    told, telling = os.pipe()
    process = os.fork()
    if process:
        os.close(telling)
        return SampleBeside(path, told, process)
    try:
        os.close(told)
        made = _make(path, today)
        os.write(telling, _MADE)
        os.close(telling)
        if then is not None:
            then(made)
    finally:
        # Nothing of the process that it was copied from may be tidied up by this one.
        os._exit(0)


def open_sample(
    today: date, *, read_only: bool = False, beside: SampleBeside | None = None
) -> Store:
    """A new copy of the sample, reckoned from `today`, that nobody else can read.

    The sample itself is no step of undo. `read_only` refuses changes, as of any store. What was
    begun `beside` is waited for, and made here when that failed.
    """
    if beside is not None and beside.is_made():
        store: Store = SampleStore.open(beside.path, today=today, throw_away=True)
    else:
        if beside is not None:
            shutil.rmtree(beside.path.parent, ignore_errors=True)
        store = _make(_new_place(), today)
    atexit.register(store.close)
    store.read_only = read_only
    return store


def _new_place() -> Path:
    # The folder is the user's alone (0700), whatever the system's folder for such files is.
    return Path(mkdtemp(prefix=f"alliance-sample-{os.getpid()}-")) / "sample.db"


def _make(path: Path, today: date) -> Store:
    try:
        store = SampleStore.open(path, today=today, create=True, throw_away=True)
        try:
            _fill(store)
        except BaseException:
            store.close()
            raise
    except BaseException:
        shutil.rmtree(path.parent, ignore_errors=True)
        raise
    return store


def _fill(store: Store) -> None:
    from data.sample.records import sample_records

    with store.operation(_LABEL) as change:
        for record, group in groupby(sample_records(store.today), key=lambda each: each[0]):
            # The sample's tests hold it to the rules; whoever opens it need not wait for that.
            change._insert(record, [values | {"key": key} for _, key, values in group])
        keep_from_undo(store, change.number)
