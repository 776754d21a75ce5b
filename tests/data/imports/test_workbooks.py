"""Sheets of workbooks: which is read, what its cells say, and what they do not."""

from __future__ import annotations

import random
import zipfile
from datetime import date, datetime, time
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from data.imports.importing import plan
from data.imports.sheet_facts import address, column_number
from data.imports.tabular_files import open_rows
from data.problems import Problem
from data.store.store import Store
from models.schools.school import School
from tests.data.imports.making_files import (
    known,
    notes_of,
    ods_row,
    refusal_of,
    rows_in_xml,
    rows_of,
    write_ods,
    write_xlsx,
)

FILES = Path(__file__).with_name("files")
TABLE = rows_in_xml([["Name", "URN"], ["Right", 100001]])
WRONG = rows_in_xml([["Name", "URN"], ["Wrong", 100009]])
RIGHT = [(2, ["Right", "100001"])]


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return tmp_path / "schools.xlsx"


# Which sheet


def test_a_hidden_sheet_is_passed_over_and_named(book: Path) -> None:
    write_xlsx(book, {"lookups": WRONG, "Schools": TABLE}, hidden=["lookups"])
    assert rows_of(book) == RIGHT
    assert "“lookups” (hidden)" in notes_of(book)


def test_a_cover_sheet_is_passed_over_for_the_one_with_headings(book: Path) -> None:
    cover = rows_in_xml([["This workbook lists schools"]])
    write_xlsx(book, {"Read me": cover, "Schools": TABLE, "2025": WRONG})
    assert rows_of(book) == RIGHT
    assert "Read the sheet “Schools”" in notes_of(book)


def test_another_sheet_is_read_by_its_name_the_hidden_ones_too(book: Path) -> None:
    sheets = {"Now": WRONG, "In & out #2": TABLE, "Old": TABLE}
    write_xlsx(book, sheets, hidden=["Old"])
    for name in ("in & out #2", "Old"):
        assert rows_of(Path(f"{book}#{name}")) == RIGHT


def test_a_sheet_that_is_not_there_is_told_with_those_that_are(book: Path) -> None:
    write_xlsx(book, {"Schools": TABLE, "Old": WRONG}, hidden=["Old"])
    said = refusal_of(Path(f"{book}#Members"))
    assert "has no sheet “Members”. It has: “Schools”, “Old” (hidden)" in said
    book.rename(book.with_name("with#sign.xlsx"))
    assert rows_of(book.with_name("with#sign.xlsx")) == RIGHT


def test_a_workbook_without_headings_names_the_sheets_that_were_looked_at(book: Path) -> None:
    notes = rows_in_xml([["Nothing here"]])
    write_xlsx(book, {"One": notes, "Two": notes, "Three": TABLE}, hidden=["Three"])
    said = refusal_of(book)
    assert "no row of headings" in said
    assert "“One”, “Two”" in said
    assert "Not looked at: “Three” (hidden); name one as FILE#Sheet" in said


def test_the_rejected_rows_and_the_history_have_the_files_name_alone(
    store: Store, book: Path
) -> None:
    write_xlsx(book, {"Schools": WRONG, "Members": TABLE})
    made = plan(store, School, Path(f"{book}#Members"))
    assert (made.path, made.label) == (book, "Imported 1 school from schools.xlsx")


# What cells say


@pytest.mark.parametrize("name", ["schools", "schools.csv", "schools.xls", "schools.ods"])
def test_a_sound_workbook_is_read_whatever_its_name(tmp_path: Path, name: str) -> None:
    assert rows_of(write_xlsx(tmp_path / name, {"Schools": TABLE})) == RIGHT


def test_a_workbook_of_before_2007_is_read_as_well(store: Store) -> None:
    file = FILES / "workbook_of_2003.xls"
    made = plan(store, School, file)
    found = [
        (each["name"], each["urn"], each["opened"], each["pupils"], each["town"], each["nursery"])
        for each in made.additions
    ]
    assert found == [
        ("École Hill Top", "100001", date(2010, 9, 1), 204, "Leeds", True),
        ("Dale End", "100002", date(1999, 1, 2), 12, "Leeds", False),
        ("Moor Side", "100003", None, None, None, None),
    ]
    assert "Town: 1 value could not be used and was left empty: “#REF!” (line 5)." in made.notes
    assert rows_of(Path(f"{file}#Lookups")) == [(2, ["Hidden", "100009"])]


