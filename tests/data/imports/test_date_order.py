"""Columns of days: with midnight behind them, with the month first, and half and half."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.imports.csv_rows import FileRow
from data.imports.date_order import judge_columns
from data.imports.importing import plan
from data.store.store import Store
from models.fields.date_fields import DateField
from models.fields.dates import show_date
from models.schools.school import School

TODAY = date(2026, 11, 21)

Written = Callable[..., Path]


def opened(store: Store, file: Path) -> dict[str, object]:
    return {str(each["name"]): each["opened"] for each in plan(store, School, file).additions}


@pytest.mark.parametrize(
    "typed",
    [
        "01/09/2010 00:00",
        "01/09/2010 0:00",
        "2010-09-01 00:00:00",
        "2010-09-01T00:00:00",
        "2010-09-01T00:00:00.000Z",
        "2010-09-01T00:00:00+01:00",
        "01/09/2010 12:00:00 AM",
        "1 Sep, 2010",
        "01.09.2010",
    ],
)
def test_midnight_behind_a_day_says_nothing(store: Store, written: Written, typed: str) -> None:
    assert opened(store, written(["Name", "Opened"], ["A", typed])) == {"A": date(2010, 9, 1)}
    extract = written(["URN", "EstablishmentName", "OpenDate"], ["100001", "A", typed])
    assert opened(store, extract) == {"A": date(2010, 9, 1)}


@pytest.mark.parametrize(
    "typed", ["01/09/2010 14:30", "13/13/2010", "00/00/0000", "Sep-13-10", "2010"]
)
def test_what_is_no_day_is_rejected(store: Store, written: Written, typed: str) -> None:
    made = plan(store, School, written(["Name", "Opened"], ["A", typed]))
    assert (made.additions, len(made.rejected)) == ([], 1)


def test_a_spreadsheets_number_of_a_day_is_that_day_and_told(
    store: Store, written: Written
) -> None:
    made = plan(store, School, written(["Name", "Opened"], ["A", "40422"], ["B", "45912.0"]))
    assert [each["opened"] for each in made.additions] == [date(2010, 9, 1), date(2025, 9, 12)]
    assert "Opened: a spreadsheet's count of days is read as the day that it is: “40422” is " in (
        " ".join(made.notes)
    )


def test_a_column_with_the_month_first_is_read_so_as_a_whole_and_said(
    store: Store, written: Written
) -> None:
    rows = [["A", "09/01/2010"], ["B", "09/13/2010"], ["C", "9/2/10"], ["D", "2010-09-03"]]
    file = written(["Name", "Opened"], *rows)
    assert opened(store, file) == {
        "A": date(2010, 9, 1),
        "B": date(2010, 9, 13),
        "C": date(2010, 9, 2),
        "D": date(2010, 9, 3),
    }
    notes = plan(store, School, file).notes
    assert any(
        note.startswith("Opened: read with the month first, as “09/13/2010” in line 3 must be")
        for note in notes
    )


def test_other_columns_of_the_file_follow_unless_they_prove_otherwise(
    store: Store, written: Written
) -> None:
    headings = ["Name", "Opened", "Closed", "Settled in"]
    file = written(
        headings,
        ["A", "09/13/2010", "02/01/2020", "25/01/2021"],
        ["B", "09/01/2010", "", "02/01/2021"],
    )
    made = plan(store, School, file)
    first, second = made.additions
    assert (first["closed"], first["settled_in"]) == (date(2020, 2, 1), date(2021, 1, 25))
    assert second["settled_in"] == date(2021, 1, 2)
    assert "Closed: read with the month first, as Opened in this file." in made.notes


def test_a_column_of_both_orders_is_not_guessed(store: Store, written: Written) -> None:
    file = written(
        ["Name", "Opened"],
        ["A", "09/13/2010"],
        ["B", "13/09/2010"],
        ["C", "09/01/2010"],
        ["D", "05/05/2010"],
    )
    made = plan(store, School, file)
    assert [each["opened"] for each in made.additions] == [
        date(2010, 9, 13),
        date(2010, 9, 13),
        date(2010, 5, 5),
    ]
    ((line, reason),) = [(row.line, row.reason) for row in made.rejected]
    assert line == 4
    assert "some days have the month first and others the day first" in reason


def test_one_slip_does_not_turn_a_british_column(store: Store, written: Written) -> None:
    rows = [[f"S{n}", f"{n}/02/2010"] for n in range(13, 27)]
    file = written(["Name", "Opened"], *rows, ["Slip", "02/31/2010"], ["T", "03/02/2010"])
    made = plan(store, School, file)
    assert [row.line for row in made.rejected] == [16]
    assert made.additions[-1]["opened"] == date(2010, 2, 3)


def test_an_extract_with_the_month_first_is_read_so_too(store: Store, written: Written) -> None:
    headings = ["URN", "EstablishmentName", "OpenDate", "LastChangedDate"]
    file = written(
        headings,
        ["100001", "A", "09/01/2010", "11/02/2026"],
        ["100002", "B", "09/13/2010", "10/31/2026"],
    )
    made = plan(store, School, file)
    assert [each["opened"] for each in made.additions] == [date(2010, 9, 1), date(2010, 9, 13)]
    assert made.day == date(2026, 11, 2)


def test_days_that_excel_read_with_the_day_first_beside_texts_are_put_right(
    store: Store, tmp_path: Path
) -> None:
    """A British Excel takes 09/01/2010 of an American file for 9 January, and leaves 09/13/2010."""
    book = openpyxl.Workbook()
    book.active.append(["Name", "Opened"])
    book.active.append(["A", date(2010, 1, 9)])
    book.active.append(["B", "09/13/2010"])
    book.save(tmp_path / "days.xlsx")
    assert opened(store, tmp_path / "days.xlsx") == {"A": date(2010, 9, 1), "B": date(2010, 9, 13)}


@given(
    st.lists(st.dates(date(1990, 1, 1), date(2030, 12, 31)), min_size=1, max_size=30),
    st.booleans(),
)
def test_a_column_is_read_as_it_was_written_once_a_day_proves_its_order(
    days: list[date], month_first: bool
) -> None:
    days = [*days, date(2010, 9, 13)]
    texts = [f"{day:%m/%d/%Y}" if month_first else show_date(day) for day in days]
    rows = [FileRow(line, [text]) for line, text in enumerate(texts, start=2)]
    field = School.field("opened")
    assert isinstance(field, DateField)
    read = judge_columns(rows, [0], str).reading(field, 0, TODAY)
    assert [read(text) for text in texts] == days
