"""Workstreams as they stood on a day: who set their agenda then."""

from __future__ import annotations

from datetime import date

from data.store.books import Books
from data.tables.as_of import Differences, as_of_day
from models.records.record import Values
from models.workstreams.agenda_period import AgendaPeriod, agenda_set_on
from models.workstreams.workstream import Workstream


@as_of_day(Workstream)
def workstreams_as_of(books: Books) -> Differences:
    """Who set the agenda of a workstream on the books' day, where that is another by now."""
    periods: dict[str, list[Values]] = {}
    for each in books.find(AgendaPeriod):
        periods.setdefault(str(each["workstream"]), []).append(each)
    found: dict[str, Values] = {}
    for key, of_one in periods.items():
        if any(isinstance(day := each["since"], date) and day > books.today for each in of_one):
            then = agenda_set_on(of_one, books.today)
            set_by, since = (then["set_by"], then["since"]) if then else (None, None)
            found[key] = {"agenda_set_by": set_by, "agenda_since": since}
    return Differences(found)
