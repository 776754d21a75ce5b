"""The calendar of due days and meetings, as a table and as calendar programs read it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from data.exports.writing import write
from data.store.store import Store
from data.summaries.declaring import TABLE_FORMATS
from data.summaries.registry import SUMMARIES
from data.tables.paper import Listing
from data.tables.table import Summary
from models.alliances.alliance import Alliance
from models.meetings.meeting import Meeting
from models.memberships.membership import Membership
from models.policies.policy import Policy
from models.policies.review import Review
from models.policies.school_policy import SchoolPolicy
from models.schools.school import School
from tests.conftest import TODAY

ASH, BEECH, POLICY = "a" * 32, "b" * 32, "c" * 32
NORTHERN, SOUTHERN = "d" * 32, "e" * 32
DUE = date(2027, 3, 1)


@pytest.fixture
def books(store: Store) -> Store:
    """Two schools, only the first a member of an alliance; each holds a policy due on 1 March."""
    signed = {"stage": "member", "statement_sent": TODAY, "statement_signed": TODAY,
              "signatory": "A. Head"}  # fmt: skip
    policy = {"title": "Behaviour", "renewal": "annual", "duty_maintained": "must",
              "source": "The list", "guidance_address": "https://example.org/a?b=1,2"}  # fmt: skip
    with store.operation("Begin") as change:
        change.add(Policy, policy, POLICY)
        change.add(Alliance, {"name": "Northern"}, NORTHERN)
        change.add(Alliance, {"name": "Southern"}, SOUTHERN)
        for key, name in ((ASH, "Ash Grove"), (BEECH, "Beech Hill")):
            school = {"name": name, "type": "01", "settled_in": date(2025, 1, 1)}
            change.add(School, school, key)
            values = {"school": key, "policy": POLICY, "stage": "in force"}
            held = change.add(SchoolPolicy, values)
            change.add(Review, {"school_policy": held, "reviewed": date(2026, 3, 1)})
        change.add(Membership, {"school": ASH, "alliance": NORTHERN} | signed)
        change.add(Membership, {"school": BEECH, "alliance": SOUTHERN, "stage": "enquiry"})
    return store


def meet(store: Store, held: date, **values: Any) -> str:
    with store.operation("Meet") as change:
        return change.add(Meeting, {"held": held} | values)


def made(store: Store, **limits: Any) -> Summary:
    return SUMMARIES["due-calendar"].make(store, **limits)


def shown(summary: Summary, *names: str) -> list[tuple[Any, ...]]:
    at = [[each.name for each in summary.columns].index(name) for name in names]
    return [tuple(row.cells[place] for place in at) for row in summary.rows]


def events(summary: Summary) -> list[Any]:
    return list(Calendar.from_ical(write(summary, "ics")).walk("VEVENT"))


def test_due_days_and_meetings_stand_by_day_from_today_for_fifteen_months(books: Store) -> None:
    meet(books, TODAY, school=ASH, starts="16:30", name="Autumn board")
    meet(books, date(2026, 11, 20), school=ASH)
    meet(books, date(2028, 2, 21), alliance=NORTHERN, kind_of_meeting="steering group")
    meet(books, date(2028, 2, 22), school=ASH)
    assert shown(made(books), "date", "time", "what", "school", "alliance") == [
        (TODAY, "16:30", "Governing body: Autumn board", "Ash Grove", None),
        (DUE, None, "Due: Behaviour", "Ash Grove", None),
        (DUE, None, "Due: Behaviour", "Beech Hill", None),
        (date(2028, 2, 21), None, "Steering group", None, "Northern"),
    ]
    assert SUMMARIES["due-calendar"].formats == (*TABLE_FORMATS, "ics")


def test_on_paper_what_is_one_day_s_in_several_schools_stands_in_a_line(books: Store) -> None:
    meet(books, TODAY, school=ASH, starts="16:30", place="Hall")
    with books.operation("Two more") as change:
        for title in ("Food", "Trips"):
            values = {"title": title, "renewal": "annual", "duty_maintained": "must"}
            policy = change.add(Policy, values)
            both = {"school": ASH, "policy": policy, "stage": "in force"}
            held = change.add(SchoolPolicy, both)
            change.add(Review, {"school_policy": held, "reviewed": date(2026, 3, 3)})
    paper = made(books).paper
    assert paper
    (part,) = paper.parts
    assert isinstance(part, Listing)
    assert [row.cells for group in part.groups for row in group.rows] == [
        (TODAY, "Governing body", "Ash Grove, 16:30, Hall"),
        (DUE, "Due: Behaviour", "Ash Grove; Beech Hill"),
        (date(2027, 3, 3), "Due: Food; Trips", "Ash Grove"),
    ]


def test_what_is_overdue_is_counted_and_not_moved_to_today(books: Store) -> None:
    (held,) = books.find(SchoolPolicy, school=ASH)
    with books.operation("Late") as change:
        values = {"next_review": date(2026, 11, 20), "reason": "As agreed"}
        change.set(SchoolPolicy, str(held["key"]), values)
    summary = made(books)
    assert shown(summary, "school") == [("Beech Hill",)]
    assert "Overdue, and not in the calendar: 1 (1 must)." in summary.notes


def test_what_is_late_in_a_school_that_settles_in_is_no_more_overdue_than_on_today(
    books: Store,
) -> None:
    with books.operation("Late") as change:
        for held in books.find(SchoolPolicy):
            values = {"next_review": date(2026, 11, 20), "reason": "As agreed"}
            change.set(SchoolPolicy, str(held["key"]), values)
        change.set(School, BEECH, {"settled_in": None})
    summary = made(books)
    assert not summary.rows
    assert "Overdue, and not in the calendar: 1 (1 must)." in summary.notes


def test_what_does_not_apply_has_no_due_day(books: Store) -> None:
    with books.operation("Set aside") as change:
        for held in books.find(SchoolPolicy):
            change.set(SchoolPolicy, str(held["key"]), {"stage": "not applicable", "reason": "No"})
    assert not made(books).rows


def test_the_calendar_of_a_school_has_the_meetings_of_its_alliances_and_of_nobody_else(
    books: Store,
) -> None:
    for school in (ASH, BEECH):
        meet(books, TODAY, school=school)
    for alliance in (NORTHERN, SOUTHERN):
        meet(books, TODAY, alliance=alliance, kind_of_meeting="annual meeting")
    of_ash = made(books, school=ASH)
    assert {row[0] for row in shown(of_ash, "school")} == {None, "Ash Grove"}
    assert {row[0] for row in shown(of_ash, "alliance")} == {None, "Northern"}
    assert of_ash.notes[0] == "Ash Grove"
    southern = made(books, alliance=SOUTHERN)
    assert {row[0] for row in shown(southern, "school")} == {None, "Beech Hill"}
    assert {row[0] for row in shown(southern, "alliance")} == {None, "Southern"}
    with books.operation("Leave") as change:
        (member,) = books.find(Membership, school=BEECH)
        change.set(Membership, str(member["key"]), {"stage": "declined"})
    assert {row[0] for row in shown(made(books, school=BEECH), "alliance")} == {None}


def test_for_circulation_no_school_is_named_that_has_not_signed(books: Store) -> None:
    meet(books, TODAY, school=BEECH)
    summary = made(books, for_circulation=True)
    assert shown(summary, "school") == [("Ash Grove",)]
    assert any("1 school that has not signed" in note for note in summary.notes)
    assert b"Beech" not in write(summary, "ics")


def test_a_due_day_is_an_event_of_the_whole_day_that_leaves_it_free(books: Store) -> None:
    meet(books, date(2027, 2, 9), school=ASH)
    (event,) = [
        each
        for each in events(made(books, school=ASH))
        if each["CATEGORIES"].cats == ["Policy due"]
    ]
    assert event["SUMMARY"] == "Due: Behaviour (Ash Grove)"
    assert (event.start, event.end) == (DUE, date(2027, 3, 2))
    assert type(event.start) is date
    assert event["TRANSP"] == "TRANSPARENT"
    assert event["URL"] == "https://example.org/a?b=1,2"
    assert event["DESCRIPTION"].split("\n") == [
        "Duty: Must",
        "State: Current",
        "Meeting: 09/02/2027",
        "Who meets: Governing body",
        "Act by: 01/03/2027",
        "Legal status: Recommended",
        "Source: Our own: The list",
        "Address: https://example.org/a?b=1,2",
    ]


@pytest.mark.parametrize(
    ("day", "starts", "moment"),
    [
        (date(2027, 1, 12), "16:30", datetime(2027, 1, 12, 16, 30, tzinfo=UTC)),
        (date(2027, 6, 15), "16:30", datetime(2027, 6, 15, 15, 30, tzinfo=UTC)),
        (date(2027, 6, 15), "00:15", datetime(2027, 6, 14, 23, 15, tzinfo=UTC)),
        (date(2027, 3, 28), "09:00", datetime(2027, 3, 28, 8, 0, tzinfo=UTC)),
        (date(2027, 10, 31), "09:00", datetime(2027, 10, 31, 9, 0, tzinfo=UTC)),
    ],
)
def test_a_meeting_is_at_its_time_in_london_in_winter_and_in_summer(
    day: date, starts: str, moment: datetime, books: Store
) -> None:
    values = {
        "school": ASH,
        "starts": starts,
        "place": "Library, upstairs",
        "agenda": "1. Minutes\n2. Policies",
    }
    meet(books, day, **values)
    (event,) = [each for each in events(made(books, school=ASH)) if "LOCATION" in each]
    assert event.start == moment
    assert event.end > event.start
    assert (event["TRANSP"], event["LOCATION"]) == ("OPAQUE", "Library, upstairs")
    assert event["DESCRIPTION"] == "Agenda: 1. Minutes\n2. Policies"
    assert f"DTSTART:{moment:%Y%m%dT%H%M%SZ}\r\n".encode() in write(made(books), "ics")


def test_a_meeting_without_a_time_lasts_the_day(books: Store) -> None:
    meet(books, TODAY, alliance=NORTHERN, kind_of_meeting="annual meeting")
    event = events(made(books))[0]
    assert (event.start, event.end) == (TODAY, date(2026, 11, 22))
    assert event["CATEGORIES"].cats == ["Alliance meeting"]


def test_an_event_keeps_its_identity_when_its_day_or_its_name_changes(
    books: Store, open_store: Any
) -> None:
    meeting = meet(books, date(2027, 2, 9), school=ASH, starts="16:30")
    before = {each["UID"]: each for each in events(made(books))}
    assert len(before) == 3
    with books.operation("Move") as change:
        (held,) = books.find(SchoolPolicy, school=ASH)
        change.add(Review, {"school_policy": held["key"], "reviewed": TODAY})
        change.set(Meeting, meeting, {"held": date(2027, 2, 10), "name": "Extra board"})
        change.set(School, ASH, {"name": "Ash Grove Academy"})
    later = open_store(Path(books.path), today=date(2026, 11, 23))
    after = {each["UID"]: each for each in events(made(later))}
    assert after.keys() == before.keys()
    moved = [uid for uid in before if before[uid].start != after[uid].start]
    assert len(moved) == 2
    assert all(after[uid]["SEQUENCE"] > before[uid]["SEQUENCE"] for uid in before)


def test_the_same_books_give_the_same_calendar(books: Store) -> None:
    meet(books, TODAY, school=ASH, starts="16:30")
    content = write(made(books), "ics")
    assert content == write(made(books), "ics")
    assert content.count(b"DTSTAMP:20261121T000000Z\r\n") == 3
