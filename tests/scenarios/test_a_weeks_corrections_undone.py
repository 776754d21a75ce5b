"""A week in which everything goes wrong, and u takes it all back.

Somebody new keeps the sample's books for a week and makes every mistake that there is: the wrong
day, the wrong school, a whole column, a wrong file, a removal. On Friday afternoon each is taken
back, the last one first, and every list and every paper has the same bytes as on Monday morning.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tests.scenarios.reading import records, rows
from tests.terminal.home import write_sample
from tests.tui.user import at_the_desk
from tui.command_line.main import main

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = (date(2026, 11, day) for day in range(16, 21))

Papers = Callable[[], dict[str, bytes]]


@pytest.fixture
def books(path: Path) -> Path:
    """The sample as a store of its own."""
    write_sample(path, MONDAY)
    return path


@pytest.fixture
def papers(books: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> Papers:
    """Every list and every summary that the alliance command writes as CSV, as of Friday."""

    def alliance(*words: str) -> bytes:
        assert main(["--store", str(books), "--today", FRIDAY.isoformat(), *words]) == 0
        return capsysbinary.readouterr().out

    def write() -> dict[str, bytes]:
        kinds = alliance("list").decode().split()
        summaries = [line.split()[0] for line in alliance("export").decode().splitlines()]
        lists = {kind: alliance("list", kind, "--format", "csv") for kind in kinds}
        return lists | {name: alliance("export", name, "--format", "csv") for name in summaries}

    return write


async def test_a_week_of_mistakes_is_taken_back_one_by_one(
    books: Path, papers: Papers, folder: Path
) -> None:
    papers_on_monday, records_on_monday = papers(), records(books)
    assert len(papers_on_monday) > 40

    # Monday, approvals: one with the wrong day, a letter for the wrong school, and a policy that
    # is said not to apply where it does.
    async with at_the_desk(path=books, today=MONDAY) as novice:
        await novice.go_to("4", "Northumberland")
        await novice.move_to("Larkrise")
        await novice.press("right", "a")
        await novice.fill_in({"Reviewed": "3/11/26", "Minute": "FGB 26/3"}, "ctrl+s")
        novice.is_told("Approved 03/11/2026, FGB 26/3: Admission arrangements, Larkrise")
        await novice.move_to("Skylark")
        await novice.press("right", "w")
        novice.is_told("Awaiting approval: Behaviour", "Skylark Edge")
        await novice.move_to("Hollowmere")
        await novice.press("n")
        await novice.fill_in({"Reason": "We think so"}, "ctrl+s")
        novice.is_told("Not applicable: Behaviour", "Hollowmere")

    # Tuesday, people and schools: a head at the wrong school, who takes the true head's place in
    # three meetings, and the pupils of one school in another.
    async with at_the_desk(path=books, today=TUESDAY) as novice:
        await novice.go_to("1", "Posts")
        await novice.press("a")
        post = {"Person": "pia", "Role": "headteacher", "School": "larkrise", "From": "1/9/26"}
        await novice.fill_in(post, "ctrl+s")
        novice.is_told("Cora Larkspur (sample) was headteacher until 31/08/2026")
        novice.is_told("attendance of 3 meetings names Pia Heather")
        await novice.go_to("1", "Schools")
        await novice.move_to("Brindle Weir")
        await novice.press("enter")
        await novice.fill_in({"Pupils": "31"}, "ctrl+s")
        novice.is_told("Saved Brindle Weir")

    # Wednesday, many at once: seven primary schools move to Oldham, and a whole column of the
    # matrix is being drafted.
    async with at_the_desk(path=books, today=WEDNESDAY) as novice:
        await novice.press("1", "/", *"primary", "enter", "*", "right", "right", "=")
        novice.sees("Local authority of 7 schools")
        await novice.press(*"oldham", "ctrl+s")
        novice.is_told("Set Local authority of 7 schools to Oldham: 5 changed")
        await novice.go_to("4", "Northumberland")
        await novice.press(*["right"] * 7, "*", "f")
        novice.is_told("Drafting: Charging and remissions, 14 schools")

    # Thursday, files: last year's list of schools, and a catalogue that nobody asked for.
    file = folder / "schools-2025.csv"
    file.write_text(
        "Name,Town,Pupils\nMossy Clough Primary School (sample),Rochdale,999\nA Stranger,Bury,1\n"
    )
    async with at_the_desk(path=books, today=THURSDAY) as novice:
        await novice.press("1", "i")
        await novice.paste(str(file))
        await novice.press("ctrl+s")
        novice.sees("1 new 1 changed 0 unchanged 0 rejected of 2 rows")
        await novice.press("y")
        await novice.until("Imported 2 schools")
        await novice.go_to("4", "Policies")
        await novice.press("i", "d")
        await novice.until("Load the catalogue")
        await novice.press("y")
        await novice.until("53 policies loaded")

    # Friday, what was and is gone: a school with all that is known of it, a membership with its
    # commitments, a head who was there, an approval.
    async with at_the_desk(path=books, today=FRIDAY) as novice:
        await novice.press("1")
        await novice.move_to("Wagtail")
        await novice.press("d")
        novice.sees("With it go: 1 post, 1 membership", "10 school policies")
        await novice.press("y")
        novice.is_told("Removed Wagtail Lane")
        await novice.go_to("2", "Members")
        await novice.move_to("Brindle Weir")
        await novice.press("m", "l")
        novice.sees("2 commitments end on the day of leaving")
        await novice.press("y")
        await novice.fill_in({"Reason": "cost"}, "ctrl+s")
        novice.is_told("Left from 20/11/2026: Brindle Weir", "2 commitments ended with it")
        await novice.go_to("2", "Attendance")
        await novice.move_to("Larkrise")
        await novice.press(*["right"] * 3, "x")
        novice.is_told("Absent: Steering group, 22/10/2026, Larkrise")
        await novice.go_to("4", "Reviews")
        await novice.move_to("Copperbeck")
        await novice.press("enter", "w")
        await novice.fill_in({"Why": "We think so"}, "ctrl+s")
        novice.is_told("Withdrawn: Copperbeck Academy (sample) · Charging")

    # Friday afternoon, and the desk was closed meanwhile: u, thirteen times. For a moment the last
    # one seems to have been right after all: it is done again, and taken back again.
    assert papers() != papers_on_monday
    async with at_the_desk(path=books, today=FRIDAY) as officer:
        await officer.take_back(MISTAKES[-1])
        await officer.press("ctrl+r")
        officer.is_told(MISTAKES[-1])
        for mistake in reversed(MISTAKES):
            await officer.take_back(mistake)

    papers_on_friday = papers()
    different = [
        name for name, paper in papers_on_monday.items() if papers_on_friday[name] != paper
    ]
    assert different == []
    assert records(books) == records_on_monday
    assert len(rows(books, "SELECT * FROM operation WHERE state = 'undone'")) == len(MISTAKES)


MISTAKES = (
    "Approved 03/11/2026, FGB 26/3: Admission arrangements, Larkrise",
    "Awaiting approval: Behaviour",
    "Not applicable: Behaviour",
    "Pia Heather",
    "Changed Brindle Weir",
    "Set Local authority of 7 schools to Oldham",
    "Drafting: Charging and remissions, 14 schools",
    "Imported 2 schools from schools-2025.csv",
    "53 policies of Department for Education",
    "Wagtail Lane",
    "Left from 20/11/2026: Brindle Weir",
    "Absent: Steering group, 22/10/2026, Larkrise",
    "Withdrawn: Copperbeck Academy (sample) · Charging",
)
"""What u says that it takes back, the first mistake of the week first."""
