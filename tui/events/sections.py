"""Events in their tab, with the bookings of the event in front under them."""

from __future__ import annotations

from typing import ClassVar

from data.events.bookings import BookingCells, bookings_of
from data.store.books import Books
from data.store.store import Store
from data.tables.cells import Outcome
from data.tables.matrix import Cells
from models.events.booking import CANCELLED, Booking
from models.events.event import Event
from tui.sections.lettered import Save
from tui.sections.list import ListSection, moves_on
from tui.sections.parts import (
    PART_COMMANDS,
    Belonging,
    ListWithPart,
    PartSection,
    first_with_part,
)
from tui.sections.places import lists
from tui.workbench.command import LETTERS, Here


class BookingsOfEvent(PartSection):
    """The bookings of one event: a number for each school, or a letter that says who came."""

    record = Booking
    belongs_by = "event"
    lettered = BookingCells
    commands = (
        LETTERS, Here("add.below", "booking"),
        Here("join", "book it", runs="tui.events.waiting:book_it",
             help="Book a school that waits"),
        *PART_COMMANDS[2:],
    )  # fmt: skip

    def read(self, books: Books, owner: str) -> Belonging | None:
        """The bookings of this event."""
        found = bookings_of(books, owner)
        if found is None:
            return None
        return Belonging(found.table, found.name, found.figures, found.note, found.cells)

    async def set_with_answers(self, cells: Cells, meaning: str, save: Save) -> Outcome | None:
        """Ask on which day it was cancelled; everything else is set at once."""
        if meaning != CANCELLED:
            return await super().set_with_answers(cells, meaning, save)
        from tui.forms.questions import ask_until_accepted

        field = Booking.field("cancelled")
        name = await self.bench.books.read(lambda books: self._name_of(books, cells))

        def cancel(store: Store, typed: dict[str, str]) -> Outcome:
            day = field.read(typed["cancelled"], store.today)
            return save(store, cancelled=day)

        shown = {"cancelled": field.show(self.bench.today)}
        title = f"Cancelled on which day? {name}"
        return await ask_until_accepted(self.bench, title, [("cancelled", field)], shown, cancel)

    def _name_of(self, books: Books, cells: Cells) -> str:
        return self.numbered.name_of(books, cells) if self.numbered else ""


@lists(Event)
class EventsList(ListWithPart):
    """Events, with the bookings of the one in front."""

    order = 30
    part_class: ClassVar = BookingsOfEvent
    empty_text = "No events yet: a adds the first."
    first_field = "title"
    commands = first_with_part(
        "bookings", "open", "add", Here("add.below", "booking"),
        moves_on("Open the event, hold it, close it"),
    )  # fmt: skip


@lists(Booking)
class BookingsList(ListSection):
    """All bookings, of all events."""

    order = 85
