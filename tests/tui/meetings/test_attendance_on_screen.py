"""Attendance at the keyboard: one key for each school, deputies by name, actions one by one."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path

import pytest

from data.meetings.matrix import attendance_matrix
from data.store.store import Store
from models.alliances.alliance import Alliance
from models.fields.states import State
from models.meetings.action import Action
from models.meetings.attendance import Attendance
from models.meetings.meeting import Meeting
from models.memberships.membership import Membership
from models.people.person import Person
from models.schools.school import School
from tests.filled_books import filled_once
from tests.tui.user import TODAY, User, at_the_desk
from tui.desk.tabs import places

SCHOOLS = 15
SIGNED = date(2024, 9, 10)
MONTH_AGO = TODAY - timedelta(days=32)
CONVERSATION = "Heads' conversation"


@filled_once
def books(path: Path) -> None:
    """Fifteen members of an alliance that has met once."""
    with Store.open(path, today=TODAY, create=True) as store:
        with store.operation("Begin") as change:
            alliance = change.add(Alliance, {"name": "Northern", "annual_meeting": CONVERSATION})
            for number in range(SCHOOLS):
                school = change.add(School, {"name": f"School {number + 1:02}"})
                change.add(
                    Membership,
                    {"school": school, "alliance": alliance, "stage": "member", "since": SIGNED,
                     "enquired": SIGNED, "statement_sent": SIGNED, "statement_signed": SIGNED,
                     "signatory": "A. Head"},
                )  # fmt: skip
            change.add(
                Meeting,
                {"kind_of_meeting": "steering group", "alliance": alliance, "held": MONTH_AGO},
            )


def column(store: Store) -> list[str]:
    """The letters of the first meeting, from the first row on."""
    cells = (row.cells[2] for row in attendance_matrix(store).table.rows)
    return [cell.letter if isinstance(cell, State) else "" for cell in cells]


async def to_section(user: User, label: str) -> None:
    """To a section of the alliances' tab."""
    at = [place.label for place in places()[2]].index(label)
    await user.press("2", *["]"] * at, "home")


async def to_attendance(user: User) -> None:
    """To the first meeting of the first member."""
    await to_section(user, "Attendance")
    await user.press("right", "right")


async def test_fifteen_schools_attendance_takes_twenty_keys_after_the_form_of_the_meeting(
    books: Path,
) -> None:
    came = "hhdhaxhhhdhahhh"
    async with at_the_desk(path=books) as user:
        await to_section(user, "Meetings")
        await user.press("a", *"annual", "tab", "tab", *"Northern")
        await user.press(*["tab"] * 3, *"20/11/2026", "ctrl+s")
        assert f"Who came? {CONVERSATION}, 20/11/2026" in user.text
        keys = ["y", *came]
        assert len(keys) <= 20
        await user.press(*keys)
        assert "".join(await user.ask(column)).lower() == came
        (meeting,) = await user.ask(lambda store: store.find(Meeting, held=date(2026, 11, 20)))
        found = await user.ask(lambda store: store.find(Attendance, meeting=meeting["key"]))
        assert len(found) == SCHOOLS == len(came)
        await user.press("u")
        assert "".join(await user.ask(column)).lower() == came[:-1]


@pytest.mark.parametrize("before", [("0",), ("4", "]", "down"), ("2", "\\", "t", "down", "4")])
async def test_attendance_of_fifteen_schools_takes_twenty_keys_from_anywhere(
    books: Path, before: tuple[str, ...]
) -> None:
    came = "".join(random.Random(20).choices("haxd", k=SCHOOLS))
    async with at_the_desk(path=books) as user:
        await user.press(*before)
        pressed = user.keys_pressed
        # The tab, the section by its letter, and the first school where another is in front.
        await user.press("2", "\\", "t", "g", *came)
        assert user.keys_pressed - pressed <= 20
        assert "".join(await user.ask(column)).lower() == came


