"""How many keys approvals cost, typed in as they come from a governors' meeting."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from data.policies.standing import board
from data.store.store import Store
from models.policies.policy import Policy
from models.policies.review import Review
from models.records.record import Values
from models.schools.school import School
from tests.tui.user import TODAY, User, at_the_desk

SCHOOLS, POLICIES = 10, 12


@pytest.fixture
def books(tmp_path: Path) -> Path:
    """Schools that have settled in, and policies of which each must have all."""
    path = tmp_path / "alliance.db"
    with Store.open(path, today=TODAY, create=True) as store:
        from models.alliances.alliance import Alliance
        from models.memberships.membership import Membership

        with store.operation("Books") as change:
            alliance = change.add(Alliance, {"name": "Northern"})
            for number in range(SCHOOLS):
                school = change.add(
                    School, {"name": f"School {number:02}", "type": "01", "phase": "2",
                             "settled_in": TODAY})  # fmt: skip
                member: Values = {"alliance": alliance, "school": school, "stage": "member",
                                  "statement_sent": TODAY, "statement_signed": TODAY,
                                  "signatory": "A. Head"}  # fmt: skip
                change.add(Membership, member)
            for number in range(POLICIES):
                asked: Values = {"title": f"Policy {number:02}", "renewal": "annual",
                                 "catalogue": "northumberland", "duty_maintained": "must",
                                 "row": number + 1}  # fmt: skip
                change.add(Policy, asked)
    return path


def reviews(store: Store) -> list[tuple[str, str]]:
    return [(str(each["reviewed"]), str(each["minute"])) for each in store.find(Review)]


async def to_own_policies(user: User) -> None:
    await user.press("4", "]")
    assert "›Northumberland" in user.bar


async def test_eight_policies_of_one_meeting_take_at_most_fourteen_keys(books: Path) -> None:
    draw = random.Random(16)
    async with at_the_desk(path=books, size=(120, 40)) as user:
        await to_own_policies(user)
        assert len((await user.ask(board)).policies) == POLICIES
        # Eight that stand side by side: the block, the minute, and the day is today's.
        down, right = draw.randrange(SCHOOLS), draw.randrange(POLICIES - 7)
        await user.press(*["down"] * down, *["right"] * right)
        before = user.keys_pressed
        await user.press(*["shift+right"] * 7, "a", "tab", "tab", *"9.1", "ctrl+s")
        assert user.keys_pressed - before <= 14
        assert await user.ask(reviews) == [(str(TODAY), "9.1")] * 8

        # Eight that ask something, scattered among four that were approved lately.
        row = draw.choice([at for at in range(SCHOOLS) if at != down])
        lately = sorted(draw.sample(range(POLICIES), POLICIES - 8))
        await user.press("escape", "ctrl+home", *["down"] * row, "home", "right")
        for before_it, column in zip([0, *lately], lately, strict=False):
            await user.press(*["right"] * (column - before_it), "c", "up")
        await user.press("!")
        assert "8 marked" in user.bar
        await user.press("!")
        assert "marked" not in user.bar
        before = user.keys_pressed
        await user.press("!", "a", "tab", "tab", *"9.2", "ctrl+s")
        assert user.keys_pressed - before <= 14
        assert (await user.ask(reviews)).count((str(TODAY), "9.2")) == 8


async def test_a_block_of_eight_by_five_on_another_day_takes_at_most_twenty_keys(
    books: Path,
) -> None:
    async with at_the_desk(path=books, size=(120, 40)) as user:
        await to_own_policies(user)
        before = user.keys_pressed
        await user.press(*["shift+down"] * 7, *["shift+right"] * 4)
        assert "block of 8 × 5" in user.bar
        await user.until("Block of 8 × 5: 40 cells")
        await user.press("a", *"-11", "ctrl+s")
        assert user.keys_pressed - before <= 20
        assert await user.ask(reviews) == [("2026-11-10", "None")] * 40
        await user.press("u")
        assert await user.ask(reviews) == []


async def test_forty_scattered_approvals_take_at_most_a_hundred_keys(books: Path) -> None:
    draw = random.Random(16)
    async with at_the_desk(path=books, size=(120, 40)) as user:
        await to_own_policies(user)
        cells = [(column, row) for column in range(8) for row in range(SCHOOLS)]
        wanted = sorted(draw.sample(cells[:60], 40))
        await user.press("a", "ctrl+s", "u", "up")
        before = user.keys_pressed
        here = (0, 0)
        for column, row in wanted:
            steps = ["right"] * (column - here[0]) + (
                ["down"] * (row - here[1]) if row >= here[1] else ["up"] * (here[1] - row)
            )
            await user.press(*steps, ".")
            here = (column, row + 1) if row < SCHOOLS - 1 else (column + 1, 0)
        assert len(await user.ask(reviews)) == 40
        assert user.keys_pressed - before <= 100


async def test_one_key_goes_to_the_next_cell_that_asks_and_another_back(books: Path) -> None:
    async with at_the_desk(path=books, size=(120, 40)) as user:
        await to_own_policies(user)
        await user.press("c", "c", "c", "g", ">")
        assert user.at.startswith("School 03")
        await user.press("<")
        assert user.desk.section.grid.cursor_index == SCHOOLS - 1, "from the end again"


async def test_after_the_last_row_a_letter_goes_on_in_the_next_column(books: Path) -> None:
    async with at_the_desk(path=books, size=(120, 40)) as user:
        await to_own_policies(user)
        await user.press("G", "c")
        assert user.at.startswith("School 00")
        assert "next column" in user.said
        await user.press("ctrl+right", "c")
        assert user.at.startswith("School 00"), "turned: it goes right within the row"
