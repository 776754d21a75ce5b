"""How many keys approvals cost, typed in as they come from a governors' meeting."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from data.policies.standing import board
from data.store.store import Store
from models.policies.policy import Policy
from models.policies.review import Review
from models.policies.school_policy import SchoolPolicy
from models.records.record import Values
from models.schools.school import School
from tests.filled_books import filled_once
from tests.tui.user import TODAY, User, at_the_desk

SCHOOLS, POLICIES = 10, 12


@filled_once
def books(path: Path) -> None:
    """Ten schools that have settled in, and twelve policies of which each must have all."""
    fill_books(path, SCHOOLS, POLICIES)


@filled_once
def large_books(path: Path) -> None:
    """Fifteen schools and eleven policies, all of which ask for something."""
    fill_books(path, 15, 11)


def fill_books(path: Path, schools: int, policies: int) -> None:
    with Store.open(path, today=TODAY, create=True) as store:
        from models.alliances.alliance import Alliance
        from models.memberships.membership import Membership

        with store.operation("Books") as change:
            alliance = change.add(Alliance, {"name": "Northern"})
            for number in range(schools):
                school = change.add(
                    School, {"name": f"School {number:02}", "type": "01", "phase": "2",
                             "settled_in": TODAY})  # fmt: skip
                member: Values = {"alliance": alliance, "school": school, "stage": "member",
                                  "statement_sent": TODAY, "statement_signed": TODAY,
                                  "signatory": "A. Head"}  # fmt: skip
                change.add(Membership, member)
            for number in range(policies):
                asked: Values = {"title": f"Policy {number:02}", "renewal": "annual",
                                 "catalogue": "northumberland", "duty_maintained": "must",
                                 "row": number + 1}  # fmt: skip
                change.add(Policy, asked)


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


# Where every cell asks for something, and few of them were approved


DRAWS = (1, 2, 3)


def approved(store: Store) -> list[tuple[str, str, str, str]]:
    """School, policy, day and minute of each approval."""
    copies = {str(each["key"]): each for each in store.find(SchoolPolicy)}
    found = []
    for each in store.find(Review):
        copy = copies[str(each["school_policy"])]
        school = store.name_of(School, str(copy["school"]))
        policy = store.name_of(Policy, str(copy["policy"]))
        found.append((school, policy, str(each["reviewed"]), str(each["minute"])))
    return sorted(found)


@pytest.mark.parametrize("seed", DRAWS)
@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_eight_scattered_policies_of_a_meeting_take_at_most_fourteen_keys(
    large_books: Path, seed: int, size: tuple[int, int]
) -> None:
    draw = random.Random(seed)
    first, second = draw.sample(range(15), 2)
    expected = []
    async with at_the_desk(path=large_books, size=size) as user:
        await to_own_policies(user)
        for row, day, typed, minute in (
            (first, "2026-11-21", [], "9.1"),
            # The next school, whose governors met on another day.
            (second, "2026-11-10", [*"-11"], "4.2"),
        ):
            await user.press("ctrl+home", *["down"] * row)
            policies = draw.sample(range(11), 8)
            others = [letter for at, letter in enumerate("abcdefghijk") if at not in policies]
            before = user.keys_pressed
            await user.press(";", *others, "enter", *typed, "tab", "tab", *minute, "ctrl+s")
            assert user.keys_pressed - before <= 14
            assert user.said.startswith("Approved")
            assert "marked" not in user.bar, "so that the next meeting begins afresh"
            school = f"School {row:02}"
            expected += [(school, f"Policy {at:02}", day, minute) for at in policies]
        assert await user.ask(approved) == sorted(expected)


@pytest.mark.parametrize("seed", DRAWS)
async def test_forty_approvals_drawn_from_all_that_ask_take_at_most_a_hundred_keys(
    large_books: Path, seed: int
) -> None:
    drawn = random.Random(seed).sample([(row, at) for row in range(15) for at in range(11)], 40)
    async with at_the_desk(path=large_books, size=(120, 40)) as user:
        await to_own_policies(user)
        before = user.keys_pressed
        await user.press(";", "!")
        for row in range(15):
            await user.press(*("abcdefghijk"[at] for of_row, at in drawn if of_row == row))
            await user.press(*["right"] * (row < 14))
        assert "40 ticked in all" in user.lines[0]
        await user.press("enter", "tab", "tab", *"FGB 7", "ctrl+s")
        assert user.keys_pressed - before <= 100
        expected = sorted(
            (f"School {row:02}", f"Policy {at:02}", str(TODAY), "FGB 7") for row, at in drawn
        )
        assert await user.ask(approved) == expected
        await user.press("u")
        assert await user.ask(approved) == [], "one step of undo"
