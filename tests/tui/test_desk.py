"""The desk as a whole: tabs, lists that keep their place, filter, sorting, marks, what goes."""

from __future__ import annotations

import pytest

from tests.tui.user import at_the_desk


async def test_tabs_are_reached_by_their_numbers_and_sections_by_brackets() -> None:
    async with at_the_desk() as user:
        print(user.text)
        await user.press("1")
        print(user.text)
        await user.press("/", *"be")
        print(user.text)
        await user.press("escape", "d")
        print(user.text)
        await user.press("escape", "a", *"New", "tab", *"123")
        print(user.text)
