"""What is asked of Windows and macOS alone, each call in a place where a test can answer instead.

None of it has been run on a real Windows or macOS: the tests replace `name` and `library`.
"""

from __future__ import annotations

import struct
import sys
from collections.abc import Callable
from typing import Any

REMOTE_DRIVE = 4
"""What Windows calls a drive that lies on another computer."""

CTRL_C = 0
"""What Windows tells a console of Ctrl+C; all other events of a console end its programs."""

_LOCAL = 0x1000
"""macOS sets it among the flags of file systems that are of this computer."""

_FLAGS_AT, _KIND_AT, _KIND_LONG, _STATE_LONG = 64, 72, 16, 2168
"""Where macOS writes the flags and the kind of a file system, and how long all of it is."""

_LONGEST_NAME = 257
"""The characters that the name of a user has at most on Windows, with the one that ends it."""

_MAY_ASK, _RUNS = 0x1000, 259
"""What one must be allowed to ask of a process on Windows, and what it says while it runs."""

_handlers: list[object] = []
"""What Windows calls is kept here, or it would be gone when it is called."""


def name() -> str:
    """The system that the program runs on, as Python calls it."""
    return sys.platform


def library(called: str) -> Any:
    """A library of the system: of Windows by its name, otherwise the system's own."""
    import ctypes

    loads: Any = ctypes
    return getattr(loads.windll, called) if name() == "win32" else ctypes.CDLL(None)


def drive_kind(root: str) -> int:
    """Windows: what kind of drive a root such as `C:\\` is."""
    return int(library("kernel32").GetDriveTypeW(root))


def process_began(number: int) -> str:
    """Windows: the moment at which a process began that runs still; empty when there is none."""
    import ctypes

    kernel = library("kernel32")
    handle = kernel.OpenProcess(_MAY_ASK, 0, number)
    if not handle:
        return ""
    try:
        code = ctypes.c_uint32()
        # One that has ended is there until everybody has forgotten it.
        if kernel.GetExitCodeProcess(handle, ctypes.byref(code)) and code.value != _RUNS:
            return ""
        times = [ctypes.c_uint64() for _ in range(4)]
        said = kernel.GetProcessTimes(handle, *(ctypes.byref(each) for each in times))
        return str(times[0].value) if said else "unknown"
    finally:
        kernel.CloseHandle(handle)


def user_name() -> str:
    """Windows: who is signed in, empty when it does not say."""
    import ctypes

    text = ctypes.create_unicode_buffer(_LONGEST_NAME)
    length = ctypes.c_uint32(_LONGEST_NAME)
    said = library("advapi32").GetUserNameW(text, ctypes.byref(length))
    return text.value if said else ""


def watch_console(told: Callable[[int], int]) -> None:
    """Windows: have this called, in a thread of its own, when the console ends its programs.

    Where it gives 1, Windows ends the process as soon as it returns, or after five seconds.
    """
    import ctypes

    # Made only where Windows is; elsewhere its calls and ours are made in the same way.
    made_as: Any = getattr(ctypes, "WINFUNCTYPE", ctypes.CFUNCTYPE)
    handler = made_as(ctypes.c_int, ctypes.c_uint32)(told)
    _handlers.append(handler)
    library("kernel32").SetConsoleCtrlHandler(handler, 1)


def mac_file_system(path: str) -> tuple[str, bool]:
    """macOS: the kind of file system of a path, and whether it is of this computer.

    Of what it cannot say it says that it is.
    """
    import ctypes
    import os

    system = library("System")
    # Macs with Intel have an older call of the plain name, which tells less.
    ask = getattr(system, "statfs$INODE64", None) or system.statfs
    state = ctypes.create_string_buffer(_STATE_LONG)
    if ask(os.fsencode(path), state):
        return "", True
    (flags,) = struct.unpack_from("=I", state.raw, _FLAGS_AT)
    kind = state.raw[_KIND_AT : _KIND_AT + _KIND_LONG].split(b"\0")[0]
    return kind.decode("ascii", "replace"), bool(flags & _LOCAL)
