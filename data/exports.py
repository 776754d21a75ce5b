"""Exports: a summary or list as a file, the same bytes from the screen and from the command."""

from __future__ import annotations

from pathlib import Path

from data.safe_files import write_bytes
from data.tables import Summary
from data.writers import FORMATS, write


def file_name(summary: Summary, format_name: str) -> str:
    """A name for the file: what it is and of which day."""
    return f"{summary.name}-{summary.today.isoformat()}{FORMATS[format_name].suffix}"


def write_export(path: Path, summary: Summary, format_name: str, *, iso: bool = False) -> None:
    """Write the file whole or not at all. Raises Problem that says why.

    `iso` writes dates as 2026-11-21 instead of 21/11/2026.
    """
    write_bytes(path, write(summary, format_name, iso=iso))