def test_an_open_document_is_read_as_well(tmp_path: Path) -> None:
    day = '<table:table-cell office:value-type="date" office:date-value="2010-09-01"/>'
    bottom = (
        '<table:table-row table:number-rows-repeated="1048570">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    file = write_ods(
        tmp_path / "schools.ods",
        ods_row("Name", "URN", "Opened") + ods_row("École", 100001, day) + bottom,
        hidden_first=ods_row("Name", "URN") + ods_row("Wrong", 100009),
    )
    assert rows_of(file) == [(2, ["École", "100001", "01/09/2010"])]


def test_days_are_right_in_workbooks_that_count_them_from_1904(book: Path) -> None:
    written = xlsxwriter.Workbook(str(book), {"date_1904": True})
    sheet = written.add_worksheet()
    sheet.write_row(0, 0, ["Name", "Opened"])
    sheet.write(1, 0, "Hill Top")
    day = written.add_format({"num_format": "dd/mm/yyyy"})
    sheet.write_datetime(1, 1, datetime(2010, 9, 1), day)
    written.close()
    for file in (book, FILES / "days_from_1904.xls"):
        assert rows_of(file) == [(2, ["Hill Top", "01/09/2010"])]


def test_a_time_is_shown_without_seconds_that_nobody_typed(book: Path) -> None:
    written = openpyxl.Workbook()
    written.active.append(["Name", "Town"])
    written.active.append([time(18, 30), time(18, 30, 5)])
    written.save(book)
    assert rows_of(book) == [(2, ["18:30", "18:30:05"])]


def test_a_name_that_was_merged_over_its_rows_stands_in_each_of_them(book: Path) -> None:
    rows = [["Name", "Town"], ["Hill Top", "Leeds"], [None, "Bury"], [None, None], ["Dale", "York"]]
    merged = '<mergeCells><mergeCell ref="A2:A4"/><mergeCell ref="B1:C1"/></mergeCells>'
    write_xlsx(book, {"Schools": rows_in_xml(rows)}, after_rows=merged)
    assert rows_of(book) == [(2, ["Hill Top", "Leeds"]), (3, ["Hill Top", "Bury"]),
                             (5, ["Dale", "York"])]  # fmt: skip


# Headings


def test_rows_and_columns_that_nobody_sees_are_read_and_told(book: Path) -> None:
    made = openpyxl.Workbook()
    for row in (("Name", "URN", "Town"), ("Ash", 100001, "Leeds"), ("Beech", 100002, "York")):
        made.active.append(row)
    made.active.row_dimensions[3].hidden = True
    made.active.column_dimensions["C"].hidden = True
    made.save(book)
    assert [cells for _, cells in rows_of(book)][1] == ["Beech", "100002", "York"]
    told = notes_of(book)
    assert "Hidden rows are read as well (line 3)." in told
    assert "Hidden columns are read as well: Town." in told


def test_headings_in_two_rows_are_read_together(book: Path) -> None:
    rows = [
        ["Name", "Where it is", None, "Register", None],
        [None, "Town", "Street", "URN", "Pupils"],
        ["Hill Top", "Leeds", "High Street", 100001, 204],
    ]
    write_xlsx(book, {"Schools": rows_in_xml(rows)})
    with open_rows(book, known, "Name") as table:
        assert table.headings[1:2] + table.headings[3:] == ("Town", "URN", "Pupils")
        assert [row.line for row in table.rows] == [3]
        assert "Read the headings from two rows, lines 1 and 2." not in table.notes
    rows[0][1] = "Opened"
    rows[1] = [None, None, "Town", "URN", "Pupils"]
    write_xlsx(book, {"Schools": rows_in_xml(rows)})
    with open_rows(book, known, "Name") as table:
        assert table.headings == ("Name", "Opened", "Town", "URN", "Pupils")
        assert [row.line for row in table.rows] == [3]
        assert "Read the headings from two rows, lines 1 and 2." in table.notes


def test_a_first_row_of_data_is_never_taken_for_headings(book: Path) -> None:
    rows = [["Name", "URN", "Colour"], ["Town", 100001, "Notes"], ["Dale", 100002, "red"]]
    write_xlsx(book, {"Schools": rows_in_xml(rows)})
    assert [line for line, _ in rows_of(book)] == [2, 3]


