"""Who does what at the keyboard: ninety levels in as many keys, another alliance, another day."""

from __future__ import annotations

import random
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
from tests.filled_books import filled_once
from tests.tui.user import TODAY, at_the_desk

MOST_KEYS = 92


@filled_once
def books(path: Path) -> None:
    """Fifteen members and six workstreams."""
    with Store.open(path, today=TODAY, create=True) as store, store.operation("Begin") as change:
        north = change.add(Alliance, {"name": "Northern"})
        for number in range(15):
            school = change.add(School, {"name": f"School {number:02}"})
            signed: Values = {"statement_signed": date(2020, 1, 6), "signatory": "A. Head"}
            member: Values = {"alliance": north, "school": school, "stage": "member"}
            change.add(Membership, member | signed)
        for name in "ABCDEF":
            change.add(Workstream, {"name": f"Stream {name}", "alliance": north})


async def test_ninety_levels_take_no_more_than_two_keys_beside_their_letters(books: Path) -> None:
    async with at_the_desk(path=books) as user:
        await user.press("3", "]")
        before = user.keys_pressed
        letters = "lcr" * 30
        await user.press(*letters)
        assert user.keys_pressed - before <= MOST_KEYS
        rows = await user.ask(lambda store: commitments_matrix(store).table.rows)
        columns = [[row.cells[at].letter[0] for row in rows] for at in range(2, 8)]
        assert "".join("".join(column) for column in columns) == letters.upper()


async def test_ninety_levels_over_others_are_asked_about_once_and_take_no_more_keys(
    books: Path,
) -> None:
    draw = random.Random(15)
    async with at_the_desk(path=books) as user:
        await user.press(
            "3", "]", *draw.choices("lcr", k=90), "ctrl+home", "home", "right", "right"
        )
        letters = draw.choices("lcr", k=90)
        before = user.keys_pressed
        for at, letter in enumerate(letters):
            await user.press(letter)
            if at == 15:
                assert f"{letter} again sets it" in user.said
                await user.press(letter)
        assert user.keys_pressed - before <= MOST_KEYS
        rows = await user.ask(lambda store: commitments_matrix(store).table.rows)
        columns = [[row.cells[at].letter[0] for row in rows] for at in range(2, 8)]
        assert "".join("".join(column) for column in columns) == "".join(letters).upper()


async def test_over_a_value_at_the_top_of_the_next_column_the_first_letter_only_asks(
    books: Path,
) -> None:
    def levels(store: Store) -> list[str]:
        return sorted(str(each["level"]) for each in store.find(Commitment))

    async with at_the_desk(path=books) as user:
        # In the second column the first school leads; in the third nothing stands yet.
        await user.press("3", "]", "right", "l", "left", "G", "c")
        assert "On to the next column" in user.said
        assert user.at.startswith("School 00")
        await user.press("r")
        assert "Stream B, School 00, is LEAD, ROSE: r again sets it." in user.said
        assert await user.ask(levels) == ["contribute", "lead"]
        # Whoever moves on has answered no.
        await user.press("down", "r")
        assert await user.ask(levels) == ["contribute", "lead", "receive"]
        await user.press("left", "G", "c", "r", "r")
        assert await user.ask(levels) == ["contribute", "receive", "receive"]
        await user.press("G", "r", "i")
        found = await user.ask(levels)
        assert found == ["contribute", "interested", *["receive"] * 3], "an empty one is filled"


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
        assert "Decided" in user.question
        await user.press("ctrl+s")
        assert "Decision" in user.text
        await user.press("tab", *"Ten minutes a day", "ctrl+s")
        assert user.said.startswith("Decided: Which reading aloud")


async def test_x_writes_the_paper_of_one_circle(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with at_the_desk(size=(160, 40)) as user:
        await user.press("3", "x", "ctrl+u", *"their circles, who leads", "tab", "ctrl+u", *"CSV")
        await user.press("tab", *"circles.csv", "tab", "tab", "tab", "tab", *"Research and")
        await user.press("down", "enter", "ctrl+s")
        assert "circles.csv" in user.said
    assert "Research and Development" in (tmp_path / "circles.csv").read_text()
    assert "Initial Teacher" not in (tmp_path / "circles.csv").read_text()


async def test_a_letter_chooses_any_section_of_the_tab() -> None:
    async with at_the_desk() as user:
        await user.press("3", "\\")
        assert "Sections of Workstreams" in user.question
        at = next(line for line in user.lines if "Projects" in line)
        assert "6 projects" in at
        await user.press(at.split()[0])
        assert "›Projects" in user.bar


async def test_p_asks_why_and_until_when_and_esc_sets_nothing(books: Path) -> None:
    async with at_the_desk(path=books) as user:
        await user.press("3", "]", "c", "up", "p")
        assert "Paused: Stream A, School 00" in user.question
        await user.press("escape")
        assert await user.ask(lambda store: [each["level"] for each in store.find(Commitment)]) == [
            "contribute"
        ]
        await user.press("p", *"No cover this term", "tab", *"+8w", "ctrl+s")
        (pause,) = await user.ask(lambda store: store.find(Commitment))
        assert (pause["level"], pause["reason"]) == ("paused", "No cover this term")
        assert pause["review"] == date(2027, 1, 16)
