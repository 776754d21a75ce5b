"""Asking before an existing file is replaced."""

from __future__ import annotations

from pathlib import Path

from data.files.typed_paths import kind_at
from tui.dialogs.ask import Confirm
from tui.workbench.workbench import Workbench


async def may_replace(bench: Workbench, *paths: Path) -> bool | None:
    """Whether files are there and may be replaced; None when one is there and may not be."""
    there = [path for path in paths if kind_at(path) == "file"]
    if not there:
        return False
    name = there[0].name if len(there) == 1 else f"{len(there)} files"
    said = [f"{path.absolute()} exists already." for path in there]
    if await bench.ask(Confirm(f"Replace {name}?", said, "replace")):
        return True
    bench.say("Nothing was written.", "info")
    return None
