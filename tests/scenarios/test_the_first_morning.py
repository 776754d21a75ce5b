"""The first morning, from an empty folder to the first paper.

The desk is opened where there are no books yet. It begins with the catalogue of the Department for
Education; the schools come from a file of the national register; three of them found an alliance.
One is known well enough to be watched from today on, and the first list goes to its governors.
"""

from __future__ import annotations

import csv
import re
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from tests.scenarios.reading import csv_rows, rows
from tests.tui.user import at_the_desk

FIRST_DAY = date(2026, 11, 23)
HEADINGS = (
    "URN", "LA (code)", "EstablishmentNumber", "EstablishmentName", "TypeOfEstablishment (code)",
    "EstablishmentStatus (code)", "PhaseOfEducation (code)", "StatutoryLowAge", "StatutoryHighAge",
    "Town",
)  # fmt: skip
ROWS = (
    ("900101", "353", "2901", "Alder Grove Primary School", "01", "1", "2", "4", "11", "Oldham"),
    ("900102", "353", "2902", "Birch Hill Primary School", "01", "1", "2", "4", "11", "Oldham"),
    ("900103", "354", "4901", "Cedar Court High School", "01", "1", "4", "11", "16", "Rochdale"),
    ("900104", "354", "4902", "Damson Lane School", "01", "2", "4", "11", "16", "Rochdale"),
    ("9001", "354", "4903", "Elder Row School", "01", "1", "4", "11", "16", "Rochdale"),
)
"""Invented schools as the register writes them; the fourth is closed, the fifth has a wrong URN."""


@pytest.fixture
def register(folder: Path) -> Path:
    """The file that the officer has saved from the website of the register."""
    file = folder / "edubasealldata20261123.csv"
    with file.open("w", encoding="cp1252", newline="") as written:
        csv.writer(written).writerows([HEADINGS, *ROWS])
    return file


