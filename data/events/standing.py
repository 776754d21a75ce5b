"""How an event stands in words: how many places are taken, and what is left to do."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from data.events.queries import BookingSum
from models.events.booking import BOOKED, WAITING, WITH_PLACES
from models.events.event import CLOSED, EVENT_STATES, HELD, OPEN, PLANNED
from models.events.rules import OPENS_BEFORE
from models.fields.states import State, Tone
from models.fields.text import count_of
from models.records.record import Values

Sums = Mapping[str, BookingSum]
"""The sums of an event's bookings by their state."""

LEFT_TO_DO = {
    status: State("!", f"{EVENT_STATES[status].word} !", Tone.WARN)
    for status in (PLANNED, OPEN, HELD, CLOSED)
}
"""The state shown for an event when something is left to do."""

STANDINGS = (*EVENT_STATES.values(), *LEFT_TO_DO.values())


def number_taken(sums: Sums) -> int:
    """How many places are taken."""
    return sum(each.number for status, each in sums.items() if status in WITH_PLACES)


def number_waiting(sums: Sums) -> int:
    """For how many there was no place."""
    return sums[WAITING].number if WAITING in sums else 0


def taken_in_short(event: Values, sums: Sums) -> str:
    """How many places are taken of how many, and how many wait: 20/20 +3."""
    limit = f"/{event['places']}" if event["places"] else ""
    waiting = number_waiting(sums)
    return f"{number_taken(sums)}{limit}{f' +{waiting}' if waiting else ''}"


def taken_in_words(event: Values, sums: Sums) -> str:
    """The same in words: 20 of 20, 3 wait."""
    limit = f" of {event['places']}" if event["places"] else " booked"
    waiting = number_waiting(sums)
    return f"{number_taken(sums)}{limit}{f', {waiting} wait' if waiting else ''}"


def left_to_do(event: Values, sums: Sums, today: date) -> str:
    """What is left to do for an event in its state, in words; empty when nothing is."""
    held, status = event["held"], event["status"]
    last = event["until"] or held
    assert isinstance(held, date)
    assert isinstance(last, date)
    missing = sums[BOOKED].bookings if BOOKED in sums else 0
    if status == PLANNED and held <= today + timedelta(days=OPENS_BEFORE):
        return "not open for bookings yet"
    if status == OPEN and last < today:
        return "it is over: was it held?"
    if status == HELD:
        if not missing:
            return ""
        return f"who came is missing of {count_of(missing, 'booking')}"
    if status == CLOSED and not event["outcome"]:
        return "closed without outcome"
    return ""


def state_of_event(event: Values, sums: Sums, today: date) -> State:
    """The state of an event, with a mark where something is left to do."""
    status = str(event["status"])
    return LEFT_TO_DO[status] if left_to_do(event, sums, today) else EVENT_STATES[status]


def days_away(day: date, today: date) -> str:
    """How far a day is from today, in words: in 5 days, 12 days ago."""
    days = (day - today).days
    if days == 0:
        return "today"
    return f"in {count_of(days, 'day')}" if days > 0 else f"{count_of(-days, 'day')} ago"