def test_a_heading_that_is_merged_over_columns_is_told(book: Path) -> None:
    rows = [["Name", "Town", None], ["Hill Top", "Leeds", "LS1"]]
    merged = '<mergeCells><mergeCell ref="B1:C1"/></mergeCells>'
    write_xlsx(book, {"Schools": rows_in_xml(rows)}, after_rows=merged)
    assert "The heading “Town” is merged over several columns (B1:C1)" in notes_of(book)


# What cells do not say


def test_a_formula_without_a_result_is_rejected_with_its_address(store: Store, book: Path) -> None:
    written = openpyxl.Workbook()
    written.active.append(["Name", "URN", "Pupils", "Town", "Sum"])
    written.active.append(["Hill Top", 100001, "=100+104", "Leeds", None])
    written.active.append(["Dale End", 100002, 12, "Leeds", "=1+1"])
    written.save(book)
    made = plan(store, School, book)
    assert [each["name"] for each in made.additions] == ["Dale End"]
    ((line, reason),) = [(row.line, row.reason) for row in made.rejected]
    assert line == 2
    assert reason.startswith("cell C2 is a formula whose result is not in the file: open it in Ex")


def test_a_nought_that_excel_was_to_calculate_when_opened_is_no_result(
    store: Store, book: Path
) -> None:
    written = xlsxwriter.Workbook(str(book))
    sheet = written.add_worksheet()
    sheet.write_row(0, 0, ["Name", "Pupils"])
    sheet.write_row(1, 0, ["Hill Top", "=100+104"])
    sheet.write(2, 0, "Dale End")
    sheet.write_formula(2, 1, "=100+1", None, 101)
    written.close()
    made = plan(store, School, book)
    assert [each["pupils"] for each in made.additions] == [101]
    assert "cell B2 is a formula" in made.rejected[0].reason


def test_a_formula_whose_result_is_an_empty_text_is_empty(store: Store, book: Path) -> None:
    empty = '<c t="str"><f>IF(1,"","x")</f><v></v></c>'
    number = "<c><f>200+4</f><v>204</v></c>"
    rows = rows_in_xml([["Name", "Town", "Pupils"], ["Hill Top", empty, number]])
    (school,) = plan(store, School, write_xlsx(book, {"Schools": rows})).additions
    assert (school["town"], school["pupils"]) == (None, 204)


@pytest.mark.parametrize(
    "element",
    [
        "<c><f>A1</f></c>",
        "<c><f>A1</f><v/></c>",
        '<c t="str"><f>A1</f></c>',
        '<c><f t="shared" si="0"/></c>',
    ],
)
def test_every_way_of_writing_no_result_is_seen(book: Path, element: str) -> None:
    write_xlsx(book, {"Schools": rows_in_xml([["Name", "URN"], ["Hill Top", element]])})
    with open_rows(book, known, "Name") as table:
        assert [dict(row.uncalculated) for row in table.rows] == [{1: "B2"}]


def test_a_formula_of_an_open_document_without_a_result_is_seen_too(tmp_path: Path) -> None:
    formula = '<table:table-cell table:formula="of:=1+1"/>'
    error = (
        '<table:table-cell office:value-type="string" calcext:value-type="error">'
        "<text:p>#N/A</text:p></table:table-cell>"
    )
    rows = ods_row("Name", "URN", "Town") + ods_row("Hill Top", formula, error)
    with open_rows(write_ods(tmp_path / "a.ods", rows), known, "Name") as table:
        (row,) = table.rows
    assert dict(row.uncalculated) == {1: "B2"}
    assert row.cells == ["Hill Top", "", "#N/A"]


def test_errors_of_cells_are_counted_with_their_rows_and_never_names(
    store: Store, book: Path
) -> None:
    no_name, no_town = '<c t="e"><v>#N/A</v></c>', '<c t="e"><f>A9</f><v>#REF!</v></c>'
    rows = [["Name", "URN", "Town"], [no_name, 100001, "Leeds"], ["B", 100002, no_town]]
    made = plan(store, School, write_xlsx(book, {"Schools": rows_in_xml(rows)}))
    assert [(each["name"], each["town"]) for each in made.additions] == [("B", None)]
    assert [row.line for row in made.rejected] == [2]
    assert "Town: 1 value could not be used and was left empty: “#REF!” (line 3)." in made.notes


# Limits


