"""Copying to the clipboard of the terminal: a cell, a row, marked rows, the whole table."""

from __future__ import annotations

from tests.tui.user import at_the_desk


async def test_a_cell_rows_and_the_whole_table_go_to_the_clipboard_of_the_terminal() -> None:
    async with at_the_desk() as user:
        desk = user.desk
        await user.press("1", "y")
        assert desk.clipboard == "Ashenfold High School (sample)"
        user.is_told("Sent to the terminal's clipboard: Ashenfold")
        await user.press("Y")
        assert desk.clipboard.split("\t")[:2] == ["Ashenfold High School (sample)", "Secondary"]

        await user.press("space", "down", "space", "Y")
        user.is_told("2 rows sent to the terminal's clipboard")
        heading, *rows = desk.clipboard.split("\n")
        assert heading.startswith("Name\tPhase\t")
        assert [row.split("\t")[0] for row in rows] == [
            "Ashenfold High School (sample)", "Copperbeck Academy (sample)",
        ]  # fmt: skip
        await user.press("ctrl+y")
        user.sees("2 marked rows to the clipboard: how?")
        await user.press("c")
        assert desk.clipboard.startswith("Name,Phase,")
        assert len(desk.clipboard.splitlines()) == 3

        await user.press("escape", "4", "]", "ctrl+y", "m")
        user.is_told("14 rows sent to the terminal's clipboard")
        assert "| School |" in desk.clipboard
        assert "Overdue" in desk.clipboard
