"""What is refused, warned of and reported of events and bookings."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from models.alliances.alliance import Alliance
from models.calendar.half_term_dates import HalfTermDates
from models.events.booking import BOOKING_STATES, Booking
from models.events.charging import Charging
from models.events.event import EVENT_STATES, Event
from models.memberships.membership import Membership
from models.records.rules import Severity
from models.schools.school import School
from models.workstreams.workstream import Workstream
from tests.books import TODAY, BooksInMemory, messages_of

HELD = date(2026, 11, 26)  # a Thursday, five days after today
WAS = date(2026, 11, 5)


@pytest.fixture
def books() -> BooksInMemory:
    """An alliance with its hub and two schools, an event to come, one that was, one for pupils."""
    books = BooksInMemory()
    books.add(School, "hub", name="Hub", local_authority="353")
    books.add(School, "one", name="One")
    books.add(School, "two", name="Two")
    books.add(Alliance, "north", name="Northern", hub="hub")
    books.add(Alliance, "south", name="Southern")
    books.add(Workstream, "cpd", name="CPD", alliance="north")
    books.add(
        Membership, "m", school="one", alliance="north", stage="member",
        statement_signed=date(2024, 9, 1), since=date(2024, 9, 1),
    )  # fmt: skip
    complete: dict[str, Any] = {
        "workstream": "cpd",
        "places": 10,
        "starts": "16:00",
        "place": "Hub",
    }
    books.add(Event, "next", title="Reading", held=HELD, status="open", **complete)
    books.add(Event, "was", title="Coaching", held=WAS, status="held", **complete)
    books.add(
        Event, "pupils", title="Evening", kind_of_event="enrichment day", held=HELD,
        status="open", **complete,
    )  # fmt: skip
    return books


def event(books: BooksInMemory, key: str, *severities: Severity, **values: Any) -> dict[str, str]:
    return dict(messages_of(books, Event, (books.get(Event, key) or {}) | values, *severities))


def booking(books: BooksInMemory, *severities: Severity, **values: Any) -> dict[str, str]:
    given = {"event": "next", "school": "one", "people": 2, "booked": TODAY}
    return dict(messages_of(books, Booking, given | values, *severities))


# Events


def test_an_event_is_of_a_workstream_or_an_alliance(books: BooksInMemory) -> None:
    assert event(books, "next") == {}
    assert "Name its workstream" in event(books, "next", workstream=None)["workstream"]
    assert event(books, "next", workstream=None, alliance="south") == {}
    assert event(books, "next", alliance="south")["alliance"] == (
        "CPD is of Northern: leave Alliance empty."
    )


def test_an_event_ends_after_it_begins(books: BooksInMemory) -> None:
    assert "is before date" in event(books, "next", until=HELD - timedelta(days=1))["until"]
    assert "cannot end at 16:00" in event(books, "next", ends="16:00")["ends"]
    assert event(books, "next", ends="09:00", until=HELD + timedelta(days=1)) == {}
    long = event(books, "next", Severity.WARN, until=HELD + timedelta(days=14))
    assert long["until"] == "It lasts 15 days: is the last day right?"
    assert "until" not in event(books, "next", Severity.WARN, until=HELD + timedelta(days=13))


@pytest.mark.parametrize("before", EVENT_STATES)
@pytest.mark.parametrize("to", EVENT_STATES)
def test_an_event_reaches_no_state_without_the_one_before(
    books: BooksInMemory, before: str, to: str
) -> None:
    follows = {
        "planned": {"open", "cancelled"},
        "open": {"held", "cancelled", "planned"},
        "held": {"closed", "open"},
        "closed": {"held"},
        "cancelled": set(),
    }
    values = books.get(Event, "was")
    assert values is not None
    values["status"] = before
    refused = "status" in event(books, "was", status=to)
    assert refused == (to != before and to not in follows[before])


def test_an_event_is_opened_when_it_is_complete_and_held_when_its_day_has_come(
    books: BooksInMemory,
) -> None:
    assert "places" in event(books, "next", places=None)
    assert event(books, "next", places=0) == {}, "no limit"
    assert "starts" in event(books, "next", starts=None)
    assert event(books, "next", status="held")["status"].startswith("It is still to come, on 26/11")
    assert event(books, "next", status="held", held=TODAY) == {}
    assert "is still to come" in event(books, "was", held=HELD)["held"]


def test_closing_needs_to_know_of_every_booking_and_asks_for_an_outcome(
    books: BooksInMemory,
) -> None:
    books.add(Booking, "b", event="was", school="one", people=2, status="booked")
    told = event(books, "was", status="closed")["status"]
    assert told.startswith("Who came is missing of 1 booking: One.")
    assert "status" in event(books, "was", Severity.REPORT)
    (found,) = books.find(Booking, event="was")
    found |= {"status": "came", "attended_people": 2}
    assert event(books, "was", status="closed") == {}
    assert event(books, "was", Severity.REPORT) == {}
    for severity in (Severity.WARN, Severity.REPORT):
        assert "Closed without outcome" in event(books, "was", severity, status="closed")["outcome"]
    assert event(books, "was", Severity.REPORT, status="closed", outcome="They came back") == {}


def test_an_event_that_is_near_and_only_planned_is_reported(books: BooksInMemory) -> None:
    def reported(days: int) -> bool:
        held = TODAY + timedelta(days=days)
        return "status" in event(books, "next", Severity.REPORT, status="planned", held=held)

    assert [reported(days) for days in (-1, 0, 14, 15)] == [True, True, True, False]
    assert event(books, "next", Severity.REPORT) == {}


def test_an_event_of_a_closed_alliance_or_an_ended_workstream_is_asked_about(
    books: BooksInMemory,
) -> None:
    books.add(Workstream, "old", name="Old", alliance="north", ended=HELD)
    assert "ended on 26/11/2026" in event(books, "next", Severity.WARN, workstream="old")["held"]
    (books.get(Alliance, "north") or {})["status"] = "closed"
    asked = event(books, "next", Severity.WARN, title="Another", held=HELD + timedelta(days=7))
    assert asked["workstream"] == "Northern is closed: is this event still its own?"


@pytest.mark.parametrize("name", ["title", "place", "facilitator", "outcome", "notes"])
@pytest.mark.parametrize("text", ["Prize for pupil Amy Smith", "List of pupils by name"])
def test_no_text_of_an_event_names_a_pupil(books: BooksInMemory, name: str, text: str) -> None:
    assert "keep only numbers" in event(books, "next", **{name: text})[name]
    assert event(books, "next", **{name: "34 pupils of 3 schools came"}) == {}


# Bookings


def test_a_booking_is_of_one_school_and_a_second_is_a_change_of_the_number(
    books: BooksInMemory,
) -> None:
    assert booking(books) == {}
    assert "Who comes?" in booking(books, school=None)["school"]
    assert "leave one of them empty" in booking(books, organisation="o")["organisation"]
    books.add(Booking, "b", event="next", school="one", people=1, status="booked")
    assert "One has booked this event already" in booking(books)["school"]
    assert booking(books, key="b") == {}
    assert booking(books, event="pupils", pupils=3) == {}


def test_a_school_that_has_closed_by_the_day_is_asked_about(books: BooksInMemory) -> None:
    books.add(School, "gone", name="Gone", closed=HELD)
    said = booking(books, Severity.WARN, school="gone")["school"]
    assert said == "Gone is to close on 26/11/2026: is it the right school?"
    (books.get(School, "gone") or {})["closed"] = HELD + timedelta(days=1)
    assert "school" not in booking(books, Severity.WARN, school="gone")


def test_bookings_never_exceed_the_places(books: BooksInMemory) -> None:
    books.add(Booking, "b", event="next", school="two", people=8, status="booked")
    assert booking(books, people=2, status="booked") == {}
    refused = booking(books, people=3, status="booked")["people"]
    assert refused.startswith("2 places are free of 10, and this needs 3: enter 2, let it wait")
    assert booking(books, people=3, status="waiting") == {}
    assert booking(books, people=3) == {}, "it is decided when it is saved"
    assert event(books, "next", places=7)["places"].startswith("8 are booked: enter at least 8")
    assert event(books, "next", places=8) == {}
    assert event(books, "next", places=0) == {}
    books.add(Booking, "p", event="pupils", school="two", people=9, pupils=4, status="booked")
    assert booking(books, event="pupils", people=9, pupils=6, status="booked") == {}
    assert "pupils" in booking(books, event="pupils", pupils=7, status="booked")


def test_pupils_come_to_enrichment_days_only(books: BooksInMemory) -> None:
    assert "Pupils come to enrichment days only" in booking(books, pupils=3)["pupils"]
    assert "How many pupils?" in booking(books, event="pupils")["pupils"]
    assert "How many people?" in booking(books, people=0)["people"]
    assert booking(books, event="pupils", people=0, pupils=12) == {}
    books.add(Booking, "p", event="pupils", school="two", people=1, pupils=4, status="booked")
    assert "4 pupils are booked" in event(books, "pupils", kind_of_event="network")["kind_of_event"]


def test_who_came_is_recorded_of_an_event_that_was_and_no_more_than_were_booked(
    books: BooksInMemory,
) -> None:
    came: dict[str, Any] = {"status": "came", "attended_people": 2}
    assert booking(books, **came)["status"].startswith("This event is still to come")
    assert booking(books, event="was", **came) == {}
    more = booking(books, event="was", status="came", attended_people=3)["attended_people"]
    assert more == "3 came, and 2 were booked: raise People to 3 first."
    assert "How many came?" in booking(books, event="was", status="came")["attended_people"]
    assert "attended_people" in booking(books, event="was", status="booked", attended_people=1)
    useful = booking(books, event="was", **came, useful=3)["useful"]
    assert useful == "Useful is 3, and 2 came: enter 2 at most."


@pytest.mark.parametrize("to", BOOKING_STATES)
def test_who_waits_is_booked_before_coming(books: BooksInMemory, to: str) -> None:
    books.add(Booking, "b", event="was", school="one", people=2, status="waiting")
    given = {"cancelled": WAS} if to == "cancelled" else {"attended_people": 2}
    values = {"key": "b", "event": "was", "booked": WAS, "status": to}
    refused = booking(books, **values, **(given if to in ("cancelled", "came") else {}))
    assert ("status" in refused) == (to in ("came", "did not come"))


def test_a_closed_or_cancelled_event_has_no_booking_that_is_open(books: BooksInMemory) -> None:
    closed = books.get(Event, "was")
    assert closed is not None
    closed["status"] = "closed"
    for status in ("booked", None):
        assert "say whether they came" in booking(books, event="was", status=status)["status"]
    assert booking(books, event="was", status="did not come") == {}
    closed["status"] = "cancelled"
    assert "takes no bookings" in booking(books, event="was", status="booked")["event"]


def test_a_booking_is_cancelled_on_a_day_from_its_booking_to_the_event(
    books: BooksInMemory,
) -> None:
    def refused(**values: Any) -> str:
        given = {"event": "was", "booked": date(2026, 10, 1), "status": "cancelled"}
        return booking(books, **given | values).get("cancelled", "")

    assert refused().startswith("On which day")
    assert refused(cancelled=date(2026, 9, 30)).startswith("It was booked on 01/10/2026")
    assert refused(cancelled=WAS) == ""
    assert refused(cancelled=WAS + timedelta(days=1)).startswith("The event was on 05/11/2026")
    assert "still to come" in refused(cancelled=TODAY + timedelta(days=1))
    assert refused(status="booked", cancelled=WAS) == "It is not cancelled: empty this day."


# Late, and what is owed


def test_the_last_day_in_time_is_counted_in_working_days_of_the_hubs_calendar(
    books: BooksInMemory,
) -> None:
    def last(held: date, days: int | None = 5) -> date | None:
        values = books.get(Event, "next")
        assert values is not None
        return Charging(books).last_day_in_time(
            values | {"held": held, "cancel_by_working_days": days}
        )

    assert last(HELD) == date(2026, 11, 19), "Thursday to Thursday, over a weekend"
    assert last(HELD, 0) == HELD
    assert last(HELD, None) is None
    # The usual half-term break of 2026 is the week of 26 October.
    assert last(date(2026, 11, 3)) == date(2026, 10, 20)
    books.add(
        HalfTermDates, "a", local_authority="353", school_year=2026, half_term="Autumn 1",
        first_day=date(2026, 9, 1), last_day=date(2026, 10, 16),
    )  # fmt: skip
    assert last(date(2026, 11, 3)) == date(2026, 10, 13), "the hub's authority ended a week earlier"
    assert last(date(2026, 9, 3), 2) == date(2026, 9, 1)


def test_late_is_charged_when_the_event_says_so_and_members_pay_their_price(
    books: BooksInMemory,
) -> None:
    prices = {"price_member": 40_00, "price_other": 60_00}
    found = (books.get(Event, "next") or {}) | prices

    def owed(stands: str, cancelled: date | None = None, school: str = "one", **of: Any) -> int:
        values = Booking.starting_values() | {
            "event": "next", "school": school, "people": 3, "status": stands, "cancelled": cancelled
        }  # fmt: skip
        return Charging(books).amount_of(found | of, values)

    in_time, late = date(2026, 11, 19), date(2026, 11, 20)
    assert owed("booked") == 120_00
    assert owed("booked", school="two") == 180_00, "it has signed nothing"
    assert owed("did not come") == owed("came") == 120_00
    assert owed("waiting") == 0
    assert owed("cancelled", in_time) == 0
    assert owed("cancelled", late) == 120_00
    assert owed("cancelled", late, charge_late=False) == 0
    assert owed("cancelled", late, status="cancelled") == 0, "the event itself was cancelled"
    assert owed("booked", held=date(2024, 8, 31)) == 180_00, "it signed on the day after"
    assert owed("booked", held=date(2024, 9, 1)) == 120_00


def test_a_late_cancellation_is_told_with_its_price(books: BooksInMemory) -> None:
    (books.get(Event, "next") or {}).update({"price_member": 40_00})
    cancelled: dict[str, Any] = {"status": "cancelled", "booked": date(2026, 11, 1)}
    warned = booking(books, Severity.WARN, **cancelled, cancelled=date(2026, 11, 20))
    assert warned["cancelled"] == "Late: in time was until 19/11/2026, so £80.00 is charged."
    assert booking(books, Severity.WARN, **cancelled, cancelled=date(2026, 11, 19)) == {}
