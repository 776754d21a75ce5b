"""Who does what at the keyboard: ninety levels in as many keys, another alliance, another day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from data.sample.store import open_sample
from data.store.store import Store
from data.workstreams.matrix import commitments_matrix
from models.alliances.alliance import Alliance
from models.memberships.membership import Membership
from models.records.record import Values
from models.schools.school import School
from models.workstreams.commitment import Commitment
from models.workstreams.workstream import Workstream
from tests.tui.user import TODAY, at_the_desk

MOST_KEYS = 92


@pytest.fixture
def books(tmp_path: Path) -> Path:
    """Fifteen members and six workstreams."""
    path = tmp_path / "books.db"
    with Store.open(path, today=TODAY, create=True) as store, store.operation("Begin") as change:
        north = change.add(Alliance, {"name": "Northern"})
        for number in range(15):
            school = change.add(School, {"name": f"School {number:02}"})
            signed: Values = {"statement_signed": date(2020, 1, 6), "signatory": "A. Head"}
            member: Values = {"alliance": north, "school": school, "stage": "member"}
            change.add(Membership, member | signed)
        for name in "ABCDEF":
            change.add(Workstream, {"name": f"Stream {name}", "alliance": north})
    return path


async def test_ninety_levels_take_no_more_than_two_keys_beside_their_letters(books: Path) -> None:
    async with at_the_desk(path=books) as user:
        await user.press("3", "]")
        before = user.keys_pressed
        letters = "lcr" * 30
        await user.press("right", "right", *letters)
        assert user.keys_pressed - before <= MOST_KEYS
        rows = await user.ask(lambda store: commitments_matrix(store).table.rows)
        columns = [[row.cells[at].letter[0] for row in rows] for at in range(2, 8)]
        assert "".join("".join(column) for column in columns) == letters.upper()


async def test_braces_turn_to_the_next_alliance_and_back() -> None:
    async with at_the_desk() as user:
        await user.press("3", "]")
        assert "The Northern Alliance" in user.bar
        await user.press("}")
        assert "Valley Partnership" in user.bar
        assert "Moving up" in user.text
        await user.press("{")
        assert "The Northern Alliance" in user.bar
        await user.press("2", "}")
        assert "Another alliance is shown in the matrices" in user.said


async def test_another_day_shows_the_levels_of_that_day() -> None:
    with open_sample(date(2024, 1, 15)) as store:
        then = {
            str(row.cells[0]): row.cells[2].letter for row in commitments_matrix(store).table.rows
        }
    assert then
    async with at_the_desk() as user:
        await user.press("3", "]", "t", *"15/1/2024", "enter")
        day = await user.ask(lambda store: store.today)
        assert day == date(2024, 1, 15)
        shown = await user.ask(lambda store: commitments_matrix(store).table.rows)
        assert {cell.letter for row in shown for cell in row.cells[2:] if cell} >= {"L↑", "C↑"}
        await user.press("right", "right", "l")
        assert "Another day is shown" in user.said
        assert await user.ask(lambda store: len(store.find(Commitment))) > 20


async def test_m_moves_an_item_on_and_asks_for_its_decision() -> None:
    async with at_the_desk() as user:
        await user.go_to("2", "Agenda items")
        await user.press("/", *"reading aloud", "enter", "m", "enter")
        assert "Decided" in user.lines[0]
        await user.press("ctrl+s")
        assert "Decision" in user.text
        await user.press("tab", *"Ten minutes a day", "ctrl+s")
        assert user.said.startswith("Decided: Which reading aloud")
