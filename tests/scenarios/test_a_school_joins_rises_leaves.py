"""Two years of one school in the alliance, from its enquiry to the day on which it leaves.

It signs, becomes a partner, pauses and returns. Each part is a morning on which the officer
opens the books and moves Otter Brook on by one stage.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path

import pytest

from data.store.store import Store
from models.alliances.alliance import Alliance
from models.memberships.membership import Membership
from models.people.person import Person
from models.people.post import Post
from models.schools.school import School
from models.workstreams.workstream import Workstream
from tests.scenarios.reading import csv_rows, rows
from tests.tui.user import User, at_the_desk

FIRST_DAY = date(2024, 9, 10)
NOT_THERE = ""


@pytest.fixture
def books(path: Path) -> Path:
    """An alliance with two areas of work, one member, and a school that is none yet."""
    with Store.open(path, today=FIRST_DAY, create=True) as store:
        with store.operation("Enter what the office knows") as change:
            alliance = change.add(Alliance, {"name": "The Northern Alliance"})
            for area in ("Leadership", "Research"):
                change.add(Workstream, {"name": area, "alliance": alliance})
            for name, head in (("Hollow Oak", "Hugh Dale"), ("Otter Brook", "Olga Marsh")):
                school, person = (
                    change.add(School, {"name": name}),
                    change.add(Person, {"name": head}),
                )
                post = {"person": person, "role": "headteacher", "school": school}
                change.add(Post, post | {"strategic_accountability": True})
                if name == "Hollow Oak":
                    signed = {"statement_signed": date(2020, 9, 2), "signatory": head}
                    member = {"school": school, "alliance": alliance, "stage": "member"}
                    change.add(Membership, member | signed | {"lead_contact": person})
    return path


@asynccontextmanager
async def a_morning(books: Path, day: date) -> AsyncIterator[User]:
    """The books on this day, with the cursor on Otter Brook among the members."""
    async with at_the_desk(path=books, today=day) as officer:
        await officer.go_to("2", "Members")
        await officer.move_to("Otter Brook")
        yield officer


async def test_a_school_joins_rises_pauses_returns_and_leaves(books: Path, folder: Path) -> None:
    # September: Otter Brook rings up. It would like to take part in research.
    async with at_the_desk(path=books, today=FIRST_DAY) as officer:
        await officer.press("1")
        await officer.move_to("Otter Brook")
        await officer.press("m")
        await officer.fill_in({"Interests": "Research"}, "ctrl+s")
        officer.is_told("Brought 1 school into The Northern Alliance")

    # They talk; the Statement of Commitment goes out, and is missed until it comes back.
    async with a_morning(books, date(2024, 9, 30)) as officer:
        assert "Enquiry" in officer.at
        await officer.press("m")
        officer.sees("Otter Brook (Enquiry)")
        await officer.press("i", "ctrl+s")
        officer.is_told("In discussion from 30/09/2024: Otter Brook")
    async with a_morning(books, date(2024, 10, 15)) as officer:
        await officer.press("m", "s", "ctrl+s")
        officer.is_told("Statement sent from 15/10/2024: Otter Brook")
        await officer.press("0")
        officer.sees("Statements sent, not signed 1 Otter Brook")

    # November: it comes back signed. Who signed is proposed as the head, who is to lead as well.
    # The new member leads one piece of work and takes part in another: a letter each.
    async with a_morning(books, date(2024, 11, 4)) as officer:
        await officer.press("m", "m")
        assert officer.field("Signatory") == officer.field("Lead contact") == "Olga Marsh"
        await officer.press("ctrl+s")
        officer.is_told("Member from 04/11/2024: Otter Brook")
        await officer.go_to("3", "Who does what")
        await officer.move_to("Otter Brook")
        await officer.press("right", "right", "l")
        # After the last school the next column begins.
        await officer.move_to("Otter Brook")
        await officer.press("c")
        officer.is_told("Contribute, Otter Brook")
        await officer.press("0", "G")
        officer.does_not_see("Statements sent, not signed")

    # A year later it signs the memorandum of understanding and is a strategic partner.
    async with a_morning(books, date(2025, 9, 1)) as officer:
        await officer.press("m", "p")
        officer.sees("On which day did they sign the memorandum")
        await officer.press("ctrl+s")
        assert "Strategic partner 01/09/2025 04/11/2024" in officer.at

    # It builds, pauses for a term, and takes up its work again where it was.
    async with a_morning(books, date(2026, 1, 12)) as officer:
        await officer.press("m", "h")
        officer.sees("It keeps its signature")
        await officer.fill_in({"Reason": "A new building"}, "ctrl+s")
        officer.is_told("Paused from 12/01/2026: Otter Brook")
    async with a_morning(books, date(2026, 4, 20)) as officer:
        await officer.press("m")
        officer.sees("Otter Brook (Paused)", "takes up its work again")
        await officer.press("p", "ctrl+s")
        officer.is_told("Strategic partner from 20/04/2026: Otter Brook")

    # In July it gives notice, and stays in until the end of August. It is said what will end.
    ends = ("Otter Brook: Leadership (Lead)", "Otter Brook: Research (Contribute)")
    async with a_morning(books, date(2026, 7, 10)) as officer:
        await officer.press("m", "v")
        officer.sees("Otter Brook gives notice?", "2 commitments end when it has left", *ends)
        await officer.press("y", "ctrl+s")
        officer.is_told("Leaving from 10/07/2026: Otter Brook")
    async with a_morning(books, date(2026, 8, 31)) as officer:
        await officer.press("m", "l")
        officer.sees("Otter Brook leaves?", "2 commitments end on the day of leaving", *ends)
        await officer.press("y")
        await officer.fill_in({"Reason": "cost"}, "ctrl+s")
        officer.is_told("2 commitments ended with it on 31/08/2026: Leadership, Research")
        await officer.go_to("3", "Who does what")
        officer.does_not_see("Otter Brook")

    # In November somebody asks how it had been. t looks at any earlier day.
    async with a_morning(books, date(2026, 11, 21)) as officer:
        assert "Left 31/08/2026" in " ".join(officer.at.split())
        for day, stood, did in DAYS_ASKED_ABOUT:
            await officer.press("t")
            await officer.fill_in({"Day": day}, "enter")
            officer.sees(f"as of {day}")
            await officer.go_to("2", "Members")
            row = officer.row_of("Otter Brook")
            assert row.startswith(stood) if stood else not row
            await officer.go_to("3", "Who does what")
            assert officer.row_of("Otter Brook") == did

        # An earlier day is only looked at, and what is shown goes on paper as it stood.
        await officer.press("t")
        await officer.fill_in({"Day": "15/2/26"}, "enter")
        await officer.go_to("2", "Members")
        await officer.press("m")
        officer.is_told("Another day is shown")
        await officer.press("x")
        paper = {"What": "what is shown", "Format": "CSV", "File": str(folder / "then.csv")}
        await officer.fill_in(paper, "ctrl+s")
        await officer.press("t", "enter")
        officer.is_told("It is today again: 21/11/2026")
        assert officer.row_of("Otter Brook").startswith("Otter Brook Left 31/08/2026")

    told = ("School", "Stage", "Since", "Notice", "Left", "Reason for leaving", "Workstreams")
    (then,) = (row for row in csv_rows(folder / "then.csv") if row["School"] == "Otter Brook")
    assert [then[heading] for heading in told] == [
        *("Otter Brook", "Paused", "12/01/2026", "", "", "", "Leadership, Research"),
    ]
    assert rows(
        books,
        "SELECT step.stage, step.since, step.reason FROM step" + OF_OTTER_BROOK + "step.since",
    ) == [
        ("enquiry", "2024-09-10", None),
        ("in discussion", "2024-09-30", None),
        ("statement sent", "2024-10-15", None),
        ("member", "2024-11-04", None),
        ("strategic partner", "2025-09-01", None),
        ("paused", "2026-01-12", "A new building"),
        ("strategic partner", "2026-04-20", None),
        ("leaving", "2026-07-10", None),
        ("left", "2026-08-31", "Cost"),
    ]
    assert rows(books, "SELECT level, began, ended FROM commitment" + OF_OTTER_BROOK + "level") == [
        ("contribute", "2024-11-04", "2026-08-31"),
        ("lead", "2024-11-04", "2026-08-31"),
    ]


DAYS_ASKED_ABOUT = (
    ("01/09/2024", NOT_THERE, NOT_THERE),
    ("12/09/2024", "Otter Brook Enquiry 10/09/2024", "Otter Brook Enquiry - -"),
    ("20/10/2024", "Otter Brook Statement sent 15/10/2024", "Otter Brook Sent - -"),
    ("01/12/2024", "Otter Brook Member 04/11/2024", "Otter Brook Member L↑ C↑ 2"),
    ("01/10/2025", "Otter Brook Strategic partner 01/09/2025 04/11/2024",
     "Otter Brook Partner L↑ C↑ 2"),
    ("15/02/2026", "Otter Brook Paused 12/01/2026", "Otter Brook Paused L C 2"),
    ("30/08/2026", "Otter Brook Leaving 10/07/2026", "Otter Brook Leaving L C 2"),
    ("01/09/2026", "Otter Brook Left 31/08/2026", NOT_THERE),
)  # fmt: skip
"""A day, the row of Otter Brook in the list of members on it, and that in Who does what."""

OF_OTTER_BROOK = """
JOIN membership ON membership.key = membership_id
JOIN school ON school.key = membership.school_id
WHERE school.name = 'Otter Brook'
ORDER BY """
