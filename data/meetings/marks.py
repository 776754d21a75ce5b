"""Attendance, found by the names of a member and a meeting."""

from __future__ import annotations

from data.meetings.attendance import the_meeting
from data.meetings.letters import NAMED
from data.meetings.matrix import AttendanceMatrix, attendance_matrix
from data.problems import WrongCall
from data.store.books import Books
from data.tables.marks import Markable, declare_markable
from models.meetings.meeting import Meeting


def _with_meeting(books: Books, meeting: str) -> AttendanceMatrix:
    values = books.get(Meeting, meeting)
    if values is None or the_meeting(books, meeting) is None:
        name = books.name_of(Meeting, meeting)
        raise WrongCall(f"{name} is no meeting of an alliance, so no members attend it.")
    return attendance_matrix(books, str(values["alliance"]), meeting)


declare_markable(
    Markable(
        "attendance",
        "who came to a meeting of an alliance: ROW is a member, COLUMN the meeting",
        AttendanceMatrix,
        Meeting,
        _with_meeting,
        needs={NAMED: ("deputy",)},
    )
)
