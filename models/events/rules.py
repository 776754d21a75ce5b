"""The rules about events: their days, their states, and that no pupil stands in them by name."""

from __future__ import annotations

from datetime import date

from models.alliances.alliance import Alliance
from models.calendar.rules import on_a_working_day
from models.events.booking import AWAY, BOOKED, CAME, Booking, place_of_booking, places_taken
from models.events.charging import alliance_of_event, owed_in_words
from models.events.event import CANCELLED, CLOSED, HELD, OPEN, PLANNED, Event, is_for_pupils
from models.fields.dates import show_date
from models.fields.pupil_words import words_of_pupils
from models.fields.text import count_of
from models.memberships.rules import before_founding, stands_already
from models.records.books import Books
from models.records.progress import Progress, declare_progress
from models.records.record import Values
from models.records.rules import (
    REFUSE,
    REPORT,
    WARN,
    Breach,
    days_in_order,
    referred,
    rule,
    standing,
)
from models.workstreams.workstream import Workstream

# What it is of


@rule(Event, REFUSE, "An event is of a workstream, or of an alliance.")
def event_belongs_to_one(values: Values, books: Books) -> Breach | None:
    """Where both are named, the workstream is of that alliance."""
    workstream = referred(Workstream, "workstream", values, books)
    if not values.get("workstream") and not values.get("alliance"):
        return "workstream", (
            "Whose event is it? Name its workstream, for example CPD, or its alliance."
        )
    if workstream and values.get("alliance") and workstream["alliance"] != values["alliance"]:
        alliance = books.name_of(Alliance, str(workstream["alliance"]))
        return "alliance", f"{workstream['name']} is of {alliance}: leave Alliance empty."
    return None


@rule(Event, WARN, "An event is of an alliance that is open, and of a workstream that goes on.")
def event_of_what_goes_on(values: Values, books: Books) -> Breach | None:
    """Not of a closed alliance, nor after its workstream has ended."""
    held = values.get("held")
    if not isinstance(held, date):
        return None
    if stands_already(Event, values, books, "held", "workstream", "alliance"):
        return None
    key = alliance_of_event({"workstream": None, "alliance": None} | values, books)
    alliance = books.get(Alliance, key or "")
    workstream = referred(Workstream, "workstream", values, books)
    where = "workstream" if workstream else "alliance"
    if alliance and alliance["status"] == "closed":
        return where, f"{alliance['name']} is closed: is this event still its own?"
    ended = workstream["ended"] if workstream else None
    if workstream and isinstance(ended, date) and held >= ended:
        return "held", f"{workstream['name']} ended on {show_date(ended)}: is the day right?"
    return before_founding("held", held, {"alliance": key}, books)


@rule(Event, REFUSE, "No pupil stands in the books by name.")
def no_pupil_by_name(values: Values, books: Books) -> Breach | None:
    """Pupils come as numbers; no text of an event tells of a single one."""
    for name in ("title", "place", "facilitator", "outcome", "notes"):
        if words := words_of_pupils(str(values.get(name) or "")):
            return name, (
                f"“{words}” sounds like data of pupils, of whom the books keep only numbers: say "
                "it without, for example “34 pupils of 3 schools came”."
            )
    return None


# Its days


@rule(Event, REFUSE, "An event ends after it begins.")
def event_ends_after_it_begins(values: Values, books: Books) -> Breach | None:
    """The last day is not before the first, and on one day the end comes after the start."""
    if breach := days_in_order(values, "held", "until", Event):
        return breach
    starts, ends = values.get("starts"), values.get("ends")
    of_a_day = values.get("until") in (None, values.get("held"))
    if of_a_day and starts and ends and str(ends) <= str(starts):
        return "ends", (
            f"It begins at {starts}, so it cannot end at {ends}: enter a later time, for example "
            f"17:15, or under Until a later day."
        )
    return None


LONGEST_DAYS = 14


@rule(Event, WARN, "An event lasts no more than two weeks.")
def event_is_not_long(values: Values, books: Books) -> Breach | None:
    """A longer one may be several events, or a slip of the day."""
    held, until = values.get("held"), values.get("until")
    if not isinstance(held, date) or not isinstance(until, date):
        return None
    days = (until - held).days + 1
    if days <= LONGEST_DAYS or stands_already(Event, values, books, "held", "until"):
        return None
    return "until", f"It lasts {days} days: is the last day right?"


@rule(Event, WARN, "Events are held on working days.")
def event_on_a_working_day(values: Values, books: Books) -> Breach | None:
    """A weekend or a bank holiday is asked about, once."""
    if stands_already(Event, values, books, "held"):
        return None
    return on_a_working_day(values, "held")


# Its states


def _why_not_held(values: Values, books: Books) -> str:
    """Why an event was not held yet; empty when it may have been."""
    breach = held_by_today(values | {"status": HELD}, books)
    return breach[1] if breach else ""


PROGRESS = declare_progress(
    Progress(
        Event,
        "status",
        following={
            PLANNED: (OPEN, CANCELLED),
            OPEN: (HELD, PLANNED, CANCELLED),
            HELD: (CLOSED, OPEN),
            CLOSED: (HELD,),
            CANCELLED: (),
        },
        needs={OPEN: ("places", "starts", "place")},
        asks={CLOSED: ("outcome", "charged")},
        tells={"charged": owed_in_words},
        not_yet={HELD: _why_not_held},
    )
)


