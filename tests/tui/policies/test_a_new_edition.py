"""A catalogue loaded again at the desk: all that is new, or one policy of it."""

from __future__ import annotations

from pathlib import Path

from data.catalogues.loading import bring_in
from data.store.store import Store
from models.policies.policy import Policy
from tests.filled_books import filled_once
from tests.tui.user import TODAY, at_the_desk


@filled_once
def books(path: Path) -> None:
    """An older copy of the catalogue: one row is missing, two lack what is new."""
    with Store.open(path, today=TODAY, create=True) as store:
        bring_in(store, "northumberland")
        with store.operation("Loaded an older one") as change:
            for short_title, values in (
                ("Admissions", {"due_days": "03-15", "listing": None}),
                ("Careers", {"pupils": "secondary", "listing": None}),
            ):
                (found,) = store.find(Policy, short_title=short_title)
                change.set(Policy, str(found["key"]), values)
            (charging,) = store.find(Policy, short_title="Charging")
            change.remove(Policy, str(charging["key"]))


def listings(store: Store) -> dict[str, object]:
    wanted = ("Admissions", "Careers", "Charging")
    found = {str(each["short_title"]): each["listing"] for each in store.find(Policy)}
    return {name: found.get(name) for name in wanted}


async def test_all_that_is_new_is_taken_over_at_once_and_taken_back_at_once(books: Path) -> None:
    async with at_the_desk(path=books, size=(110, 40)) as user:
        await user.press("4", "i", "n")
        await user.until("It would change 2 policies.")
        assert "In each of them: Listing." in user.text
        assert "· Admissions" not in user.text
        assert "· Admission arrangements: Due days." in user.text
        await user.press("y")
        await user.until("What is to be taken over?")
        assert "All of it" in user.text
        assert "1 added, 2 changed" in user.text
        await user.press("enter")
        await user.until("1 policy loaded; 2 brought up to date")
        assert await user.ask(listings) == dict.fromkeys(
            ("Admissions", "Careers", "Charging"), "present"
        )
        await user.press("u")
        assert await user.ask(listings) == dict.fromkeys(("Admissions", "Careers", "Charging"))


async def test_one_policy_alone_is_taken_over(books: Path) -> None:
    async with at_the_desk(path=books, size=(110, 40)) as user:
        await user.press("4", "i", "n")
        await user.until("It would change 2 policies.")
        await user.press("y", "down", "down", "down", "enter")
        await user.until("0 policies loaded; 1 brought up to date")
        assert await user.ask(listings) == {
            "Admissions": None, "Careers": "present", "Charging": None,
        }  # fmt: skip


async def test_esc_takes_over_nothing(books: Path) -> None:
    async with at_the_desk(path=books, size=(110, 40)) as user:
        await user.press("4", "i", "n")
        await user.until("It would change 2 policies.")
        await user.press("y", "escape")
        assert user.said == "Nothing was loaded."
        assert set((await user.ask(listings)).values()) == {None}
