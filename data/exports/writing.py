"""Writers: any summary as any kind of file.

Each format is one small module with one function, `write(summary, *, iso) -> bytes`, and one line
in `FORMATS`. Modules are loaded when they are first used. The same summary always gives the same
bytes: nothing here reads the clock.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from types import MappingProxyType
from typing import cast

from data.problems import Problem
from data.tables.table import Summary


class WritingProblem(Problem):
    """A summary cannot be written as asked: one line that says what, why and what to do."""


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file: `name` for scripts, `label` for people, `module` in this package."""

    name: str
    label: str
    suffix: str
    module: str

    def write(self, summary: Summary, *, iso: bool = False) -> bytes:
        """The whole file; `iso` writes dates as 2026-11-21 instead of 21/11/2026."""
        return cast(
            bytes, import_module(f"data.exports.writers.{self.module}").write(summary, iso=iso)
        )


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        kind.name: kind
        for kind in (
            Format("csv", "CSV for spreadsheets and imports", ".csv", "csv_file"),
            Format("xlsx", "Excel workbook", ".xlsx", "xlsx_file"),
            Format("md", "Markdown table", ".md", "markdown"),
            Format("pdf", "PDF to print, sign and publish", ".pdf", "pdf_file"),
            Format("docx", "Word document", ".docx", "word_file"),
            Format("html", "Web page to read or print", ".html", "html_page"),
            Format("json", "JSON for other programs", ".json", "json_file"),
            Format("text", "Plain text", ".txt", "plain_text"),
            Format("ics", "Calendar for Outlook, Google and telephones", ".ics", "ical_file"),
        )
    }
)
"""Every format by the name that scripts call it."""


def write(summary: Summary, format: str, *, iso: bool = False) -> bytes:
    """The summary as a whole file of the format; a `WritingProblem` when there is no such format.

    `iso` asks for dates as 2026-11-21; JSON has them so always.
    """
    if format not in FORMATS:
        raise WritingProblem(
            f"“{format}” is not a format that summaries are written in; "
            f"choose one of {', '.join(FORMATS)}."
        )
    return FORMATS[format].write(summary, iso=iso)
