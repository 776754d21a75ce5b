"""What was done at the desk, as lines of the command that do the same to other books."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from data.store.store import Store
from tests.tui.command_line.answers import Alliance
from tests.tui.user import TODAY, at_the_desk

KINDS = ("schools", "people", "reviews", "commitments")


async def test_the_log_of_a_desk_does_the_same_to_other_books(
    sample_file: Path, on_sample: Alliance, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done_to = tmp_path / "sample.db"
    async with at_the_desk(lambda: Store.open(done_to, today=TODAY)) as user:
        # Two approvals with their minute, a level, a person; a school's figure and another undone.
        await user.press("4", "]", "right", "shift+down", "a", "tab", *"FGB", "tab", *"It's 9.1")
        await user.press("ctrl+s", "escape", "3", "]", "l", "1", "e")
        await user.fill_in({"Pupils": "901"}, "ctrl+s")
        await user.press("e")
        await user.fill_in({"Pupils": "902"}, "ctrl+s", "u")
        await user.press("]", "a")
        await user.fill_in({"Name": "Ada Bell"}, "ctrl+s", "escape")
        await user.press("ctrl+g")
        user.sees("What was done, as lines for a script", "alliance add people 'name=Ada Bell'")
        user.does_not_see("902")
        await user.press("y")
        user.is_told("sent to the terminal")
    log = on_sample("history", "--as-commands").lines
    afterwards = [on_sample("list", kind, "--format", "csv").out for kind in KINDS]

    done_to.write_bytes(sample_file.read_bytes())
    for line in log:
        if not line.startswith("#"):
            _, *words = shlex.split(line)
            assert on_sample(*words).code == 0, line
    assert [on_sample("list", kind, "--format", "csv").out for kind in KINDS] == afterwards


async def test_the_log_is_left_like_any_message_and_the_desk_goes_on() -> None:
    async with at_the_desk() as user:
        for leaves in ("escape", "q", "n"):
            await user.press("ctrl+g")
            user.sees("What was done, as lines for a script")
            await user.press(leaves)
            user.does_not_see("What was done, as lines for a script")
        await user.press("1")
        user.sees("row 1 of 16")
