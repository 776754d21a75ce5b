"""A head leaves one school and becomes head of another, and the office hears of it late.

Amina Rahman led Ash Grove, Ben Cole Beech Lane. At New Year he retired, she followed him, and Carla
Diaz followed her. It is the 20th of February: the steering group of the 3rd has met meanwhile.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from data.store.store import Store
from models.alliances.alliance import Alliance
from models.meetings.meeting import Meeting
from models.memberships.membership import Membership
from models.people.person import Person
from models.people.post import Post
from models.schools.school import School
from models.workstreams.commitment import Commitment
from models.workstreams.workstream import Workstream
from tests.scenarios.reading import csv_rows, records, rows
from tests.tui.user import at_the_desk

TODAY = date(2026, 2, 20)
SIGNED = date(2024, 9, 2)


@pytest.fixture
def books(path: Path) -> Path:
    """Two members with their heads, and the days on which the steering group met."""
    with Store.open(path, today=TODAY, create=True) as store:
        with store.operation("Enter what the office knows") as change:
            alliance = change.add(Alliance, {"name": "The Northern Alliance"})
            circle = change.add(Workstream, {"name": "Leadership", "alliance": alliance})
            for name, head in (("Ash Grove", "Amina Rahman"), ("Beech Lane", "Ben Cole")):
                school = change.add(School, {"name": name})
                person = change.add(Person, {"name": head})
                post = {"person": person, "role": "headteacher", "school": school}
                accountable = {"began": date(2019, 9, 1), "strategic_accountability": True}
                change.add(Post, post | accountable)
                member = {"school": school, "alliance": alliance, "stage": "member"}
                signed = {"statement_signed": SIGNED, "signatory": head, "lead_contact": person}
                membership = change.add(Membership, member | signed)
                takes_part = {"membership": membership, "workstream": circle}
                change.add(Commitment, takes_part | {"level": "contribute", "began": SIGNED})
            change.add(Person, {"name": "Carla Diaz"})
            for held in (date(2025, 12, 2), date(2026, 2, 3)):
                meeting = {"kind_of_meeting": "steering group", "alliance": alliance}
                change.add(Meeting, meeting | {"held": held})
    return path


async def test_a_head_moves_from_one_school_to_another(books: Path, folder: Path) -> None:
    async with at_the_desk(path=books, today=TODAY) as officer:
        # Who came to the two meetings is typed in first: h, the head, four times.
        await officer.go_to("2", "Attendance")
        await officer.press("right", "right", "h", "h", "h", "h", "left")
        officer.sees("head: Ben Cole")
        as_it_was = records(books)

        # Then the letter comes. Amina Rahman is head of Beech Lane: one new post.
        await officer.go_to("1", "Posts")
        await officer.press("a")
        new_post = {"Person": "amina", "Role": "headteacher", "School": "beech", "From": "1/1/26"}
        await officer.fill_in(new_post | {"Strategic": "y"}, "ctrl+s")
        officer.is_told(
            "Ben Cole was headteacher until 31/12/2025",
            "Ben Cole is still lead contact in The Northern Alliance",
            "The attendance of 1 meeting names Amina Rahman as the head now",
        )

        # Carla Diaz is head of Ash Grove: another one. Nobody has to end the old posts.
        await officer.press("a")
        new_post = {"Person": "carla", "Role": "headteacher", "School": "ash", "From": "1/1/26"}
        await officer.fill_in(new_post | {"Strategic": "y"}, "ctrl+s")
        officer.is_told(
            "Amina Rahman was headteacher until 31/12/2025",
            "Amina Rahman is still lead contact in The Northern Alliance",
            "The attendance of 1 meeting names Carla Diaz as the head now",
        )

        # Today has two lead contacts who lead there no longer. Each school gets its new head.
        await officer.press("0", "escape")
        officer.sees("Contact not accountable 2")
        await officer.move_to("Contact not accountable")
        await officer.press("enter")
        for school, head in (("Ash Grove", "Carla Diaz"), ("Beech Lane", "Amina Rahman")):
            await officer.move_to(school)
            await officer.press("enter")
            await officer.fill_in({"Lead contact": head.split()[0]}, "ctrl+s")
            assert officer.at.endswith(head)
        await officer.press("0")
        officer.does_not_see("Contact not accountable")

        # Each meeting names whoever led the school on its day, on the screen and on paper.
        await officer.go_to("2", "Attendance")
        await officer.press("right", "right")
        officer.sees("head: Amina Rahman")
        await officer.press("right")
        officer.sees("head: Ben Cole")
        await officer.press("0", "x")
        paper = {"What": "attendance", "Format": "CSV", "File": str(folder / "came.csv")}
        await officer.fill_in(paper, "ctrl+s")
        assert {row["School"]: row["Head"] for row in csv_rows(folder / "came.csv")} == {
            "Ash Grove": "Amina Rahman, then Carla Diaz",
            "Beech Lane": "Ben Cole, then Amina Rahman",
        }
        assert rows(books, POSTS) == [
            ("Amina Rahman", "Ash Grove", "2019-09-01", "2025-12-31"),
            ("Carla Diaz", "Ash Grove", "2026-01-01", None),
            ("Ben Cole", "Beech Lane", "2019-09-01", "2025-12-31"),
            ("Amina Rahman", "Beech Lane", "2026-01-01", None),
        ]
        assert rows(books, WHO_CAME) == [
            ("2025-12-02", "Ash Grove", "Amina Rahman"),
            ("2025-12-02", "Beech Lane", "Ben Cole"),
            ("2026-02-03", "Ash Grove", "Carla Diaz"),
            ("2026-02-03", "Beech Lane", "Amina Rahman"),
        ]

        # The letter was about another Amina Rahman. Each of the four entries is one undo, with all
        # that followed from it.
        await officer.take_back("Changed Beech Lane")
        await officer.take_back("Changed Ash Grove")
        await officer.take_back("Added post Carla Diaz")
        await officer.take_back("Added post Amina Rahman")
        await officer.go_to("2", "Attendance")
        await officer.press("right", "right")
        officer.sees("head: Ben Cole")
        assert records(books) == as_it_was


POSTS = """
SELECT person.name, school.name, began, ended
FROM post
JOIN person ON person.key = post.person_id
JOIN school ON school.key = post.school_id
ORDER BY school.name, began
"""
WHO_CAME = """
SELECT held, school.name, person.name
FROM attendance
JOIN meeting ON meeting.key = attendance.meeting_id
JOIN membership ON membership.key = attendance.membership_id
JOIN school ON school.key = membership.school_id
JOIN person ON person.key = attendance.person_id
WHERE attended = 'head'
ORDER BY held, school.name
"""
