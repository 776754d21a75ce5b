"""What was answered to a question is offered when it is asked again."""

from __future__ import annotations

from pathlib import Path

from models.policies.school_policy import SchoolPolicy
from tests.tui.user import at_the_desk


async def test_the_reason_that_was_given_before_is_two_keys_the_next_time() -> None:
    async with at_the_desk() as user:
        await user.press("4", "]", "right", "n")
        user.does_not_see("as before")
        await user.press(*"No such pupils", "ctrl+s", "right", "n", *"Federation", "ctrl+s")
        await user.press("right", "n")
        offered = [line.strip() for line in user.question_text.splitlines() if "as before" in line]
        assert offered == ["Federation  as before", "No such pupils  as before"]
        await user.press("n")
        user.does_not_see("Federation")
        await user.press("backspace", "down", "down", "enter")
        found = await user.ask(lambda store: store.find(SchoolPolicy, reason="No such pupils"))
        assert len(found) == 2


async def test_what_was_not_accepted_is_not_offered() -> None:
    async with at_the_desk() as user:
        await user.press("4", "]", "right", "n", *"Left", "escape", "y", "n")
        assert user.in_field("Reason")
        user.does_not_see("as before")


async def test_a_file_that_was_read_is_offered_again(tmp_path: Path) -> None:
    file = tmp_path / "s.csv"
    file.write_text("Name,URN\nBeech Lane,100002\n")
    async with at_the_desk(size=(200, 40)) as user:
        await user.press("1", "i", *str(file), "enter", "escape", "i")
        user.sees(str(file))
        await user.press("down", "enter")
        user.sees("1 new")
