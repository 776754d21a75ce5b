"""Cells of a matrix picked by the letters of their lines, on the sample."""

from __future__ import annotations

import pytest

from data.store.store import Store
from models.policies.review import Review
from tests.tui.user import TODAY, at_the_desk


def approved_today(store: Store) -> int:
    return len(store.find(Review, reviewed=TODAY))


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_what_asks_in_the_row_is_ticked_and_a_letter_ticks_or_not(
    size: tuple[int, int],
) -> None:
    async with at_the_desk(size=size) as user:
        await user.press("4", "]", ";")
        assert user.lines[0].startswith(" Ashenfold High School")
        user.sees("b • Behaviour and written statement", "g • Charging and remissions")
        user.sees("3 ticked · row 1 of 14", "Enter approve", "Esc leave")
        await user.press("b", "j", "down", "space")
        user.does_not_see("b •")
        user.sees("k • Health & safety", "4 ticked")
        await user.press("right", "*", "left")
        assert user.lines[0].startswith(" Ashenfold High School")
        user.sees("15 ticked in all")
        await user.press("right", "*", "left", "!", "enter")
        user.sees("Charging and remissions", "Equality objectives")
        assert user.in_field("Reviewed")


async def test_ticks_are_only_marked_left_or_approved_as_last_time() -> None:
    async with at_the_desk() as user:
        await user.press("4", "]", ";", "escape")
        assert "marked" not in user.bar, "whoever leaves has marked nothing"
        await user.press(";", "ctrl+s")
        assert "3 marked" in user.bar
        await user.press(";", "b", "ctrl+s")
        assert "2 marked" in user.bar, "what is marked is where one goes on"
        await user.press("escape", "down", ";", "!", ";", "a", ".")
        user.is_told("There is no approval yet to repeat")
        assert "marked" in user.bar, "nothing is lost where it could not be done"
        await user.press("a", "ctrl+s", "escape")
        before = await user.ask(approved_today)
        await user.press("down", ";", "*", "*", "a", "b", ".")
        assert await user.ask(approved_today) == before + 2
        assert "marked" not in user.bar


async def test_cells_of_any_matrix_are_picked_and_set_by_one_letter() -> None:
    async with at_the_desk() as user:
        await user.press("3", "]", "down", ";", "*", "enter")
        assert "6 marked" in user.bar
        user.is_told("6 marked: a letter sets them all.")


async def test_the_mouse_ticks_a_line_and_goes_on() -> None:
    async with at_the_desk() as user:
        await user.press("4", "]", ";")
        await user.click("Health & safety")
        user.sees("4 ticked")
        await user.click_again()
        user.sees("3 ticked")
        await user.click("Enter approve")
        assert user.in_field("Reviewed")
