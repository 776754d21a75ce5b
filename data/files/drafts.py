"""What was being typed when the desk was closed from outside: kept beside the store, once."""

from __future__ import annotations

import contextlib
import json
import os
import sys
from glob import escape
from pathlib import Path
from typing import NamedTuple

from models.kinds import KINDS


class Draft(NamedTuple):
    """What was typed into the form of a record: a new one when `key` is None."""

    kind: str
    key: str | None
    typed: dict[str, str]
    at: str = ""
    """The field that the caret was in."""


def file_of(store: Path, process: int | None = None) -> Path:
    """Where the draft of a desk lies, of this process unless another is named."""
    return store.with_name(f"{store.name}-draft-{process or os.getpid()}.json")


def keep(store: Path, draft: Draft) -> None:
    """Keep what is typed so far; nothing typed is no draft. A full disk loses only the draft."""
    if not draft.typed:
        drop(store)
        return
    path = file_of(store)
    content = json.dumps(draft._asdict())
    with contextlib.suppress(OSError):
        part = path.with_name(f"{path.name}.part")
        with os.fdopen(os.open(part, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "w") as file:
            file.write(content)
        part.replace(path)


def drop(store: Path) -> None:
    """Forget the draft."""
    with contextlib.suppress(OSError):
        file_of(store).unlink()


def found(store: Path) -> Draft | None:
    """A draft whose desk is gone; None when there is none that can be read.

    It is this desk's from now on. What another desk is still typing is left alone.
    """
    for path in sorted(store.parent.glob(f"{escape(store.name)}-draft-*.json")):
        process = path.stem.rpartition("-")[2]
        if process.isdecimal() and int(process) != os.getpid() and _is_running(int(process)):
            continue
        draft = _read(path)
        with contextlib.suppress(OSError):
            path.replace(file_of(store)) if draft else path.unlink()
        if draft is not None:
            return draft
    return None


def _read(path: Path) -> Draft | None:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        kind, key, typed = content["kind"], content["key"], dict(content["typed"])
        at = str(content.get("at", ""))
    except (OSError, ValueError, KeyError, TypeError):
        return None
    names = {field.attribute for field in KINDS[kind].fields()} if kind in KINDS else set()
    known = {str(name): str(text) for name, text in typed.items() if name in names}
    return Draft(kind, None if key is None else str(key), known, at) if known else None


def _is_running(process: int) -> bool:
    if sys.platform == "win32":
        import ctypes

        handle = ctypes.windll.kernel32.OpenProcess(0x1000, False, process)
        if handle:
            ctypes.windll.kernel32.CloseHandle(handle)
        return bool(handle)
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
