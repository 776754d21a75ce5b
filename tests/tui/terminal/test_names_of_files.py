"""A name of a file that can be none is answered in words, with all that was typed still there."""

from __future__ import annotations

import pytest

from tests.tui.user import at_the_desk


@pytest.mark.parametrize("name", ["x" * 900, "~nobody-of-this-name/schools.csv"])
@pytest.mark.parametrize("key", ["i", "x"])
async def test_a_file_that_cannot_be_is_no_failure(key: str, name: str) -> None:
    async with at_the_desk() as user:
        await user.press("1", key)
        if key == "x":
            await user.press("tab", "tab")
        await user.paste(name)
        await user.press("ctrl+s")
        assert "There is no" in user.text or "too long for the name" in user.text
        assert user.field("File").startswith(name[:20])
