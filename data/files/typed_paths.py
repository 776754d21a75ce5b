"""Paths as people type them, tidied up."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import Literal

from data.files import systems

LONGEST_NAME = 255
"""Bytes that the name of a file has at most, on all systems that we know."""


def typed_path(text: str) -> Path:
    """The path of this text; `~` and `~name` at its beginning are homes, where there are such.

    Windows copies a path with quotes around it, and so do terminals into which a file is dropped.
    """
    bare = text.strip()
    if len(bare) > 2 and bare[0] == bare[-1] and bare[0] in "\"'" and kind_at(Path(text)) == "":
        text = bare[1:-1]
    try:
        return Path(text).expanduser()
    except RuntimeError:
        return Path(text)


def kind_at(path: Path) -> Literal["folder", "file", ""]:
    """Whether a folder or a file is at a path; empty where neither is, or a path cannot be."""
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError):
        return ""
    return "folder" if stat.S_ISDIR(mode) else "file"


def completions(text: str, most: int = 50) -> list[str]:
    """How a path that was begun can go on, by what lies there; folders end in a slash."""
    # Windows takes either stroke, and both at once.
    strokes = "/\\" if systems.name() == "win32" else "/"
    begun = text[max(text.rfind(stroke) for stroke in strokes) + 1 :]
    before = text.removesuffix(begun)
    folder = typed_path(before) if before else Path()
    try:
        there = sorted(folder.iterdir(), key=lambda each: (not each.is_dir(), each.name))
    except OSError:
        return []
    found = []
    for each in there:
        if each.name.startswith(begun) and (begun.startswith(".") or not each.name.startswith(".")):
            found.append(f"{before}{each.name}{'/' if each.is_dir() else ''}")
    return found[:most]


def folders_that_go_on(text: str) -> list[str]:
    """How the path of a folder that was begun can go on."""
    return [each for each in completions(text) if each.endswith("/")]
