"""Matrices at the keyboard: a letter sets a cell and goes down, and undo brings the letter back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual.geometry import Region

from data.policies.letters import POLICY_LETTERS
from data.policies.matrix import policies_matrix
from data.store.store import Store
from data.workstreams.letters import LEVEL_HINTS, LEVEL_LETTERS
from data.workstreams.matrix import commitments_matrix
from models.policies.review import Review
from models.policies.school_policy import SchoolPolicy
from models.workstreams.commitment import Commitment
from tests.tui.user import TODAY, User, at_the_desk
from tui.commands.exporting import Wanted, table_shown


def cell(row: int, column: int, catalogue: str = "northumberland") -> Callable[[Store], object]:
    """The state of a cell of the policies' matrix."""
    return lambda store: policies_matrix(store, catalogue).table.rows[row].cells[column].word


def levels(column: int) -> Callable[[Store], list[str]]:
    """The levels of a column of the workstreams' matrix, from the first row on."""
    return lambda store: [
        str(row.cells[column]).split(",")[0] for row in commitments_matrix(store).table.rows
    ]


def commitments(store: Store) -> list[dict]:
    return sorted(store.find(Commitment), key=lambda each: str(each["key"]))


async def to_workstreams(user: User) -> None:
    """To the first workstream of the first school."""
    await user.press("3", "]")


async def to_four_members(user: User) -> int:
    """Down to the first of four rows of members, who may all take on work; its place."""
    stages = await user.ask(
        lambda store: [str(row.cells[1]) for row in commitments_matrix(store).table.rows]
    )
    first = next(
        at for at in range(len(stages)) if set(stages[at : at + 4]) <= {"Member", "Partner"}
    )
    await user.press(*["down"] * first)
    return first


async def test_letters_set_levels_and_go_down() -> None:
    async with at_the_desk() as user:
        await to_workstreams(user)
        before = await user.ask(levels(2))
        first = await to_four_members(user)
        await user.press("r", "C", "l", "-")
        after = await user.ask(levels(2))
        set_now = ["Receive", "Contribute", "Lead", "Nothing"]
        assert after == [*before[:first], *set_now, *before[first + 4 :]]
        assert user.at == user.rows[first + 4][1:].rstrip()


async def test_a_level_that_changes_ends_the_former_and_keeps_it_and_undo_restores_it() -> None:
    async with at_the_desk() as user:
        await to_workstreams(user)
        before = await user.ask(commitments)
        lead = (await user.ask(levels(2))).index("Lead")
        await user.press(*["down"] * lead)
        shown = user.rows[lead]
        await user.press("r")
        after = await user.ask(commitments)
        assert len(after) == len(before) + 1
        ended = [each for each in after if each["ended"] == TODAY and each not in before]
        assert [each["level"] for each in ended] == ["lead"]
        (new,) = [each for each in after if each["began"] == TODAY]
        assert (new["level"], new["ended"]) == ("receive", None)
        await user.press("up", "c")
        corrected = await user.ask(commitments)
        assert len(corrected) == len(after), "a correction of the same day is no second change"
        assert [each["level"] for each in corrected if each["began"] == TODAY] == ["contribute"]
        await user.press("u", "u")
        assert await user.ask(commitments) == before
        assert user.rows[lead][1:] == shown[1:]


async def test_with_cells_marked_a_letter_sets_all_of_them_and_one_undo_takes_all_back() -> None:
    async with at_the_desk() as user:
        await to_workstreams(user)
        before = await user.ask(levels(2))
        first = await to_four_members(user)
        await user.press("space", "space", "down", "space", "r")
        after = await user.ask(levels(2))
        assert [after[first + at] for at in (0, 1, 3)] == ["Receive"] * 3
        assert after[first + 2] == before[first + 2]
        assert "3 schools" in user.said
        await user.press("u")
        assert await user.ask(levels(2)) == before


async def test_a_letter_in_a_column_of_words_sets_nothing_and_says_where_to_go() -> None:
    async with at_the_desk() as user:
        await user.press("3", "]", "home")
        before = await user.ask(commitments)
        await user.press("l", "right", "c")
        assert "Move right" in user.said
        assert await user.ask(commitments) == before


