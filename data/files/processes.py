"""Whether the program that left a file behind is still running."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from data.files import systems


class Process(NamedTuple):
    """A process, told apart from a later one that was given the same number.

    `boot` names the run of the computer and `started` the moment within it; both are empty where
    the system does not tell.
    """

    number: int
    boot: str = ""
    started: str = ""


def this_process() -> Process:
    """The process that asks."""
    number = os.getpid()
    return Process(number, _boot(), _started(number))


def is_running(process: Process) -> bool:
    """Whether exactly this process runs still; when in doubt it does."""
    if process.boot and process.boot != _boot():
        return False
    # To ask for 0 or less would be to ask for a whole group of processes.
    if process.number <= 0 or not _exists(process.number):
        return False
    began = _started(process.number)
    return (
        not process.started
        or process.started == began
        or systems.IN_DOUBT in (process.started, began)
    )


def _boot() -> str:
    if systems.name() == "darwin":
        return systems.mac_boot()
    with suppress(OSError):
        return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    return ""


def _started(number: int) -> str:
    if systems.name() == "win32":
        return systems.process_began(number)
    with suppress(OSError, IndexError):
        # The name of the program, in brackets, may hold blanks and brackets itself.
        fields = Path(f"/proc/{number}/stat").read_text(errors="replace").rpartition(")")[2].split()
        return fields[19]
    return ""


def _exists(number: int) -> bool:
    if systems.name() == "win32":
        return bool(systems.process_began(number))
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True
