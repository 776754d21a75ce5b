"""Imports of meetings, attendance and actions: usual headings, and meetings that stand across."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from data.imports.preparing import (
    Matrix,
    Named,
    place_headed,
    prepares,
    put_right,
    reads_matrix,
)
from data.imports.usual_headings import also_headed
from data.store.books import Books
from models.fields.dates import UnreadableDateError, read_date
from models.meetings.action import Action
from models.meetings.attendance import Attendance
from models.meetings.meeting import Meeting

if TYPE_CHECKING:
    from data.imports.tabular_files import TabularFile

_DAY = ("Date of meeting", "Meeting date", "Date")
"""What a column with the day of a meeting is often called."""

also_headed(
    Meeting,
    {
        "kind_of_meeting": ("Type", "Meeting type", "Type of meeting", "Kind", "Meeting"),
        "held": ("Meeting date", "Date of meeting", "Held", "Held on"),
        "chaired_by": ("Chair", "Chaired", "Chairperson"),
    },
)
also_headed(
    Attendance,
    {
        "meeting": _DAY,
        "attended": ("Attendance", "Present", "Represented by", "Status"),
        "deputy": ("Name of deputy", "Deputised by"),
    },
)
also_headed(
    Action,
    {
        "what": ("What", "Action point", "Task", "To do", "Description"),
        "done": ("Completed", "Date completed", "Done on", "Complete"),
    },
)


def _meetings(books: Books) -> Named:
    """What a heading with a day is: the meeting of that day, or the day itself."""
    on_day: dict[date, list[str]] = {}
    for each in books.find(Meeting):
        held = each["held"]
        if isinstance(held, date):
            on_day.setdefault(held, []).append(books.name_from(Meeting, each))

    def named(heading: str) -> str:
        try:
            day = read_date(heading, books.today)
        except UnreadableDateError:
            return ""
        there = on_day.get(day, [])
        return there[0] if len(there) == 1 else heading

    return named


reads_matrix(
    Attendance, Matrix("Meeting", ("Member", "School", "School name"), "Attended", _meetings)
)


@prepares(Attendance, ())
def meeting_on_its_day(books: Books, table: TabularFile) -> None:
    """Where the day of a meeting has a column of its own, it says which meeting is meant."""
    place, day = place_headed(table, ("Meeting",)), place_headed(table, _DAY)
    if place is None or day is None:
        return
    meeting, at, named = place, day, _meetings(books)

    def with_day(cells: list[str]) -> list[str]:
        text = table.text(cells[at]).strip()
        known = named(text)
        meant = known if known != text else f"{table.text(cells[meeting])} {text}".strip()
        return [*cells[:meeting], meant if known else cells[meeting], *cells[meeting + 1 :]]

    put_right(table, with_day)
