"""What the desk remembers for its user from one day to the next: filters, columns, the theme.

It is a small file of its own, which nobody has to write or read. One that is lost, or damaged,
costs nothing but what was remembered.
"""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

from data.problems import Problem

_LARGEST = 200_000


def recall(path: Path | None) -> dict[str, Any]:
    """The remembered settings; none where there is no such file, or it cannot be read."""
    if path is None:
        return {}
    try:
        with path.open("rb") as file:
            found = json.loads(file.read(_LARGEST))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def remember(path: Path | None, what: dict[str, Any]) -> None:
    """Remember this from now on. A file that cannot be written is no reason to disturb anybody."""
    if path is None:
        return
    from data.files.safe_files import write_bytes

    with suppress(OSError, Problem):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        content = json.dumps(what, ensure_ascii=False, indent=1).encode()
        if len(content) <= _LARGEST:
            write_bytes(path, content, replace=True)
