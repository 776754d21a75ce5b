"""The help page, made from the declared commands and what is in front."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.canvas import Words
from tui.commands import FORM_KEYS, GRID_KEYS, key_word
from tui.sections import MatrixSection

if TYPE_CHECKING:
    from tui.desk import Desk


def help_lines(desk: Desk) -> list[Words]:
    """What works in front of the user, then what works anywhere, then forms and words."""
    section = desk.section
    lines: list[Words] = []
    if isinstance(section, MatrixSection):
        lines += _heading(f"{section.label}: a letter sets the cell and goes to the next one down")
        lines += [_row(letter, section.words[name]) for letter, name in section.letters.items()]
        lines += [_row("", "With rows marked, a letter sets all of them at once.")]
    elif section.record is not None:
        doc = (section.record.__doc__ or "").strip().split("\n")[0]
        lines += _heading(f"{section.label}: {doc}")
        for field in section.record.fields():
            if field.help:
                lines.append([(f"   {field.label:<26}", "label"), (field.help, "")])
    for group, title in (("list", "In a list"), ("anywhere", "Anywhere but in a field")):
        lines += _heading(title)
        if group == "list":
            lines += [_row(keys, text) for keys, text in GRID_KEYS]
        for command in desk.keys.commands.values():
            if command.group == group:
                keys = ", ".join(key_word(key) for key in desk.keys.keys_of[command.name])
                lines.append(_row(keys, command.help))
    lines += _heading("In a form")
    lines += [_row(keys, text) for keys, text in FORM_KEYS]
    lines += _heading("What may be typed")
    lines += [
        _row("Dates", "21/11/2026, 21-11-26, 21 nov 2026, 2026-11-21, today, +7, +2w, -3m, +1y,"),
        _row("", "autumn 2 (the half-term's last day)"),
        _row("Money", "420, 420.50, £1,159.20"),
        _row("Yes or no", "y, n"),
        _row("A school", "part of its name, or its URN, LAESTAB or UKPRN"),
    ]
    return lines


def _heading(text: str) -> list[Words]:
    return [[("", "")], [(f" {text}", "strong")]]


def _row(keys: str, text: str) -> Words:
    return [(f"   {keys:<26}", "info"), (text, "")]