async def test_a_deputys_name_costs_its_letters_and_two_keys_more(books: Path) -> None:
    async with at_the_desk(path=books) as user:
        await to_section(user, "Meetings")
        await user.press("a", *"steering", *["tab"] * 5, *"20/11/2026", "ctrl+s")
        keys = ["y", *"hh", "n", *"Dan", "enter", *"hhhhahhhxhhh"]
        assert len(keys) == 1 + SCHOOLS + len("Dan") + 1
        assert len(keys) <= 20
        await user.press(*keys)
        assert "".join(await user.ask(column)) == "HHDHHHHAHHHXHHH"
        (deputy,) = await user.ask(lambda store: store.find(Attendance, attended="deputy"))
        assert deputy["deputy"] == "Dan"


async def test_members_of_the_day_stand_together_however_the_membership_changed_since(
    books: Path,
) -> None:
    with Store.open(books, today=TODAY) as store, store.operation("Change") as change:
        found = store.find(Membership)
        gone = {"stage": "left", "left": date(2026, 10, 30), "reason_for_leaving": "cost"}
        change.set(Membership, str(found[3]["key"]), gone)
        school = change.add(School, {"name": "School 00"})
        whose = {"alliance": found[0]["alliance"], "school": school, "enquired": SIGNED}
        joined = {"statement_sent": SIGNED, "statement_signed": date(2026, 11, 2)}
        late = whose | joined | {"stage": "member", "signatory": "A. Head"}
        newcomer = change.add(Membership, late)
        since = {"kind_of_meeting": "circle", "alliance": found[0]["alliance"]}
        change.add(Meeting, since | {"held": date(2026, 11, 18)})
    async with at_the_desk(path=books) as user:
        await to_section(user, "Meetings")
        await user.press("a", *"steering", *["tab"] * 5, *"15/10/2026", "ctrl+s", "y")
        await user.press(*"hhhhhhhhhhhhhhh")
        found = await user.ask(lambda store: store.find(Attendance))
        assert {each["membership"] for each in found} == {
            each["key"]
            for each in await user.ask(lambda store: store.find(Membership))
            if each["key"] != newcomer
        }
        assert user.at.startswith("School 00")
        await user.press("h")
        assert "School 00 was not a member on 15/10/2026" in user.said
        assert "Guest: head" in user.text


async def test_a_marked_row_sets_the_meetings_that_were_and_says_what_was_left_out(
    books: Path,
) -> None:
    with Store.open(books, today=TODAY) as store, store.operation("More") as change:
        (alliance,) = store.find(Alliance)
        for held in (date(2024, 5, 7), TODAY - timedelta(days=60), TODAY + timedelta(days=12)):
            values = {"kind_of_meeting": "steering group", "alliance": alliance["key"]}
            change.add(Meeting, values | {"held": held})
    async with at_the_desk(path=books, size=(150, 24)) as user:
        await to_section(user, "Attendance")
        await user.press("space", "right", "right", "h")
        assert "2 cells; left out: 1 of meetings to come and 1 where" in user.said
        found = await user.ask(lambda store: store.find(Attendance))
        meetings = await user.ask(lambda store: store.find(Meeting))
        held = {str(each["key"]): each["held"] for each in meetings}
        assert {held[str(each["meeting"])] for each in found} == {
            MONTH_AGO,
            TODAY - timedelta(days=60),
        }
        await user.press("escape", "-")
        await user.press("*", "a")
        ahead = TODAY + timedelta(days=12)
        (to_come,) = (key for key, day in held.items() if day == ahead)
        apologies = await user.ask(lambda store: store.find(Attendance, meeting=to_come))
        assert len(apologies) == SCHOOLS, "apologies may come in beforehand"
        await user.press("h")
        assert "still to come" in user.said


async def test_a_deputy_without_a_name_is_asked_for_in_words(books: Path) -> None:
    async with at_the_desk(path=books) as user:
        await to_attendance(user)
        await user.press("d")
        assert "Who came for the head? n on it notes the name." in user.said