@rule(Event, REFUSE, "An event was held on a day that was.")
def held_by_today(values: Values, books: Books) -> Breach | None:
    """Neither held nor closed is an event that is still to come."""
    held = values.get("held")
    if values.get("status") not in (HELD, CLOSED) or not isinstance(held, date):
        return None
    if held <= books.today:
        return None
    if stands_already(Event, values, books, "status"):
        return "held", (
            f"It was held already, and {show_date(held)} is still to come: enter the day on which "
            "it was, or take its status back first."
        )
    return "status", f"It is still to come, on {show_date(held)}: until then it is open."


@rule(Event, REFUSE, "An event at which somebody came has been.")
def attended_event_was_held(values: Values, books: Books) -> Breach | None:
    """Where it is recorded who came, the day is not one to come, and it is not taken back."""
    held = values.get("held")
    if not isinstance(held, date) or not values.get("key"):
        return None
    if held > books.today and _recorded(values, books):
        return "held", (
            f"It is recorded who came, and {show_date(held)} is still to come: enter the day on "
            "which it was held."
        )
    return None


def _recorded(values: Values, books: Books) -> list[Values]:
    """The bookings of an event of which it is recorded whether anybody came."""
    found = books.find(Booking, event=values["key"])
    return [each for each in found if each["status"] in (CAME, AWAY)]


@rule(Event, REFUSE, "An event is closed when it is known of every booking who came.", lasting=True)
def closed_when_all_is_known(values: Values, books: Books) -> Breach | None:
    """No booking of a closed event is left open."""
    if values.get("status") != CLOSED or not values.get("key"):
        return None
    return _missing_attendance(values, books)


def _missing_attendance(values: Values, books: Books) -> Breach | None:
    open_ones = [
        each for each in books.find(Booking, event=values["key"]) if each["status"] == BOOKED
    ]
    if not open_ones:
        return None
    kind, key = place_of_booking(open_ones[0])
    more = f" and {len(open_ones) - 1} more" if len(open_ones) > 1 else ""
    missing = count_of(len(open_ones), "booking")
    return "status", (
        f"Who came is missing of {missing}: {books.name_of(kind, key)}{more}. In its bookings a "
        "takes all as having come, and n notes that nobody came."
    )


@rule(Event, REPORT, "It is recorded who came to an event that was held.")
def attendance_is_known(values: Values, books: Books) -> Breach | None:
    """From the day after it on."""
    held = values.get("until") or values.get("held")
    if values.get("status") in (CLOSED, CANCELLED) or not isinstance(held, date):
        return None
    return _missing_attendance(values, books) if held < books.today else None


OPENS_BEFORE = 14
"""Days before an event by which schools should be able to book."""


@rule(Event, REPORT, "An event is open for bookings two weeks before it.")
def open_two_weeks_before(values: Values, books: Books) -> Breach | None:
    """One that is only planned then is told of."""
    held = values.get("held")
    if values.get("status") != PLANNED or not isinstance(held, date):
        return None
    days = (held - books.today).days
    if days > OPENS_BEFORE:
        return None
    when = f"in {count_of(days, 'day')}" if days > 0 else "today" if not days else "its day is past"
    return "status", f"Not open for bookings yet: {show_date(held)}, {when}."


@rule(Event, WARN, "An event that is closed has an outcome.")
@rule(Event, REPORT, "An event that is closed has an outcome.")
def closed_with_an_outcome(values: Values, books: Books) -> Breach | None:
    """What came of it is told in a sentence."""
    if values.get("status") != CLOSED or values.get("outcome"):
        return None
    return "outcome", "Closed without outcome: what came of it?"


# Its places


@rule(Event, REFUSE, "An event has places for all that are booked.", lasting=True)
def places_hold_the_bookings(values: Values, books: Books) -> Breach | None:
    """No fewer places than are booked; 0, or nothing, is no limit."""
    places = values.get("places")
    if not places or not values.get("key"):
        return None
    taken = places_taken(values, books.find(Booking, event=values["key"]))
    if isinstance(places, int) and taken > places:
        return "places", f"{taken} are booked: enter at least {taken}, or cancel bookings first."
    return None


@rule(Event, REFUSE, "Pupils come to enrichment days only.", lasting=True)
def event_with_pupils_is_for_them(values: Values, books: Books) -> Breach | None:
    """An event that pupils are booked to stays an enrichment day."""
    if is_for_pupils(values) or not values.get("key"):
        return None
    pupils = sum(int(str(each["pupils"] or 0)) for each in books.find(Booking, event=values["key"]))
    if not pupils:
        return None
    return "kind_of_event", (
        f"{count_of(pupils, 'pupil is', 'pupils are')} booked, and pupils come to enrichment days "
        "only: leave the kind Enrichment day."
    )


@rule(Event, REFUSE, "A cancelled event has no bookings that stand.")
def cancelled_without_attendance(values: Values, books: Books) -> Breach | None:
    """An event to which somebody came was held."""
    before = standing(Event, values, books)
    if values.get("status") != CANCELLED or before is None:
        return None
    recorded = _recorded(values, books)
    if not recorded:
        return None
    return "status", (
        f"Who came is recorded of {count_of(len(recorded), 'booking')}, so it was held: take that "
        "back first."
    )
