"""Attendance: who came, who was head on that day, who stays away; and the actions of meetings."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

import pytest

from data.attendance import (
    attendance_of_members,
    heads_not_at_annual_meeting,
    missed_running,
    set_attendance,
)
from data.attention import Matter, matters
from data.matrices import attendance_matrix
from data.problems import Refused
from data.store import Store
from data.summaries import SUMMARIES
from models.alliances import Alliance, Membership
from models.meetings import Action, Attendance, Meeting
from models.people import Person, Post
from models.schools import School
from tests.conftest import TODAY

SIGNED = date(2024, 9, 10)
AUTUMN = date(2026, 10, 8)
SPOKEN = "Heads' conversation"


class Books(NamedTuple):
    """An alliance of three members; who leads the first of them changed in the autumn."""

    store: Store
    alliance: str
    schools: list[str]
    members: list[str]
    annual: str

    def set(self, meeting: str, *attended: str) -> None:
        """Record the attendance of the members, in their order; an empty one is left."""
        with self.store.operation("Attendance") as change:
            for member, how in zip(self.members, attended, strict=False):
                if how:
                    set_attendance(change, meeting, member, how)

    def meeting(self, held: date, kind: str = "steering group") -> str:
        """Another meeting of the alliance."""
        with self.store.operation("Meet") as change:
            values = {"kind_of_meeting": kind, "alliance": self.alliance, "held": held}
            return change.add(Meeting, values)

    def how(self, meeting: str, member: int = 0) -> dict:
        """What is recorded of a member."""
        (found,) = self.store.find(
            Attendance, meeting=meeting, membership=self.members[member]
        )  # fmt: skip
        return found

    def matter(self, beginning: str) -> Matter:
        """A line of Today."""
        return next(each for each in matters(self.store) if each.title.startswith(beginning))


@pytest.fixture
def books(store: Store) -> Books:
    with store.operation("Begin") as change:
        alliance = change.add(Alliance, {"name": "Northern", "annual_meeting": SPOKEN})
        schools, members = [], []
        for name in ("Ash", "Birch", "Cedar"):
            school = change.add(School, {"name": name})
            schools.append(school)
            signed = {
                "stage": "member",
                "enquired": SIGNED,
                "statement_sent": SIGNED,
                "statement_signed": SIGNED,
                "signatory": "A. Head",
                "since": SIGNED,
            }
            members.append(
                change.add(Membership, {"school": school, "alliance": alliance} | signed)
            )
        for name, began, ended in (
            ("Olive Old", date(2020, 9, 1), date(2026, 10, 31)),
            ("Nora New", date(2026, 11, 1), None),
        ):
            person = change.add(Person, {"name": name})
            post = {"person": person, "role": "headteacher", "school": schools[0]}
            change.add(Post, post | {"began": began, "ended": ended})
        annual = change.add(
            Meeting, {"kind_of_meeting": "annual meeting", "alliance": alliance, "held": AUTUMN}
        )
    return Books(store, alliance, schools, members, annual)


def test_attendance_names_who_was_head_on_the_day_of_the_meeting(books: Books) -> None:
    later = books.meeting(date(2026, 11, 3))
    books.set(books.annual, "head", "head")
    books.set(later, "deputy")
    names = books.store.names(Person)
    assert names[books.how(books.annual)["person"]] == "Olive Old"
    assert names[books.how(later)["person"]] == "Nora New"
    assert books.how(books.annual, 1)["person"] is None, "nobody is known to lead Birch"


def test_when_the_day_of_a_meeting_is_corrected_so_is_who_was_head_on_it(books: Books) -> None:
    books.set(books.annual, "head")
    with books.store.operation("Correct") as change:
        change.set(Meeting, books.annual, {"held": date(2026, 11, 5)})
    names = books.store.names(Person)
    assert names[books.how(books.annual)["person"]] == "Nora New"
    books.store.undo()
    assert names[books.how(books.annual)["person"]] == "Olive Old"


def test_a_deputys_name_is_kept_while_a_deputy_came_and_goes_with_another_letter(
    books: Books,
) -> None:
    with books.store.operation("Deputy") as change:
        set_attendance(change, books.annual, books.members[0], "deputy", "Dan Deputy")
    books.set(books.annual, "deputy")
    assert books.how(books.annual)["deputy"] == "Dan Deputy"
    books.set(books.annual, "apologies")
    assert books.how(books.annual)["deputy"] is None
    books.set(books.annual, "none")
    assert books.store.find(Attendance) == []
    for _ in range(3):
        books.store.undo()
    assert books.store.find(Attendance) == []
    books.store.redo()
    assert books.how(books.annual)["deputy"] == "Dan Deputy"


def test_before_a_meeting_only_apologies_can_be_recorded(books: Books) -> None:
    ahead = books.meeting(TODAY + timedelta(days=10))
    for attended in ("head", "deputy", "absent"):
        with pytest.raises(Refused, match="still to come"):
            books.set(ahead, attended)
    books.set(ahead, "apologies")
    assert books.how(ahead)["attended"] == "apologies"


def test_only_members_of_the_alliance_attend_its_meetings_and_each_once(books: Books) -> None:
    with books.store.operation("Another") as change:
        other = change.add(Alliance, {"name": "Southern"})
        theirs = {"kind_of_meeting": "steering group", "alliance": other, "held": AUTUMN}
        elsewhere = change.add(Meeting, theirs)
        governors = change.add(Meeting, {"school": books.schools[0], "held": AUTUMN})
    with pytest.raises(Refused, match="Southern"):
        books.set(elsewhere, "head")
    with pytest.raises(Refused, match="governors"):
        books.set(governors, "head")
    books.set(books.annual, "head")
    again = {"meeting": books.annual, "membership": books.members[0], "attended": "absent"}
    with pytest.raises(Refused, match="already"), books.store.operation("Twice") as change:
        change.add(Attendance, again)


def test_members_are_counted_by_the_school_year_and_apologies_are_not_attendance(
    books: Books,
) -> None:
    last_year = books.meeting(date(2026, 8, 31))
    steering = books.meeting(date(2026, 11, 3))
    books.set(last_year, "head", "head", "head")
    books.set(books.annual, "deputy", "apologies")
    books.set(steering, "head", "absent")
    first, second, third = books.members
    assert attendance_of_members(books.store, 2026) == {
        first: (2, 2),
        second: (0, 2),
        third: (0, 1),
    }
    assert attendance_of_members(books.store, 2025) == {
        first: (1, 1),
        second: (1, 1),
        third: (1, 1),
    }


def test_heads_who_were_not_at_the_annual_meeting_a_deputy_is_not_the_head(books: Books) -> None:
    books.set(books.annual, "head", "deputy")
    away = heads_not_at_annual_meeting(books.store)
    assert [each.membership for each in away] == books.members[1:]
    matter = books.matter("Heads who were not at")
    assert SPOKEN in matter.title
    assert matter.keys == tuple(books.members[1:])
    assert matter.detail == "Birch: 08/10/2026"
    second = books.meeting(date(2026, 11, 12), "annual meeting")
    books.set(second, "", "head", "head")
    assert heads_not_at_annual_meeting(books.store) == []


def test_nobody_is_missing_before_the_annual_meeting_or_while_paused_or_not_yet_a_member(
    books: Books,
) -> None:
    with books.store.operation("Change") as change:
        change.set(Meeting, books.annual, {"held": TODAY + timedelta(days=9)})
    assert heads_not_at_annual_meeting(books.store) == []
    with books.store.operation("Change") as change:
        change.set(Meeting, books.annual, {"held": AUTUMN})
        change.set(Membership, books.members[0], {"stage": "paused", "since": date(2026, 9, 30)})
        school = change.add(School, {"name": "Dogwood"})
        late = {"stage": "member", "statement_signed": date(2026, 11, 2), "signatory": "A. Head"}
        change.add(Membership, {"school": school, "alliance": books.alliance} | late)
    away = {each.membership for each in heads_not_at_annual_meeting(books.store)}
    assert away == set(books.members[1:])


def test_two_steering_groups_missed_running_are_reported_and_apologies_count_as_missed(
    books: Books,
) -> None:
    days = (date(2026, 6, 2), date(2026, 9, 15), date(2026, 11, 3))
    first, second, third = (books.meeting(day) for day in days)
    books.set(first, "absent", "absent", "head")
    books.set(second, "apologies", "apologies", "absent")
    books.set(third, "absent", "deputy", "")
    (away,) = missed_running(books.store)
    assert away.membership == books.members[0]
    assert [each.held for each in away.meetings] == [days[2], days[1]]
    matter = books.matter("Missed two steering groups")
    assert matter.detail == "Ash: 03/11/2026, 15/09/2026"
    books.set(third, "head")
    assert books.matter("Missed two steering groups").count == 0


def test_the_annual_meeting_has_the_name_that_its_alliance_gives_it(books: Books) -> None:
    assert attendance_matrix(books.store).full_labels[books.annual] == f"{SPOKEN}, 08/10/2026"
    assert (books.store.get(Meeting, books.annual) or {})["name"] == SPOKEN
    books.meeting(TODAY + timedelta(days=20), "annual meeting")
    calendar = SUMMARIES["due-calendar"].make(books.store)
    assert [row.cells[2] for row in calendar.rows] == [SPOKEN]


# Summaries


def test_the_attendance_of_the_year_names_heads_and_deputies_and_begins_with_who_stayed_away(
    books: Books,
) -> None:
    steering = books.meeting(date(2026, 11, 3))
    books.set(books.annual, "head", "absent", "deputy")
    books.set(steering, "head")
    with books.store.operation("Deputy") as change:
        set_attendance(change, books.annual, books.members[2], "deputy", "Dan Deputy")
    summary = SUMMARIES["attendance"].make(books.store)
    names = [column.name for column in summary.columns]
    rows = [dict(zip(names, row.cells, strict=True)) for row in summary.rows]
    assert [row["school"] for row in rows] == ["Birch", "Cedar", "Ash"]
    assert [row["attended"] for row in rows] == ["0 of 1", "1 of 1", "2 of 2"]
    assert rows[2]["head"] == "Olive Old, then Nora New"
    assert rows[1]["deputies"] == "08/10/2026 Dan Deputy"
    assert [str(row["meeting-2-2026-10-08"]) for row in rows] == ["Absent", "Deputy", "Head"]
    assert f"2 heads have not been at: {SPOKEN}." in summary.notes


def test_for_circulation_attendance_and_actions_leave_out_who_has_not_signed(
    books: Books,
) -> None:
    with books.store.operation("Guest") as change:
        school = change.add(School, {"name": "Elder"})
        guest = {"school": school, "alliance": books.alliance, "enquired": SIGNED}
        member = change.add(Membership, guest)
        set_attendance(change, books.annual, member, "head")
        for what in ("Visit ELDER again", "Book the hall"):
            change.add(Action, {"meeting": books.annual, "what": what, "owner": "Hub"})
    books.set(books.annual, "head", "head", "head")
    whole = SUMMARIES["attendance"].make(books.store)
    assert "Elder" in {row.cells[0] for row in whole.rows}
    shown = SUMMARIES["attendance"].make(books.store, for_circulation=True)
    assert {row.cells[0] for row in shown.rows} == {"Ash", "Birch", "Cedar"}
    assert any("1 school" in note for note in shown.notes)
    actions = SUMMARIES["actions"].make(books.store, for_circulation=True)
    assert [row.cells[2] for row in actions.rows] == ["Book the hall"]
    assert any("1 action" in note for note in actions.notes)


def test_open_actions_stand_by_owner_and_day_and_those_overdue_on_today(books: Books) -> None:
    days = {"Late": TODAY - timedelta(days=1), "Soon": TODAY + timedelta(days=3), "Some day": None}
    with books.store.operation("Actions") as change:
        for what, due in days.items():
            values = {"meeting": books.annual, "what": what, "owner": "Zoe", "due": due}
            change.add(Action, values)
        values = {"meeting": books.annual, "what": "Ask", "owner": "Adam", "due": TODAY}
        asked = change.add(Action, values)
    summary = SUMMARIES["actions"].make(books.store)
    told = [(row.cells[0], row.cells[2], str(row.cells[3])) for row in summary.rows]
    assert told == [
        ("Adam", "Ask", "Open"),
        ("Zoe", "Late", "Overdue"),
        ("Zoe", "Soon", "Open"),
        ("Zoe", "Some day", "Open"),
    ]
    matter = books.matter("Actions overdue")
    assert (matter.count, matter.detail) == (1, "Late, 20/11/2026")
    calendar = [row.cells[2] for row in SUMMARIES["due-calendar"].make(books.store).rows]
    assert calendar == ["Action due: Ask (Adam)", "Action due: Soon (Zoe)"]
    with books.store.operation("Done") as change:
        change.set(Action, asked, {"done": TODAY})
    assert asked not in {row.key for row in SUMMARIES["actions"].make(books.store).rows}


def test_an_action_is_not_done_on_a_day_to_come_or_before_it_was_agreed(books: Books) -> None:
    values = {"meeting": books.annual, "what": "Ask", "owner": "Adam"}
    for day, said in (
        (TODAY + timedelta(days=1), "to come"),
        (AUTUMN - timedelta(days=1), "before"),
    ):
        with pytest.raises(Refused, match=said), books.store.operation("Done") as change:
            change.add(Action, values | {"done": day})
    assert books.store.find(Action) == []
