"""What is asked about an alliance's meetings: before the founding, twice on a day, whose circle."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from models.alliances import Alliance, Workstream
from models.meetings import Meeting
from models.rules import Severity
from tests.models.shelf import Shelf, said

FOUNDED, HELD = date(2024, 9, 2), date(2026, 11, 10)


@pytest.fixture
def shelf() -> Shelf:
    """An alliance that was founded in 2024 and has held an annual meeting."""
    shelf = Shelf()
    shelf.put(Alliance, "north", name="Northern", founded=FOUNDED)
    shelf.put(Alliance, "south", name="Southern")
    shelf.put(Workstream, "cpd", name="CPD", alliance="north")
    shelf.put(Workstream, "far", name="Far", alliance="south")
    shelf.put(Meeting, "held", kind_of_meeting="annual meeting", alliance="north", held=HELD)
    return shelf


def warned(shelf: Shelf, **values: Any) -> list[tuple[str, str]]:
    given = {"kind_of_meeting": "annual meeting", "alliance": "north", "held": date(2026, 11, 12)}
    return said(shelf, Meeting, given | values, Severity.WARN)


def test_a_meeting_before_the_founding_is_asked_about(shelf: Shelf) -> None:
    ((attribute, why),) = warned(shelf, held=date(2024, 8, 30))
    assert attribute == "held"
    assert why.startswith("Northern was founded on 02/09/2024, after that day")
    assert warned(shelf, held=FOUNDED) == []
    assert warned(shelf, held=date(2020, 9, 1), alliance="south") == [], "nobody knows since when"
    later = (shelf.get(Alliance, "north") or {}) | {"founded": date(2026, 11, 11)}
    told = said(shelf, Alliance, later, Severity.WARN)
    assert ("founded", "It met on 10/11/2026, before that day: is the day right?") in told


def test_the_same_meeting_twice_on_one_day_is_asked_about(shelf: Shelf) -> None:
    ((attribute, why),) = warned(shelf, held=HELD)
    assert attribute == "held"
    assert "There is one like it on that day (Annual meeting)" in why
    assert warned(shelf, held=HELD, kind_of_meeting="steering group") == []
    assert warned(shelf, held=HELD, alliance="south") == []
    assert warned(shelf, held=HELD, key="held") == [], "it is that one"


def test_whose_circle_meets_is_asked(shelf: Shelf) -> None:
    circle = {"kind_of_meeting": "circle"}
    assert warned(shelf, **circle) == [("workstream", "Whose circle meets? Name its workstream.")]
    assert warned(shelf, **circle, workstream="cpd") == []
    ((attribute, why),) = warned(shelf, **circle, workstream="far")
    assert attribute == "workstream"
    assert why.startswith("Far is a workstream of Southern")
    shelf.put(Meeting, "circle", **circle, alliance="north", held=HELD, workstream="cpd")
    shelf.put(Workstream, "itt", name="ITT", alliance="north")
    assert warned(shelf, **circle, held=HELD, workstream="itt") == []
    assert [each[0] for each in warned(shelf, **circle, held=HELD, workstream="cpd")] == ["held"]
