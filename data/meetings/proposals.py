"""Answers proposed when an item of a circle's agenda is moved on."""

from __future__ import annotations

from datetime import date

from data.store.books import Books
from data.tables.progress import proposes
from models.meetings.agenda_item import AgendaItem
from models.meetings.meeting import CIRCLE, Meeting
from models.records.record import Values


@proposes(AgendaItem)
def meeting_that_decided(books: Books, item: Values, state: str) -> Values:
    """The newest meeting of its circle that was held, as that which decided."""
    held = [
        (day, str(each["key"]))
        for each in books.find(Meeting, workstream=item["workstream"], kind_of_meeting=CIRCLE)
        if isinstance(day := each["held"], date) and day <= books.today
    ]
    return {"meeting": max(held)[1]} if held else {}
