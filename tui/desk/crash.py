"""When the desk itself fails: a private log, and one line on the terminal."""

from __future__ import annotations

import contextlib
import os
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from data.files.places import default_store, make_folder

_NO_LINK = getattr(os, "O_NOFOLLOW", 0)


def log_file(store: Path | None) -> Path:
    """Where the log is written: beside the store; of the sample, where a store would be."""
    if store is None or not store.parent.is_dir():
        store = default_store()
    return store.with_name("alliance-desk-error.log")


def log(error: BaseException, store: Path | None) -> None:
    """Write what failed where; nobody else may read it.

    Neither the text of an exception nor the value of a variable is written: both may be somebody's
    data. A link, or another's file, is left alone.
    """
    path = log_file(store)
    with contextlib.suppress(OSError):
        make_folder(default_store() if store is None else store)
        flags = os.O_CREAT | os.O_APPEND | os.O_WRONLY | _NO_LINK
        descriptor = os.open(path, flags, 0o600)
        with os.fdopen(descriptor, "a", encoding="utf-8", errors="replace") as file:
            if hasattr(os, "geteuid") and os.fstat(descriptor).st_uid != os.geteuid():
                return
            moment = datetime.now(UTC).isoformat(timespec="seconds")
            file.write("\n".join([moment, *_where(cause(error)), "", ""]))


def _where(error: BaseException) -> Iterator[str]:
    """The kinds of the exceptions that led here, each with the lines of the program it passed."""
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None:
        yield from _where(before)
        yield "which led to"
    yield type(error).__name__
    for frame in traceback.extract_tb(error.__traceback__):
        yield f"  {frame.filename}:{frame.lineno} in {frame.name}"


def cause(error: BaseException) -> BaseException:
    """The original failure, which that of a worker wraps."""
    wrapped = getattr(error, "error", None)
    return wrapped if isinstance(wrapped, BaseException) else error


def one_line(error: BaseException, store: Path | None) -> str:
    """The message for the person at the terminal."""
    kind = type(cause(error)).__name__
    return (
        f"alliance: the desk met an error of its own ({kind}) and closed; what was saved is safe."
        f" Send {log_file(store)} to its developers."
    )
