"""Exports: a summary or list as a file, the same bytes from the screen and from the command."""

from __future__ import annotations

from pathlib import Path

from data.problems import Problem
from data.safe_files import FileProblem, write_bytes
from data.tables import Summary
from data.writers import FORMATS, WritingProblem, write


def content_of(summary: Summary, format_name: str, *, iso: bool = False) -> bytes:
    """The whole file. Raises Problem when the format cannot hold it."""
    try:
        return write(summary, format_name, iso=iso)
    except WritingProblem as problem:
        raise Problem(str(problem)) from problem


def file_name(summary: Summary, format_name: str) -> str:
    """A name for the file: what it is and of which day."""
    return f"{summary.name}-{summary.today.isoformat()}{FORMATS[format_name].suffix}"


def write_export(path: Path, content: bytes) -> None:
    """Write the file whole or not at all. Raises Problem that says why."""
    try:
        write_bytes(path, content)
    except FileProblem as problem:
        raise Problem(str(problem)) from problem
