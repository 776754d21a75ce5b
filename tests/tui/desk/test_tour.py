"""The tour: ten steps on the sample, each done by the very keys that it names."""

from __future__ import annotations

import pytest

from tests.tui.user import at_the_desk

KEYS: tuple[tuple[str, ...], ...] = (
    ("1",),
    ("down", "down", "down"),
    ("/", *"phase:sec", "enter"),
    ("escape",),
    ("4", "]"),
    ("right", "c"),
    ("u",),
    ("v", "o"),
    ("escape",),
    ("ctrl+p", *"blue", "enter"),
)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_each_step_of_the_tour_is_done_by_the_keys_that_it_names(
    size: tuple[int, int],
) -> None:
    async with at_the_desk(size=size, tour=True) as user:
        for step, keys in enumerate(KEYS, 1):
            (told,) = (line for line in user.lines if line.startswith(" Tour "))
            assert told.startswith(f" Tour {step} of 10 "), told
            assert len(told.rstrip()) <= 80, "no word is cut on the smallest screen"
            await user.press(*keys)
            user.does_not_see("Nothing was recorded", "No matches", "Nothing to go back to")
        user.sees("That was the tour. ? is help, q leaves")


async def test_a_step_waits_for_its_own_key() -> None:
    async with at_the_desk(tour=True) as user:
        await user.press("down", "2", "?", "escape")
        user.sees("Tour 1 of 10")
        await user.press("1", "down", "up")
        user.sees("Tour 2 of 10")
