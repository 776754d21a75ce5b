"""Writing a file so that it is there whole or not at all, and nobody else can read it."""

from __future__ import annotations

import errno
import os
import stat
from contextlib import ExitStack, suppress
from pathlib import Path

from data.files import systems
from data.files.places import configuration_file
from data.problems import Problem
from models.fields.text import harmless

_OWNER_ONLY = 0o600

_DATABASE = b"SQLite format 3\0"
"""How the file of a store, a backup or the register begins."""

_STAY_OPEN: list[ExitStack] = []

_EXISTS = "it exists already; choose another name, or say that it may be replaced (--force)"
_REASONS = {
    errno.ENOSPC: "the disk is full; free some space or choose another place",
    errno.EDQUOT: "your share of the disk is used up; free some space or choose another place",
    errno.EFBIG: "it is larger than this disk or your account allows; choose another place",
    errno.EROFS: "that disk can only be read; choose another place, such as your home folder",
    errno.EACCES: "you may not write in that folder; choose one of your own or ask its owner",
    errno.EPERM: "you may not write in that folder; choose one of your own or ask its owner",
    errno.ENAMETOOLONG: "the name is too long; choose a shorter one, such as report.csv",
    errno.ENOENT: "its folder has gone away meanwhile; make it again or choose another",
    errno.EIO: "the disk reports a fault; choose another disk and have this one looked at",
}


class FileProblem(Problem):
    """A file cannot be written: one line that says what, why and what to do."""

    def __init__(self, path: Path, reason: str) -> None:
        self.path = path
        super().__init__(" ".join(harmless(f"Cannot write “{path}”: {reason}.").split()))


def write_bytes(path: Path | str, content: bytes, *, replace: bool = True) -> None:
    """Write the file whole, durable and readable by its owner alone, or raise `FileProblem`.

    The content goes to a temporary name in the same folder, is brought to the disk and then takes
    the name, so that a reader, a full disk or a power cut never meets half of it. With `replace`
    false an existing file is refused. A file that is marked read-only is refused always, because
    a rename would go past the mark; so is anything that is no ordinary file.
    """
    path = Path(path)
    _refuse_what_cannot_be(path)
    target = _through_link(path)
    temporary = temporary_beside(target)
    try:
        try:
            _write_new(temporary, content)
            take_name(temporary, target, replace)
        finally:
            # After a rename there is nothing left to remove; after a link or a failure there is.
            with suppress(OSError):
                temporary.unlink()
        sync_folder(target.parent)
    except FileExistsError as problem:
        raise FileProblem(path, _EXISTS) from problem
    except OSError as problem:
        raise FileProblem(path, reason_of(problem, target)) from problem


def reason_of(problem: OSError, target: Path) -> str:
    """Why a file could not be written, and what to do about it, in words."""
    # Windows lets nobody put a file in the place of one that is open, as Excel has it.
    kept_open = isinstance(problem, PermissionError) and problem.filename2 is not None
    if systems.name() == "win32" and kept_open and target.exists():
        return "another program has it open; close it there, or choose another name"
    otherwise = f"{problem.strerror or problem}; choose another place"
    return _REASONS.get(problem.errno or 0, otherwise)


def _refuse_what_cannot_be(path: Path) -> None:
    if not path.name or "\0" in str(path):
        raise FileProblem(path, "that is not the name of a file; give one, such as report.csv")
    try:
        mode = path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        _refuse_folder(path)
        return
    except OSError as problem:
        raise FileProblem(path, reason_of(problem, path)) from problem
    if stat.S_ISDIR(mode):
        raise FileProblem(path, f"it is a folder; name a file in it, such as {path / 'report.csv'}")
    if not stat.S_ISREG(mode):
        raise FileProblem(path, "it is a device or a pipe; give a file's name, such as report.csv")
    if not mode & 0o222:
        raise FileProblem(path, "it is marked read-only; choose another name or lift the mark")
    _refuse_own(path)


def _refuse_own(path: Path) -> None:
    """Nothing that is written replaces books, a backup, the register or the configuration."""
    if path.resolve() == configuration_file().resolve():
        raise FileProblem(path, "it is the desk's configuration; choose another name")
    with suppress(OSError), ExitStack() as held:
        file = held.enter_context(path.open("rb"))
        if file.read(len(_DATABASE)) == _DATABASE:
            # Closing it would let go of the locks that this process has on it for what it saves.
            _STAY_OPEN.append(held.pop_all())
            raise FileProblem(path, "it is a store or another database; choose another name")


def _refuse_folder(path: Path) -> None:
    folder = path.parent
    if folder.is_dir():
        return
    if folder.exists():
        raise FileProblem(path, "what should be its folder is a file; choose a folder")
    raise FileProblem(path, "its folder does not exist; make it first or choose another")


def _through_link(path: Path) -> Path:
    """The file that a symbolic link stands for, when the link was made by us or by the system.

    In a folder that many may write to, another's link could lead an export over a file of ours.
    """
    if not path.is_symlink():
        return path
    if hasattr(os, "geteuid") and path.lstat().st_uid not in (0, os.geteuid()):
        raise FileProblem(path, "it is somebody else's link to another file; choose another name")
    target = Path(os.path.realpath(path))
    _refuse_folder(target)
    return target


def _write_new(path: Path, content: bytes) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags, _OWNER_ONLY), "wb") as file:
        if hasattr(os, "fchmod"):
            # A strict umask may have taken the owner's own rights away.
            os.fchmod(file.fileno(), _OWNER_ONLY)
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def temporary_beside(path: Path) -> Path:
    """A name in the same folder that nobody can guess, for a file that is being written."""
    return path.parent / f".alliance-{os.getpid()}-{os.urandom(8).hex()}.part"


def take_name(temporary: Path, target: Path, replace: bool) -> None:
    """Give a finished file its name. Raises FileExistsError when it is taken, unless `replace`."""
    if replace:
        temporary.replace(target)
        return
    # A link fails when the name was taken since we looked; a rename would replace in silence.
    try:
        os.link(temporary, target)
    except FileExistsError:
        raise
    except OSError:
        # Memory sticks and some network drives have no links: hold the name first, then rename.
        os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY))
        try:
            temporary.replace(target)
        except BaseException:
            target.unlink(missing_ok=True)
            raise


def sync_folder(folder: Path) -> None:
    """Bring the folder's new entry to the disk, where the system can do that."""
    if os.name != "posix":
        return
    try:
        handle = os.open(folder, os.O_RDONLY)
    except PermissionError:
        # A folder that one may drop files into but not look into.
        return
    try:
        os.fsync(handle)
    except OSError as problem:
        if problem.errno not in (errno.EINVAL, errno.ENOTSUP, errno.EBADF):
            raise
    finally:
        os.close(handle)
