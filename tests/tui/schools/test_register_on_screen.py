"""Keeping up with the register: each value that differs is taken, or ours is kept."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from data.files.places import register_file
from data.store.store import Store
from models.policies.policy import Policy
from models.records.record import Values
from models.schools.register_decision import RegisterDecision
from models.schools.school import School
from tests.register_extracts import link, school, write
from tests.registers import put_register_beside
from tests.tui.user import TODAY, User, at_the_desk

ROWS = [
    school(100_001, "Ash School", NumberOfPupils="210", type="34"),
    school(100_002, "Beech School", NumberOfPupils="95"),
    school(100_003, "Cedar School", NumberOfPupils="300"),
]


@pytest.fixture
def books(path: Path) -> Path:
    """Three schools, of which two differ from the register; academies have another policy."""
    put_register_beside(path, ROWS)
    with Store.open(path, today=TODAY, create=True) as store, store.operation("Begin") as change:
        both: Values = {"local_authority": "353", "phase": "2", "town": "Oldham"}
        for number, (name, kind, pupils) in enumerate(
            (("Ash", "01", 200), ("Beech", "01", 90), ("Cedar", "01", 300)), start=1
        ):
            change.add(
                School,
                both | {"name": f"{name} School", "urn": f"10000{number}", "type": kind,
                        "pupils": pupils, "laestab": f"353{(100_000 + number) % 7999 + 2000}"},
            )  # fmt: skip
        for title, maintained, academies in (("Old", "must", "no"), ("New", "no", "must")):
            change.add(
                Policy,
                {"title": title, "catalogue": "own", "duty_maintained": maintained,
                 "duty_academies": academies},
            )  # fmt: skip
    return path


async def to_register(user: User) -> None:
    await user.go_to("1", "Register")


async def pupils(user: User) -> list[object]:
    return await user.ask(lambda store: [s["pupils"] for s in store.find(School)])


async def test_y_takes_k_keeps_and_u_takes_either_back(books: Path) -> None:
    async with at_the_desk(path=books) as user:
        await to_register(user)
        assert "Register 3" in user.bar
        user.sees("of 12/11/2026", "row 1 of 3")
        assert user.row_of("Ash School").split()[2:5] == ["Type", "Community", "school"]
        # What follows is said before it is taken.
        await user.until("1 policy is no longer asked for, 1 newly asked.")
        await user.press("down", "k")
        user.is_told("Kept Pupils of Ash School as ours")
        assert "Register 2" in user.bar
        assert user.at.startswith("Beech School")
        await user.press("y")
        user.is_told("Took Pupils of Beech School from the register. u undoes it.")
        assert await pupils(user) == [200, 95, 300]
        await user.press("u", "u")
        assert "Register 3" in user.bar
        assert await pupils(user) == [200, 90, 300]
        assert await user.ask(lambda store: store.count(RegisterDecision)) == 0


async def test_all_of_a_field_and_all_that_is_marked_are_one_operation(books: Path) -> None:
    async with at_the_desk(path=books) as user:
        await to_register(user)
        await user.press("down", "Y")
        user.is_told("Took 2 values from the register")
        assert await pupils(user) == [210, 95, 300]
        await user.press("u", "*", "y")
        user.sees("Take 3 values from the register?", "1 policy is no longer asked for")
        await user.press("y")
        user.is_told("Took 3 values from the register. 1 policy is no longer asked for")
        user.sees("The register of 12/11/2026 and your 3 schools agree.")
        await user.press("u")
        assert await pupils(user) == [200, 90, 300]


async def test_by_field_each_field_stands_once_and_back(books: Path) -> None:
    async with at_the_desk(path=books) as user:
        await to_register(user)
        await user.press("s")
        assert user.row_of("Type Ash School")
        assert user.row_of("Pupils Ash School")
        assert user.row_of("Beech School")
        await user.press("/", *"beech", "enter")
        assert user.row_of("Pupils Beech School")
        await user.press("escape", "s")
        assert user.row_of("Ash School Type")


async def test_enter_opens_the_school_at_the_field(books: Path) -> None:
    async with at_the_desk(path=books) as user:
        await to_register(user)
        await user.press("down", "enter")
        assert user.in_field("Pupils")
        await user.press("escape")
        assert "›Register" in user.bar


async def test_today_leads_to_what_differs_and_to_an_old_register(books: Path) -> None:
    async with at_the_desk(path=books, today=date(2027, 6, 1)) as user:
        user.sees("Schools unlike the register 2", "Register is half a year old")
        await user.move_to("Schools unlike")
        await user.press("enter")
        assert "›Register 3" in user.bar


async def test_without_a_register_files_are_read_here(path: Path, tmp_path: Path) -> None:
    with Store.open(path, today=TODAY, create=True) as store, store.operation("One") as change:
        change.add(School, {"name": "Ash School", "urn": "100001", "town": "Bury"})
    file = write(tmp_path / "edubasealldata20261112.csv", ROWS)
    async with at_the_desk(path=path) as user:
        user.does_not_see("register")
        await to_register(user)
        user.sees("No register yet: i reads a download")
        await user.press("i")
        await user.paste(str(file))
        await user.press("enter")
        await user.until("The register of 12/11/2026 holds 3 schools.")
        assert register_file(path).exists()
        assert user.row_of("Ash School")
        older = write(tmp_path / "edubasealldata20261101.csv", ROWS)
        await user.press("i")
        await user.paste(str(older))
        await user.press("enter")
        await user.until("Read it all the same?")
        await user.press("n")
        await user.until("The register is as it was before.")


async def test_a_whole_extract_given_to_the_list_of_schools_is_offered_as_the_register(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("data.schools.register.choosing._BYTES_OF_MANY", 200)
    file = write(tmp_path / "edubasealldata20261112.csv", ROWS)
    async with at_the_desk(path=path) as user:
        await user.press("e", "1", "i")
        await user.paste(str(file))
        await user.press("enter")
        await user.until("edubasealldata20261112.csv holds very many schools")
        await user.press("r")
        await user.until("The register of 12/11/2026 holds 3 schools. a on Schools")
        assert await user.ask(lambda store: store.count(School)) == 0
        await user.press("a", *"beech", "enter", "ctrl+s")
        assert user.at.startswith("Beech School")
        # Whoever wants all of them may still have them.
        await user.press("i")
        await user.paste(str(file))
        await user.press("enter")
        await user.until("holds very many schools")
        await user.press("i")
        await user.until("2 new")


async def test_nothing_is_taken_by_who_only_looks(books: Path) -> None:
    async with at_the_desk(path=books, read_only=True) as user:
        await to_register(user)
        await user.press("y")
        user.is_told("look only")
        assert await pupils(user) == [200, 90, 300]


async def test_a_school_that_closed_goes_on_by_one_key_and_enter(path: Path) -> None:
    put_register_beside(
        path,
        [school(100_001, "Ash School", status="2", CloseDate="31-08-2026"),
         school(149_001, "Ash Academy", type="34", OpenDate="01-09-2026")],
        [link(100_001, 149_001, "Successor")],
    )  # fmt: skip
    with Store.open(path, today=TODAY, create=True) as store, store.operation("One") as change:
        change.add(School, {"name": "Ash School", "urn": "100001", "type": "01"})
    async with at_the_desk(path=path) as user:
        user.sees("Schools closed or to close")
        await to_register(user)
        await user.until("Ash School goes on as Ash Academy (149001) from 01/09/2026.")
        await user.press("m")
        user.sees("URN 100001 becomes 149001, Type Academy converter.")
        await user.press("enter")
        user.is_told("Ash School goes on as Ash Academy (149001)")
        (ash,) = await user.ask(lambda store: store.find(School))
        assert (ash["urn"], ash["type"], ash["status"]) == ("149001", "34", "1")
        await user.press("u")
        (ash,) = await user.ask(lambda store: store.find(School))
        assert (ash["urn"], ash["type"]) == ("100001", "01")


async def test_y_on_a_closure_asks_what_becomes_of_the_school(path: Path) -> None:
    closed = school(100_001, "Ash School", status="2", CloseDate="31-08-2026")
    put_register_beside(path, [closed, school(100_002, "Beech School")])
    with Store.open(path, today=TODAY, create=True) as store, store.operation("Two") as change:
        change.add(School, {"name": "Ash School", "urn": "100001"})
        change.add(School, {"name": "Beech School", "urn": "100002"})
    async with at_the_desk(path=path) as user:
        await to_register(user)
        await user.move_to("Ash School")
        await user.press("s")
        await user.move_to("Status")
        await user.press("y")
        user.sees("Ash School closed on 31/08/2026?")
        await user.press("escape", "*", "y", "y")
        # All the others are taken, and it is still asked of that one.
        statuses = await user.ask(lambda store: [s["status"] for s in store.find(School)])
        assert statuses == ["1", "1"]


async def test_a_form_says_what_follows_before_it_is_saved(books: Path) -> None:
    async with at_the_desk(path=books) as user:
        await user.press("1", "enter")
        await user.fill_in({"Type": "Academy converter"}, "tab")
        await user.until("If saved: 1 policy is no longer asked for, 1 newly asked.")
        await user.press("shift+tab", *"Community school", "tab")
        user.does_not_see("If saved")


async def test_a_register_that_cannot_be_read_says_so(books: Path) -> None:
    register_file(books).write_bytes(b"no register at all")
    async with at_the_desk(path=books) as user:
        user.does_not_see("differ from the register")
        await to_register(user)
        user.sees("The register cannot be read: i reads the department’s files anew.")
        await user.go_to("1", "Schools")
        await user.press("a")
        user.sees("New school", "is damaged or no register")
