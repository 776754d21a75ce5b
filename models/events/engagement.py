"""Bookings count as taking part: a school whose people, or pupils, came to an event is engaged."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from models.events.booking import CAME, Booking
from models.events.event import Event
from models.memberships.engagement import TakingPart, counts_as_engaged
from models.records.books import Books
from models.workstreams.engagement import taking_part_in
from models.workstreams.workstream import Workstream


@counts_as_engaged("an event of a workstream to which somebody came")
def engaged_by_attending(books: Books) -> Iterator[TakingPart]:
    """Each school that came to an event, on the days of the event."""
    events = {str(each["key"]): each for each in books.find(Event) if each["workstream"]}
    streams = {str(each["key"]): each for each in books.find(Workstream)}
    for booking in books.find(Booking, status=CAME):
        event = events.get(str(booking["event"]))
        if event is None or booking["school"] is None:
            continue
        held, last = event["held"], event["until"] or event["held"]
        if isinstance(held, date) and isinstance(last, date):
            stream = streams[str(event["workstream"])]
            yield taking_part_in(stream, str(booking["school"]), held, last)
