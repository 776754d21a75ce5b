"""The charges of an event: until when a booking is cancelled in time, and what is owed for it."""

from __future__ import annotations

from datetime import date, timedelta

from models.alliances.alliance import Alliance
from models.calendar.calendars import calendar_for, calendars
from models.events.booking import AWAY, BOOKED, CAME, number_booked
from models.events.booking import CANCELLED as BOOKING_CANCELLED
from models.events.event import CANCELLED
from models.memberships.membership import STAGES_THAT_SIGNED, Membership
from models.memberships.path import stage_on
from models.memberships.rules import known_path
from models.records.books import Books
from models.records.record import Values
from models.schools.school import School
from models.workstreams.workstream import Workstream

_LONGEST_HOLIDAY = 120
"""Days to look for a school day at most; no holiday is as long."""


def alliance_of_event(event: Values, books: Books) -> str | None:
    """The key of the alliance that holds an event, by its workstream where it names one."""
    workstream = books.get(Workstream, str(event["workstream"])) if event["workstream"] else None
    found = workstream["alliance"] if workstream else event["alliance"]
    return str(found) if found else None


def last_day_in_time(event: Values, books: Books) -> date | None:
    """The last day on which a booking is cancelled in time; None without a day of the event.

    It is so many working days of the school calendar before, of the hub's authority.
    """
    day, count = event["held"], event["cancel_by_working_days"]
    if not isinstance(day, date) or not isinstance(count, int):
        return None
    alliance = books.get(Alliance, alliance_of_event(event, books) or "")
    hub = books.get(School, str(alliance["hub"])) if alliance and alliance["hub"] else None
    authority = str(hub["local_authority"]) if hub and hub["local_authority"] else None
    calendar = calendar_for(calendars(books), authority)
    for _ in range(count):
        for _ in range(_LONGEST_HOLIDAY):
            day -= timedelta(days=1)
            if calendar.is_school_day(day):
                break
    return day


def is_cancelled_late(event: Values, booking: Values, books: Books) -> bool:
    """Whether a booking was cancelled after the last day for it; never where the event was."""
    day = booking["cancelled"]
    if booking["status"] != BOOKING_CANCELLED or not isinstance(day, date):
        return False
    last = last_day_in_time(event, books) if event["status"] != CANCELLED else None
    return last is not None and day > last


def pays_as_member(event: Values, booking: Values, books: Books) -> bool:
    """Whether who booked had signed in the event's alliance by the day of the event."""
    alliance, held = alliance_of_event(event, books), event["held"]
    if alliance is None or not isinstance(held, date):
        return False
    who = "school" if booking["school"] else "organisation"
    for membership in books.find(Membership, alliance=alliance, **{who: booking[who]}):
        stood = stage_on(known_path(membership, books), held)
        if stood is not None and stood.stage in STAGES_THAT_SIGNED:
            return True
    return False


def amount_of(event: Values, booking: Values, books: Books) -> int:
    """The pence that are owed for a booking as it stands; 0 where nothing is."""
    late = event["charge_late"] and is_cancelled_late(event, booking, books)
    if event["status"] == CANCELLED or not (booking["status"] in (BOOKED, CAME, AWAY) or late):
        return 0
    prices = event["price_member"], event["price_other"]
    if not any(prices):
        return 0
    price = prices[0] if pays_as_member(event, booking, books) else prices[1]
    return number_booked(event, booking) * price if isinstance(price, int) else 0
