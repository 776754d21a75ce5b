"""Clearing away half-written files and temporary folders of programs that were killed."""

from __future__ import annotations

import os
import re
import shutil
from contextlib import suppress
from pathlib import Path

from data.files.processes import Process, is_running

PART = re.compile(r"\.alliance-(\d+)-[0-9a-f]{16}\.part")
"""The names of files that are being written; the number is that of the process."""


def sweep(folder: Path, names: re.Pattern[str] = PART) -> None:
    """Remove what processes that are gone left in a folder, if it is ours; anything else stays.

    The first group of `names` is the number of the process.
    """
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            match = names.fullmatch(entry.name)
            if match and _is_ours(entry) and not is_running(Process(int(match[1]))):
                _remove(entry)


def _is_ours(entry: os.DirEntry[str]) -> bool:
    if not hasattr(os, "geteuid"):
        return True
    with suppress(OSError):
        return entry.stat(follow_symlinks=False).st_uid == os.geteuid()
    return False


def _remove(entry: os.DirEntry[str]) -> None:
    with suppress(OSError):
        if entry.is_dir(follow_symlinks=False):
            shutil.rmtree(entry.path, ignore_errors=True)
        else:
            Path(entry.path).unlink()
