"""Papers of events and programmes: counted by hand, and without a name that may not leave."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from icalendar import Calendar

from data.exports.writing import FORMATS, write
from data.sample.store import open_sample
from data.store.store import Store
from data.summaries.registry import SUMMARIES
from data.tables.paper import Listing
from data.tables.table import Summary
from models.alliances.alliance import Alliance
from models.events.booking import Booking
from models.events.event import Event
from models.fields.states import State
from models.programmes.cohort import Cohort, CohortPlace
from models.programmes.placement import Placement
from models.programmes.programme import Programme
from models.schools.school import School
from tests.conftest import TODAY

NAMES = (
    *("event-programme", "event-attendance", "bookings-late-cancelled"),
    *("cohorts", "placements-offered"),
)
UNSIGNED = "Copperbeck Academy (sample)"


@pytest.fixture
def sample() -> Iterator[Store]:
    with open_sample(TODAY) as store:
        yield store


def column(summary: Summary, name: str) -> list[object]:
    at = [each.name for each in summary.columns].index(name)
    return [row.cells[at] for row in summary.rows]


def test_the_programme_is_a_calendar_with_beginning_and_end(sample: Store) -> None:
    found = SUMMARIES["event-programme"].make(sample)
    assert column(found, "what") == [
        "Reading across the curriculum (sample)",
        "Science network (sample)",
        "Evening for sixth forms (sample)",
    ]
    assert column(found, "free") == [0, None, 26]
    assert column(found, "cancel-by")[0] == date(2026, 11, 19)
    events = Calendar.from_ical(write(found, "ics")).walk("VEVENT")
    assert [str(each["summary"]) for each in events] == column(found, "what")
    first = events[0]
    assert first["dtstart"].dt.isoformat() == "2026-11-26T15:45:00+00:00"
    assert first["dtend"].dt.isoformat() == "2026-11-26T17:15:00+00:00"
    assert str(first["location"]) == "Larkrise High School (sample)"


def test_attendance_counts_who_came_of_whom_it_is_known(sample: Store) -> None:
    found = SUMMARIES["event-attendance"].make(sample)
    assert found.paper is not None
    # By hand: 12 of 13 came to Maths mastery, 5 of 6 to Assessment, and 5 of 5 to Coaching, of
    # which 13 places of three bookings are still to be recorded.
    assert found.paper.answer == [
        "22 of 24 came to 3 events.", "Who came is still to be recorded of 3 bookings."
    ]  # fmt: skip
    (by_event, _) = found.paper.parts
    assert isinstance(by_event, Listing)
    coaching = by_event.groups[0].rows[-1].cells
    assert coaching[1:4] == (4, 18, 5)
    one = SUMMARIES["event-attendance"].make(
        sample, first=date(2026, 9, 17), last=date(2026, 9, 17)
    )
    assert len(one.rows) == 5


def test_late_cancellations_say_until_when_and_what_is_owed(sample: Store) -> None:
    found = SUMMARIES["bookings-late-cancelled"].make(sample)
    told = [
        (str(row.cells[0]), str(row.cells[4]), row.cells[6], row.cells[7]) for row in found.rows
    ]
    assert told == [
        ("Dovestile Academy (sample)", "did not come", None, 90_00),
        ("Thistledown CofE Primary School (sample)", "cancelled late", date(2026, 10, 22), 50_00),
    ]


def test_cohorts_show_recruitment_and_completion_of_the_newest_counts(sample: Store) -> None:
    found = SUMMARIES["cohorts"].make(sample)
    numbers = zip(
        *(column(found, name) for name in ("cohort", "applied", "started", "completed", "passed")),
        strict=True,
    )
    assert list(numbers) == [
        ("This winter", 7, 0, 0, 0), ("Second", 17, 16, 0, 0), ("First", 11, 11, 8, 7)
    ]  # fmt: skip
    assert column(found, "of-target") == ["58%", "100%", "92%"]
    states = [each.word for each in column(found, "standing") if isinstance(each, State)]
    assert states == ["behind", "running", "late"]


@pytest.mark.parametrize("name", NAMES)
def test_no_circulated_paper_names_a_school_that_has_not_signed(name: str, sample: Store) -> None:
    (school,) = sample.find(School, name=UNSIGNED)
    with sample.operation("Another") as change:
        alliance = str(sample.find(Alliance, name="The Northern Alliance")[0]["key"])
        for held, status in ((date(2026, 10, 1), "held"), (date(2026, 12, 1), "planned")):
            event = change.add(
                Event,
                {"title": f"Visit to {UNSIGNED}", "alliance": alliance, "held": held,
                 "status": status, "place": UNSIGNED, "places": 0, "starts": "10:00"},
            )  # fmt: skip
            given = {"event": event, "school": school["key"], "people": 2}
            came = {"status": "came", "attended_people": 2} if status == "held" else {}
            change.add(Booking, given | came)
        programme = str(sample.find(Programme)[0]["key"])
        change.set(Programme, programme, {"lead_provider": UNSIGNED})
        cohort = str(sample.find(Cohort)[0]["key"])
        change.add(
            CohortPlace,
            {"cohort": cohort, "school": school["key"], "as_of": TODAY, "started": 3},
        )  # fmt: skip
        placement = sample.find(Placement)[0]
        change.set(Placement, str(placement["key"]), {"school": school["key"]})
    whole = SUMMARIES[name].make(sample)
    assert any(UNSIGNED in str(row.cells) for row in whole.rows) or name == (
        "bookings-late-cancelled"
    )
    found = SUMMARIES[name].make(sample, for_circulation=True)
    for format_name in set(SUMMARIES[name].formats) & {"csv", "html", "json", "md", "text", "ics"}:
        assert UNSIGNED not in write(found, format_name).decode(), format_name
    assert set(SUMMARIES[name].formats) <= set(FORMATS)
