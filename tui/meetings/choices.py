"""The choices of a cell of attendance."""

from __future__ import annotations

from data.meetings.attendance import alliances_that_met
from data.meetings.letters import NAMED, WORDS
from data.store.books import Books
from models.meetings.action import Action
from models.meetings.attendance import Attendance
from models.meetings.meeting import Meeting
from tui.commands.records import edit, open_record, show_history
from tui.dialogs.choose import Choose
from tui.meetings.attendance import AttendanceSection
from tui.workbench.workbench import Workbench

_OF_MEETING = {
    "action": ("t", "An action that was agreed", "what, by whom, by when"),
    "guest": ("g", "A guest", "a school that was not a member then"),
    "meeting": ("m", "The meeting", "agenda, chair, notes"),
}
"""Choices about the meeting of a cell, each with its letter and words."""


async def open_cell(bench: Workbench) -> None:
    """Offer all that can be done with the cell, or with all that are marked; or open the row."""
    section = bench.section
    if not isinstance(section, AttendanceSection):
        return
    if bench.look_only or not section.is_on_cells:
        await open_record(bench)
        return
    cells, matrix = section.cells(), section.matrix
    if not cells or matrix is None:
        return
    one = cells[0] if len(cells) == 1 else None
    key = section.cell_key() if one and not section.grid.marks else None

    def read(books: Books) -> tuple[str, list[tuple[str, str]]]:
        return matrix.name_of(books, cells), alliances_that_met(books)

    name, alliances = await bench.books.read(read)
    choices = [
        (meaning, letter, WORDS[meaning], "who came instead" if meaning == NAMED else "")
        for letter, meaning in section.letters.items()
        if one is not None or meaning != NAMED
    ]
    if one is not None:
        choices += [(name, *words) for name, words in _OF_MEETING.items()]
    if key is not None:
        choices.append(("edit", "e", f"The whole {Attendance.singular}", "its form"))
        choices.append(("history", "w", "Who changed it", "when, and what"))
    if len(alliances) > 1:
        choices.append(("alliance", "o", "Another alliance", ""))
    chosen = await bench.ask(Choose(name, choices))
    if chosen in WORDS:
        await section.set_cells(str(chosen), cells)
    elif chosen in _OF_MEETING and one is not None:
        await _go_on_with_meeting(bench, str(chosen), one[1])
    elif chosen == "edit":
        await edit(bench, Attendance, key)
    elif chosen == "history":
        await show_history(bench)
    elif chosen == "alliance":
        await section.choose_alliance(each for each in alliances if each[0] != section.alliance)


async def _go_on_with_meeting(bench: Workbench, chosen: str, meeting: str) -> None:
    if chosen == "meeting":
        await edit(bench, Meeting, meeting)
    else:
        await edit(bench, Action if chosen == "action" else Attendance, None, {"meeting": meeting})
