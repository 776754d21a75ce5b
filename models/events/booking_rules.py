"""The rules about bookings: whose they are, how many there is room for, and who came."""

from __future__ import annotations

from datetime import date

from models.events.booking import (
    AWAY,
    BOOKED,
    CAME,
    WAITING,
    WITH_PLACES,
    Booking,
    number_booked,
    place_of_booking,
    places_taken,
)
from models.events.booking import CANCELLED as BOOKING_CANCELLED
from models.events.charging import Charging
from models.events.event import CANCELLED, CLOSED, Event, is_for_pupils
from models.fields.dates import show_date
from models.fields.text import count_of
from models.fields.values import show_value
from models.memberships.rules import stands_already
from models.records.books import Books
from models.records.progress import Progress, declare_progress
from models.records.record import Values
from models.records.rules import (
    REFUSE,
    WARN,
    Breach,
    another,
    day_has_come,
    on_removal,
    others,
    referred,
    rule,
)
from models.schools.school import School

_NUMBERS = (("people", "attended_people"), ("pupils", "attended_pupils"))
"""The fields of how many are booked, and of how many of them came."""


@rule(Booking, REFUSE, "A booking is of one school, or of one organisation.", lasting=True)
def booking_of_one(values: Values, books: Books) -> Breach | None:
    """Not of both, nor of nobody."""
    if values.get("school") and values.get("organisation"):
        return "organisation", (
            "A booking is of a school or of an organisation: leave one of them empty, or enter "
            "two bookings."
        )
    if not values.get("school") and not values.get("organisation"):
        return "school", "Who comes? For example the beginning of the school's name."
    return None


@rule(Booking, REFUSE, "A school books an event once, for as many as come.", lasting=True)
def booked_once(values: Values, books: Books) -> Breach | None:
    """A second booking would be a change of the number."""
    for who in Booking.one_of:
        if not values.get(who) or not values.get("event"):
            continue
        if another(Booking, values, books, event=values["event"], **{who: values[who]}):
            kind, key = place_of_booking(values)
            return who, (
                f"{books.name_of(kind, key)} has booked this event already: change the number "
                "there, or take up again what was cancelled."
            )
    return None


@rule(Booking, REFUSE, "Pupils come to enrichment days only, and as numbers.", lasting=True)
def pupils_where_they_may_come(values: Values, books: Books) -> Breach | None:
    """At every other event the number of pupils is left empty."""
    event = referred(Event, "event", values, books)
    if event is None or is_for_pupils(event):
        return None
    for name in ("pupils", "attended_pupils"):
        if values.get(name):
            return name, (
                "Pupils come to enrichment days only: leave this empty, or give the event that "
                "kind first."
            )
    return None


@rule(Booking, REFUSE, "A booking is for somebody.")
def for_somebody(values: Values, books: Books) -> Breach | None:
    """For one person at least; at an enrichment day for one pupil."""
    event = referred(Event, "event", values, books)
    if event is None or number_booked(event, {"people": None, "pupils": None} | values):
        return None
    if is_for_pupils(event):
        return "pupils", "How many pupils? For example: 12"
    return "people", "How many people? For example: 2"


@rule(Booking, REFUSE, "Bookings never exceed the places of an event.", lasting=True)
def room_for_the_booking(values: Values, books: Books) -> Breach | None:
    """A booking for which there is no room goes on the waiting list."""
    event = referred(Event, "event", values, books)
    places = event["places"] if event else None
    if event is None or not isinstance(places, int) or not places:
        return None
    if values.get("status") not in WITH_PLACES:
        return None
    taken = places_taken(event, others(Booking, values, books, event=event["key"]))
    wanted = number_booked(event, values)
    if taken + wanted <= places:
        return None
    free, name = max(0, places - taken), "pupils" if is_for_pupils(event) else "people"
    left = "No place is" if not free else count_of(free, "place is", "places are")
    instead = f"enter {free}, let it wait (Status: waiting)" if free else "let it wait (waiting)"
    return name, f"{left} free of {places}, and this needs {wanted}: {instead}, or raise Places."


PROGRESS = declare_progress(
    Progress(
        Booking,
        "status",
        following={
            WAITING: (BOOKED, BOOKING_CANCELLED),
            BOOKED: (CAME, AWAY, BOOKING_CANCELLED, WAITING),
            CAME: (AWAY, BOOKED),
            AWAY: (CAME, BOOKED),
            BOOKING_CANCELLED: (BOOKED, WAITING),
        },
    )
)


@rule(Booking, REFUSE, "A booking of an event that is over, or cancelled, says so.", lasting=True)
def booking_of_an_event_that_is_over(values: Values, books: Books) -> Breach | None:
    """At a closed event it is known who came, and nothing stands of a cancelled one."""
    event, status = referred(Event, "event", values, books), values.get("status")
    if event is None:
        return None
    if event["status"] == CANCELLED and status != BOOKING_CANCELLED:
        return "event", "This event is cancelled, so it takes no bookings: name another one."
    if event["status"] == CLOSED and status in (None, BOOKED):
        return "status", (
            "This event is closed: say whether they came, for example Came, and how many."
        )
    return None


