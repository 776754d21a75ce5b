"""What is asked about an alliance's meetings: before the founding, twice on a day, whose circle."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from models.alliances.alliance import Alliance
from models.meetings.meeting import Meeting
from models.records.rules import Severity
from models.workstreams.workstream import Workstream
from tests.books import BooksInMemory, messages_of

FOUNDED, HELD = date(2024, 9, 2), date(2026, 11, 10)


@pytest.fixture
def books() -> BooksInMemory:
    """An alliance that was founded in 2024 and has held an annual meeting."""
    books = BooksInMemory()
    books.add(Alliance, "north", name="Northern", founded=FOUNDED)
    books.add(Alliance, "south", name="Southern")
    books.add(Workstream, "cpd", name="CPD", alliance="north")
    books.add(Workstream, "far", name="Far", alliance="south")
    books.add(Meeting, "held", kind_of_meeting="annual meeting", alliance="north", held=HELD)
    return books


def warned(books: BooksInMemory, **values: Any) -> list[tuple[str, str]]:
    given = {"kind_of_meeting": "annual meeting", "alliance": "north", "held": date(2026, 11, 12)}
    return messages_of(books, Meeting, given | values, Severity.WARN)


def test_a_meeting_before_the_founding_is_asked_about(books: BooksInMemory) -> None:
    ((attribute, why),) = warned(books, held=date(2024, 8, 30))
    assert attribute == "held"
    assert why.startswith("Northern was founded on 02/09/2024, after that day")
    assert warned(books, held=FOUNDED) == []
    assert warned(books, held=date(2020, 9, 1), alliance="south") == [], "nobody knows since when"
    later = (books.get(Alliance, "north") or {}) | {"founded": date(2026, 11, 11)}
    told = messages_of(books, Alliance, later, Severity.WARN)
    assert ("founded", "It met on 10/11/2026, before that day: is the day right?") in told


def test_the_same_meeting_twice_on_one_day_is_asked_about(books: BooksInMemory) -> None:
    ((attribute, why),) = warned(books, held=HELD)
    assert attribute == "held"
    assert "There is one like it on that day (Annual meeting)" in why
    assert warned(books, held=HELD, kind_of_meeting="steering group") == []
    assert warned(books, held=HELD, alliance="south") == []
    assert warned(books, held=HELD, key="held") == [], "it is that one"


def test_whose_circle_meets_is_asked(books: BooksInMemory) -> None:
    circle = {"kind_of_meeting": "circle"}
    assert warned(books, **circle) == [("workstream", "Whose circle meets? Name its workstream.")]
    assert warned(books, **circle, workstream="cpd") == []
    ((attribute, why),) = warned(books, **circle, workstream="far")
    assert attribute == "workstream"
    assert why.startswith("Far is a workstream of Southern")
    books.add(Meeting, "circle", **circle, alliance="north", held=HELD, workstream="cpd")
    books.add(Workstream, "itt", name="ITT", alliance="north")
    assert warned(books, **circle, held=HELD, workstream="itt") == []
    assert [each[0] for each in warned(books, **circle, held=HELD, workstream="cpd")] == ["held"]
