"""The bookings of an event, found by the names of the school and of the event."""

from __future__ import annotations

from data.events.bookings import BookingCells, bookings_of
from data.problems import WrongCall
from data.store.books import Books
from data.tables.marks import Markable, Names, declare_markable
from data.tables.matrix import LetteredCells
from models.events.booking import CANCELLED, place_of_booking
from models.events.event import Event
from models.schools.school import School


def _of_event(books: Books, event: str) -> BookingCells:
    found = bookings_of(books, event)
    if found is None:
        raise WrongCall("This event was removed meanwhile.")
    return found.cells


def _who_booked(books: Books, cells: LetteredCells) -> Names:
    assert isinstance(cells, BookingCells)
    return {key: books.name_of(*place_of_booking(each)) for key, each in cells.seen.items()}


declare_markable(
    Markable(
        "bookings",
        "who is booked and who came: ROW is who booked, COLUMN the event",
        BookingCells,
        Event,
        _of_event,
        asks={CANCELLED: ("cancelled",)},
        rows=_who_booked,
        rows_called_as=School,
        figures=("people", "pupils", "useful", "worth_it", "attended_pupils", "attended_people"),
    )
)
