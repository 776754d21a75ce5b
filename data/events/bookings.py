"""The bookings of one event, and what letters and numbers set in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from data.events.details import cancelling_in_short
from data.events.queries import sums_of_bookings
from data.events.standing import days_away, taken_in_words
from data.events.waiting import state_of_booking, waiting_places
from data.problems import WrongCall
from data.store.books import Books
from data.store.change import Change
from data.store.store import Store
from data.tables.cells import Outcome, outcome_of
from data.tables.matrix import Applicable, Cell, Cells
from data.tables.numbered import NumberedCells
from data.tables.table import Column, Row, Summary
from models.events.booking import (
    AWAY,
    BOOKED,
    BOOKING_STATES,
    CAME,
    CANCELLED,
    WITH_PLACES,
    Booking,
    place_of_booking,
)
from models.events.charging import Charging
from models.events.event import CLOSED, HELD, Event, is_for_pupils
from models.fields.values import Value, show_value
from models.records.record import Values

LETTERS = {"a": CAME, "n": AWAY, "-": CANCELLED}
"""The letters of an event's bookings, beside numbers."""

WORDS = {
    CAME: "All came (a booking is added with +, here or on the event)",
    AWAY: "Nobody came",
    CANCELLED: "Cancelled (asks for the day)",
}
HINTS = {CAME: "all came", AWAY: "none came", CANCELLED: "cancel"}

_PEOPLE = ("people", "attended_people", "useful", "worth_it")
_WITH_PUPILS = ("people", "pupils", "attended_people", "attended_pupils")
_HEADINGS = {"attended_people": "Came", "attended_pupils": "Pupils came"}
_ASKED_ABOUT = (
    *("people", "pupils", "attended_people", "attended_pupils", "useful", "worth_it"),
    *("status", "cancelled"),
)
"""The fields that a key may change, and that nobody else may have changed meanwhile."""


@dataclass(frozen=True, kw_only=True)
class BookingCells(NumberedCells):
    """The bookings of one event: a row is a booking, a number is typed into its columns."""

    letters = LETTERS
    words = WORDS
    hints = HINTS
    states = tuple(BOOKING_STATES.values())
    cell_record = Booking
    row_record = Booking
    number_columns: Sequence[str]
    usual_column: str
    seen: Mapping[str, Values]
    """The bookings by their keys, as they stood when they were read."""

    def cell_key(self, row: str, column: str) -> str | None:
        """The booking."""
        return row

    def column_label(self, column: str) -> str:
        """The name of a column of numbers."""
        return Booking.field(column).label

    def name_of(self, books: Books, cells: Cells) -> str:
        """The event and the school, or how many of them."""
        first = self.seen.get(cells[0][0]) or {}
        event = books.show(Event, "title", (books.get(Event, str(first["event"])) or {})["title"])
        if len(cells) > 1:
            return f"{event}, {len(cells)} schools"
        kind, key = place_of_booking(first)
        return f"{event}, {books.name_of(kind, key)}"

    def set(self, change: Change, cell: Cell, meaning: str, **answers: Value) -> None:
        """Set how many are booked or came, or that all or none came, or cancel it on a day."""
        key, column = cell
        booking = change.books.get(Booking, key)
        if booking is None:
            raise WrongCall("This booking was removed meanwhile: u brings it back.")
        if meaning == CAME:
            new: Values = {
                "attended_people": booking["people"], "attended_pupils": booking["pupils"],
                "status": CAME,
            }  # fmt: skip
        elif meaning == AWAY:
            new = {"status": AWAY, "attended_people": 0, "useful": None, "worth_it": None}
            new["attended_pupils"] = 0 if booking["pupils"] else None
        elif meaning == CANCELLED:
            day = answers.get("cancelled")
            new = {"status": CANCELLED, "cancelled": day or change.today}
        else:
            new = _with_number(booking, column, int(meaning))
        change.set(Booking, key, new)

    def select_applicable(self, books: Books, cells: Cells, meaning: str = "") -> Applicable:
        """Of several bookings those that have their places: who waits or has cancelled is not."""
        if len(cells) == 1 or meaning not in (CAME, AWAY):
            return Applicable(cells)
        chosen = [cell for cell in cells if self.seen[cell[0]]["status"] in (BOOKED, CAME, AWAY)]
        left_out = len(cells) - len(chosen)
        if not chosen or not left_out:
            return Applicable(cells)
        return Applicable(chosen, f"{left_out} left out that wait or are cancelled.")

    def content_seen(self, cell: Cell) -> object:
        """The booking and the attendance when it was read."""
        return _content(self.seen.get(cell[0]))

    def content_now(self, books: Books, cell: Cell) -> object:
        """The booking and the attendance now."""
        return _content(books.get(Booking, cell[0]))

    def word_of(self, content: object) -> str:
        """The numbers and the state in words."""
        if not isinstance(content, tuple):
            return "removed"
        values = dict(zip(_ASKED_ABOUT, content, strict=True))
        return f"{values['people']} people, {values['status'] or 'not decided'}"


def _content(booking: Values | None) -> object:
    return tuple(booking[name] for name in _ASKED_ABOUT) if booking else None


