"""Attendance: who came, who was head on that day, who stays away; and the actions of meetings."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

import pytest

from data.meetings.absences import heads_not_at_annual_meeting, missed_running
from data.meetings.attendance import attendance_of_members
from data.meetings.letters import set_attendance
from data.meetings.matrix import attendance_matrix
from data.problems import Refused, WrongCall
from data.store.store import Store
from data.summaries.registry import SUMMARIES
from data.tables.attention import Matter
from data.tables.finding import find_one, suggestions
from data.tables.listing import table_of
from data.today.matters import matters
from models.alliances.alliance import Alliance
from models.meetings.action import Action
from models.meetings.attendance import ATTENDED, NOT_EXPECTED, OF_GUESTS, Attendance
from models.meetings.meeting import Meeting
from models.memberships.membership import Membership
from models.people.person import Person
from models.people.post import Post
from models.schools.organisation import Organisation
from models.schools.school import School
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
    books.set(books.annual, "", "deputy")
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
        diocese = change.add(Organisation, {"name": "Diocese"})
        asking = {"organisation": diocese, "alliance": books.alliance, "enquired": SIGNED}
        set_attendance(change, books.annual, change.add(Membership, asking), "head")
        for what in ("Visit ELDER again", "Book the hall"):
            change.add(Action, {"meeting": books.annual, "what": what, "owner": "Hub"})
    books.set(books.annual, "head", "head", "head")
    whole = SUMMARIES["attendance"].make(books.store)
    assert "Elder" in {row.cells[0] for row in whole.rows}
    shown = SUMMARIES["attendance"].make(books.store, for_circulation=True)
    assert {row.cells[0] for row in shown.rows} == {"Ash", "Birch", "Cedar"}
    (told,) = (note for note in shown.notes if note.startswith("For circulation"))
    assert "1 school and 1 organisation that have not signed" in told
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


def test_an_action_is_not_due_before_its_meeting(books: Books) -> None:
    values = {"meeting": books.annual, "what": "Ask", "owner": "Adam"}
    with pytest.raises(Refused, match="07/10/2026 is before the meeting, which was on 08/10/2026"):
        with books.store.operation("Due") as change:
            change.add(Action, values | {"due": AUTUMN - timedelta(days=1)})
    with books.store.operation("Due") as change:
        change.add(Action, values | {"due": AUTUMN})
    assert books.store.count(Action) == 1


# Guests, and meetings of which nobody noted who was there


def test_a_school_that_was_not_a_member_on_the_day_is_a_guest_is_warned_of_and_not_counted(
    books: Books,
) -> None:
    early = books.meeting(date(2024, 9, 3))
    with books.store.operation("Guest") as change:
        set_attendance(change, early, books.members[0], "head")
        (warned,) = change.warnings
    assert "Ash was not a member on 03/09/2024 (its path begins on 10/09/2024)" in str(warned)
    with books.store.operation("Leave") as change:
        gone = {"stage": "left", "left": date(2026, 10, 20), "reason_for_leaving": "cost"}
        change.set(Membership, books.members[2], gone)
    late = books.meeting(date(2026, 11, 3))
    books.set(books.annual, "head", "head", "head")
    books.set(late, "head", "apologies", "deputy")
    assert attendance_of_members(books.store, 2026)[books.members[2]] == (1, 1)
    assert books.members[0] not in attendance_of_members(books.store, 2024)
    matrix = attendance_matrix(books.store)
    columns = [column.name for column in matrix.table.columns]
    rows = {row.key: dict(zip(columns, row.cells, strict=True)) for row in matrix.table.rows}
    ash, cedar = rows[books.members[0]], rows[books.members[2]]
    assert (ash[early], ash[late]) == (OF_GUESTS["head"], ATTENDED["head"])
    assert str(cedar["stage"]) == "Left", "who has left stands where it was expected"
    assert (cedar[early], cedar[books.annual], cedar[late]) == (
        NOT_EXPECTED,
        ATTENDED["head"],
        OF_GUESTS["deputy"],
    )
    assert [row.key for row in matrix.table.rows][-1] == books.members[2]
    first = [row.key for row in attendance_matrix(books.store, meeting=books.annual).table.rows]
    assert first == books.members, "in the order of the meeting that is asked for"
    summary = SUMMARIES["attendance"].make(books.store)
    told = {row.cells[0]: [str(cell) for cell in row.cells] for row in summary.rows}
    assert told["Cedar"][2] == "1 of 1"
    assert "Guest: deputy" in told["Cedar"]
    assert (
        summary.notes[-1] == "Who was not a member on the day came as a guest, and is not counted."
    )


def test_a_guest_missed_no_steering_group_and_is_told_last_in_the_summary(books: Books) -> None:
    with books.store.operation("Guest") as change:
        school = change.add(School, {"name": "Aardvark"})
        member = change.add(
            Membership, {"school": school, "alliance": books.alliance, "enquired": SIGNED}
        )
    for day in (date(2026, 9, 15), date(2026, 11, 3)):
        steering = books.meeting(day)
        books.set(steering, "head", "head", "head")
        with books.store.operation("Guest") as change:
            set_attendance(change, steering, member, "absent")
    with books.store.operation("Sign") as change:
        signed = {"statement_sent": TODAY, "statement_signed": TODAY, "signatory": "A. Head"}
        change.set(Membership, member, signed | {"stage": "member"})
    assert missed_running(books.store) == []
    summary = SUMMARIES["attendance"].make(books.store)
    assert (summary.rows[-1].cells[0], summary.rows[-1].cells[2]) == ("Aardvark", "guest")


def test_a_meeting_of_which_nobody_noted_who_came_counts_against_no_head(books: Books) -> None:
    steering = books.meeting(date(2026, 11, 3))
    assert heads_not_at_annual_meeting(books.store) == []
    assert attendance_of_members(books.store, 2026) == {}
    summary = SUMMARIES["attendance"].make(books.store)
    assert "2 meetings have no attendance recorded and are not counted." in summary.notes
    assert not any("not been at" in note or "Not held" in note for note in summary.notes)
    books.set(steering, "head")
    books.set(books.annual, "", "head")
    assert [each.membership for each in heads_not_at_annual_meeting(books.store)] == [
        books.members[0],
        books.members[2],
    ]
    summary = SUMMARIES["attendance"].make(books.store)
    assert not any("no attendance recorded" in note for note in summary.notes)


def test_where_only_apologies_are_known_whoever_sent_none_is_not_counted_as_absent(
    books: Books,
) -> None:
    books.set(books.annual, "apologies")
    assert attendance_of_members(books.store, 2026) == {books.members[0]: (0, 1)}
    away = heads_not_at_annual_meeting(books.store)
    assert [each.membership for each in away] == [books.members[0]]
    summary = SUMMARIES["attendance"].make(books.store)
    assert [row.cells[0] for row in summary.rows] == ["Ash"]
    assert "1 head has not been at: Heads' conversation." in summary.notes
    assert (
        "1 meeting has only apologies recorded: counted for whoever sent them; a school without a "
        "record is blank there, and not counted as absent." in summary.notes
    )
    assert not any("no attendance recorded" in note for note in summary.notes)


def test_apologies_for_a_meeting_of_today_do_not_tell_that_it_was_held(books: Books) -> None:
    today = books.meeting(TODAY, "annual meeting")
    books.set(today, "apologies")
    assert attendance_of_members(books.store, 2026) == {}
    books.set(today, "", "head")
    assert attendance_of_members(books.store, 2026)[books.members[0]] == (0, 1)


def test_two_steering_groups_are_missed_by_whoever_sent_apologies_and_by_nobody_else(
    books: Books,
) -> None:
    for day in (date(2026, 9, 15), date(2026, 11, 3)):
        books.set(books.meeting(day), "apologies")
    assert [each.membership for each in missed_running(books.store)] == [books.members[0]]


def test_a_deputy_without_a_name_is_asked_for(books: Books) -> None:
    with books.store.operation("Deputy") as change:
        set_attendance(change, books.annual, books.members[0], "deputy")
        assert [str(each) for each in change.warnings] == ["Who came for the head?"]
    with books.store.operation("Deputy") as change:
        set_attendance(change, books.annual, books.members[0], "deputy", "Dan Deputy")
        assert change.warnings == []


def test_an_organisation_attends_as_schools_do(books: Books) -> None:
    with books.store.operation("University") as change:
        university = change.add(Organisation, {"name": "Uni"})
        signed = {
            "stage": "member",
            "enquired": SIGNED,
            "statement_sent": SIGNED,
            "statement_signed": SIGNED,
            "signatory": "A. Dean",
        }
        member = change.add(
            Membership, {"organisation": university, "alliance": books.alliance} | signed
        )
        early = change.add(
            Meeting,
            {"kind_of_meeting": "circle", "alliance": books.alliance, "held": date(2024, 9, 3)},
        )
        set_attendance(change, books.annual, member, "deputy", "Dee Deputy")
        set_attendance(change, early, member, "head")
        warned = change.warnings[-1]
    assert str(warned).startswith("Uni was not a member on 03/09/2024")
    assert attendance_of_members(books.store, 2026)[member] == (1, 1)
    names = {row.key: row.cells[0] for row in attendance_matrix(books.store).table.rows}
    assert names[member] == "Uni"
    rows = {row.cells[0]: row.cells for row in SUMMARIES["attendance"].make(books.store).rows}
    assert "08/10/2026 Dee Deputy" in rows["Uni"]
    assert rows["Uni"][1] is None, "an organisation has no head"


# Heads


def test_the_list_of_attendance_names_the_head_of_each_day_across_a_change(books: Books) -> None:
    books.set(books.annual, "head")
    books.set(books.meeting(date(2026, 11, 3)), "head")
    table = table_of(books.store, Attendance)
    at = [column.name for column in table.columns].index("head")
    assert sorted(str(row.cells[at]) for row in table.rows) == ["Nora New", "Olive Old"]
    assert len(table_of(books.store, Attendance, "Olive").rows) == 1


def test_a_head_who_becomes_known_later_is_named_for_the_meetings_of_that_time(
    books: Books,
) -> None:
    later = books.meeting(date(2026, 11, 10))
    books.set(books.annual, "", "head")
    books.set(later, "head", "head")
    names = books.store.names(Person)
    assert names[books.how(later)["person"]] == "Nora New"
    with books.store.operation("Known") as change:
        known = change.add(Person, {"name": "Ben Birch"})
        newest = change.add(Person, {"name": "Nia Newest"})
        head = {"role": "headteacher"}
        change.add(
            Post, head | {"person": known, "school": books.schools[1], "began": date(2020, 9, 1)}
        )
        change.add(
            Post,
            head | {"person": newest, "school": books.schools[0], "began": date(2026, 11, 9)},
        )
        warned = [str(each) for each in change.warnings]
    assert "The attendance of 2 meetings names Ben Birch as the head now." in warned
    assert books.how(books.annual, 1)["person"] == books.how(later, 1)["person"] == known
    assert books.how(later)["person"] == newest
    books.store.undo()
    assert names[books.how(later)["person"]] == "Nora New"


def test_whom_somebody_named_on_purpose_as_the_head_stays_while_the_post_is_shared(
    books: Books,
) -> None:
    with books.store.operation("Share") as change:
        shared = {"role": "co-headteacher", "school": books.schools[1]}
        ada, ben = (change.add(Person, {"name": name}) for name in ("Ada Birch", "Ben Birch"))
        change.add(Post, shared | {"person": ada, "began": date(2025, 9, 1)})
        pair = {"meeting": books.annual, "membership": books.members[1], "attended": "head"}
        change.add(Attendance, pair | {"person": ada})
        change.add(Post, shared | {"person": ben, "began": date(2026, 9, 1)})
    assert change.warnings == []
    assert books.how(books.annual, 1)["person"] == ada


def wrongly_named(books: Books, member: int = 1) -> tuple[str, list[str]]:
    """Attendance that names somebody who never led the school; gives what was warned of."""
    with books.store.operation("Wrong") as change:
        pilot = change.add(Person, {"name": "Head Pilot"})
        pair = {"meeting": books.annual, "membership": books.members[member], "attended": "head"}
        change.add(Attendance, pair | {"person": pilot})
    return pilot, [each.message for each in change.warnings]


def test_whoever_never_held_the_post_is_warned_of_and_nobody_shows_them_as_head(
    books: Books,
) -> None:
    _, warned = wrongly_named(books)
    assert "Head Pilot did not hold the post of head at Birch on 08/10/2026" in warned[0]
    wrongly_named(books, 0)
    table = SUMMARIES["attendance"].make(books.store)
    names = [column.name for column in table.columns]
    heads = {row.cells[0]: row.cells[names.index("head")] for row in table.rows}
    assert (heads["Ash"], heads["Birch"]) == ("Olive Old", None)
    details = attendance_matrix(books.store).details
    assert details[books.members[1], books.annual] == ()
    assert not any("Head Pilot" in part for parts in details.values() for part in parts)


def test_a_later_change_mends_who_is_named_as_the_head(books: Books) -> None:
    wrongly_named(books, 0)
    names = books.store.names(Person)
    books.set(books.annual, "apologies")
    assert names[books.how(books.annual)["person"]] == "Olive Old"
    wrongly_named(books)
    with books.store.operation("Post") as change:
        known = change.add(Person, {"name": "Ben Birch"})
        change.add(Post, {"person": known, "role": "headteacher", "school": books.schools[1]})
    assert books.how(books.annual, 1)["person"] == known
    assert [each.message for each in change.warnings] == [
        "The attendance of 1 meeting names Ben Birch as the head now."
    ]
    books.store.undo()
    with books.store.operation("Empty") as change:
        change.set(Attendance, books.how(books.annual)["key"], {"person": None})
    assert names[books.how(books.annual)["person"]] == "Olive Old"


# The meeting itself


def test_a_meeting_is_found_by_its_own_name_and_by_its_usual_one(books: Books) -> None:
    with books.store.operation("Name") as change:
        change.set(Meeting, books.annual, {"name": "Annual Gathering"})
        other = change.add(
            Meeting,
            {"kind_of_meeting": "annual meeting", "alliance": books.alliance,
             "held": date(2025, 10, 7), "name": "Rally of heads"},
        )  # fmt: skip
        change.add(Action, {"meeting": books.annual, "what": "Ask", "owner": "Adam"})
    store = books.store
    assert find_one(store, Meeting, "Annual G") == books.annual
    assert find_one(store, Meeting, "rally") == other
    assert find_one(store, Meeting, "08/10/2026") == books.annual
    assert find_one(store, Meeting, "Annual meeting · Northern · 07/10/2025") == other
    assert store.name_of(Meeting, other) == "Rally of heads · Northern · 07/10/2025"
    with pytest.raises(WrongCall, match="several meetings"):
        find_one(store, Meeting, "annual")
    assert [key for key, *_ in suggestions(store, Meeting, "rally")] == [other]
    assert {key for key, *_ in suggestions(store, Meeting, "annual")} == {books.annual, other}
    for words, found in (("gathering", 1), ("08/10/2026", 1), ("rally", 0)):
        assert len(table_of(store, Action, words).rows) == found
    with store.operation("Again") as change:
        change.set(Meeting, other, {"name": "Assembly"})
    assert find_one(store, Meeting, "assembly") == other


def test_what_is_warned_of_a_new_annual_meeting_is_said_once(books: Books) -> None:
    with books.store.operation("Saturday") as change:
        saturday = {"kind_of_meeting": "annual meeting", "alliance": books.alliance}
        change.add(Meeting, saturday | {"held": date(2026, 11, 14)})
        said = [str(each) for each in change.warnings]
    assert said == ["14/11/2026 is a Saturday: is the day right?"]


def test_a_meeting_that_was_attended_is_neither_moved_ahead_nor_given_to_another_alliance(
    books: Books,
) -> None:
    books.set(books.annual, "apologies")
    with books.store.operation("Move") as change:
        change.set(Meeting, books.annual, {"held": TODAY + timedelta(days=9)})
        change.set(Meeting, books.annual, {"held": AUTUMN})
    books.set(books.annual, "", "head")
    for new, why in (
        ({"held": TODAY + timedelta(days=9)}, "who came is recorded already"),
        ({"alliance": None, "kind_of_meeting": "committee", "school": books.schools[0]},
         "Members of Northern are recorded"),
    ):  # fmt: skip
        with pytest.raises(Refused, match=why), books.store.operation("Move") as change:
            change.set(Meeting, books.annual, new)
    with books.store.operation("Put right") as change:
        change.set(Meeting, books.annual, {"held": date(2026, 10, 7), "notes": "By video"})
    assert books.store.find(Meeting, held=date(2026, 10, 7))


def test_no_meeting_is_added_to_a_closed_alliance_and_those_of_its_books_stay(
    books: Books,
) -> None:
    with books.store.operation("Close") as change:
        change.set(Alliance, books.alliance, {"status": "closed"})
    for held in (date(2026, 9, 1), TODAY + timedelta(days=10)):
        with pytest.raises(Refused, match="Northern is closed"):
            books.meeting(held)
    with pytest.raises(Refused, match="closed"), books.store.operation("Move") as change:
        change.set(Meeting, books.annual, {"held": date(2026, 10, 9)})
    with books.store.operation("Write up") as change:
        change.set(Meeting, books.annual, {"chaired_by": "Olive Old", "agenda": "The end"})
    books.set(books.annual, "head")
    assert books.how(books.annual)["attended"] == "head"
