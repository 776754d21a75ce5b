"""What is asked of Windows and macOS, answered here in their stead; nothing of it ran on them."""

from __future__ import annotations

import getpass
import os
import struct
from ctypes import CDLL, CFUNCTYPE, POINTER, c_int, c_uint32, c_uint64, c_void_p, cast
from pathlib import Path, PureWindowsPath
from types import SimpleNamespace
from typing import Any

import pytest

from data.files import privacy, systems
from data.files.processes import Process, is_running
from data.files.safe_files import FileProblem, write_bytes
from data.store import network_drives
from data.store.history import operating_system_user

Patch = pytest.MonkeyPatch


@pytest.fixture
def windows(monkeypatch: Patch) -> SimpleNamespace:
    """Windows: its libraries are one object, that a test gives the calls that it needs."""
    calls = SimpleNamespace()
    monkeypatch.setattr(systems, "name", lambda: "win32")
    monkeypatch.setattr(systems, "library", lambda name: calls)
    return calls


# Network drives

ON_ANOTHER_COMPUTER = {
    r"\\server\books\alliance.db": r"\\server\books",
    r"\\?\UNC\server\books\alliance.db": r"\\server\books",
    r"\\?\unc\server\books\alliance.db": r"\\server\books",
    r"\\wsl.localhost\Debian\home\officer\alliance.db": r"\\wsl.localhost\Debian",
    r"S:\Office\alliance.db": "drive S:",
    r"\\?\S:\Office\alliance.db": "drive S:",
}
ON_THIS_COMPUTER = (r"C:\Users\officer\alliance.db", r"\\?\C:\Users\alliance.db", "alliance.db")


def test_windows_refuses_a_store_on_another_computer_however_its_path_is_written(
    windows: SimpleNamespace,
) -> None:
    windows.GetDriveTypeW = lambda root: {"C:\\": 3, "S:\\": systems.REMOTE_DRIVE}[root]
    found = {path: network_drives.network_drive_of(PureWindowsPath(path)) for path in
             (*ON_ANOTHER_COMPUTER, *ON_THIS_COMPUTER)}  # fmt: skip
    assert found == ON_ANOTHER_COMPUTER | dict.fromkeys(ON_THIS_COMPUTER, "")


def test_linux_goes_by_what_is_mounted_last_and_deepest(monkeypatch: Patch) -> None:
    monkeypatch.setattr(systems, "name", lambda: "linux")
    mounts = (
        "/dev/sda / ext4 rw 0 0\n//s/b /mnt/the\\040office cifs rw 0 0\n"
        "/dev/sdb /mnt/the\\040office/here ext4 rw 0 0\nh:/h /home nfs4 rw 0 0\n"
        "tmpfs /home tmpfs rw 0 0\n"
    )
    monkeypatch.setattr(network_drives, "_mounts", lambda: mounts)
    of = network_drives.network_drive_of
    assert of(Path("/mnt/the office/alliance.db")) == "cifs"
    assert of(Path("/mnt/the office/here/alliance.db")) == ""
    assert of(Path("/home/officer/alliance.db")) == "", "the later one hides the earlier"


@pytest.mark.parametrize(
    ("kind", "flags", "found"),
    [(b"apfs", 0x1000, ""), (b"smbfs", 0, "smbfs"), (b"macfuse", 0, "macfuse"),
     (b"webdav", 0x1000, "webdav")],
)  # fmt: skip
def test_macos_says_which_drives_are_on_another_computer(
    monkeypatch: Patch, kind: bytes, flags: int, found: str
) -> None:
    asked = []

    def statfs(path: bytes, state: Any) -> int:
        asked.append(path)
        if path != b"/Volumes/Office":
            return -1
        state[64:68] = struct.pack("=I", flags)
        state[72 : 72 + len(kind)] = kind
        return 0

    monkeypatch.setattr(systems, "name", lambda: "darwin")
    monkeypatch.setattr(systems, "library", lambda name: SimpleNamespace(statfs=statfs))
    assert network_drives.network_drive_of(Path("/Volumes/Office/new.db")) == found
    assert asked == [b"/Volumes/Office/new.db", b"/Volumes/Office"], "the file is not made yet"


# Who is signed in, and whose file is open


@pytest.mark.parametrize("failure", [ImportError, KeyError, OSError])
def test_windows_is_asked_who_is_signed_in_when_the_environment_does_not_say(
    windows: SimpleNamespace, monkeypatch: Patch, failure: type[Exception]
) -> None:
    def nobody() -> str:
        raise failure

    def say(text: Any, _length: object) -> int:
        text.value = "the.officer"
        return 1

    monkeypatch.setattr(getpass, "getuser", nobody)
    windows.GetUserNameW = say
    assert operating_system_user() == "the.officer"
    windows.GetUserNameW = lambda text, length: 0
    assert operating_system_user() == "unknown"