def test_coloured_rows_and_columns_without_a_value_cost_nothing(book: Path) -> None:
    coloured = "".join(
        f'<row r="{n}" s="1"><c r="A{n}" s="1"/><c r="XFD{n}" s="1"/></row>'
        for n in range(3, 300_003)
    )
    write_xlsx(book, {"Schools": TABLE + coloured})
    with open_rows(book, known, "Name") as table:
        assert table.about < 10
        assert [row.cells for row in table.rows] == [["Right", "100001"]]


def test_a_cell_far_away_is_refused_before_memory_is_asked_for(book: Path) -> None:
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    write_xlsx(book, {"Schools": TABLE + far})
    assert "stretch over 1,048,576 rows and 16,384 columns" in refusal_of(book)
    without = "<row>" + "<c><v>1</v></c>" * 20_000 + '</row><row r="1048576"><c><v>1</v></c></row>'
    write_xlsx(book, {"Schools": without})
    assert "stretch over 1,048,576 rows" in refusal_of(book)


def test_repeated_cells_of_an_open_document_are_refused_before_memory_is_asked_for(
    tmp_path: Path,
) -> None:
    many = (
        '<table:table-row table:number-rows-repeated="1048576"><table:table-cell '
        'table:number-columns-repeated="16384" office:value-type="float" office:value="1"/>'
        "</table:table-row>"
    )
    file = write_ods(tmp_path / "a.ods", ods_row("Name", "URN") + many)
    assert "stretch over 1,048,577 rows and 16,384 columns" in refusal_of(file)


def test_too_many_texts_are_refused(book: Path) -> None:
    write_xlsx(book, {"Schools": TABLE}, texts="<si/>" * 2_100_000)
    assert book.stat().st_size < 100_000
    assert "more than 2,000,000 different texts" in refusal_of(book)


def test_a_part_that_unpacks_to_very_much_is_refused(book: Path) -> None:
    write_xlsx(book, {"Schools": TABLE})
    with zipfile.ZipFile(book, "a", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/styles.xml", b" " * (65 << 20))
    assert "(xl/styles.xml) unpacks to 65 MB" in refusal_of(book)


def test_a_row_without_an_end_is_refused(book: Path) -> None:
    write_xlsx(book, {"Schools": "<row>" + "<c><v>1</v></c>" * 5_000_000})
    assert "one of its rows has no end" in refusal_of(book)


@pytest.mark.parametrize("kind", ["xlsx", "ods", "xls"])
def test_a_damaged_workbook_is_read_or_refused_in_words(tmp_path: Path, kind: str) -> None:
    rng, file = random.Random(20261121), tmp_path / f"a.{kind}"
    if kind == "xls":
        content = (FILES / "workbook_of_2003.xls").read_bytes()
    elif kind == "ods":
        content = write_ods(file, ods_row("Name", "URN") + ods_row("A", 1)).read_bytes()
    else:
        content = write_xlsx(file, {"Schools": TABLE}, texts="<si><t>x</t></si>").read_bytes()
    for _ in range(150):
        if kind == "xls":
            damaged = bytearray(content)
            damaged[rng.randrange(len(damaged))] = rng.randrange(256)
            file.write_bytes(damaged[: rng.choice([len(damaged), rng.randrange(len(damaged))])])
        else:
            _damage_a_member(rng, content, file)
        try:
            with open_rows(file, known, "Name") as table:
                list(table.rows)
        except Problem as problem:
            assert str(problem).startswith(f"“a.{kind}” ")  # noqa: PT017


def _damage_a_member(rng: random.Random, content: bytes, file: Path) -> None:
    file.write_bytes(content)
    with zipfile.ZipFile(file) as packed:
        members = {name: packed.read(name) for name in packed.namelist()}
    chosen = rng.choice([name for name in members if name != "mimetype"])
    damaged = bytearray(members[chosen])
    for _ in range(rng.randint(1, 3)):
        damaged[rng.randrange(len(damaged))] = rng.choice(b'0123456789<>/"=&;Za \x00\xff')
    members[chosen] = bytes(damaged)
    with zipfile.ZipFile(file, "w") as packed:
        for name, each in members.items():
            packed.writestr(name, each)


def test_addresses_are_those_that_a_spreadsheet_shows() -> None:
    assert [address(0, 0), address(1, 25), address(9, 26), address(1_048_575, 16_383)] == [
        "A1",
        "Z2",
        "AA10",
        "XFD1048576",
    ]
    assert [column_number(letters) for letters in ("A", "Z", "AA", "XFD")] == [0, 25, 26, 16_383]
