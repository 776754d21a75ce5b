"""The charges of an event: until when a booking is cancelled in time, and what is owed for it."""

from __future__ import annotations

from datetime import date, timedelta

from models.alliances.alliance import Alliance
from models.calendar.calendars import calendar_for, calendars
from models.calendar.school_calendar import SchoolCalendar
from models.events.booking import CANCELLED as BOOKING_CANCELLED
from models.events.booking import WITH_PLACES, Booking, number_booked
from models.events.event import CANCELLED
from models.fields.values import Value, show_value
from models.memberships.membership import STAGES_THAT_SIGNED, Membership
from models.memberships.path import Reached, stage_on
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


def owed_for(event: Values, books: Books, charging: Charging | None = None) -> int:
    """The pence that are owed for the bookings of an event together."""
    if not event.get("key") or not (event.get("price_member") or event.get("price_other")):
        return 0
    charging = charging or Charging(books)
    return sum(charging.amount_of(event, each) for each in books.find(Booking, event=event["key"]))


def owed_in_words(event: Values, books: Books) -> str:
    """What charging an event would charge, and whom; empty where nothing is owed."""
    owed = owed_for(event, books)
    return f"Charge all who booked what they owe, {show_value(owed, 'money')}?" if owed else ""


class Charging:
    """What is owed for bookings. It remembers what it has read, for as long as it is used."""

    def __init__(self, books: Books) -> None:
        self.books = books
        self._calendars: dict[str | None, SchoolCalendar] | None = None
        self._last_days: dict[tuple[Value, ...], date | None] = {}
        self._members: dict[tuple[Value, ...], bool] = {}
        self._paths: dict[str, dict[str, list[list[Reached]]]] = {}

    def last_day_in_time(self, event: Values) -> date | None:
        """The last day on which a booking is cancelled in time; None without a day of the event.

        It is so many working days of the school calendar before, of the hub's authority.
        """
        day, count = event["held"], event["cancel_by_working_days"]
        asked = (event["workstream"], event["alliance"], day, count)
        if asked not in self._last_days:
            known = isinstance(day, date) and isinstance(count, int)
            self._last_days[asked] = self._days_before(event) if known else None
        return self._last_days[asked]

    def _days_before(self, event: Values) -> date:
        day, count = event["held"], event["cancel_by_working_days"]
        assert isinstance(day, date)
        assert isinstance(count, int)
        if self._calendars is None:
            self._calendars = calendars(self.books)
        calendar = calendar_for(self._calendars, self._authority_of(event))
        for _ in range(count):
            for _ in range(_LONGEST_HOLIDAY):
                day -= timedelta(days=1)
                if calendar.is_school_day(day):
                    break
        return day

    def _authority_of(self, event: Values) -> str | None:
        """The authority of the hub of the event's alliance."""
        alliance = self.books.get(Alliance, alliance_of_event(event, self.books) or "")
        hub = self.books.get(School, str(alliance["hub"])) if alliance and alliance["hub"] else None
        return str(hub["local_authority"]) if hub and hub["local_authority"] else None

    def is_cancelled_late(self, event: Values, booking: Values) -> bool:
        """Whether a booking was cancelled after the last day for it; never where the event was."""
        day = booking["cancelled"]
        if booking["status"] != BOOKING_CANCELLED or not isinstance(day, date):
            return False
        last = self.last_day_in_time(event) if event["status"] != CANCELLED else None
        return last is not None and day > last

    def pays_as_member(self, event: Values, booking: Values) -> bool:
        """Whether who booked had signed in the event's alliance by the day of the event."""
        of_event = event["workstream"], event["alliance"], event["held"]
        asked = (*of_event, booking["school"], booking["organisation"])
        if asked not in self._members:
            self._members[asked] = self._had_signed(event, booking)
        return self._members[asked]

    def _had_signed(self, event: Values, booking: Values) -> bool:
        alliance, held = alliance_of_event(event, self.books), event["held"]
        if alliance is None or not isinstance(held, date):
            return False
        stood = (stage_on(path, held) for path in self._paths_of(alliance, booking))
        return any(each is not None and each.stage in STAGES_THAT_SIGNED for each in stood)

    def _paths_of(self, alliance: str, booking: Values) -> list[list[Reached]]:
        """The paths of who booked, in this alliance; its memberships are read at once."""
        if alliance not in self._paths:
            paths = self._paths[alliance] = {}
            for each in self.books.find(Membership, alliance=alliance):
                who = str(each["school"] or each["organisation"])
                paths.setdefault(who, []).append(known_path(each, self.books))
        return self._paths[alliance].get(str(booking["school"] or booking["organisation"]), [])

    def amount_of(self, event: Values, booking: Values) -> int:
        """The pence that are owed for a booking as it stands; 0 where nothing is."""
        late = event["charge_late"] and self.is_cancelled_late(event, booking)
        if event["status"] == CANCELLED or not (booking["status"] in WITH_PLACES or late):
            return 0
        member, other = event["price_member"], event["price_other"]
        if not member and not other:
            return 0
        price = member if self.pays_as_member(event, booking) else other
        return number_booked(event, booking) * price if isinstance(price, int) else 0
