"""Who sets the agenda of a workstream, and since when, in words."""

from __future__ import annotations

from datetime import date

from data.store.books import Books
from models.fields.dates import show_date
from models.records.record import Values
from models.workstreams.agenda_period import AgendaPeriod, agenda_set_on
from models.workstreams.workstream import AGENDA_SETTERS


def agenda_set_by(books: Books, workstream: Values, day: date) -> str:
    """Who set the agenda of a workstream on a day: "The circle itself since 01/09/2026"."""
    periods = books.find(AgendaPeriod, workstream=workstream["key"])
    period = agenda_set_on(periods, day)
    setter = period["set_by"] if period else workstream["agenda_set_by"]
    since = period["since"] if period else workstream["agenda_since"]
    if not setter:
        return ""
    word = AGENDA_SETTERS[str(setter)]
    return f"{word} since {show_date(since)}" if isinstance(since, date) else word
