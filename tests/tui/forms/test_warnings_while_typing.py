"""What is strange about what is typed, said under its field before anything is saved."""

from __future__ import annotations

from models.schools.school import School
from tests.tui.user import User, at_the_desk


async def leave(user: User) -> None:
    await user.press("escape", "y")


async def test_namesakes_closed_schools_and_second_leads_are_warned_of_where_they_are_typed() -> (
    None
):
    async with at_the_desk() as user:
        (ferncarr,) = await user.ask(
            lambda store: [each for each in store.find(School) if "Ferncarr" in str(each["name"])]
        )

        def close(store: object) -> None:
            with store.operation("Closed") as change:  # type: ignore[attr-defined]
                change.set(School, ferncarr["key"], {"status": "2"}, {"status": "1"})

        await user.ask(close)

        await user.press("1", "]", "a", *"dev coppice (sample)", "tab")
        user.sees("Dev Coppice (sample) is in these books already")
        await user.press("shift+tab", *"Dev Nobody", "tab")
        user.does_not_see("in these books already")
        await leave(user)

        await user.press("2", "]", "a")
        await user.fill_in({"School": "ferncarr"}, "tab")
        user.sees("Ferncarr Catholic Primary School (sample) is closed: is it the right school?")
        await leave(user)

        await user.go_to("3", "Commitments")
        await user.press("a")
        await user.fill_in({"Membership": "thistledown", "Workstream": "research"}, "tab")
        user.does_not_see("leads it already")
        await user.fill_in({"Level": "lead"}, "tab")
        user.sees("Brindle Weir School (sample) leads it already: do both lead it?")