def _with_number(booking: Values, column: str, number: int) -> Values:
    """The fields that a number in a column sets; a number of attendees records that they came."""
    if column not in _HEADINGS:
        return {column: number}
    others = [name for name in _HEADINGS if name != column]
    some = number or any(booking[name] for name in others)
    return {column: number, "status": CAME if some else AWAY}


@dataclass(frozen=True, slots=True)
class EventBookings:
    """The bookings of an event as a table, what is told of them, and what sets them."""

    table: Summary
    name: str
    figures: str
    note: str
    cells: BookingCells


def bookings_of(books: Books, event_key: str) -> EventBookings | None:
    """The bookings of an event: who has places first, then who waits, then who has cancelled.

    None when there is no such event.
    """
    event = books.get(Event, event_key)
    if event is None:
        return None
    for_pupils, over = is_for_pupils(event), _has_begun(event, books.today)
    numbers = _WITH_PUPILS if for_pupils else _PEOPLE
    bookings = books.find(Booking, event=event_key)
    columns = _columns(numbers, for_pupils=for_pupils)
    rows = _rows(books, event, bookings, columns)
    title = str(event["title"])
    attended = ("attended_pupils", "attended_people")[not for_pupils]
    return EventBookings(
        Summary("event-bookings", f"Bookings: {title}", books.today, columns, rows),
        title,
        _figures(books, event, over),
        _note(books, event),
        BookingCells(
            number_columns=numbers,
            usual_column=attended if over else numbers[for_pupils],
            seen={str(each["key"]): each for each in bookings},
        ),
    )


def _columns(numbers: Sequence[str], *, for_pupils: bool) -> list[Column]:
    """Who is booked and who came; of an event for adults also what they thought of it."""
    return [
        Column("school", "School", "text", 30),
        Column("booked", "Booked", "date", 10),
        *(
            Column(name, _HEADINGS.get(name, Booking.field(name).label), "number", 6)
            for name in numbers[: 4 if for_pupils else 2]
        ),
        Column("standing", "Standing", "state", 17),
        *(Column(name, Booking.field(name).label, "number", 8) for name in numbers[2:]
          if not for_pupils),
        Column("owed", "Owed", "money", 9),
    ]  # fmt: skip


def _rows(
    books: Books, event: Values, bookings: Sequence[Values], columns: Sequence[Column]
) -> list[Row]:
    """A row for each booking, of whoever waits in the order of the queue."""
    places, charging = waiting_places(books, [str(event["key"])]), Charging(books)
    rows = []
    for booking in bookings:
        key, status = str(booking["key"]), booking["status"]
        kind, place = place_of_booking(booking)
        cells = booking | {
            "school": books.name_of(kind, place),
            "standing": state_of_booking(event, booking, charging, places.get(key, 0)),
            "owed": charging.amount_of(event, booking) or None,
        }
        rank = 0 if status in WITH_PLACES else 2 if status == CANCELLED else 1
        order = (rank, places.get(key, 0), booking["booked"] or date.max)
        rows.append((order, Row(key, tuple(cells[column.name] for column in columns))))
    return [row for _, row in sorted(rows, key=lambda each: each[0])]


def _has_begun(event: Values, today: date) -> bool:
    held = event["held"]
    return isinstance(held, date) and held <= today


def _figures(books: Books, event: Values, over: bool) -> str:
    """When an event is, how full it is, and how many came."""
    sums, held = sums_of_bookings(books).get(str(event["key"]), {}), event["held"]
    assert isinstance(held, date)
    parts = [days_away(held, books.today), taken_in_words(event, sums)]
    missing = sums[BOOKED].bookings if BOOKED in sums else 0
    if over and event["status"] in (HELD, CLOSED):
        came = sum(each.came for each in sums.values())
        parts.append(f"{came} came")
        if missing:
            parts.append(f"{missing} to record")
    return " · ".join(parts)


def _note(books: Books, event: Values) -> str:
    """An event in a line: until when to cancel, its price, its time."""
    parts, held = [], event["held"]
    if isinstance(held, date) and held > books.today:
        parts.append(cancelling_in_short(books, event))
    prices = event["price_member"], event["price_other"]
    if prices[0] or prices[1]:
        each = " and ".join(show_value(price or 0, "money") for price in dict.fromkeys(prices))
        parts.append(f"{each} each")
    until = f" to {event['ends']}" if event["ends"] else ""
    parts += [f"{event['starts']}{until}" if event["starts"] else "", str(event["place"] or "")]
    return " · ".join(part for part in parts if part)


def book_waiting(store: Store, keys: Sequence[str]) -> Outcome:
    """Give those of these bookings their places that wait, or were cancelled.

    Raises Refused when there is no room for one of them: then none is booked.
    """
    found = store.get_many(Booking, keys)
    bookings = [found[key] for key in keys if key in found]
    waiting = [each for each in bookings if each["status"] not in WITH_PLACES]
    names = [store.name_of(*place_of_booking(each)) for each in waiting or bookings]
    name = names[0] if len(names) == 1 else f"{len(names)} schools"
    with store.operation(f"Booked: {name}") as change:
        for booking in waiting:
            change.set(Booking, str(booking["key"]), {"status": BOOKED, "cancelled": None})
    return outcome_of(change, f"Booked: {name}")
