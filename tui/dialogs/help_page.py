"""The help page, made from the declared commands and what is in front."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING

from models.fields.states import State
from models.meetings.attendance import ATTENDED
from models.policies.due_dates import POLICY_STATES
from models.workstreams.commitment import LEVELS
from tui.meetings.sections import AttendanceSection
from tui.policies.sections import LetteredSection
from tui.sections.matrix import MatrixSection
from tui.sections.view import VIEWS, ViewSection
from tui.widgets.canvas import Words
from tui.workbench.keys import FORM_KEYS, GRID_KEYS, TYPED, key_word
from tui.workstreams.sections import CommitmentsSection

if TYPE_CHECKING:
    from tui.desk.app import Desk


def help_lines(desk: Desk) -> list[Words]:
    """What works in front of the user, then what works anywhere, then forms and words."""
    section = desk.section
    lines: list[Words] = []
    if isinstance(section, ViewSection):
        lines += _of_view(section)
    if isinstance(section, LetteredSection) and section.letters:
        lines += _heading(f"{section.label}: a letter sets the cell and goes to the next one down")
        for letter, name in section.letters.items():
            lines += _rows(letter, section.words[name])
        if any(desk.keys.command_for(letter, letter) for letter in section.letters):
            palette = desk.keys.word("palette")
            lines += _rows("", f"They come before commands of the same key; {palette} has these.")
        lines += _rows("", "With some marked, a letter sets all of them at once.")
        if isinstance(section, MatrixSection):
            lines += _rows("Space, *", "Mark the cell, the column; on the names the row, or all")
        lines += _heading("What the letters in the cells mean")
        for state in states_of(section):
            lines += _rows(state.letter, state.word)
    elif section.record is not None and not isinstance(section, ViewSection):
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
    lines += _heading(f"What {desk.keys.word('view')} asks for, and the letter that answers it")
    for maker in VIEWS.values():
        lines += _rows(maker.key, maker.question)
    lines += _heading("In a form")
    for keys, text in FORM_KEYS:
        lines += _rows(keys, text)
    lines += _heading("What may be typed")
    for what, text in TYPED:
        lines += _rows(what, text)
    return lines


def _of_view(section: ViewSection) -> list[Words]:
    """The question, what there is to say of the answer, and what its columns mean."""
    lines = _heading(section.view.maker.question)
    if section.shown is None:
        return lines
    for note in section.shown.notes:
        lines += _rows("", note)
    for column in section.shown.columns:
        if column.help:
            lines += _rows(column.label, column.help)
    return lines


def states_of(section: LetteredSection) -> Sequence[State]:
    """The states that the cells of a section can show."""
    if isinstance(section, AttendanceSection):
        return tuple(ATTENDED.values())
    return tuple(LEVELS.values()) if isinstance(section, CommitmentsSection) else POLICY_STATES


def _heading(text: str) -> list[Words]:
    return [[("", "")], [(f" {text}", "strong")]]


def _rows(keys: str, text: str) -> list[Words]:
    """Keys and what they do, folded for the narrowest terminal."""
    parts = textwrap.wrap(text, 52) or [""]
    return [
        [(f"   {keys if number == 0 else '':<24}", "info"), (part, "")]
        for number, part in enumerate(parts)
    ]
