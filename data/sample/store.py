"""The sample as a store: a private throw-away copy, which goes when it is closed."""

from __future__ import annotations

import atexit
import os
import re
import shutil
from datetime import date
from itertools import groupby
from pathlib import Path
from tempfile import mkdtemp

from data.files.leftovers import sweep
from data.sample.records import sample_records
from data.store.history import keep_from_undo
from data.store.store import Store

_LABEL = "Sample"
_FOLDER = re.compile(r"alliance-sample-(\d+)-\w+")


class SampleStore(Store):
    """A store in a folder of its own, which is removed with all that is in it at closing."""

    def close(self) -> None:
        """Close the file and remove it."""
        super().close()
        shutil.rmtree(self.path.parent, ignore_errors=True)
        sweep(self.path.parent.parent, _FOLDER)
        atexit.unregister(self.close)


def open_sample(today: date, *, read_only: bool = False) -> Store:
    """A new copy of the sample, reckoned from `today`, that nobody else can read.

    The sample itself is no step of undo. `read_only` refuses changes, as of any store.
    """
    # The folder is the user's alone (0700), whatever the system's folder for such files is.
    path = Path(mkdtemp(prefix=f"alliance-sample-{os.getpid()}-")) / "sample.db"
    try:
        store = SampleStore.open(path, today=today, create=True, throw_away=True)
    except BaseException:
        shutil.rmtree(path.parent, ignore_errors=True)
        raise
    atexit.register(store.close)
    try:
        _fill(store)
    except BaseException:
        store.close()
        raise
    store.read_only = read_only
    return store


def _fill(store: Store) -> None:
    with store.operation(_LABEL) as change:
        for record, group in groupby(sample_records(store.today), key=lambda each: each[0]):
            # The sample's tests hold it to the rules; whoever opens it need not wait for that.
            change._insert(record, [values | {"key": key} for _, key, values in group])
        keep_from_undo(store, change.number)
