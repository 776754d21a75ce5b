"""What the desk says is shown whole, however long it is, until the next key."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.tui.user import User, at_the_desk
from tui.grid.columns import clean
from tui.widgets.bars import MessageLine, in_lines

LONG = "Ash Grove was not added, because it is in the alliance already: " + "see its period. " * 4
LONGER = LONG * 2


def test_a_line_of_a_long_text_never_begins_with_a_sign_that_ends_words() -> None:
    told = "Bring it in: mark it on tab 1, and press m there, with its day."
    assert in_lines(told, 12, 9) == [
        "Bring it in:", "mark it on", "tab 1, and", "press m", "there, with", "its day.",
    ]  # fmt: skip


@given(st.text(alphabet="abc éß學🏫-·", max_size=300), st.integers(6, 80), st.integers(1, 9))
def test_a_long_text_goes_on_in_lines_that_fit_and_loses_nothing_but_its_end(
    text: str, room: int, most: int
) -> None:
    lines = in_lines(clean(text), room, most)
    assert 1 <= len(lines) <= most
    assert all(cell_len(line) <= room for line in lines)
    whole = clean(text).replace(" ", "")
    told = "".join(lines).replace(" ", "")
    assert told == whole or (len(lines) == most and whole.startswith(told.rstrip("…")))


async def say(user: User, text: str) -> None:
    user.desk.say(text, "warn")
    await user.settled()


async def test_a_long_message_covers_the_foot_until_the_next_key() -> None:
    async with at_the_desk() as user:
        await user.press("2", "]")
        rows, foot = user.rows, user.keys
        await say(user, LONG)
        assert user.said == LONG.strip()
        assert user.lines[-1].strip() in LONG
        assert [row for row in user.rows if row in rows] == user.rows
        await user.press("down")
        assert user.keys == foot
        assert LONG.split()[0] not in user.said


async def test_a_longer_one_takes_lines_from_the_list_and_gives_them_back() -> None:
    async with at_the_desk() as user:
        await user.press("2", "]")
        rows = len(user.rows)
        await say(user, LONGER)
        assert user.said == LONGER.strip()
        assert user.desk.screen.query_one(MessageLine).region.height > 2
        await user.press("down")
        assert len(user.rows) == rows


async def test_a_short_message_leaves_the_foot_alone() -> None:
    async with at_the_desk() as user:
        await say(user, "Saved.")
        assert user.said == "Saved."
        assert "? help" in user.keys


async def test_a_message_that_follows_a_long_one_takes_its_place() -> None:
    async with at_the_desk() as user:
        await say(user, LONG)
        await say(user, "Saved.")
        assert user.said == "Saved."
        assert "? help" in user.keys


@pytest.mark.parametrize("size", [(60, 20), (40, 8), (120, 40)])
async def test_a_long_message_leaves_most_of_any_screen_to_the_list(size: tuple[int, int]) -> None:
    async with at_the_desk(size=size) as user:
        await user.press("2", "]")
        await say(user, LONGER)
        assert user.desk.screen.query_one(MessageLine).region.height <= max(2, size[1] // 4)
        assert user.at


async def test_another_width_fits_a_long_message_anew() -> None:
    async with at_the_desk() as user:
        await say(user, LONG)
        await user.pilot.resize_terminal(160, 24)
        await user.settled()
        assert user.said == LONG.strip()
        assert "? help" in user.keys


async def test_what_a_form_says_is_shown_whole_as_well(path: Path) -> None:
    async with at_the_desk(path=path) as user:
        await user.press("1", "a")
        user.desk.screen.query_one(MessageLine).say(LONG, "bad")
        await user.settled()
        assert user.said == LONG.strip()
        await user.press("x")
        assert "Ctrl+S save" in user.keys
