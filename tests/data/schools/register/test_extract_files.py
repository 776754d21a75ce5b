"""The national register: of which day a file is, which file it is, and what its blanks mean."""

from __future__ import annotations

import csv
import zipfile
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest

from data.imports.editions import newest_day
from data.imports.importing import carry_out, plan
from data.imports.plans import Plan
from data.problems import Problem
from data.schools.register.extract_files import day_of_file
from data.store.store import Store
from models.records.record import Values
from models.schools.school import School

TODAY = date(2026, 11, 21)
COLUMNS = ["URN", "EstablishmentName", "EstablishmentStatus (code)", "NumberOfPupils",
           "SchoolWebsite", "TelephoneNum", "CloseDate"]  # fmt: skip

Written = Callable[..., Path]


@pytest.fixture
def written(tmp_path: Path) -> Written:
    def write(name: str, *rows: Sequence[str], headings: Sequence[str] = COLUMNS) -> Path:
        file = tmp_path / name
        with file.open("w", encoding="cp1252", newline="") as opened:
            csv.writer(opened).writerows([headings, *rows])
        return file

    return write


def imported(store: Store, file: Path) -> Plan:
    made = plan(store, School, file)
    carry_out(store, made)
    return made


def school(store: Store) -> Values:
    (found,) = store.find(School)
    return found


# Its day


def hill_top(pupils: str) -> list[str]:
    return ["100001", "Hill Top School", "1", pupils, "", "", ""]


def test_an_older_file_is_told_by_the_day_in_its_name(store: Store, written: Written) -> None:
    newer = imported(store, written("edubasealldata20261112.csv", hill_top("204")))
    assert (newer.day, newer.older) == (date(2026, 11, 12), "")
    assert "It is the register of 12/11/2026." in newer.lines()
    assert newer.label.endswith("edubasealldata20261112.csv, the register of 12/11/2026")
    older = plan(store, School, written("edubasealldata20250422.csv", hill_top("180")))
    assert (older.day, older.newest_day) == (date(2025, 4, 22), date(2026, 11, 12))
    assert "is the register of 22/04/2025, and the books have that of 12/11/2026" in older.older
    assert older.older in older.lines()
    again = plan(store, School, written("edubasealldata20261112.csv", hill_top("204")))
    assert again.older == ""


def test_what_is_taken_back_is_no_longer_known(store: Store, written: Written) -> None:
    imported(store, written("edubasealldata20250422.csv", hill_top("180")))
    imported(store, written("edubasealldata20261112.csv", hill_top("204")))
    store.undo()
    assert newest_day(store) == date(2025, 4, 22)
    assert plan(store, School, written("edubasealldata20260101.csv", hill_top("190"))).older == ""
    store.redo()
    assert newest_day(store) == date(2026, 11, 12)


def test_a_file_without_a_day_in_its_name_is_of_its_newest_change(
    store: Store, written: Written
) -> None:
    headings = [*COLUMNS, "LastChangedDate"]
    rows = [[*hill_top("204"), "02-11-2026"], ["100002", "Dale", *[""] * 5, "03-10-2026"]]
    assert plan(store, School, written("all.csv", *rows, headings=headings)).day == date(
        2026, 11, 2
    )
    assert not any("LastChangedDate" in note for note in plan(
        store, School, written("all.csv", *rows, headings=headings)).notes)  # fmt: skip
    assert plan(store, School, written("all.csv", hill_top("204"))).day is None


def test_the_day_is_that_of_the_file_in_the_zip(
    store: Store, tmp_path: Path, written: Written
) -> None:
    file = written("edubasealldata20261112.csv", hill_top("204"))
    with zipfile.ZipFile(tmp_path / "extract.zip", "w") as packed:
        packed.write(file, file.name)
    assert plan(store, School, tmp_path / "extract.zip").day == date(2026, 11, 12)


