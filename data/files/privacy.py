"""Whether other users of the computer can read a file, where that cannot be prevented."""

from __future__ import annotations

from pathlib import Path, PurePath, PureWindowsPath

from data.files import systems


def readers_of(path: Path) -> str:
    """Who else may read a file, in a sentence; empty when nobody may, or there is no file."""
    if systems.name() == "win32":
        return "" if _is_in_own_folder(path) else (
            "Anyone who can open its folder can read it: Windows decides by the folder, and the "
            "program sets no rights of its own. Keep it within your own user folder."
        )  # fmt: skip
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError):
        return ""
    return "" if not mode & 0o077 else (
        "Others on this computer may read it. If the desk has opened it since, its disk keeps no "
        "rights of files, as memory sticks do: move it to another."
    )  # fmt: skip


def _is_in_own_folder(path: Path) -> bool:
    try:
        return is_within_profile(path, Path.home())
    except RuntimeError:
        # Windows does not say where that is.
        return False


def is_within_profile(path: PurePath, home: PurePath) -> bool:
    """Whether a path of Windows lies in the user's own folder, which others may not look into."""
    return PureWindowsPath(path).is_relative_to(PureWindowsPath(home))
