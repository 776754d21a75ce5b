"""Templates: empty files with the headings, and in workbooks with the choices as lists."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from data.exports.writing import write
from data.imports.importing import plan, template
from data.store.store import Store
from models.policies.policy import Policy
from models.schools.gias_codes import SCHOOL_TYPES
from models.schools.school import School
from tests.conftest import TODAY


def test_a_workbook_offers_the_choices_of_each_field(tmp_path: Path) -> None:
    file = tmp_path / "schools.xlsx"
    file.write_bytes(write(template(School, TODAY), "xlsx"))
    book = openpyxl.load_workbook(file)
    sheet = book.worksheets[0]
    headings = {str(cell.value): cell.column for row in sheet.iter_rows() for cell in row}
    lists = {
        next(iter(rule.sqref.ranges)).min_col: rule.formula1
        for rule in sheet.data_validations.dataValidation
    }

    def offered(label: str) -> list[str]:
        name, _, place = lists[headings[label]].partition("!")
        first, _, last = place.replace("$", "").partition(":")
        return [row[0].value for row in book[name][first:last]]

    assert offered("Type") == list(dict.fromkeys(SCHOOL_TYPES.values()))
    assert offered("Nursery") == ["Yes", "No"]
    assert headings["Name"] not in lists
    assert book["Choices"].sheet_state == "hidden"


def test_a_template_that_was_filled_in_is_imported(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "policies.xlsx"
    file.write_bytes(write(template(Policy, TODAY), "xlsx"))
    book = openpyxl.load_workbook(file)
    sheet = book.worksheets[0]
    heading = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "Title")
    sheet.cell(heading.row + 1, heading.column, "Uniform")
    book.save(file)
    planned = plan(store, Policy, file)
    assert [each["title"] for each in planned.additions] == ["Uniform"]
    assert planned.rejected == []