async def test_letters_set_where_a_policy_stands() -> None:
    async with at_the_desk() as user:
        await user.press("4", "]", *["right"] * 6)
        words = {"f": "Drafting", "w": "Awaiting approval", "m": "Missing"}
        for row, (letter, word) in enumerate(words.items()):
            await user.press("g", *["down"] * row, letter)
            state = await user.ask(cell(row, 7))
            assert state in (word, "Overdue"), f"{letter} made {state}"
        await user.press("g", "c")
        assert await user.ask(cell(0, 7)) in ("Current", "Approved, not published")
        await user.press("g", "p")
        assert await user.ask(cell(0, 7)) == "Current"
        reviews = await user.ask(lambda store: store.find(Review, reviewed=TODAY))
        assert [each["kind_of_review"] for each in reviews] == ["approved"]


async def test_what_does_not_apply_asks_for_the_reason_and_esc_changes_nothing() -> None:
    async with at_the_desk() as user:
        await user.press("4", "]")
        before = await user.ask(cell(0, 1))
        await user.press("n")
        assert user.question.startswith("Not applicable: Admission arrangements, Ashenfold")
        await user.press("ctrl+s")
        assert "Reason is needed" in user.text
        await user.press("escape")
        assert await user.ask(cell(0, 1)) == before
        await user.press("g", "n", *"No such pupils", "ctrl+s")
        assert await user.ask(cell(0, 1)) == "Not applicable"
        held = await user.ask(lambda store: store.find(SchoolPolicy, reason="No such pupils"))
        assert len(held) == 1
        await user.press("u")
        assert await user.ask(cell(0, 1)) == before


async def test_enter_offers_the_choices_of_a_cell_and_takes_one_by_its_letter() -> None:
    async with at_the_desk() as user:
        await user.press("4", "]", "down", "enter")
        for letter in POLICY_LETTERS:
            assert any(line[1:].startswith(f"{letter}  ") for line in user.lines)
        _, *choices = user.question_text.splitlines()
        at = next(at for at, line in enumerate(choices) if line[1:].startswith("w  "))
        await user.press(*["down"] * at, "enter")
        assert await user.ask(cell(1, 1)) in ("Awaiting approval", "Overdue")
        await user.press("u", "g", *["right"] * 6, "enter", "m")
        assert await user.ask(cell(0, 7)) == "Missing"
        await user.press("enter", "escape", "u")
        assert user.said.startswith("Undone")


async def test_an_approval_of_another_day_is_recorded_with_its_minute() -> None:
    async with at_the_desk() as user:
        await user.press("4", "]", "down", "enter", "a")
        assert user.field("Reviewed") == "21/11/2026"
        await user.press(*"25/12/2026", "ctrl+s")
        assert "still to come" in user.under("Reviewed")
        await user.press("ctrl+u", *"-3m", "tab", *"Full board", "tab", *"FGB 7", "ctrl+s")
        assert user.said.startswith("Approved 21/08/2026, Full board, FGB 7: Admission")
        (review,) = await user.ask(lambda store: store.find(Review, minute="FGB 7"))
        assert str(review["reviewed"]) == "2026-08-21"
        assert review["approved_by"] == "Full board"
        await user.press("u")
        assert await user.ask(lambda store: store.find(Review, minute="FGB 7")) == []


async def test_the_message_tells_the_column_and_the_state_in_full() -> None:
    async with at_the_desk() as user:
        await user.press("4", "]")
        assert user.said.startswith("Admission arrangements")
        word = str(await user.ask(cell(0, 1)))
        assert user.said.split(" · ")[1] == word.upper()
        assert "Ashenfold High School" in user.said


async def test_a_letter_that_changes_nothing_promises_no_way_back() -> None:
    async with at_the_desk(size=(160, 24)) as user:
        await user.press("4", "]", "m", "up", "m")
        assert "undoes it" not in user.said


async def test_a_school_that_has_not_signed_takes_no_level_and_the_reason_is_told() -> None:
    async with at_the_desk() as user:
        await to_workstreams(user)
        stages = await user.ask(
            lambda store: [str(row.cells[1]) for row in commitments_matrix(store).table.rows]
        )
        before = await user.ask(commitments)
        await user.press(*["down"] * stages.index("Enquiry"), "l")
        assert "sign" in user.said
        assert await user.ask(commitments) == before


async def test_another_alliance_is_chosen_and_exported() -> None:
    async with at_the_desk() as user:
        await to_workstreams(user)
        assert "The Northern Alliance" in user.text
        await user.press("enter", "o", "enter")
        assert "Valley Partnership" in user.text
        assert "Moving up" in user.text
        assert "The Northern Alliance" not in user.text
        section = user.desk.section
        shown = await user.ask(lambda store: table_shown(section, store, Wanted("shown", "xlsx")))
        assert [row.key for row in shown.rows] == [
            section.grid.source.row(at).key for at in range(len(section.grid.source))
        ]
        assert shown.notes[0].startswith("Alliance: Valley Partnership")


