"""The help page, made from the declared commands and what is in front."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from tui.canvas import Words
from tui.commands import FORM_KEYS, GRID_KEYS, key_word
from tui.sections import MatrixSection

if TYPE_CHECKING:
    from tui.desk import Desk


_TYPED = (
    ("Dates", "21/11/2026, 21-11-26, 21 nov 2026, 2026-11-21, today, +7, +2w, -3m, +1y, autumn 2"),
    ("Money", "420, 420.50, £1,159.20"),
    ("Yes or no", "y, n"),
    ("A school", "part of its name, or its URN, LAESTAB or UKPRN"),
)


def help_lines(desk: Desk) -> list[Words]:
    """What works in front of the user, then what works anywhere, then forms and words."""
    section = desk.section
    lines: list[Words] = []
    if isinstance(section, MatrixSection):
        lines += _heading(f"{section.label}: a letter sets the cell and goes to the next one down")
        for letter, name in section.letters.items():
            lines += _rows(letter, section.words[name])
        lines += _rows("", "With rows marked, a letter sets all of them at once.")
    elif section.record is not None:
        doc = (section.record.__doc__ or "").strip().split("\n")[0]
        lines += _heading(f"{section.label}: {doc}")
        for field in section.record.fields():
            if field.help:
                lines += _rows(field.label, field.help)
    for group, title in (("list", "In a list"), ("anywhere", "Anywhere but in a field")):
        lines += _heading(title)
        if group == "list":
            for keys, text in GRID_KEYS:
                lines += _rows(keys, text)
        for command in desk.keys.commands.values():
            if command.group == group:
                keys = ", ".join(key_word(key) for key in desk.keys.keys_of[command.name])
                lines += _rows(keys, command.help)
    lines += _heading("In a form")
    for keys, text in FORM_KEYS:
        lines += _rows(keys, text)
    lines += _heading("What may be typed")
    for what, text in _TYPED:
        lines += _rows(what, text)
    return lines


def _heading(text: str) -> list[Words]:
    return [[("", "")], [(f" {text}", "strong")]]


def _rows(keys: str, text: str) -> list[Words]:
    """Keys and what they do, folded for the narrowest terminal."""
    parts = textwrap.wrap(text, 52) or [""]
    return [
        [(f"   {keys if number == 0 else '':<24}", "info"), (part, "")]
        for number, part in enumerate(parts)
    ]
