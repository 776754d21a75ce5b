"""Answers longer than the terminal, shown by the user's own pager."""

from __future__ import annotations

import io
import os
import shlex
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

_USUAL = ("less", "more")
_OF_LESS = {"LESS": "FRX", "LESSCHARSET": "utf-8"}
"""The options for less, unless the user has set some: leave short answers on the screen."""


class _Kept(io.TextIOWrapper):
    """Standard output that is kept until all of it is known; it is still the terminal's."""

    def isatty(self) -> bool:
        return True


@contextmanager
def paged(wanted: bool = True) -> Iterator[None]:
    """Have what is written to a terminal shown page by page where it is longer than that.

    What goes into a pipe or a file is written as it comes, and so is all where none is `wanted`.
    """
    terminal = sys.stdout
    if not wanted or terminal is None or not (terminal.isatty() and sys.stdin.isatty()):
        yield
        return
    content = io.BytesIO()
    kept = _Kept(content, encoding=terminal.encoding, errors="replace", write_through=True)
    sys.stdout = kept
    whole = False
    try:
        yield
        whole = True
    except SystemExit:
        # Help that was asked for with --help.
        whole = True
        raise
    finally:
        sys.stdout = terminal
        kept.flush()
        answer = content.getvalue()
        if not (whole and _is_longer(answer) and _shown_by_pager(answer)):
            _write(answer)


def _is_longer(answer: bytes) -> bool:
    """Whether it is text that has more lines than the terminal."""
    if b"\0" in answer:
        return False
    from shutil import get_terminal_size

    width, height = get_terminal_size()
    lines = answer.decode(errors="replace").splitlines()
    return sum(max(1, -(-len(line) // width)) for line in lines) >= height


def _shown_by_pager(answer: bytes) -> bool:
    """Whether the pager that is set, or one that there is, has shown it; none of them may be."""
    import subprocess
    from shutil import which

    named = os.environ.get("PAGER")
    command = shlex.split(named) if named is not None else []
    if named is None:
        command = [pager for pager in _USUAL if which(pager)][:1]
    if not command or command[0] == "cat":
        return False
    try:
        pager = subprocess.Popen(command, stdin=subprocess.PIPE, env=_OF_LESS | os.environ)
    except OSError:
        return False
    with suppress(BrokenPipeError, KeyboardInterrupt):
        # Whoever leaves the pager has seen enough.
        pager.communicate(answer)
    while pager.poll() is None:
        with suppress(KeyboardInterrupt):
            pager.wait()
    return True


def _write(answer: bytes) -> None:
    sys.stdout.flush()
    sys.stdout.buffer.write(answer)
    sys.stdout.buffer.flush()
