"""Drafts: what was being typed when the desk was closed from outside, kept beside the store."""

from __future__ import annotations

import contextlib
import json
import os
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from data.files.places import draft_file, drafts_beside
from data.files.processes import Process, is_running, this_process
from data.files.safe_files import take_name, temporary_beside
from models.kinds import KINDS
from models.records.record import Values

_LARGEST = 10_000_000
"""Bytes of a draft; nobody types more, so a larger file is none of ours."""


class Draft(NamedTuple):
    """The text typed into the form of a record; of a new one when `key` is None.

    `seen` are the values that the form began with: what somebody else saved since is a clash, as
    if the form had stayed open.
    """

    kind: str
    key: str | None
    typed: dict[str, str]
    at: str = ""
    """The field that the caret was in."""
    seen: Values = {}


class Found(NamedTuple):
    """The drafts of desks that are gone: one to go on with, and a file that cannot be read."""

    draft: Draft | None = None
    broken: Path | None = None


def file_of(store: Path, process: int | None = None) -> Path:
    """Where the draft of a desk lies, of this process unless another is named."""
    return draft_file(store, process or os.getpid())


def keep(store: Path, draft: Draft) -> None:
    """Keep what is typed so far; nothing typed is no draft. A full disk loses only the draft."""
    if not draft.typed:
        drop(store)
        return
    content = json.dumps(
        draft._asdict()
        | {"seen": _encoded(draft.kind, draft.seen), "process": this_process()._asdict()}
    )
    path = file_of(store)
    part = temporary_beside(path)
    with contextlib.suppress(OSError):
        flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY
        try:
            with os.fdopen(os.open(part, flags, 0o600), "w", encoding="utf-8") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            take_name(part, path, replace=True)
        finally:
            part.unlink(missing_ok=True)


def drop(store: Path) -> None:
    """Forget the draft."""
    with contextlib.suppress(OSError):
        file_of(store).unlink()


def found(store: Path) -> Found:
    """A draft whose desk is gone; it is this desk's from now on.

    What another desk is still typing is left alone. A file that cannot be read is put aside under
    another name, so that it is told of once and keeps nobody out.
    """
    kept: Draft | None = None
    broken: Path | None = None
    for path in drafts_beside(store):
        content = _content(path) if _is_ours(path) else None
        gone = path == file_of(store) or not is_running(_process_of(path, content or {}))
        if content is None or not gone:
            continue
        draft = _draft(content)
        with contextlib.suppress(OSError):
            if draft is None:
                broken = path.with_suffix(".broken")
                path.replace(broken)
            elif kept is None:
                path.replace(file_of(store))
                kept = draft
    return Found(kept, broken)


def _is_ours(path: Path) -> bool:
    """Whether it is an ordinary file of this user: a link could lead anywhere."""
    try:
        state = path.lstat()
    except OSError:
        return False
    ours = not hasattr(os, "geteuid") or state.st_uid == os.geteuid()
    return stat.S_ISREG(state.st_mode) and state.st_size <= _LARGEST and ours


def _content(path: Path) -> Mapping[str, Any]:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return content if isinstance(content, dict) else {}


def _process_of(path: Path, content: Mapping[str, Any]) -> Process:
    named = path.stem.rpartition("-")[2]
    number = int(named) if named.isdecimal() and len(named) < 10 else 0
    told = content.get("process")
    if isinstance(told, dict) and told.get("number") == number:
        return Process(number, str(told.get("boot", "")), str(told.get("started", "")))
    return Process(number)


def _draft(content: Mapping[str, Any]) -> Draft | None:
    try:
        kind, key, typed = content["kind"], content["key"], dict(content["typed"])
        at, seen = str(content.get("at", "")), dict(content.get("seen") or {})
    except (KeyError, TypeError, ValueError):
        return None
    names = {field.attribute for field in KINDS[kind].fields()} if kind in KINDS else set()
    known = {str(name): str(text) for name, text in typed.items() if name in names}
    if not known:
        return None
    values = {name: value for name, value in seen.items() if name in names}
    return Draft(kind, None if key is None else str(key), known, at, _decoded(kind, values))


def _encoded(kind: str, values: Values) -> dict[str, Any]:
    record = KINDS[kind]
    return {
        name: None if value is None else record.field(name).encode(value)
        for name, value in values.items()
        if name != "key"
    }


def _decoded(kind: str, values: Mapping[str, Any]) -> Values:
    record, decoded = KINDS[kind], {}
    for name, value in values.items():
        with contextlib.suppress(ValueError, TypeError):
            decoded[name] = None if value is None else record.field(name).decode(value)
    return decoded
