"""TODO"""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.meetings import letters as attendance
from data.meetings.chosen_alliance import newest_alliance
from models.meetings.attendance import Attendance
from models.memberships.membership import Membership
from tui.alliances.section import OfAnAllianceSection

if TYPE_CHECKING:
    from data.store.store import Store
    from data.tables.matrix import Matrix


class AttendanceSection(OfAnAllianceSection):
    """Members × meetings. Its letters come before the commands that have the same keys."""

    summary = "attendance"
    letters = attendance.LETTERS
    words = attendance.WORDS
    hints = attendance.HINTS
    cell_record = Attendance
    row_record = Membership

    def __init__(self) -> None:
        super().__init__(
            "attendance",
            "Attendance",
            "No member yet, or no meeting of an alliance. Add members and meetings first: [",
        )
        self.alliance: str | None = None
        """The alliance whose meetings are shown; the one that met last when none was chosen."""
        self.meeting: str | None = None
        """The meeting whose members stand first; the last one held when none was chosen."""

    def read(self, store: Store) -> Matrix:
        """The attendance of one alliance's meetings, and the names of deputies."""
        from data.meetings.matrix import attendance_matrix
        from data.memberships.chosen_alliance import first_alliance

        shown = self.alliance or newest_alliance(store) or first_alliance(store)
        self.tell_alliance(store, shown)
        return attendance_matrix(store, self.alliance, self.meeting)

    def more_under_cursor(self, row: str, column: str) -> list[str]:
        """The name of the deputy, and who was head on that day."""
        return list(self.matrix.details.get((row, column), ())) if self.matrix else []
