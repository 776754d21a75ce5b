"""Rows of CSV: quotation marks that are not closed, delimiters, and what stands in other lines."""

from __future__ import annotations

import tracemalloc
from pathlib import Path
from time import perf_counter

import pytest

from data.imports.csv_rows import read_rows
from data.imports.importing import plan, write_rejected
from data.imports.tabular_files import open_rows
from data.problems import Problem
from data.store.store import Store
from models.schools.school import School
from tests.data.imports.making_files import known, refusal_of, rows_of

ROWS = [
    "Hill Top Primary School,100001,Leeds",
    "Dale End Primary School,100002,Leeds",
    "Moor Side Primary School,100003,Leeds",
]


def schools_file(tmp_path: Path, *rows: str) -> Path:
    file = tmp_path / "schools.csv"
    file.write_text("\n".join(["Name,URN,Town", *rows, ""]), encoding="utf-8")
    return file


@pytest.mark.parametrize("at", [0, 1, 2])
@pytest.mark.parametrize("column", [0, 2])
def test_a_quotation_mark_that_is_never_closed_costs_its_line_and_no_other(
    store: Store, tmp_path: Path, at: int, column: int
) -> None:
    rows = list(ROWS)
    cells = rows[at].split(",")
    cells[column] = f'"{cells[column]}'
    rows[at] = ",".join(cells)
    made = plan(store, School, schools_file(tmp_path, *rows))
    assert [each["urn"] for each in made.additions] == [
        f"10000{n + 1}" for n in range(3) if n != at
    ]
    assert all(each["town"] == "Leeds" for each in made.additions)
    assert [(row.line, row.reason) for row in made.rejected] == [
        (at + 2, f"a quotation mark in line {at + 2} is never closed: close it, or take it away")
    ]


def test_two_of_them_do_not_close_each_other(store: Store, tmp_path: Path) -> None:
    rows = [f'"{ROWS[0]}', ROWS[1], f'"{ROWS[2]}']
    made = plan(store, School, schools_file(tmp_path, *rows))
    assert [each["name"] for each in made.additions] == ["Dale End Primary School"]
    assert [row.line for row in made.rejected] == [2, 4]


def test_rows_that_a_quoted_cell_swallowed_are_not_its_text(store: Store, tmp_path: Path) -> None:
    rows = ['Hill Top,100001,"Leeds', "Dale End,100002,Leeds", 'Moor Side,100003,Leeds"']
    made = plan(store, School, schools_file(tmp_path, *rows))
    assert made.additions == []
    assert "lines of other rows" in made.rejected[0].reason


def test_a_mark_within_a_cell_is_told_apart_from_one_that_is_open(
    store: Store, tmp_path: Path
) -> None:
    made = plan(store, School, schools_file(tmp_path, '"St "Mary" School",100001,Leeds'))
    assert "does not end its cell: write two" in made.rejected[0].reason
    made = plan(store, School, schools_file(tmp_path, '"St ""Mary"" School",100001,Leeds'))
    assert [each["name"] for each in made.additions] == ['St "Mary" School']


def test_a_broken_row_is_in_the_file_of_rejected_rows_to_be_corrected(
    store: Store, tmp_path: Path
) -> None:
    made = plan(store, School, schools_file(tmp_path, 'Hill Top,100001,"Leeds', ROWS[1]))
    kept = write_rejected(made)
    assert kept is not None
    (school,) = plan(store, School, kept).additions
    assert (school["name"], school["urn"], school["town"]) == ("Hill Top", "100001", "Leeds")


def test_a_file_full_of_open_marks_is_refused_and_soon() -> None:
    lines = ('"Moor,1\n' for _ in range(200_000))
    began = perf_counter()
    with pytest.raises(Problem, match="never closed"):
        list(read_rows(lines, ","))
    assert perf_counter() - began < 20


def test_headings_with_an_open_mark_are_named_as_the_reason(tmp_path: Path) -> None:
    file = tmp_path / "schools.csv"
    file.write_text('"Name,Town\nMoor,Leeds\n', encoding="utf-8")
    assert "a quotation mark in line 1 is never closed" in refusal_of(file)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_cells_are_parted_by_what_parts_the_headings(tmp_path: Path, delimiter: str) -> None:
    file = tmp_path / "schools.csv"
    lines = [["Name", "Town"], ["Moor, the", "Leeds; Bury"]]
    quoted = [delimiter.join(f'"{cell}"' for cell in line) for line in lines]
    file.write_text(f"sep={delimiter}\n" + "\n".join(quoted), encoding="utf-8")
    assert rows_of(file) == [(3, ["Moor, the", "Leeds; Bury"])]


def test_a_csv_whose_first_heading_is_pk_is_no_workbook(tmp_path: Path) -> None:
    file = tmp_path / "pk.csv"
    file.write_text("PK,Name,URN\n1,Hill Top,100001\n2,Dale End,100002\n", encoding="utf-8")
    assert rows_of(file) == [(2, ["1", "Hill Top", "100001"]), (3, ["2", "Dale End", "100002"])]


def test_rows_are_read_one_by_one_and_not_held_in_memory(tmp_path: Path) -> None:
    file = tmp_path / "many.csv"
    with file.open("w", encoding="utf-8") as written:
        written.write("Name,URN,Town\n")
        written.writelines(f"School {n} of {'the county ' * 9},{n},École\n" for n in range(30_000))
    tracemalloc.start()
    try:
        with open_rows(file, known, "Name") as table:
            assert table.about == 30_000
            assert sum(1 for _ in table.rows) == 30_000
        assert tracemalloc.get_traced_memory()[1] < 6_000_000
    finally:
        tracemalloc.stop()