@rule(Booking, REFUSE, "Who came is known when an event has begun.")
def nobody_came_yet(values: Values, books: Books) -> Breach | None:
    """Attendance has a day that was."""
    event = referred(Event, "event", values, books)
    held = event["held"] if event else None
    if (
        not isinstance(held, date)
        or held <= books.today
        or values.get("status") not in (CAME, AWAY)
    ):
        return None
    return "status", (
        f"This event is still to come, on {show_date(held)}: until then a booking stands, waits or "
        "is cancelled."
    )


@rule(Booking, REFUSE, "How many came stands where they came, and is no more than were booked.")
def as_many_as_were_booked(values: Values, books: Books) -> Breach | None:
    """More than that is booked first; nobody is less than one."""
    came = values.get("status") == CAME
    for booked, attended in _NUMBERS:
        number, most = values.get(attended), values.get(booked) or 0
        if isinstance(number, int) and number and not came:
            return attended, "How many came is entered where the status is Came: empty it."
        if isinstance(number, int) and isinstance(most, int) and number > most:
            label = Booking.field(booked).label
            return (
                attended,
                f"{number} came, and {most} were booked: raise {label} to {number} first.",
            )
    if came and not any(values.get(attended) for _, attended in _NUMBERS):
        return "attended_people", "How many came? For example: 2. Nobody is: did not come."
    return None


@rule(Booking, REFUSE, "What those who came say is told of as many at most.")
def evaluated_by_those_who_came(values: Values, books: Books) -> Breach | None:
    """Useful and worth it are numbers of people who came."""
    most = values.get("attended_people") or 0
    for name in ("useful", "worth_it"):
        number = values.get(name)
        if isinstance(number, int) and isinstance(most, int) and number > most:
            label = Booking.field(name).label
            return name, f"{label} is {number}, and {most} came: enter {most} at most."
    return None


@rule(Booking, REFUSE, "A booking is cancelled on a day, before the event.")
def cancelled_on_a_day(values: Values, books: Books) -> Breach | None:
    """Not in the future, not before it was booked, and not once the event is over."""
    day, booked = values.get("cancelled"), values.get("booked")
    if values.get("status") != BOOKING_CANCELLED:
        return ("cancelled", "It is not cancelled: empty this day.") if day else None
    if not isinstance(day, date):
        return "cancelled", "On which day was it cancelled? For example: today"
    if day > books.today:
        return "cancelled", f"{show_date(day)} is still to come: enter the day on which it was."
    if isinstance(booked, date) and day < booked:
        return "cancelled", f"It was booked on {show_date(booked)}, after that day."
    event = referred(Event, "event", values, books)
    held = event["held"] if event else None
    if event and event["status"] != CANCELLED and isinstance(held, date) and day > held:
        return "cancelled", (
            f"The event was on {show_date(held)}, before that day: enter an earlier day, or note "
            "that nobody came."
        )
    return None


@rule(Booking, WARN, "Who cancels late is told what that costs.")
def cancelled_in_time(values: Values, books: Books) -> Breach | None:
    """Late is after so many working days of the school calendar before the event."""
    event = referred(Event, "event", values, books)
    if event is None or stands_already(Booking, values, books, "status", "cancelled"):
        return None
    charging = Charging(books)
    last = charging.last_day_in_time(event)
    if last is None or not charging.is_cancelled_late(event, values):
        return None
    amount = charging.amount_of(event, values)
    charged = f"{show_value(amount, 'money')} is charged" if amount else "nothing is charged"
    return "cancelled", f"Late: in time was until {show_date(last)}, so {charged}."


@rule(Booking, REFUSE, "A booking is made by today.")
def booked_by_today(values: Values, books: Books) -> Breach | None:
    """No booking of a day to come."""
    return day_has_come(values, books, "booked", "enter the day of the booking.")


@rule(Booking, WARN, "A school comes to events while it is open.")
def booked_by_an_open_school(values: Values, books: Books) -> Breach | None:
    """It has not closed by the day of the event."""
    school, event = (
        referred(School, "school", values, books), referred(Event, "event", values, books)
    )  # fmt: skip
    closed, held = school["closed"] if school else None, event["held"] if event else None
    if stands_already(Booking, values, books, "school", "event"):
        return None
    if school is None or not isinstance(closed, date) or not isinstance(held, date):
        return None
    if held < closed:
        return None
    verb = "closed" if closed <= books.today else "is to close"
    name = books.name_of(School, str(school["key"]))
    return "school", f"{name} {verb} on {show_date(closed)}: is it the right school?"


@on_removal(Booking, WARN, "A booking that was attended is history.")
def attended_booking_goes(values: Values, books: Books) -> Breach | None:
    """Its numbers go from every sum."""
    if values["status"] not in (CAME, AWAY):
        return None
    return "", "It is recorded who came of this booking: with it that goes from every sum."
