"""Two people who changed the same fields: whose values are saved is chosen before anything is."""

from __future__ import annotations

from pathlib import Path

from data.store.history import operating_system_user
from data.store.store import Store
from models.schools.school import School
from tests.filled_books import filled_once
from tests.tui.user import TODAY, User, at_the_desk


@filled_once
def books(path: Path) -> None:
    with Store.open(path, today=TODAY, create=True) as store, store.operation("One") as change:
        change.add(School, {"name": "Ash Grove", "urn": "100001"})


def school(store: Store) -> tuple[object, ...]:
    (values,) = store.find(School)
    return values["urn"], values["town"], values["street"]


async def clash(user: User, books: Path) -> None:
    """Save three fields of which somebody else has changed two."""
    await user.press("1", "e")
    await user.fill_in({"URN": "100009", "Street": "1 Lane", "Town": "Oldham"})
    with Store.open(books, today=TODAY) as other, other.operation("Theirs") as change:
        change.set(School, other.keys(School)[0], {"urn": "100002", "town": "Bury"})
    await user.press("ctrl+s")
    user.sees("Not saved: somebody else changed 2 of your 3 fields")


async def test_only_what_differs_is_shown_with_who_saved_and_all_three_values(books: Path) -> None:
    async with at_the_desk(path=books) as user:
        await clash(user, books)
        user.sees(f"Field Before {operating_system_user()} You", "changed this meanwhile, at")
        assert user.line_of("URN").strip("› ").split() == ["URN", "100001", "100002", "100009"]
        assert user.line_of("Town").split() == ["Town", "·", "Bury", "Oldham"]
        user.does_not_see("Street")


async def test_each_field_is_saved_as_it_was_chosen_and_what_nobody_else_changed_as_typed(
    books: Path,
) -> None:
    async with at_the_desk(path=books) as user:
        await clash(user, books)
        await user.press("ctrl+s")
        user.sees("2 to answer")
        await user.press("a", "b")
        user.sees("Will be saved: URN 100002 · Town Oldham")
        await user.press("ctrl+s")
        assert await user.ask(school) == ("100002", "Oldham", "1 Lane")
        await user.press("u")
        assert await user.ask(school) == ("100002", "Bury", None)


async def test_one_key_takes_all_of_theirs_or_keeps_all_of_mine(books: Path) -> None:
    async with at_the_desk(path=books) as user:
        await clash(user, books)
        await user.press("A", "ctrl+s")
        assert await user.ask(school) == ("100002", "Bury", "1 Lane")


async def test_esc_goes_back_to_the_form_with_all_that_was_typed_and_saves_nothing(
    books: Path,
) -> None:
    async with at_the_desk(path=books) as user:
        await clash(user, books)
        await user.press("a", "escape")
        assert user.field("URN") == "100009"
        user.sees("yours is “100009”")
        assert await user.ask(school) == ("100002", "Bury", None)


async def test_a_third_value_can_be_typed_and_the_values_of_before_count_as_one(
    books: Path,
) -> None:
    async with at_the_desk(path=books) as user:
        await clash(user, books)
        await user.press("e", *["backspace"] * 6, *"100001", "enter")
        user.sees("1 to answer")
        await user.press("a")
        user.sees("Will be saved: URN 100001 · Town Bury", "› e")
        await user.press("ctrl+s")
        assert await user.ask(school) == ("100001", "Bury", "1 Lane")


async def test_of_several_schools_that_somebody_else_changed_each_is_asked_about(
    books: Path,
) -> None:
    with Store.open(books, today=TODAY) as store, store.operation("Two more") as change:
        change.add(School, {"name": "Beech Hill"})
        change.add(School, {"name": "Cedar Park"})

    def towns(store: Store) -> dict[object, object]:
        return {each["name"]: each["town"] for each in store.find(School)}

    async with at_the_desk(path=books) as user:
        await user.press("1", "*", "=", *"town", "enter", *"Shaw")
        with Store.open(books, today=TODAY) as other, other.operation("Theirs") as change:
            for key, name in other.names(School).items():
                if name != "Cedar Park":
                    change.set(School, key, {"town": "Bury"})
        await user.press("enter")
        user.sees("Not saved: somebody else changed 2 of these meanwhile")
        assert user.line_of("Beech Hill").strip("› ").split()[2:] == ["·", "Bury", "Shaw"]
        await user.press("a", "b", "ctrl+s")
        assert await user.ask(towns) == {
            "Ash Grove": "Bury", "Beech Hill": "Shaw", "Cedar Park": "Shaw",
        }  # fmt: skip
        await user.press("u")
        assert await user.ask(towns) == {
            "Ash Grove": "Bury", "Beech Hill": "Bury", "Cedar Park": None,
        }  # fmt: skip
