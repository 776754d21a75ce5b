"""An approval repeated at another school leaves the first one's minute and evidence where it is."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from data.store.store import Store
from models.alliances.alliance import Alliance
from models.memberships.membership import Membership
from models.policies.policy import Policy
from models.policies.review import Review
from models.policies.school_policy import SchoolPolicy
from models.schools.school import School
from tests.filled_books import filled_once
from tests.tui.user import TODAY, User, at_the_desk

LAST_YEAR = date(2025, 11, 24)
MEETING = ["a", *"19/11/26", "tab", *"Trust board", "tab", *"TB 7", "tab", *"tb.pdf"]


@filled_once
def books(path: Path) -> None:
    """Three members that have not settled in, and policies that must be published."""
    with Store.open(path, today=TODAY, create=True) as store:
        with store.operation("Begin") as change:
            alliance = change.add(Alliance, {"name": "Northern"})
            for number in (1, 2, 3):
                school = change.add(School, {"name": f"School {number}", "type": "34"})
                change.add(
                    Membership,
                    {"school": school, "alliance": alliance, "stage": "member",
                     "statement_sent": LAST_YEAR, "statement_signed": LAST_YEAR,
                     "signatory": "A. Head"},
                )  # fmt: skip
            asked = {"catalogue": "northumberland", "duty_academies": "must",
                     "publish_academies": "must"}  # fmt: skip
            titles = ("Behaviour", "Charging", *(f"Policy {number}" for number in range(3, 12)))
            for row, title in enumerate(titles, 1):
                change.add(Policy, asked | {"title": title, "row": row})


def recorded(store: Store) -> list[tuple[str, str, str | None, str | None]]:
    found = []
    for each in store.find(Review):
        copy = store.get(SchoolPolicy, str(each["school_policy"])) or {}
        names = (store.name_of(School, str(copy["school"])),
                 store.name_of(Policy, str(copy["policy"])))  # fmt: skip
        found.append((*names, each["minute"], each["evidence"]))
    return sorted(found, key=str)


async def test_the_same_key_carries_minute_and_evidence_within_a_school_only(books: Path) -> None:
    async with at_the_desk(path=books, size=(120, 40)) as user:
        await user.press("4", "]", *MEETING, "ctrl+s", ".", "g", "right", ".")
        assert await user.ask(recorded) == [
            ("School 1", "Behaviour", "TB 7", "tb.pdf"),
            ("School 1", "Charging", "TB 7", "tb.pdf"),
            ("School 2", "Behaviour", None, None),
        ]


async def test_asked_for_it_carries_them_to_another_school_as_well(books: Path) -> None:
    async with at_the_desk(path=books, size=(120, 40)) as user:
        await user.press("4", "]", *MEETING, "ctrl+s", "enter")
        assert "The same with its minute and evidence" in user.text
        await user.press(",")
        assert ("School 2", "Behaviour", "TB 7", "tb.pdf") in await user.ask(recorded)
        # That was said of this one: the next is another school again.
        await user.press(".")
        assert ("School 3", "Behaviour", None, None) in await user.ask(recorded)


async def test_what_is_marked_in_two_schools_has_the_minute_in_its_own_alone(books: Path) -> None:
    async with at_the_desk(path=books, size=(120, 40)) as user:
        await user.press("4", "]", *MEETING, "ctrl+s", "g", "right", "space", "space", ".")
        assert await user.ask(recorded) == [
            ("School 1", "Behaviour", "TB 7", "tb.pdf"),
            ("School 1", "Charging", "TB 7", "tb.pdf"),
            ("School 2", "Charging", None, None),
        ]
        await user.press("u")
        assert len(await user.ask(recorded)) == 1, "it was one step"


def cells_of(user: User, row: int) -> list[str]:
    """The first cells of a row, without the signs of the cursor."""
    return user.rows[row].replace("[", " ").replace("]", " ").split()[2:4]


async def test_a_letter_on_a_school_that_settles_in_is_recorded_and_shown_in_small(
    books: Path,
) -> None:
    async with at_the_desk(path=books) as user:
        await user.press("4", "]")
        assert cells_of(user, 0) == ["s", "s"]
        await user.press("c")
        assert cells_of(user, 0) == ["u", "s"], "approved, and not on the website yet"
        await user.press("m")
        assert cells_of(user, 1) == ["m", "s"]
        await user.press("g", "p")
        assert cells_of(user, 0) == ["C", "s"], "what is in order has its own letter"


async def test_all_schools_of_an_alliance_have_settled_in_at_once(books: Path) -> None:
    def settled(store: Store) -> list[object]:
        return [each["settled_in"] for each in store.find(School)]

    async with at_the_desk(path=books, size=(120, 40)) as user:
        await user.press("2")
        assert "m settle in" in user.keys
        await user.press("m")
        assert user.field("Settled in") == "21/11/2026"
        await user.press("ctrl+u", *"1/11/2026", "ctrl+s")
        assert user.said.startswith("Settled in 01/11/2026: 3 of 3 schools of Northern")
        assert await user.ask(settled) == [date(2026, 11, 1)] * 3
        await user.press("u")
        assert await user.ask(settled) == [None] * 3
