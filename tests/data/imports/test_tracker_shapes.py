"""Trackers as school offices keep them: merged schools, groups, a sheet each, schools across."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from data.imports.importing import write_rejected
from data.policies.tracker.carrying_out import carry_out
from data.policies.tracker.planning import make_plan
from data.policies.tracker.plans import Choices, TrackerPlan
from data.store.store import Store
from models.policies.review import Review
from models.policies.school_policy import SchoolPolicy
from models.schools.school import School
from tests.policy_books import PolicyBooks

DAY = date(2025, 9, 12)
ASH, BEECH = "Ash Grove C of E Primary School", "Beech Lane School"


@pytest.fixture
def books(store: Store) -> PolicyBooks:
    books = PolicyBooks(store)
    for school in (ASH, BEECH):
        books.school(school)
    for title in ("Charging", "Complaints", "Behaviour", "Written behaviour"):
        books.policy(title)
    return books


def file_of(folder: Path, *rows: tuple[Any, ...], sheet: str = "Sheet") -> Path:
    made = openpyxl.Workbook()
    made.active.title = sheet
    for row in rows:
        made.active.append(row)
    made.save(folder / "tracker.xlsx")
    return folder / "tracker.xlsx"


def brought_in(books: PolicyBooks, file: Path, choices: Choices | None = None) -> TrackerPlan:
    plan = make_plan(books.store, file, choices)
    if not plan.empty:
        carry_out(books.store, plan)
        again = make_plan(books.store, file, choices)
        assert again.empty, "a second time it changes nothing"
    return plan


def approved(books: PolicyBooks) -> dict[str, date]:
    """The day of each approval, by school and policy."""
    return {
        books.store.name_of(SchoolPolicy, str(each["school_policy"])): each["reviewed"]
        for each in books.store.find(Review)
    }  # type: ignore[return-value]


EACH_OF_TWO = {f"{ASH} · Charging": DAY, f"{ASH} · Complaints": DAY, f"{BEECH} · Charging": DAY}


@pytest.mark.parametrize("blank", [None, '"', "ditto"])
def test_a_school_left_out_is_the_one_above_and_told(
    books: PolicyBooks, tmp_path: Path, blank: str | None
) -> None:
    file = file_of(
        tmp_path,
        ("School", "Policy", "Approved"),
        (ASH, "Charging", DAY), (blank, "Complaints", DAY), (BEECH, "Charging", DAY),
    )  # fmt: skip
    plan = brought_in(books, file)
    assert approved(books) == EACH_OF_TWO
    assert f"School: left out and read as the one above: {ASH} (line 3)." in plan.notes


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_no_row_is_given_to_a_school_that_does_not_stand_right_above_it(
    books: PolicyBooks, tmp_path: Path, kind: str
) -> None:
    blank = None, None, None, None
    rows: list[tuple[Any, ...]] = [
        ("School", "URN", "Policy", "Approved"),
        (ASH, None, "Charging", "12/09/2025"), blank, (None, None, "Behaviour", "12/09/2025"),
        (BEECH, None, None, None), (None, None, "Charging", "12/09/2025"),
        ("Total", "2", None, None), (None, None, "Complaints", "12/09/2025"),
        ('"', "100001", "Written\nbehaviour", "12/09/2025"),
        (None, None, "Complaints", "12/09/2025"),
    ]  # fmt: skip
    key = str(books.store.find(School, name=ASH)[0]["key"])
    with books.store.operation("Give its URN") as change:
        change.set(School, key, {"urn": "100001"})
    file = file_of(tmp_path, *rows) if kind == "xlsx" else tmp_path / "tracker.csv"
    if kind == "csv":
        with file.open("w", encoding="utf-8", newline="") as opened:
            csv.writer(opened).writerows(rows)
    plan = brought_in(books, file)
    assert approved(books) == EACH_OF_TWO | {f"{ASH} · Written behaviour": DAY}
    assert [row.reason for row in plan.rejected] == [
        "it names no school, and a blank row stands above it",
        "it sums up the rows above it",
        "it names no school, and a total stands above it",
    ]
    told = next(note for note in plan.notes if note.startswith("School: left out"))
    assert BEECH in told, "the name that stands alone in its row is that of the rows below it"


def test_a_code_beside_the_name_of_no_school_is_asked(books: PolicyBooks, tmp_path: Path) -> None:
    key = str(books.store.find(School, name=ASH)[0]["key"])
    with books.store.operation("Give its URN") as change:
        change.set(School, key, {"urn": "100001"})
    heads = ("School", "URN", "Policy", "Approved")
    file = file_of(tmp_path, heads, ("Zebra Technical College", 100001, "Charging", DAY))
    plan = make_plan(books.store, file)
    assert (plan.empty, [each.called for each in plan.near]) == (True, [ASH])


def test_rows_below_a_schools_name_are_about_it(books: PolicyBooks, tmp_path: Path) -> None:
    file = file_of(
        tmp_path,
        ("Policy", "Approved"),
        (ASH,), ("Charging", DAY), ("Complaints", DAY), ("Behaviour",), (BEECH,), ("Charging", DAY),
        ("Nowhere Academy",), ("Complaints", DAY),
    )  # fmt: skip
    plan = brought_in(books, file)
    assert approved(books) == EACH_OF_TWO
    (row,) = plan.rejected
    assert "no school called “Nowhere Academy”" in row.reason, "it is not taken for Beech Lane's"
    written = write_rejected(plan)
    assert written is not None
    assert "Nowhere Academy,Complaints" in written.read_text("utf-8-sig")


def test_a_sheet_may_be_called_as_its_school(books: PolicyBooks, tmp_path: Path) -> None:
    file = file_of(tmp_path, ("Policy", "Approved"), ("Charging", DAY), sheet=BEECH)
    plan = brought_in(books, file)
    assert approved(books) == {f"{BEECH} · Charging": DAY}
    assert "School: as the sheet is called." in plan.notes


def test_schools_may_stand_across_the_top(books: PolicyBooks, tmp_path: Path) -> None:
    file = file_of(
        tmp_path,
        ("Policy", ASH, BEECH),
        ("Charging", DAY, DAY), ("Complaints", "12/09/2025", "TBC"), ("Unheard of", DAY, None),
    )  # fmt: skip
    plan = brought_in(books, file)
    assert approved(books) == EACH_OF_TWO
    assert [row.headings for row in plan.rejected] == [("Policy", "School", "Approved")]


def test_a_policy_across_the_top_that_nobody_knows_is_told(
    books: PolicyBooks, tmp_path: Path
) -> None:
    file = file_of(
        tmp_path,
        ("School", "Charging", "Complaints", "Uniforms", "Head"),
        (ASH, DAY, DAY, DAY, "Mrs Hall"), (BEECH, DAY, None, None, "Mr Low"),
    )  # fmt: skip
    plan = brought_in(books, file)
    assert approved(books) == EACH_OF_TWO
    assert [row.reason for row in plan.rejected] == ["there is no policy called “Uniforms”"]
    brought_in(books, file, Choices(every_own=True))
    assert f"{ASH} · Uniforms" in approved(books)


def test_a_matrix_of_colours_is_told_what_to_write(books: PolicyBooks, tmp_path: Path) -> None:
    plan = make_plan(
        books.store, file_of(tmp_path, ("School", "Charging", "Complaints"), (ASH,), (BEECH,))
    )
    assert any("Colours are not read" in note for note in plan.notes)


@pytest.mark.parametrize(
    "written", ["Ash Grove CofE Primary School", "Ash Grove Church of England Primary School",
                "The Ash Grove CE Pri Sch."]
)  # fmt: skip
def test_the_same_name_spelt_otherwise_needs_no_question(
    books: PolicyBooks, tmp_path: Path, written: str
) -> None:
    brought_in(
        books, file_of(tmp_path, ("School", "Policy", "Approved"), (written, "Charging", DAY))
    )
    assert approved(books) == {f"{ASH} · Charging": DAY}


def test_who_approved_may_stand_behind_the_day(books: PolicyBooks, tmp_path: Path) -> None:
    file = file_of(
        tmp_path, ("School", "Policy", "Approved", "Next review"),
        (ASH, "Charging", "12 Sept 2025 (FGB)", "Autumn 2027"),
    )  # fmt: skip
    brought_in(books, file)
    (review,) = books.store.find(Review)
    assert (review["reviewed"], review["approved_by"]) == (DAY, "FGB")
    (copy,) = books.store.find(SchoolPolicy)
    assert copy["next_review"] == date(2027, 12, 17)


def test_columns_of_school_years_are_approvals_in_those_years(
    books: PolicyBooks, tmp_path: Path
) -> None:
    file = file_of(
        tmp_path,
        ("School", "Policy", "Owner", "2022/23", "2023-24", "2024/25"),
        (ASH, "Charging", "Head", "12/10/2022", "✓", "no"),
        (BEECH, "Complaints", None, None, None, "Nov 24"),
        (BEECH, "Charging", None, None, "n/k", None),
    )
    plan = brought_in(books, file)
    days = sorted(
        (books.store.name_of(SchoolPolicy, str(each["school_policy"])), str(each["reviewed"]))
        for each in books.store.find(Review)
    )
    assert days == [
        (f"{ASH} · Charging", "2022-10-12"), (f"{ASH} · Charging", "2023-09-01"),
        (f"{BEECH} · Complaints", "2024-11-01"),
    ]  # fmt: skip
    assert "Read as approvals in those years: 2022/23, 2023/24, 2024/25." in plan.notes
    assert "“2023/24” is read as 01/09/2023, the first day of that school year" in " ".join(
        plan.lines()
    )


@pytest.mark.parametrize(
    "typed", ["approved 12/9/25 by FGB", "FGB 12.9.25", "G 12/09/25", "12/09/2025 ✓"]
)
def test_a_day_among_words_that_say_no_more_is_that_day_and_told(
    books: PolicyBooks, tmp_path: Path, typed: str
) -> None:
    file = file_of(tmp_path, ("School", "Policy", "Approved"), (ASH, "Charging", typed))
    plan = brought_in(books, file)
    assert approved(books) == {f"{ASH} · Charging": DAY}
    assert f"“{typed}” is read as 12/09/2025, the day that it names" in " ".join(plan.lines())


@pytest.mark.parametrize(
    "typed", ["not approved 12/09/25", "A - due 12/09/25", "rejected 12/09/25", "Red", "✓", "2023"]
)
def test_a_day_among_other_words_is_none(books: PolicyBooks, tmp_path: Path, typed: str) -> None:
    file = file_of(tmp_path, ("School", "Policy", "Approved"), (ASH, "Charging", typed))
    plan = make_plan(books.store, file)
    assert (plan.steps, len(plan.rejected)) == ([], 1)


def test_schools_across_are_the_headings_though_a_row_below_has_words_of_headings(
    books: PolicyBooks, tmp_path: Path
) -> None:
    file = file_of(
        tmp_path,
        ("Policy", "Statutory", ASH, BEECH),
        ("Charging", "Yes", DAY, "N/A"), ("Behaviour", "Yes", "due", "draft"), ("Total", 2, 1, 0),
    )  # fmt: skip
    plan = brought_in(books, file)
    assert approved(books) == {f"{ASH} · Charging": DAY}
    assert [row.reason for row in plan.rejected] == ["it sums up the rows above it"]
