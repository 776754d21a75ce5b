"""Keys that wait when the app comes to its end are dropped, and nothing else happens."""

from __future__ import annotations

from typing import Any

import pytest

from tests.tui.user import at_the_desk


async def test_a_key_that_was_dropped_when_its_turn_came_is_no_error(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with at_the_desk() as user:
        desk = user.desk
        later = desk.call_later

        def call_later(callback: Any, *arguments: Any) -> bool:
            # Something that ends the app comes in between.
            posted = later(callback, *arguments)
            if callback == desk._hand_over_one:
                desk._waiting_keys.clear()
            return posted

        with monkeypatch.context() as patched:
            patched.setattr(desk, "call_later", call_later)
            await user.press("1")
        assert desk._exception is None
        await user.press("1")
        assert "Ashenfold" in user.text