async def test_a_new_meeting_begins_as_one_of_the_alliance_in_front(books: Path) -> None:
    with Store.open(books, today=TODAY) as store, store.operation("Second") as change:
        south = change.add(Alliance, {"name": "Southern"})
        values = {"kind_of_meeting": "circle", "alliance": south, "held": date(2026, 1, 12)}
        change.add(Meeting, values)
        school = store.find(School)[0]["key"]
        change.add(Meeting, {"school": school, "held": date(2026, 12, 7)})
    async with at_the_desk(path=books) as user:
        await to_section(user, "Meetings")
        for place, alliance in enumerate(("Southern", "Northern")):
            await user.press("G", *["up"] * place, "a")
            form = {line.split()[0]: line for line in user.lines[1:] if line.strip()}
            assert alliance in form["Alliance"]
            assert "Steering group" in user.lines[1]
            await user.press("escape")
        await user.press("g", "a")
        assert "Governing body" in user.lines[1]


async def test_whoever_takes_the_chair_is_offered_by_name_and_anybody_else_may_be_typed(
    books: Path,
) -> None:
    with Store.open(books, today=TODAY) as store, store.operation("Person") as change:
        change.add(Person, {"name": "Olive Old"})
    async with at_the_desk(path=books) as user:
        await to_section(user, "Meetings")
        await user.press("enter", *["tab"] * 4, *"oli")
        assert "Olive Old" in user.text
        await user.press("down", "tab", "ctrl+s")
        (meeting,) = await user.ask(lambda store: store.find(Meeting))
        assert meeting["chaired_by"] == "Olive Old"
        await user.press("enter", *["tab"] * 4, *["backspace"] * 9, *"A visitor", "ctrl+s")
        (meeting,) = await user.ask(lambda store: store.find(Meeting))
        assert meeting["chaired_by"] == "A visitor"


async def test_one_key_leads_from_a_meeting_to_who_came_and_to_its_actions(books: Path) -> None:
    async with at_the_desk(path=books) as user:
        await to_section(user, "Meetings")
        await user.press("m", "t", *"Book the hall", "tab", *"Hub", "ctrl+s")
        await user.press("m", "l")
        assert user.style("Actions", 1).bold
        assert user.at.startswith("Book the hall")
        await user.press("m")
        (action,) = await user.ask(lambda store: store.find(Action))
        assert action["done"] == TODAY
        assert user.said.startswith("Done today: Book the hall")
        await user.press("m")
        assert "It is done already" in user.said
        await user.press("u")
        (action,) = await user.ask(lambda store: store.find(Action))
        assert action["done"] is None
        await user.press("escape", "m", "c", "h")
        assert (await user.ask(column))[0] == "H"


async def test_a_guest_is_added_from_the_choices_of_a_cell(books: Path) -> None:
    async with at_the_desk(path=books) as user:
        await to_attendance(user)
        await user.press("enter", "g", *"School 07", "tab", *"head", "ctrl+s")
        (found,) = await user.ask(lambda store: store.find(Attendance))
        (meeting,) = await user.ask(lambda store: store.find(Meeting))
        assert (found["meeting"], found["attended"]) == (meeting["key"], "head")


async def test_n_stays_with_the_list_and_a_meeting_to_come_asks_nothing(books: Path) -> None:
    async with at_the_desk(path=books) as user:
        await to_section(user, "Meetings")
        for held, asked in (("20/11/2026", True), ("21/12/2026", False)):
            await user.press("a", *"steering", "tab", "tab", *"Northern", *["tab"] * 3, *held)
            await user.press("ctrl+s")
            assert ("Who came?" in user.text) is asked
            await user.press(*(["n"] if asked else []))
            assert user.style("Meetings", 1).bold
        assert await user.ask(lambda store: store.count(Meeting)) == 3


async def test_letters_go_down_and_are_not_the_commands_of_the_same_keys(books: Path) -> None:
    async with at_the_desk(path=books) as user:
        await to_attendance(user)
        await user.press("a", "d", "x", "h", "-", "H")
        assert (await user.ask(column))[:7] == ["A", "D", "X", "H", "", "H", ""]
        assert user.at.startswith("School 07")
        for letter, word in {"h": "head", "a": "apologies", "x": "absent"}.items():
            assert f" {letter} {word}" in user.keys
        assert "export" not in user.keys
        assert await user.ask(lambda store: store.count(Membership)) == SCHOOLS


