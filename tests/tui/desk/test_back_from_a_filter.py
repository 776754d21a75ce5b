"""Where the cursor is while a list is filtered, and when the filter ends."""

from __future__ import annotations

import pytest

from data.store.store import Store
from models.people.person import Person
from tests.tui.user import at_the_desk


async def test_the_cursor_stays_where_one_has_gone_in_what_a_filter_found() -> None:
    async with at_the_desk() as user:
        await user.press("1", "/", *"phase:primary", "enter", "down", "down")
        assert user.at.startswith("Nettlefold")
        await user.press("escape")
        assert user.at.startswith("Nettlefold")
        await user.press("g", "/", *"lark", "enter", "/", *"zz", "escape")
        assert user.at.startswith("Ashenfold")


async def test_the_cursor_stays_on_what_one_has_changed_in_what_a_filter_found() -> None:
    async with at_the_desk() as user:
        await user.go_to("4", "Northumberland")
        await user.press("right", "right", "/", *"blue", "enter", "p", "escape")
        assert user.at.startswith("The Blue Coat")


@pytest.mark.parametrize(
    ("tab", "section", "words", "found"),
    [
        ("1", "People", "quinn", "Quinn Briar"),
        ("2", "Meetings", "governing", "Governing body"),
        ("2", "Attendance", "otter", "Otterstone"),
        ("3", "Events", "maths", "17/09/2026 Maths mastery"),
        ("4", "Northumberland", "otter", "Otterstone"),
        ("0", "Today", "actions", "Actions overdue"),
    ],
)
async def test_in_lists_and_matrices_alike_esc_goes_back_to_the_record_one_came_from(
    tab: str, section: str, words: str, found: str
) -> None:
    async with at_the_desk() as user:
        await (user.press("0") if tab == "0" else user.go_to(tab, section))
        await user.press("down")
        before = user.at
        await user.press("/", *words, "enter")
        assert found in user.at
        await user.press("escape")
        assert user.at == before


async def test_the_best_match_is_found_however_far_down_the_list_it_stands() -> None:
    async with at_the_desk() as user:

        def add(store: Store) -> None:
            with store.operation("Add many") as change:
                for number in range(400):
                    change.add(Person, {"name": f"A Person {number:03}", "email": "zed@x.example"})
                change.add(Person, {"name": "Zed Last", "email": "zed@x.example"})

        await user.ask(add)
        await user.press("1", "]", "/", *"zed")
        assert user.bar.endswith("401 of 431")
        assert user.at.startswith("Zed Last")


@pytest.mark.parametrize("words", ["phase:primary", "town:bolton", "wag town:b"])
@pytest.mark.parametrize("place", [("1",), ("1", "G")])
async def test_the_cursor_goes_to_the_same_record_however_fast_a_filter_is_typed(
    words: str, place: tuple[str, ...]
) -> None:
    async with at_the_desk() as user:
        await user.press(*place, "/")
        await user.paste(words)
        at_once = user.at
        await user.press("escape", *place, "/")
        for letter in words:
            await user.press(letter)
        assert user.at == at_once
