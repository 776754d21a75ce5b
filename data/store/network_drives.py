"""Recognising network drives, on which the locks of a store cannot be trusted."""

from __future__ import annotations

import re
from pathlib import Path, PurePath, PureWindowsPath

from data.files import systems
from data.problems import StoreProblem

_KINDS = frozenset(
    {
        *("nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ncpfs", "davfs", "webdav", "ceph"),
        *("fuse.sshfs", "fuse.davfs2", "fuse.gvfsd-fuse", "fuse.rclone", "fuse.glusterfs"),
        *("afpfs", "acfs", "ftp"),
    }
)
_LONG_FORM = re.compile(r"^\\\\\?\\(UNC\\)?", re.IGNORECASE)
"""How Windows begins a path that may be long; `UNC` stands for a computer's name."""


def refuse_network_drive(path: Path) -> None:
    """Raise StoreProblem when the file lies where locks cannot be trusted."""
    try:
        whole = path.resolve()
    except (OSError, RuntimeError, ValueError):
        return
    if kind := network_drive_of(whole):
        raise StoreProblem(
            f"{path} lies on a network drive ({kind}), where two programs can spoil a store. "
            "Move it to a disk of this computer and name it with --store."
        )


def network_drive_of(path: PurePath) -> str:
    """What kind of network drive a whole path lies on; empty when it lies on none."""
    ask = {"linux": _of_linux, "win32": _of_windows, "darwin": _of_mac}.get(systems.name())
    return ask(path) if ask is not None else ""


def _of_linux(path: PurePath) -> str:
    best, kind = -1, ""
    for line in _mounts().splitlines():
        parts = line.split()
        mount = parts[1].replace("\\040", " ")
        inside = str(path) == mount or str(path).startswith(mount.rstrip("/") + "/")
        if inside and len(mount) >= best:
            best, kind = len(mount), parts[2]
    return kind if kind in _KINDS else ""


def _mounts() -> str:
    try:
        return Path("/proc/self/mounts").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _of_windows(path: PurePath) -> str:
    text = str(path)
    if found := _LONG_FORM.match(text):
        text = ("\\\\" if found[1] else "") + text[found.end() :]
    whole = PureWindowsPath(text)
    if whole.drive.startswith("\\\\") and not whole.drive.startswith("\\\\."):
        return whole.drive
    remote = whole.drive and systems.drive_kind(whole.anchor) == systems.REMOTE_DRIVE
    return f"drive {whole.drive}" if remote else ""


def _of_mac(path: PurePath) -> str:
    for place in (path, *path.parents):
        kind, is_local = systems.mac_file_system(str(place))
        if kind:
            return kind if kind in _KINDS or not is_local else ""
    return ""