@pytest.mark.usefixtures("windows")
def test_a_workbook_that_excel_has_open_is_said_to_be_open_and_stays(
    tmp_path: Path, monkeypatch: Patch
) -> None:
    workbook = tmp_path / "overdue.xlsx"
    workbook.write_bytes(b"as it was")

    def refuse(old: Any, new: Any) -> None:
        raise PermissionError(13, "Access is denied", str(old), 5, str(new))

    with monkeypatch.context() as excel:
        excel.setattr(os, "replace", refuse)
        with pytest.raises(FileProblem, match="another program has it open; close it there"):
            write_bytes(workbook, b"new")
    assert (workbook.read_bytes(), list(tmp_path.iterdir())) == (b"as it was", [workbook])

    def forbid(path: Any, *_: object) -> int:
        raise PermissionError(13, "Access is denied", str(path))

    with monkeypatch.context() as folder:
        folder.setattr(os, "open", forbid)
        with pytest.raises(FileProblem, match="you may not write in that folder"):
            write_bytes(workbook, b"new")


@pytest.mark.usefixtures("windows")
def test_windows_says_where_it_keeps_a_file_from_others_only_within_the_users_folder(
    monkeypatch: Patch,
) -> None:
    profile = PureWindowsPath(r"C:\Users\officer")
    monkeypatch.setattr(privacy.Path, "home", lambda: profile)
    own: Any = profile / "AppData" / "Local" / "alliance-desk" / "alliance.db"
    assert privacy.readers_of(own) == ""
    for path in (r"C:\Users\Public\alliance.db", r"E:\alliance.db", r"c:\books\alliance.db"):
        shared: Any = PureWindowsPath(path)
        assert "Keep it within your own user folder" in privacy.readers_of(shared)


def test_a_profile_that_windows_does_not_name_keeps_no_file_from_others(
    windows: SimpleNamespace, monkeypatch: Patch
) -> None:
    def nowhere() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(privacy.Path, "home", nowhere)
    books: Any = PureWindowsPath(r"C:\books\alliance.db")
    assert "Keep it within your own user folder" in privacy.readers_of(books)


RUNS, ENDED = 259, 1
NO_SUCH, DENIED = 87, 5
NUMBERS = POINTER(c_uint32), POINTER(c_uint64)


class Kernel:
    """The calls of Windows about processes, called as the system's are: by their address.

    So Python hands over what the program declared of them; only then a handle keeps its 64 bits.
    """

    def __init__(self, running: dict[int, tuple[int, int]]) -> None:
        self.running, self.open, self.error = running, [], NO_SUCH
        self.tells_times = True
        code, moment = NUMBERS
        self._add("OpenProcess", self._opened, c_void_p, c_uint32, c_int, c_uint32)
        self._add("GetExitCodeProcess", self._code, c_int, c_void_p, code)
        self._add("GetProcessTimes", self._times, c_int, c_void_p, moment, moment, moment, moment)
        self._add("CloseHandle", self._closed, c_int, c_void_p)

    def _add(self, name: str, answer: Any, *kinds: Any) -> None:
        # Kept, or it would be gone when it is called.
        kept = CFUNCTYPE(*kinds)(answer)
        setattr(self, f"_{name}", kept)
        library: Any = CDLL(None)
        setattr(self, name, library._FuncPtr(cast(kept, c_void_p).value))

    def _opened(self, rights: int, inherit: int, number: int) -> int | None:
        if number not in self.running:
            return None
        self.open.append(LONG_HANDLE + number)
        return LONG_HANDLE + number

    def _code(self, handle: int, code: Any) -> int:
        code[0] = self.running[handle - LONG_HANDLE][0]
        return 1

    def _times(self, handle: int, began: Any, *others: Any) -> int:
        began[0] = self.running[handle - LONG_HANDLE][1]
        return int(self.tells_times)

    def _closed(self, handle: int) -> int:
        self.open.remove(handle)
        return 1


LONG_HANDLE = 1 << 40


@pytest.mark.usefixtures("windows")
def test_a_draft_on_windows_is_of_a_desk_that_runs_only_while_exactly_that_one_does(
    monkeypatch: Patch,
) -> None:
    began = 133_000_000_000_000_000
    kernel = Kernel({4: (RUNS, began), 8: (RUNS, began + 1), 12: (ENDED, began)})
    monkeypatch.setattr(systems, "library", lambda name: kernel)
    monkeypatch.setattr(systems, "last_error", lambda: kernel.error)
    assert is_running(Process(4, started=str(began)))
    assert not is_running(Process(8, started=str(began))), "another one with its number"
    assert not is_running(Process(12, started=str(began))), "it has ended"
    assert not is_running(Process(16, started=str(began))), "there is none"
    kernel.error = DENIED
    assert is_running(Process(16, started=str(began))), "one of another user, perhaps"
    kernel.tells_times = False
    assert is_running(Process(4, started=str(began)))
    assert kernel.open == [], "handles are given back"


def test_a_draft_on_macos_is_of_an_earlier_run_of_the_computer(monkeypatch: Patch) -> None:
    def sysctl(name: bytes, text: Any, length: Any, *_: object) -> int:
        assert name == b"kern.bootsessionuuid"
        text.value = b"8F3A"
        return 0

    calls = SimpleNamespace(sysctlbyname=sysctl)
    monkeypatch.setattr(systems, "name", lambda: "darwin")
    monkeypatch.setattr(systems, "library", lambda name: calls)
    assert is_running(Process(os.getpid(), "8F3A"))
    assert not is_running(Process(os.getpid(), "77C0"))
    calls.sysctlbyname = lambda *_: -1
    assert is_running(Process(os.getpid())), "it does not say"
