"""In words: whose a workstream is, who sets its agenda, and since when."""

from __future__ import annotations

from datetime import date

from data.alliances.names import subject_of
from data.store.books import Books
from data.tables.limits import Limits
from models.fields.dates import show_date
from models.records.record import Values
from models.workstreams.agenda_period import AgendaPeriod, agenda_set_on
from models.workstreams.workstream import AGENDA_SETTERS, Workstream


def whose_paper(books: Books, limits: Limits) -> str:
    """Whose paper it is: the alliance of the workstream that it is about, or as the limits say."""
    stream = books.get(Workstream, limits.one) if limits.one else None
    alliance = limits.alliance or (str(stream["alliance"]) if stream else None)
    return subject_of(books, alliance, limits.school)


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