async def test_the_letters_stand_at_the_foot() -> None:
    async with at_the_desk(size=(120, 40)) as user:
        await user.press("3", "]")
        for letter, level in LEVEL_LETTERS.items():
            assert f" {letter} {LEVEL_HINTS[level]}" in user.keys.lower()


async def test_a_matrix_narrows_and_sorts_like_a_list() -> None:
    async with at_the_desk() as user:
        await user.press("4", "]", "/", *"overdue", "enter")
        narrowed = len(user.rows)
        assert 0 < narrowed < 15
        await user.press("escape", "right", "s")
        assert "Sorted by" in user.said
        await user.press("s", "s")
        assert len(user.rows) > narrowed


async def test_what_is_marked_is_counted_rightly_once_a_sort_or_a_filter_parted_its_block() -> None:
    async with at_the_desk(size=(120, 40)) as user:
        await user.press("4", "]", "shift+down", "shift+down")
        assert "block of 3 × 1" in user.bar
        await user.press("s")
        assert "block of" not in user.bar
        assert "3 marked" in user.bar
        await user.press("/")
        await user.type("blue")
        await user.press("enter")
        assert "3 marked, 3 not shown" in user.bar


@pytest.mark.drawn
async def test_after_a_letter_only_what_changed_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    async with at_the_desk(size=(120, 40)) as user:
        await user.press("4", "]", *["right"] * 6, "down")
        grid = user.desk.section.grid
        sent: list[Region] = []
        set_dirty = grid._set_dirty

        def note(*regions: Region) -> None:
            sent.extend(regions or [grid.size.region])
            set_dirty(*regions)

        monkeypatch.setattr(grid, "_set_dirty", note)
        await user.press("f")
        rows = {region.y for region in sent}
        assert {3, 4} <= rows, "the cell's line, and that of the cursor"
        assert all(y >= 17 for y in rows - {3, 4}), "and what is counted below the rows"
        assert sum(region.area for region in sent) < 100


async def test_what_was_said_stays_while_letters_go_down_and_makes_room_for_a_move() -> None:
    async with at_the_desk() as user:
        await user.press("4", "]", *["right"] * 6, "f")
        assert user.said.startswith("Drafting: Charging and remissions, Ashenfold")
        await user.press("down")
        assert user.said.startswith("Charging and remissions · ")
        assert "Drafting" not in user.said


@pytest.mark.parametrize("width", [60, 80])
async def test_no_word_is_cut_in_what_is_told_of_a_cell(width: int) -> None:
    async with at_the_desk(size=(width, 24)) as user:
        await user.press("4", "]", "home")
        told = set()
        for _ in range(11):
            await user.press("right", "down")
            told.add(user.said)
            state = next(text for text, _ in user.desk.section.record_lines[0][2:])
            assert state in user.said, "however long the names are, the state is to be read"
        assert len(told) == 11


@pytest.mark.parametrize(
    ("tab", "section"),
    [("2", "Attendance"), ("3", "Who does what"), ("4", "Northumberland"), ("4", "Our own")],
)
async def test_every_matrix_in_which_something_may_ask_shows_the_key_to_the_next(
    tab: str, section: str
) -> None:
    for size in ((80, 24), (120, 40)):
        async with at_the_desk(size=size) as user:
            await user.go_to(tab, section)
            user.sees("> next")


async def test_from_a_letter_one_key_goes_to_the_next_cell_that_asks() -> None:
    async with at_the_desk() as user:
        await user.go_to("4", "Northumberland")
        await user.press("right", ">", ">")
        assert "row 7 of 14, column 1" in user.bar
        assert user.at.startswith("Larkrise")
        await user.press("p", ">")
        user.is_told("OVERDUE 446 DAYS", "Ashenfold")


async def test_what_asks_in_the_attendance_is_of_meetings_that_were_held() -> None:
    async with at_the_desk() as user:
        await user.go_to("2", "Attendance")
        await user.press("right", "right")
        user.is_told("Steering group, 03/12/2026")
        seen = set()
        for _ in range(40):
            await user.press(">")
            user.is_told("NOTHING")
            seen.add(user.said)
        assert len(seen) > 3
        assert not [each for each in seen if "03/12/2026" in each]


async def test_who_has_signed_and_is_in_nothing_is_gone_to_among_who_does_what() -> None:
    async with at_the_desk() as user:
        await user.go_to("3", "Who does what")
        await user.press(">")
        assert user.at.startswith("Thistledown")
        assert "column 1 of 6" in user.bar
        await user.press("c", ">")
        user.is_told("No cell here asks for an entry.")
