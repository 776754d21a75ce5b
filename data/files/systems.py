"""Calls to Windows and macOS, each on its own so that a test can answer in its place.

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

_LONGEST_BOOT = 64
"""Bytes that are more than macOS needs to say which run of the computer this is."""

_LONGEST_NAME = 257
"""The characters that the name of a user has at most on Windows, with the one that ends it."""

_MAY_ASK, _RUNS = 0x1000, 259
"""The access right to ask about a process on Windows, and the answer while it runs."""

_NO_SUCH_PROCESS = 87
"""Why Windows opens no process where there is none; it may be one that others may not ask."""

IN_DOUBT = "in doubt"
"""When a process began that is there, but of which Windows tells nothing."""

_handlers: list[object] = []
"""Keeps the function that Windows calls, which would otherwise be collected."""


def name() -> str:
    """The system that the program runs on, as Python calls it."""
    return sys.platform


def library(called: str) -> Any:
    """A library of the system: of Windows by its name, otherwise the system's own."""
    import ctypes

    loads: Any = ctypes
    if name() == "win32":
        # Without this the reason of a failure would be lost before it can be asked for.
        return loads.WinDLL(called, use_last_error=True)
    return ctypes.CDLL(None)


def last_error() -> int:
    """Windows: why the last call failed."""
    import ctypes

    ask: Any = getattr(ctypes, "get_last_error", ctypes.get_errno)
    return int(ask())


def _declared(function: Any, gives: Any, *takes: Any) -> Any:
    """A function of the system that knows what it takes and gives.

    Told nothing, Python hands over and takes back 32 bits of each number, and a handle or a pointer
    has 64.
    """
    function.restype, function.argtypes = gives, takes
    return function


def drive_kind(root: str) -> int:
    """Windows: what kind of drive a root such as `C:\\` is."""
    from ctypes import c_uint32, c_wchar_p

    ask = _declared(library("kernel32").GetDriveTypeW, c_uint32, c_wchar_p)
    return int(ask(root))


def process_began(number: int) -> str:
    """Windows: the moment at which a process began that runs still.

    Empty when there is none, `IN_DOUBT` when Windows does not tell.
    """
    from ctypes import POINTER, byref, c_int, c_uint32, c_uint64, c_void_p

    kernel = library("kernel32")
    handle = _declared(kernel.OpenProcess, c_void_p, c_uint32, c_int, c_uint32)(_MAY_ASK, 0, number)
    if not handle:
        return "" if last_error() == _NO_SUCH_PROCESS else IN_DOUBT
    code, times = c_uint32(), [c_uint64() for _ in range(4)]
    moments = [POINTER(c_uint64)] * 4
    asked_code = _declared(kernel.GetExitCodeProcess, c_int, c_void_p, POINTER(c_uint32))
    asked_times = _declared(kernel.GetProcessTimes, c_int, c_void_p, *moments)
    try:
        # One that has ended is there until everybody has forgotten it.
        if asked_code(handle, byref(code)) and code.value != _RUNS:
            return ""
        said = asked_times(handle, *(byref(each) for each in times))
        return str(times[0].value) if said else IN_DOUBT
    finally:
        _declared(kernel.CloseHandle, c_int, c_void_p)(handle)


def user_name() -> str:
    """Windows: who is signed in, empty when it does not say."""
    from ctypes import POINTER, byref, c_int, c_uint32, c_wchar_p, create_unicode_buffer

    text = create_unicode_buffer(_LONGEST_NAME)
    length = c_uint32(_LONGEST_NAME)
    ask = _declared(library("advapi32").GetUserNameW, c_int, c_wchar_p, POINTER(c_uint32))
    return text.value if ask(text, byref(length)) else ""


def watch_console(told: Callable[[int], int]) -> None:
    """Windows: have this called, in a thread of its own, when the console ends its programs.

    Where it gives 1, Windows ends the process as soon as it returns, or after five seconds.
    """
    import ctypes

    # Made only where Windows is; elsewhere its calls and ours are made in the same way.
    made_as: Any = getattr(ctypes, "WINFUNCTYPE", ctypes.CFUNCTYPE)
    kind = made_as(ctypes.c_int, ctypes.c_uint32)
    handler = kind(told)
    _handlers.append(handler)
    set_handler = library("kernel32").SetConsoleCtrlHandler
    _declared(set_handler, ctypes.c_int, kind, ctypes.c_int)(handler, 1)


def mac_file_system(path: str) -> tuple[str, bool]:
    """macOS: the kind of file system of a path, and whether it is of this computer.

    Of what it cannot say it says that it is.
    """
    import ctypes
    import os

    system = library("System")
    # Macs with Intel have an older call of the plain name, which tells less.
    ask = getattr(system, "statfs$INODE64", None) or system.statfs
    _declared(ask, ctypes.c_int, ctypes.c_char_p, ctypes.c_char_p)
    state = ctypes.create_string_buffer(_STATE_LONG)
    if ask(os.fsencode(path), state):
        return "", True
    (flags,) = struct.unpack_from("=I", state.raw, _FLAGS_AT)
    kind = state.raw[_KIND_AT : _KIND_AT + _KIND_LONG].split(b"\0")[0]
    return kind.decode("ascii", "replace"), bool(flags & _LOCAL)


def mac_boot() -> str:
    """macOS: which run of the computer this is; empty when it does not say."""
    from ctypes import POINTER, byref, c_char_p, c_int, c_size_t, c_void_p, create_string_buffer

    text, length = create_string_buffer(_LONGEST_BOOT), c_size_t(_LONGEST_BOOT)
    takes = c_char_p, c_char_p, POINTER(c_size_t), c_void_p, c_size_t
    ask = _declared(library("System").sysctlbyname, c_int, *takes)
    failed = ask(b"kern.bootsessionuuid", text, byref(length), None, 0)
    return "" if failed else text.value.decode("ascii", "replace")
