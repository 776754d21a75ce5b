"""Shared by the writers: a value in words, the lines under the title, the colours of states."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from data.tables.table import Summary, told_on_paper
from models.fields.states import Tone
from models.fields.text import harmless
from models.fields.values import Kind, Value, show_value

COLOURS: Mapping[Tone, tuple[str, str]] = MappingProxyType(
    {
        Tone.GOOD: ("#14532D", "#DCFCE7"),
        Tone.WARN: ("#713F12", "#FEF3C7"),
        Tone.BAD: ("#7F1D1D", "#FEE2E2"),
        Tone.INFO: ("#1E3A8A", "#DBEAFE"),
        Tone.QUIET: ("#374151", "#F3F4F6"),
    }
)
"""Ink and paper of each tone, at least 7:1 apart, so that it reads on a poor photocopy too."""

# XML has no way to write these two, and Excel calls a workbook that holds them damaged.
_NOT_CHARACTERS = re.compile("[\ufffe\uffff]")


def clean(text: str) -> str:
    """The text with nothing in it that a terminal, a browser or Excel would obey or choke on."""
    return _NOT_CHARACTERS.sub("", harmless(text))


def clean_line(text: str) -> str:
    """The text cleaned, and on one line with single spaces."""
    return " ".join(clean(text).split())


def words(value: Value, kind: Kind, *, iso: bool = False) -> str:
    """The value as people read it, cleaned; `iso` writes dates as 2026-11-21."""
    if iso and isinstance(value, date):
        return value.isoformat()
    return clean(show_value(value, kind))


def pounds(pence: int) -> str:
    """Pence as plain pounds for programs: 115920 is "1159.20"."""
    return f"{'-' if pence < 0 else ''}{abs(pence) // 100}.{abs(pence) % 100:02}"


def under_title(summary: Summary, *, iso: bool = False) -> list[str]:
    """The lines that stand under the title: the day, whose it is, the answer, then the notes.

    A note that the answer says already is not said twice.
    """
    told = [f"As at {words(summary.today, 'date', iso=iso)}"]
    lines = told_on_paper(summary.notes)
    if summary.paper is not None:
        told += [clean_line(each) for each in (summary.paper.subject, summary.made) if each]
        answer = clean_line(" ".join(told_on_paper(summary.paper.answer)))
        lines = [answer, *(note for note in lines if clean_line(note) not in answer)]
    return [" · ".join(told), *(line for each in lines if (line := clean_line(each)))]
