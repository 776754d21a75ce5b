"""Looking at another day from inside the desk: how things stood then, and back again."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.problems import Problem
from data.store.store import Store
from models.memberships.membership import Membership
from models.schools.school import School
from tests.tui.user import TODAY, User, at_the_desk


async def look_at(user: User, day: str) -> None:
    await user.press("t", *day, "enter")


async def test_another_day_is_told_on_the_narrowest_screen_as_well() -> None:
    async with at_the_desk(size=(60, 20)) as user:
        await look_at(user, "1/3/26")
        await user.press("1", "down")
        assert "1 Schools" in user.lines[0]
        assert "as of 01/03/2026" in user.lines[0]


async def test_members_stand_as_they_stood_and_back_with_two_keys() -> None:
    async with at_the_desk() as user:
        await user.press("2", "]")
        assert "Paused" in user.line_of("Ashenfold")
        await look_at(user, "1/3/26")
        assert "as of 01/03/2026" in user.lines[0]
        assert "Member" in user.line_of("Ashenfold")
        assert not [line for line in user.lines if "Wagtail" in line]
        assert "t, Enter comes back to today" in user.said
        await user.press("t", "enter")
        assert "as of" not in user.lines[0]
        assert "21/11/2026" in user.lines[0]
        assert "Paused" in user.line_of("Ashenfold")
        assert "It is today again" in user.said


async def test_every_tab_and_every_summary_reckons_for_that_day() -> None:
    async with at_the_desk() as user:
        await user.press("4", "]")
        now = user.rows
        await look_at(user, "1/9/23")
        assert user.rows != now
        await user.press("v", "x")
        then = user.rows
        await user.press("t", "enter")
        assert user.rows != then


@pytest.mark.parametrize("keys", ["a", "e", "d", "=", "m", "i", "u"])
async def test_nothing_can_be_changed_while_another_day_is_shown(keys: str) -> None:
    async with at_the_desk() as user:
        await user.press("2", "]")
        before = await user.ask(lambda store: store.find(Membership))
        await look_at(user, "1/3/26")
        await user.press(*keys)
        assert "Another day is shown (t comes back)" in user.said
        assert await user.ask(lambda store: store.find(Membership)) == before


async def test_no_letter_sets_a_cell_of_another_day() -> None:
    async with at_the_desk() as user:
        await user.press("2", "]", "]", "]")
        await look_at(user, "1/10/26")
        await user.press("right", "right", "a")
        assert "so nothing can be set" in user.said


async def test_the_books_themselves_refuse_a_change_while_another_day_is_shown() -> None:
    def change(store: Store) -> None:
        with store.operation("Add") as change:
            change.add(School, {"name": "Ash Grove"})

    async with at_the_desk() as user:
        await look_at(user, "1/3/26")
        with pytest.raises(Problem, match="nothing can be changed"):
            await user.ask(change)
        await user.press("t", "enter")
        await user.ask(change)


async def test_a_desk_that_only_looks_still_does_when_it_is_today_again(path: Path) -> None:
    Store.open(path, today=TODAY, create=True).close()
    async with at_the_desk(path=path, read_only=True) as user:
        await look_at(user, "1/3/26")
        await user.press("t", "enter", "1", "a")
        assert "--read-only" in user.said
        assert await user.ask(lambda store: store.read_only)


async def test_esc_and_what_is_no_day_leave_the_day_as_it_is() -> None:
    async with at_the_desk() as user:
        await user.press("t", *"soon", "enter")
        assert "soon" in user.under("Day") or "“soon”" in user.text
        await user.press("escape", "y")
        assert "21/11/2026" in user.lines[0]
        assert "as of" not in user.lines[0]


async def test_midnight_does_not_take_the_other_day_away() -> None:
    async with at_the_desk() as user:
        user.desk.options = user.desk.options._replace(today_is_given=False)
        await look_at(user, "1/3/26")
        await user.look_around()
        assert "as of 01/03/2026" in user.lines[0]


async def test_the_palette_finds_the_other_day() -> None:
    async with at_the_desk() as user:
        await user.press("ctrl+p", *"another day")
        assert "Look at another day" in user.text
        await user.press("enter")
        assert "it is 21/11/2026 today" in user.question
