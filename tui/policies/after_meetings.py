"""What follows a meeting of governors: the policies of their school, to be approved as decided."""

from __future__ import annotations

from data.policies.standing import board
from data.store.books import Books
from data.tables.listing import Wanted
from models.policies.school_policy import SchoolPolicy
from models.records.record import Values
from models.schools.school import School
from tui.meetings.following import Following, declare_following
from tui.workbench.workbench import Workbench


def _watched(books: Books, meeting: Values) -> bool:
    return meeting.get("school") in board(books).watched


async def _show_policies(bench: Workbench, meeting: Values) -> None:
    school = str(meeting["school"])

    def read(books: Books) -> tuple[str, frozenset[str]]:
        held = books.find(SchoolPolicy, school=school)
        return books.name_of(School, school), frozenset(str(each["key"]) for each in held)

    name, policies = await bench.books.read(read)
    await bench.show_list(SchoolPolicy, Wanted(only=policies, only_label=name))


declare_following(
    Following("p", "The school's policies", "mark what was approved", _watched, _show_policies)
)
