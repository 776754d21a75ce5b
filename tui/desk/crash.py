"""What happens when the desk itself fails: a private log, and one line on the terminal."""

from __future__ import annotations

import contextlib
import os
import tempfile
import traceback
from datetime import UTC, datetime
from pathlib import Path


def log_file(store: Path | None) -> Path:
    """Where the log is written: beside the store, or among the temporary files."""
    if store is not None and store.parent.is_dir():
        return store.with_name("alliance-desk-error.log")
    return Path(tempfile.gettempdir()) / f"alliance-desk-error-{os.getpid()}.log"


def log(error: BaseException, store: Path | None) -> None:
    """Write what failed where, without the values of any variable; nobody else may read it."""
    said = "".join(traceback.format_exception(cause(error)))
    with contextlib.suppress(OSError):
        descriptor = os.open(log_file(store), os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)
        with os.fdopen(descriptor, "a", encoding="utf-8", errors="replace") as file:
            file.write(f"{datetime.now(UTC).isoformat(timespec='seconds')}\n{said}\n")


def cause(error: BaseException) -> BaseException:
    """What really went wrong: a worker's failure wraps it."""
    wrapped = getattr(error, "error", None)
    return wrapped if isinstance(wrapped, BaseException) else error


def one_line(error: BaseException, store: Path | None) -> str:
    """What to tell the person at the terminal."""
    kind = type(cause(error)).__name__
    return (
        f"alliance: the desk met an error of its own ({kind}) and closed; what was saved is safe."
        f" Send {log_file(store)} to its developers."
    )
