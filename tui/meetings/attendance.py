"""Attendance: the matrix of members and meetings."""

from __future__ import annotations

from data.meetings.chosen_alliance import newest_alliance
from data.meetings.letters import NAMED
from data.meetings.matrix import AttendanceMatrix, attendance_matrix
from data.memberships.chosen_alliance import first_alliance
from data.store.books import Books
from data.tables.cells import Outcome
from data.tables.matrix import Cells
from tui.alliances.matrix import MATRIX_OF_AN_ALLIANCE, OfAnAllianceSection
from tui.sections.lettered import Save
from tui.sections.matrix import NEXT_ASKING
from tui.workbench.command import LETTERS, Here


class AttendanceSection(OfAnAllianceSection):
    """Members × meetings. Its letters come before the commands that have the same keys."""

    lettered = AttendanceMatrix
    commands = (
        LETTERS, NEXT_ASKING,
        Here("open", runs="tui.meetings.choices:open_cell",
             help="The choices of the cell"),
        *MATRIX_OF_AN_ALLIANCE,
    )  # fmt: skip
    summary = "attendance"

    def __init__(self) -> None:
        super().__init__(
            "attendance",
            "Attendance",
            "No member yet, or no meeting of an alliance. Add members and meetings first: [",
        )
        self.meeting: str | None = None
        """The meeting whose members stand first; the last one held when none was chosen."""

    def read(self, books: Books) -> AttendanceMatrix:
        """The attendance of one alliance's meetings, and the names of deputies."""
        self.tell_alliance(books, newest_alliance(books) or first_alliance(books))
        return attendance_matrix(books, self.alliance, self.meeting)

    async def show_alliance(self, key: str) -> None:
        """Show the meetings of this alliance, the last one held first."""
        self.meeting = None
        await super().show_alliance(key)

    async def show_meeting(self, alliance: str, meeting: str) -> None:
        """Go to the column of a meeting of this alliance, at its first member."""
        if (self.alliance, self.meeting) != (alliance, meeting):
            self.alliance, self.meeting = alliance, meeting
            await self.load()
        self.grid.move_to(index=0, column=meeting)

    async def set_with_answers(self, cells: Cells, meaning: str, save: Save) -> Outcome | None:
        """Record how they were represented; a deputy by name is asked for first."""
        if meaning != NAMED:
            return await super().set_with_answers(cells, meaning, save)
        from tui.meetings.deputies import ask_for_deputy

        matrix = self.matrix
        assert isinstance(matrix, AttendanceMatrix)
        return await ask_for_deputy(self.bench, matrix, cells, save)