@pytest.mark.parametrize(
    ("name", "changed", "day", "remark"),
    [
        ("edubasealldata20261112.csv", None, date(2026, 11, 12), ""),
        ("edubasealldata20261112.csv", date(2026, 11, 20), date(2026, 11, 20), ""),
        ("edubasealldata20261112.csv", date(2025, 4, 22), date(2026, 11, 12), "may not be its day"),
        ("edubasealldata20271112.csv", date(2026, 11, 2), date(2026, 11, 2), "yet to come"),
        ("edubasealldata20261332.csv", None, None, ""),
        ("schools 120260101.csv", None, None, ""),
    ],
)
def test_the_name_and_the_newest_change_are_held_against_each_other(
    name: str, changed: date | None, day: date | None, remark: str
) -> None:
    found, said = day_of_file(name, changed, TODAY)
    assert found == day
    assert remark in said
    assert bool(remark) == bool(said)


def test_our_own_list_of_schools_is_of_no_day(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "schools-20200101.csv"
    file.write_text("Name,URN\nHill Top,100001\n")
    assert imported(store, file).day is None
    assert newest_day(store) is None


# Which file


@pytest.mark.parametrize(
    ("headings", "what"),
    [
        (["URN", "LinkURN", "LinkName", "LinkType", "LinkEstablishedDate"], "file of links"),
        (["Group UID", "Group ID", "Group Name", "Companies House Number", "Group Type"],
         "file of groups"),
        (["Group UID", "Group Name", "Group Type", "URN", "EstablishmentName", "Joined date"],
         "which schools belong to which trusts"),
        (["GID", "URN", "UID", "Role", "Title", "Forename 1", "Surname"], "is personal data"),
    ],
)  # fmt: skip
def test_other_files_of_the_register_are_told_what_they_are(
    store: Store, written: Written, headings: list[str], what: str
) -> None:
    file = written("download.csv", ["1"] * len(headings), headings=headings)
    with pytest.raises(Problem, match=what) as refused:
        plan(store, School, file)
    assert "Import the file of schools itself, whose name begins with edubasealldata" in str(
        refused.value
    )


# Its blank cells


def test_a_blank_cell_empties_nothing_and_the_plan_says_what_stands_against_it(
    store: Store, written: Written
) -> None:
    whole = ["100001", "Hill Top", "1", "204", "www.hilltop.example", "01632960001", ""]
    imported(store, written("before.csv", whole))
    made = imported(store, written("after.csv", ["100001", "Hill Top", "1", "200", " ", "", ""]))
    blank = "blank in the file for 1 school, and kept as it is"
    assert f"Website: {blank}: Hill Top (https://www.hilltop.example)." in made.notes
    assert f"Telephone: {blank}: Hill Top (01632960001)." in made.notes
    now = school(store)
    assert (now["pupils"], now["telephone"]) == (200, "01632960001")


def test_the_closing_day_goes_when_the_register_has_the_school_open_without_one(
    store: Store, written: Written
) -> None:
    proposed = ["100001", "Hill Top", "3", "204", "", "", "31-08-2027"]
    imported(store, written("before.csv", proposed))
    made = plan(store, School, written("after.csv", ["100001", "Hill Top", "1", *[""] * 4]))
    assert "Hill Top: Status Open, but proposed to close → Open; Closed 31/08/2027 → empty" in (
        made.lines()
    )
    carry_out(store, made)
    assert (school(store)["status"], school(store)["closed"]) == ("1", None)


def test_a_closed_school_keeps_its_day_and_a_value_that_cannot_be_read_is_no_blank(
    store: Store, written: Written
) -> None:
    closed = ["100001", "Hill Top", "2", "204", "www.a.example", "", "31-08-2025"]
    imported(store, written("before.csv", closed))
    bad = ["100001", "Hill Top", "2", "204", "http:/broken", "", ""]
    made = plan(store, School, written("after.csv", bad))
    assert made.empty
    assert any(note.startswith("Closed: blank in the file for 1 school") for note in made.notes)
    assert not any(note.startswith("Website: blank") for note in made.notes)


def test_a_column_that_is_not_in_the_file_is_not_called_blank(
    store: Store, written: Written
) -> None:
    imported(store, written("before.csv", ["100001", "A", "1", "2", "www.a.example", "", ""]))
    made = plan(store, School, written("cut.csv", ["100001", "A"], headings=COLUMNS[:2]))
    assert not any("blank" in note for note in made.notes)
