"""The way to a terminal that may be gone at any moment."""

from __future__ import annotations

from collections.abc import Callable
from typing import TextIO


class Output:
    """A file to write to the terminal that never fails: `failed` is told of the first error.

    Textual's writing thread would end with an error, and whoever waits for it would wait for ever.
    """

    def __init__(self, file: TextIO, failed: Callable[[Exception], object]) -> None:
        self._file, self._failed = file, failed
        self._is_gone = self._has_failed = False

    def write(self, text: str) -> None:
        """Write, as long as there is somebody to read it."""
        self._try(lambda: self._file.write(text))

    def flush(self) -> None:
        """Send what was written."""
        self._try(self._file.flush)

    def fileno(self) -> int:
        """The number of the file."""
        return self._file.fileno()

    def _try(self, work: Callable[[], object]) -> None:
        if self._is_gone:
            return
        try:
            work()
        except Exception as error:
            # What fails for another reason is tried again: the terminal has to be given back.
            self._is_gone = isinstance(error, OSError)
            if self._is_gone or not self._has_failed:
                self._has_failed = True
                self._failed(error)
