"""Questions rise from the foot: what they are about stays in sight above them."""

from __future__ import annotations

import pytest

from tests.tui.user import User, at_the_desk


async def to_the_last_member(user: User) -> None:
    await user.go_to("2", "Members")
    await user.press("G")


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (120, 40), (200, 50)])
async def test_the_record_that_is_asked_about_stays_in_sight(size: tuple[int, int]) -> None:
    async with at_the_desk(size=size) as user:
        await to_the_last_member(user)
        tabs, names, asked_about = user.lines[:2], user.first_words, user.at
        await user.press("m")
        assert user.question.startswith("Trust of Larkrise and Otterstone (sample) (In discussion)")
        at = user.text.splitlines().index(user.question_text.splitlines()[0])
        above = user.lines[:at]
        assert above[:2] == tabs
        assert next(line for line in above if line.startswith("›"))[1:30] == asked_about[:29]
        # The question is as low as it can be.
        assert user.question_text.splitlines()[-1].endswith("Esc back, nothing changed")
        await user.press("escape")
        assert user.lines[:2] == tabs
        assert user.first_words == names


async def test_a_question_within_a_form_leaves_what_was_typed_in_sight() -> None:
    async with at_the_desk() as user:
        await user.press("1", "enter", *" Upper", "escape")
        assert user.question == "Leave without saving what you typed?"
        assert "Ashenfold High School (sample) Upper" in user.lines[1]
        assert user.keys.split() == ["y", "leave", "n", "or", "Esc", "no"]
        await user.press("n")
        assert user.field("Name") == "Ashenfold High School (sample) Upper"


async def test_what_needs_more_room_than_a_list_can_spare_takes_the_whole_screen() -> None:
    async with at_the_desk(size=(80, 20)) as user:
        await user.press("4", "]", "enter")
        assert user.lines[0].startswith(" Admission arrangements, Ashenfold High School")
        assert user.question_text == user.text


async def test_what_a_choice_means_is_spelt_out_where_its_line_has_no_room_for_it() -> None:
    async with at_the_desk() as user:
        await user.go_to("2", "Members")
        await user.press("=")
        user.sees("Which field?")
        assert user.lines[-2].startswith(" Stage: Where the school stands: a member has signed the")
        await user.press("down")
        assert not user.lines[-2].strip()


async def test_a_long_question_is_asked_in_full() -> None:
    async with at_the_desk(size=(60, 24)) as user:
        await to_the_last_member(user)
        await user.press("g", "d")
        assert user.question == (
            "Ashenfold High School (sample) · The Northern Alliance cannot be removed"
        )


async def test_the_palette_leaves_in_sight_where_one_is_and_names_stand_beside_their_places() -> (
    None
):
    async with at_the_desk(size=(200, 50)) as user:
        await user.go_to("1", "Schools")
        above = user.lines[:2]
        await user.press("ctrl+p", *"copperbeck academy")
        assert user.lines[:2] == above
        assert user.question == "Find anything by name"
        line = user.line_of("School  ")
        assert line.index("URN 900004") < 90


async def test_a_value_for_one_record_is_asked_for_by_its_name() -> None:
    async with at_the_desk() as user:
        await user.go_to("1", "Schools")
        await user.press("right", "=")
        assert user.question == "Phase of Ashenfold High School (sample)"