async def test_on_the_names_x_exports_and_h_tells_the_history_as_in_every_list(
    books: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    async with at_the_desk(path=books, size=(150, 24)) as user:
        await to_section(user, "Attendance")
        assert "x export" in user.keys
        await user.press("d")
        assert "Move right" in user.said
        await user.press("x", "tab", *"csv", "ctrl+s")
        assert user.said.startswith("Wrote")
        await user.press("h")
        assert user.question.startswith("History of School 01")
        await user.press("escape")
        assert await user.ask(lambda store: store.count(Attendance)) == 0


async def test_with_the_column_marked_a_letter_sets_all_and_one_undo_takes_it_back(
    books: Path,
) -> None:
    async with at_the_desk(path=books) as user:
        await to_attendance(user)
        await user.press("*", "h")
        assert await user.ask(column) == ["H"] * SCHOOLS
        assert "15 schools" in user.said
        await user.press("escape", "a", "u", "u")
        assert await user.ask(column) == [""] * SCHOOLS


async def test_a_deputy_by_name_is_asked_for_only_when_wanted_and_is_told_in_the_cell(
    books: Path,
) -> None:
    async with at_the_desk(path=books) as user:
        await to_attendance(user)
        await user.press("n")
        assert "Who came instead?" in user.question
        await user.press("escape")
        assert await user.ask(column) == [""] * SCHOOLS
        await user.press("n", *"Dan Deputy", "enter", "d", "up", "up")
        assert (await user.ask(column))[:2] == ["D", "D"]
        assert "DEPUTY · School 01 Dan Deputy" in user.said
        await user.press("enter", "a")
        assert (await user.ask(column))[0] == "A"
        (found,) = await user.ask(lambda store: store.find(Attendance, attended="apologies"))
        assert found["deputy"] is None


async def test_what_somebody_else_recorded_meanwhile_is_shown_before_it_is_overwritten(
    books: Path,
) -> None:
    async with at_the_desk(path=books, looks_by_itself=False) as user:
        await to_attendance(user)
        with Store.open(books, today=TODAY) as other:
            (meeting,) = other.find(Meeting)
            first = attendance_matrix(other).table.rows[0].key
            with other.operation("Theirs") as change:
                pair = {"meeting": meeting["key"], "membership": first}
                change.add(Attendance, pair | {"attended": "absent"})
        await user.press("h")
        assert "Now Absent, no longer nothing" in user.said
        assert (await user.ask(column))[0] == "X"
        await user.press("h")
        assert (await user.ask(column))[0] == "H"


async def test_actions_are_typed_one_after_another_from_the_cell_of_their_meeting(
    books: Path,
) -> None:
    async with at_the_desk(path=books) as user:
        await to_attendance(user)
        await user.press("enter", "t", *"Book the hall", "tab", *"Hub", "tab", *"+2w", "ctrl+n")
        await user.press(*"Write to heads", "tab", *"Chair", "ctrl+s")
        found = await user.ask(lambda store: store.find(Action))
        assert {(each["what"], each["owner"]) for each in found} == {
            ("Book the hall", "Hub"),
            ("Write to heads", "Chair"),
        }
        (meeting,) = await user.ask(lambda store: store.find(Meeting))
        assert {each["meeting"] for each in found} == {meeting["key"]}
        await user.press("v", "j")
        assert "actions" in user.bar
        assert user.at.startswith("Chair")


async def test_another_alliance_can_be_chosen_from_a_cell(books: Path) -> None:
    with Store.open(books, today=TODAY) as store, store.operation("Second") as change:
        south = change.add(Alliance, {"name": "Southern"})
        school = change.add(School, {"name": "Southgate"})
        change.add(Membership, {"school": school, "alliance": south, "enquired": SIGNED})
        held = date(2026, 1, 12)
        meeting = {"kind_of_meeting": "circle", "alliance": south, "held": held}
        change.add(Meeting, meeting)
    async with at_the_desk(path=books) as user:
        await to_attendance(user)
        assert user.at.startswith("School 01")
        await user.press("enter", "o")
        assert "Southern" in user.text
        await user.press(*"Southern", "enter")
        assert user.at.startswith("Southgate")
