"""Schools of one name on the screen: in lists, and in a form that is saved as it was opened."""

from __future__ import annotations

from pathlib import Path

from data.store.store import Store
from models.memberships.membership import Membership
from tests.data.schools.test_namesakes import CLOSED, NAME, TOLD, begin
from tests.tui.user import TODAY, at_the_desk


async def test_the_told_name_stands_in_lists_and_a_form_takes_it_but_asks_of_a_bare_one(
    path: Path,
) -> None:
    with Store.open(path, today=TODAY, create=True) as store:
        begin(store)
    async with at_the_desk(path=path) as user:
        await user.press("1")
        user.sees("closed, URN 105690", "open, URN 142345")
        await user.go_to("2", "Members")
        user.sees("Holy T…, closed, 105690", ", open, 142345")
        await user.press("down", "enter")
        assert user.field("School") in TOLD.values()
        await user.fill_in({"Notes": "Visited"}, "ctrl+s")
        held = await user.ask(lambda store: store.find(Membership, notes="Visited"))
        assert [each["school"] for each in held] == [CLOSED]
        await user.press("a")
        await user.fill_in({"School": NAME}, "tab")
        user.sees("could be several schools", *TOLD.values())
