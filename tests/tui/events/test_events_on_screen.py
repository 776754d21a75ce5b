"""Events at the keyboard: from nothing to open, who came, cancelling, the list under the list."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from data.store.store import Store
from models.alliances.alliance import Alliance
from models.events.booking import Booking
from models.events.event import Event
from models.schools.school import School
from models.workstreams.workstream import Workstream
from tests.filled_books import filled_once
from tests.tui.user import TODAY, User, at_the_desk

SCHOOLS = 15


@filled_once
def books(path: Path) -> None:
    """An event of three days ago, to which 15 schools have booked, and no other."""
    with Store.open(path, today=TODAY, create=True) as store, store.operation("Begin") as change:
        alliance = change.add(Alliance, {"name": "Northern"})
        change.add(Workstream, {"name": "Courses", "short_name": "CPD", "alliance": alliance})
        event = change.add(
            Event,
            {"title": "Coaching", "alliance": alliance, "held": TODAY - timedelta(days=3),
             "status": "held", "places": 0},
        )  # fmt: skip
        for number in range(SCHOOLS):
            school = change.add(School, {"name": f"School {number:02}"})
            day = TODAY - timedelta(days=40 - number)
            given = {"event": event, "school": school, "people": 3, "booked": day}
            change.add(Booking, given)


def in_bookings(user: User) -> str:
    """The row of the second list that has the cursor."""
    return next(line[1:] for line in reversed(user.rows) if line[0] == "›")


async def bookings(user: User) -> list[tuple[str, object, object]]:
    """The status, and how many came, of the bookings in the order in which they were made."""
    found = await user.ask(lambda store: store.find(Booking))
    found.sort(key=lambda each: str(each["booked"]))
    return [(str(each["status"]), each["people"], each["attended_people"]) for each in found]


async def test_who_came_of_15_schools_takes_20_keys_from_the_events_line(books: Path) -> None:
    async with at_the_desk(path=books) as user:
        await user.go_to("3", "Events")
        assert user.at.startswith("18/11/2026 Coaching")
        user.keys_pressed = 0
        await user.press("tab", *"aaaa", "2", "enter", *"aaaaa", "n", *"aaaa")
        assert user.keys_pressed <= 20
        recorded = await bookings(user)
        assert recorded[4] == ("came", 3, 2)
        assert recorded[10] == ("did not come", 3, 0)
        others = [each for at, each in enumerate(recorded) if at not in (4, 10)]
        assert others == [("came", 3, 3)] * 13
        user.sees("41 came")
        await user.press("escape", "m", "enter", *"It helped", "ctrl+s")
        user.is_told("Closed: Coaching")
        event = await user.ask(lambda store: store.find(Event)[0])
        assert (event["status"], event["outcome"]) == ("closed", "It helped")


async def test_all_marked_come_with_one_key_and_undo_takes_it_back(books: Path) -> None:
    async with at_the_desk(path=books) as user:
        await user.go_to("3", "Events")
        await user.press("tab", "*", "a")
        assert await bookings(user) == [("came", 3, 3)] * SCHOOLS
        await user.take_back("All came: Coaching, 15 schools")
        assert await bookings(user) == [("booked", 3, None)] * SCHOOLS


async def test_an_event_from_nothing_to_open_takes_30_keys_beside_its_texts(books: Path) -> None:
    texts = ("Reading", "10/12/2026", "20", "15:45", "Larkrise", "CPD")
    async with at_the_desk(path=books) as user:
        await user.go_to("3", "Events")
        user.keys_pressed = 0
        await user.press("a")
        await user.fill_in({"Title": texts[0], "Date": texts[1], "Workstream": texts[5]}, "ctrl+s")
        user.is_told("Added Reading")
        assert user.at.startswith("10/12/2026 Reading")
        await user.press("m", "enter")
        user.sees("Open: Reading", "Places", "Starts", "Place")
        assert user.in_field("Places")
        await user.press(*texts[2], "enter", *texts[3], "enter", *texts[4], "ctrl+s")
        user.is_told("Open: Reading")
        assert user.keys_pressed - sum(map(len, texts)) <= 30
        found = await user.ask(lambda store: store.find(Event, title="Reading")[0])
        assert (found["status"], found["places"], found["starts"]) == ("open", 20, "15:45")
        await user.press("m")
        user.sees("Held is not offered yet: it is still to come, on 10/12/2026", "Planned")
        await user.press("h", "enter")
        user.is_told("Planned: Reading")


async def test_a_key_that_leaves_a_typed_number_saves_it_first_and_escape_drops_it(
    books: Path,
) -> None:
    async with at_the_desk(path=books) as user:
        await user.go_to("3", "Events")
        await user.press("tab", "1", "down", "2", "u")
        recorded = await bookings(user)
        assert recorded[0] == ("came", 3, 1)
        assert recorded[1] == ("booked", 3, None), "saved, and taken back by u"
        await user.press("3", "escape")
        assert (await bookings(user))[1] == ("booked", 3, None)
        assert "Coaching" in user.line_of("Bookings ·")
        await user.press("9", "enter")
        user.is_told("9 came, and 3 were booked")
        await user.press("escape")
        await user.press("m")
        user.sees("Closed", "when it is known who came")


async def test_cancelling_asks_the_day_and_a_waiting_school_is_booked_by_m() -> None:
    async with at_the_desk() as user:
        await user.go_to("3", "Events")
        assert "20/20 +3  open" in user.at
        await user.press("tab", "down", "-")
        user.sees("Cancelled on which day? Reading across the curriculum")
        await user.press("enter")
        user.is_told("Late: in time was until 19/11/2026, so £200.00 is charged.", "waits first")
        await user.press(*["down"] * 4)
        assert "waits, 2nd" in in_bookings(user)
        await user.press("m")
        user.is_told("Booked: Brindle Weir School")
        user.sees("16 of 20, 2 wait")
        await user.press("+")
        user.sees("Event", "Reading across the curriculum (sample)")
        await user.fill_in({"School": "Ashenfold", "People": "5"}, "ctrl+s")
        user.is_told("16 of 20 places are taken, so it waits, behind 1 other.")
        assert in_bookings(user).startswith("Ashenfold")
        await user.press("escape")
        assert "16/20 +7  open" in user.at


async def test_both_lists_keep_their_place_and_the_second_follows_the_first() -> None:
    async with at_the_desk() as user:
        await user.go_to("3", "Events")
        await user.press("down")
        await user.until("Bookings · Science network")
        await user.press("tab", "down", "1", "0", "]", "[")
        user.sees("›03/12/2026 Science", "›Ashenfold")
        found = await user.ask(lambda store: store.find(Booking, people=10))
        assert len(found) == 1, "what was typed is saved before the section is left"
        await user.press("escape", "2")
        user.sees("Alliances")


async def test_what_is_shown_of_an_event_is_what_is_exported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with at_the_desk() as user:
        await user.go_to("3", "Events")
        await user.press("tab", "/", *"blue", "enter", "x")
        await user.fill_in({"Format": "CSV", "File": "b.csv"}, "ctrl+s")
        user.is_told("Wrote 1 row")
    text = (tmp_path / "b.csv").read_text(encoding="utf-8-sig")
    assert text.count("Reading across the curriculum") == 1
    assert "The Blue Coat CofE School" in text
