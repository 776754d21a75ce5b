"""The details of a meeting: how many came, and for whom nothing is recorded yet."""

from __future__ import annotations

from datetime import date

from data.meetings.attendance import Attendances
from data.meetings.circles import next_circle, origins_in_words, raised_this_year
from data.store.books import Books
from data.tables.details import Line, details
from models.meetings.agenda_item import OPEN_STATES, AgendaItem
from models.meetings.attendance import ATTENDED
from models.meetings.meeting import Meeting
from models.memberships.membership import Membership
from models.records.record import Values
from models.workstreams.workstream import Workstream


@details(Meeting)
def lines_of_meeting(books: Books, meeting: Values) -> list[Line]:
    """How the members of that day were represented, and how many guests there were."""
    if not meeting["alliance"]:
        return []
    held = meeting["held"]
    assert isinstance(held, date)
    kept = Attendances(books, held, held, str(meeting["alliance"]))
    this = next((each for each in kept.meetings if each.key == meeting["key"]), None)
    if this is None:
        return []
    members = books.find(Membership, alliance=meeting["alliance"])
    expected = [str(each["key"]) for each in members if kept.is_expected(each, this)]
    came = [key for of, key in kept.came if of == this.key]
    guests = sum(kept.is_guest(key, this) for key in came)
    how = [kept.how(this, key) for key in came if not kept.is_guest(key, this)]
    counts = [f"{state.word} {how.count(name)}" for name, state in ATTENDED.items() if name in how]
    open_ones = sum(key not in came for key in expected)
    if guests:
        counts.append(f"guests {guests}")
    if not came and held > books.today:
        return [("Expected", f"{len(expected)}, the members")]
    if open_ones:
        counts.append(f"not recorded {open_ones} of {len(expected)} members")
    return [("Came", ", ".join(counts))] if counts else []


@details(Workstream)
def agenda_of_its_circle(books: Books, workstream: Values) -> list[Line]:
    """Where the items of this school year come from, what is open, and when the circle meets."""
    key = str(workstream["key"])
    items = books.find(AgendaItem, workstream=key)
    still_open = sum(each["status"] in OPEN_STATES for each in items)
    lines = [("On the agenda", f"{still_open} open of {len(items)}")] if items else []
    origins = origins_in_words(raised_this_year(books, key))
    lines += [("Raised this year", origins)] if origins else []
    coming = next_circle(books, key)
    return [*lines, *([("Next meeting", coming)] if coming else [])]
