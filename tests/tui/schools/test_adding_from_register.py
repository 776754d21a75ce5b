"""Adding a school is choosing it from the register: a few letters, and all of it is there."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.store.store import Store
from models.records.record import Values
from models.schools.school import School
from tests.register_extracts import link, many_schools, school
from tests.registers import put_register_beside
from tests.tui.user import TODAY, at_the_desk

OLDHAM = 106


@pytest.fixture
def books(path: Path) -> Path:
    """Books with one school, and a register of 106 open and 2 closed schools of Oldham."""
    oldham = [school(200_000 + n, f"Moor N{n:03} Primary School") for n in range(OLDHAM - 2)]
    others = [
        school(137_133, "The Blue Coat CofE School", type="34", phase="4", trust="Cranmer Trust",
               NumberOfPupils="1715", Postcode="OL1 3SQ"),
        school(105_691, "Holy Trinity Primary School", NumberOfPupils="210", Town="Dobcross"),
        school(105_000, "Holy Family Primary School", status="2"),
        school(105_001, "Long Gone School", status="2"),
        school(149_454, "Trinity Academy", la="354", district="Rochdale", type="34"),
    ]  # fmt: skip
    put_register_beside(path, [*oldham, *others], [link(105_000, 149_454)])
    with Store.open(path, today=TODAY, create=True) as store, store.operation("One") as change:
        change.add(School, {"name": "Trinity", "urn": "149454", "local_authority": "354"})
    return path


def schools(store: Store) -> dict[str, Values]:
    return {str(each["urn"]): each for each in store.find(School)}


async def test_a_school_is_there_in_full_after_few_keys(books: Path) -> None:
    async with at_the_desk(path=books) as user:
        await user.press("1", "a", *"blue c", "enter")
        user.sees("New school ® from the register")
        assert user.field("Name ®") == "The Blue Coat CofE School"
        assert user.field("Type ®") == "Academy converter"
        # A value that somebody changes is the register's no longer.
        await user.fill_in({"Pupils ®": "1700"})
        assert user.field("Pupils") == "1700"
        await user.press("ctrl+s")
        added = (await user.ask(schools))["137133"]
        assert (added["trust"], added["postcode"]) == ("Cranmer Trust", "OL1 3SQ")
        assert (added["type"], added["pupils"]) == ("34", 1700)
        assert user.at.startswith("The Blue Coat CofE School")


async def test_as_few_keys_as_promised(books: Path) -> None:
    async with at_the_desk(path=books) as user:
        await user.press("1", "a", *"blue", "enter", "ctrl+s")
        assert user.keys_pressed <= 15
        before = user.keys_pressed
        await user.press("a", *"la:oldham", "down", "*")
        user.sees("Mark all 105 schools that “la:oldham” finds?")
        await user.press("y", "enter")
        user.is_told("105 schools added from the register of 12/11/2026")
        assert user.keys_pressed - before <= 20
        found = await user.ask(schools)
        assert len(found) == OLDHAM + 1
        # Closed schools and those that were there already are not among them.
        assert not {"105000", "105001"} & found.keys()
        await user.press("u")
        assert len(await user.ask(schools)) == 2


async def test_space_marks_in_the_list_and_is_a_space_in_the_line(books: Path) -> None:
    async with at_the_desk(path=books) as user:
        await user.press("1", "a", *"moor n00", "down", "space", "space")
        user.sees("2 marked", "Enter add 2")
        await user.press("4")
        user.sees("/ moor n004", "1 open · 2 marked")
        await user.press("enter")
        user.is_told("2 schools added")
        assert {"200000", "200001"} <= (await user.ask(schools)).keys()


async def test_what_is_in_the_books_is_marked_and_opened_instead_of_added(books: Path) -> None:
    async with at_the_desk(path=books) as user:
        await user.press("1", "a", *"trinity academy")
        assert "●" in user.line_of("Trinity Academy")
        user.sees("● in your books")
        await user.press("down", "space")
        user.does_not_see("marked")
        await user.press("enter")
        user.is_told("This school is in your books already")
        assert user.at.startswith("Trinity")
        assert len(await user.ask(schools)) == 1


async def test_a_closed_school_says_where_it_goes_on(books: Path) -> None:
    async with at_the_desk(path=books) as user:
        await user.press("1", "a", *"holy family")
        assert "→ 149454" in user.line_of("Holy Family")
        await user.press("enter")
        user.sees("It closed on 31/08/2024; it goes on as 149454.")


async def test_esc_keeps_what_was_typed_and_adds_nothing(books: Path) -> None:
    async with at_the_desk(path=books) as user:
        await user.press("1", "a", *"holy t", "escape")
        assert "Trinity" in user.at
        await user.press("a")
        user.sees("/ holy t", "Holy Trinity Primary School")
        # Neither does leaving the form lose it.
        await user.press("enter", "escape")
        user.sees("/ holy t", "Holy Trinity Primary School")
        await user.press("escape")
        assert len(await user.ask(schools)) == 1


async def test_no_key_is_lost_however_fast_they_come(books: Path) -> None:
    words = "moor n00" + "x" * 286
    async with at_the_desk(path=books) as user:
        await user.press("1", "a", *words, *["backspace"] * 286, "enter", "ctrl+s", "h", "escape")
        assert "200000" in await user.ask(schools)
        await user.press("a", *words)
        assert words[-60:] in user.lines[1]
        assert len(user.desk.screen.words) == len(words)  # type: ignore[attr-defined]


async def test_the_next_one_is_searched_for_as_well(books: Path) -> None:
    async with at_the_desk(path=books) as user:
        await user.press("1", "a", *"blue", "enter", "ctrl+n")
        user.sees("Add schools from the register")
        await user.press(*"dobcross", "enter", "ctrl+s")
        assert {"137133", "105691"} <= (await user.ask(schools)).keys()


async def test_what_is_not_there_is_entered_by_hand_under_the_words_typed(books: Path) -> None:
    async with at_the_desk(path=books) as user:
        await user.press("1", "a", *"Nowhere Hall")
        user.sees("No matches for “Nowhere Hall”")
        await user.press("tab")
        assert user.field("Name") == "Nowhere Hall"
        user.does_not_see("®")
        await user.press("ctrl+s")
        names = await user.ask(lambda store: {each["name"] for each in store.find(School)})
        assert "Nowhere Hall" in names


async def test_without_a_register_it_is_said_how_to_get_one(path: Path) -> None:
    async with at_the_desk(path=path) as user:
        await user.press("1", "a")
        user.sees(
            "New school", "there is no register yet. i in section Register reads one.", "Esc leave"
        )
        await user.press(*"Ash Grove", "ctrl+s")
        assert await user.ask(lambda store: store.count(School)) == 1


async def test_a_filter_that_means_nothing_says_so(books: Path) -> None:
    async with at_the_desk(path=books) as user:
        await user.press("1", "a", *"phaze:primary")
        user.sees("There is no filter phaze: · there is phase:")
        await user.press("enter")
        user.sees("Add schools from the register")


async def test_a_form_opened_later_shows_what_is_the_registers(books: Path) -> None:
    async with at_the_desk(path=books) as user:
        await user.press("1", "enter")
        user.sees("URN ®", "Local authority ®")
        # Its name is another one in the register.
        assert "Name ®" not in user.text


async def test_many_schools_are_searched_by_word_and_number(path: Path) -> None:
    put_register_beside(path, many_schools(300))
    async with at_the_desk(path=path) as user:
        await user.press("1", "a", *"100007", "enter", "ctrl+s")
        assert list(await user.ask(schools)) == ["100007"]