async def test_the_first_morning(path: Path, register: Path, folder: Path) -> None:
    async with at_the_desk(path=path, today=FIRST_DAY, first_run=True) as officer:
        # There are no books yet. The desk says where they will lie, and makes nothing unasked.
        officer.sees("There are no books yet.", "How would you like to begin?", "alliance.db")
        assert not path.exists()
        officer.does_not_see("allian…")
        await officer.press("c")
        await officer.until("The catalogue is loaded; no alarm until a school has settled in")

        # The schools of the register: what the file would do is shown first, then done.
        await officer.press("1")
        officer.sees("No schools yet", "or brings schools in from a workbook")
        await officer.press("i")
        await officer.paste(str(register))
        await officer.press("ctrl+s")
        officer.sees("4 new 0 changed 0 unchanged 1 rejected of 5 rows")
        officer.sees("“9001”: it must be six digits")
        await officer.press("y")
        await officer.until("Imported 4 schools")
        assert officer.first_words == [
            "Alder Grove Primary School", "Birch Hill Primary School", "Cedar Court High School",
            "Damson Lane School",
        ]  # fmt: skip

        # Three of them found an alliance. Its hub has to sign like every other member.
        await officer.press("2", "a")
        await officer.fill_in({"Name": "The Beacon Alliance", "Kind of alliance": "local"})
        await officer.fill_in({"Hub": "cedar", "Founded": "1/9/2026"})
        await officer.fill_in({"Catalogues": "dfe"}, "ctrl+s")
        officer.is_told("Cedar Court High School is not a member of it yet")
        await officer.press("0")
        officer.sees("nobody is in it yet", "2 of 5 steps done")
        await officer.press("1", "space", "space", "space", "m")
        officer.sees("3 schools into an alliance")
        assert officer.field("Alliance") == "The Beacon Alliance"
        await officer.fill_in({"Stage": "member"}, "ctrl+s")
        officer.sees("A school is a member only once it has signed the Statement of Commitment")
        await officer.fill_in({"Statement signed": "1/9/2026", "Signatory": "The heads"}, "ctrl+s")
        officer.is_told("Brought 3 schools into The Beacon Alliance")

        # Nothing is known of any policy yet, and there is no wall of red: they are settling in.
        await officer.press("0")
        officer.sees("3 of 5 steps done", "0 of 4 schools")
        await officer.press("escape")
        officer.sees("Schools settling in 3")
        officer.does_not_see("Missing", "Overdue")
        await officer.go_to("4", "DfE")
        assert officer.row_of("Cedar Court") == "Cedar Court High S… n s s s s s s s s"

        # The first approvals: Cedar Court's governors had two policies before them on the twelfth,
        # the primary schools' approved their behaviour policies on the same day.
        await officer.move_to("Cedar Court")
        await officer.press("right", "right", "space", "right", "space", "a")
        officer.sees("Approval: 2 policies, Cedar Court High School")
        await officer.fill_in({"Reviewed": "12/11/2026", "Minute": "FGB 26/8"}, "ctrl+s")
        officer.is_told("Approved 12/11/2026, FGB 26/8: 2 policies, Cedar Court High School")
        await officer.press("escape", "left")
        await officer.move_to("Alder Grove")
        await officer.press("a")
        await officer.fill_in({"Minute": ""}, "ctrl+s")
        await officer.press(".")
        officer.is_told("Approved 12/11/2026: Behaviour", "Birch Hill Primary School")

        # Of Cedar Court all is typed in that there is. From today on it is watched.
        await officer.press("1")
        await officer.move_to("Cedar Court")
        await officer.press("enter")
        await officer.fill_in({"Settled in": "today"}, "ctrl+s")
        await officer.press("0")
        officer.sees("Schools settling in 2")
        said = re.search(r"Missing +(\d+)", officer.text)
        assert said is not None
        missing = int(said[1])

        # The first paper: where the three schools stand, as an Excel workbook.
        await officer.go_to("4", "DfE")
        await officer.press("x")
        await officer.fill_in({"Format": "Excel", "File": "first.xlsx"}, "ctrl+s")
        officer.is_told("Wrote 3 rows")

    sheet = openpyxl.load_workbook(folder / "first.xlsx").worksheets[0]
    table = [row for row in sheet.iter_rows(values_only=True) if row[0]]
    headings = next(row for row in table if row[0] == "School")
    stands = {row[0]: dict(zip(headings, row, strict=True)) for row in table}
    assert stands["Cedar Court High School"]["Behaviour"] == "Approved, not published"
    assert stands["Cedar Court High School"]["Principles"] == "Current"
    assert list(stands["Cedar Court High School"].values()).count("Missing") == missing > 30
    assert "Missing" not in stands["Alder Grove Primary School"].values()

    (rejected,) = csv_rows(folder / "edubasealldata20261123-rejected.csv")
    assert (rejected["EstablishmentName"], rejected["URN"]) == ("Elder Row School", "9001")
    assert rows(path, "SELECT name, urn, town, settled_in FROM school ORDER BY name") == [
        ("Alder Grove Primary School", "900101", "Oldham", None),
        ("Birch Hill Primary School", "900102", "Oldham", None),
        ("Cedar Court High School", "900103", "Rochdale", "2026-11-23"),
        ("Damson Lane School", "900104", "Rochdale", None),
    ]
    assert rows(path, MEMBERS) == [
        (name, "The Beacon Alliance", "member", "2026-09-01", "The heads")
        for _, _, _, name, *_ in ROWS[:3]
    ]
    assert rows(path, APPROVALS) == [
        ("Alder Grove Primary School", "Behaviour policy", "2026-11-12", None),
        ("Birch Hill Primary School", "Behaviour policy", "2026-11-12", None),
        ("Cedar Court High School", "Behaviour policy", "2026-11-12", "FGB 26/8"),
        ("Cedar Court High School", "Behaviour principles written statement", "2026-11-12",
         "FGB 26/8"),
    ]  # fmt: skip
    assert path.stat().st_mode & 0o777 == 0o600, "nobody else may read the books"


MEMBERS = """
SELECT school.name, alliance.name, stage, statement_signed, signatory
FROM membership
JOIN school ON school.key = school_id
JOIN alliance ON alliance.key = alliance_id
ORDER BY school.name
"""
APPROVALS = """
SELECT school.name, policy.title, reviewed, minute
FROM review
JOIN school_policy ON school_policy.key = school_policy_id
JOIN school ON school.key = school_id
JOIN policy ON policy.key = policy_id
ORDER BY school.name, policy.title
"""


async def test_a_first_run_leads_to_the_schools_that_are_brought_in(path: Path) -> None:
    async with at_the_desk(path=path, first_run=True) as officer:
        await officer.press("i")
        officer.sees("Import schools", "No schools yet")
