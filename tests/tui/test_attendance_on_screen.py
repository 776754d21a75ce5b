"""Attendance at the keyboard: one key for each school, deputies by name, actions one by one."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from data.matrices import attendance_matrix
from data.store import Store
from models.alliances import Alliance, Membership
from models.meetings import Action, Attendance, Meeting
from models.schools import School
from models.states import State
from tests.tui.user import TODAY, User, at_the_desk
from tui.tabs import PLACES

SCHOOLS = 15
SIGNED = date(2024, 9, 10)
MONTH_AGO = TODAY - timedelta(days=32)
CONVERSATION = "Heads' conversation"


@pytest.fixture
def books(path: Path) -> Path:
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
    return path


def column(store: Store) -> list[str]:
    """The letters of the first meeting, from the first row on."""
    cells = (row.cells[2] for row in attendance_matrix(store).table.rows)
    return [cell.letter if isinstance(cell, State) else "" for cell in cells]


async def to_section(user: User, label: str) -> None:
    """To a section of the alliances' tab."""
    at = [place.label for place in PLACES[2]].index(label)
    await user.press("2", *["]"] * at)


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
        assert user.lines[0].strip().startswith("History of School 01")
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
        assert "Who came instead?" in user.lines[0]
        await user.press("escape")
        assert await user.ask(column) == [""] * SCHOOLS
        await user.press("n", *"Dan Deputy", "enter", "d", "up", "up")
        assert (await user.ask(column))[:2] == ["D", "D"]
        assert "Deputy · Dan Deputy" in user.said
        await user.press("enter", "a")
        assert (await user.ask(column))[0] == "A"
        (found,) = await user.ask(lambda store: store.find(Attendance, attended="apologies"))
        assert found["deputy"] is None


async def test_what_somebody_else_recorded_meanwhile_is_shown_before_it_is_overwritten(
    books: Path,
) -> None:
    async with at_the_desk(path=books) as user:
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
