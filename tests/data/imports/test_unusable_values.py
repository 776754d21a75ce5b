"""Values that cannot be used: never stored, and told once for each kind of fault, with the rows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from data.exports.writing import write
from data.imports.cell_faults import is_error_value
from data.imports.importing import carry_out, plan
from data.imports.plans import RejectedRow, rejected_in_words
from data.store.store import Store
from data.tables.listing import table_of
from models.people.person import Person
from models.people.post import Post
from models.schools.school import School

Written = Callable[..., Path]


@pytest.mark.parametrize(
    "text",
    ["#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!",
     "#GETTING_DATA", "#NV", "#BEZUG!", "Err:502", "########", "NULL", "NaN", "NaT", " #N/A "],
)  # fmt: skip
def test_what_programs_write_for_no_value_is_known(text: str) -> None:
    assert is_error_value(text)


@pytest.mark.parametrize("text", ["Null", "#1 School", "#", "###", "N/A", "Err", "nan", "#tag!"])
def test_what_people_write_is_left_to_them(text: str) -> None:
    assert not is_error_value(text)


def test_an_error_is_never_a_name_and_elsewhere_costs_only_its_cell(
    store: Store, written: Written
) -> None:
    rows = [["#N/A", "100001", "#REF!", "1"], ["B", "100002", "#N/A", "#DIV/0!"]]
    made = plan(store, School, written(["Name", "URN", "Town", "Pupils"], *rows))
    assert [(each["name"], each["town"], each["pupils"]) for each in made.additions] == [
        ("B", None, None)
    ]
    assert [row.line for row in made.rejected] == [2]
    assert "Name “#N/A”: it is what a spreadsheet" in made.rejected[0].reason
    assert "Town: 2 values could not be used and were left empty: “#REF!” (line 2), “#N/A” " \
        "(line 3)." in made.notes  # fmt: skip
    extract = [["#N/A", "100001", "#REF!"], ["B", "100002", "#N/A"]]
    made = plan(store, School, written(["EstablishmentName", "URN", "Town"], *extract))
    assert [(each["name"], each["town"]) for each in made.additions] == [("B", None)]
    assert "Town: 1 value could not be used and was left empty: “#N/A” (line 3)." in made.notes


def test_an_error_in_a_column_leaves_what_stands(store: Store, written: Written) -> None:
    carry_out(store, plan(store, School, written(["Name", "Town"], ["A", "Leeds"])))
    assert plan(store, School, written(["Name", "Town"], ["A", "#REF!"])).unchanged == 1


def test_values_of_an_extract_that_are_unknown_are_listed_with_their_rows(
    store: Store, written: Written
) -> None:
    phases = ["Prim"] * 9 + ["Secon", "Primary"] + [f"Odd {n}" for n in range(8)]
    rows = [[str(100000 + n), f"S{n}", phase] for n, phase in enumerate(phases)]
    made = plan(
        store, School, written(["URN", "EstablishmentName", "PhaseOfEducation (name)"], *rows)
    )
    assert len(made.additions) == 19
    (note,) = [each for each in made.notes if each.startswith("Phase")]
    assert note.startswith(
        "Phase: 18 values could not be used and were left empty: "
        "“Prim” (lines 2, 3, 4, 5, 6, 7 and 3 more), “Secon” (line 11), “Odd 0” (line 13), "
    )
    assert note.endswith(" and 4 more.")


def test_rejected_rows_of_one_fault_are_one_line_of_the_plan(
    store: Store, written: Written
) -> None:
    rows = [[f"S{n}", "many" if n % 2 else "some"] for n in range(18)]
    rows += [["T", "-1"], ["", "3"]]
    lines = plan(store, School, written(["Name", "Pupils"], *rows)).lines()
    assert [line for line in lines if "rejected" in line][1:] == [
        "18 rows are rejected (lines 2, 3, 4, 5, 6, 7 and 12 more): Pupils “some”: it is not a "
        "whole number. For example: 420. Likewise: “many”.",
        "Line 20 is rejected: Pupils “-1”: it must be from 0 to 100,000. For example: 420.",
        "Line 21 is rejected: Name is needed. The school's full name.",
    ]


def test_many_kinds_of_fault_are_cut_short_with_the_number_of_rows() -> None:
    rows = [RejectedRow(n, "because of " + "x" * n) for n in range(2, 15)]
    told = rejected_in_words(rows)
    assert len(told) == 11
    assert told[-1] == "… and 3 more rejected rows."


def test_zeros_that_a_spreadsheet_took_from_telephones_are_put_back_in_all_our_lists(
    store: Store, written: Written
) -> None:
    (school,) = plan(store, School, written(["Name", "Telephone"], ["A", "2074857435"])).additions
    assert school["telephone"] == "02074857435"
    (person,) = plan(
        store, Person, written(["Name", "Telephone"], ["Ann Example", "1617704000.0"])
    ).additions
    assert person["telephone"] == "01617704000"
    carry_out(store, plan(store, School, written(["Name"], ["A"])))
    headings = ["Person", "Role", "School", "Telephone"]
    post = ["Ann Example", "Headteacher", "A", "1617704000"]
    assert plan(store, Post, written(headings, post)).additions[0]["telephone"] == "01617704000"


def test_whole_numbers_of_programs_that_count_in_fractions_are_whole(
    store: Store, written: Written
) -> None:
    rows = [["A", "100001.0", "10078058.0", "3532002.0", "204.0"], ["B", "1.00002E+05", *[""] * 3]]
    made = plan(store, School, written(["Name", "URN", "UKPRN", "LAESTAB", "Pupils"], *rows))
    found = [(e["urn"], e["ukprn"], e["laestab"], e["pupils"]) for e in made.additions]
    assert found == [("100001", "10078058", "3532002", 204), ("100002", None, None, None)]
    cells = {
        "URN": "100002.0",
        "EstablishmentName": "Float School",
        "LA (code)": "353.0",
        "EstablishmentNumber": "2002.0",
        "UKPRN": "10078058.0",
        "NumberOfPupils": "204.0",
        "TelephoneNum": "2074857435.0",
        "PhaseOfEducation (code)": "2.0",
        "Boarders (code)": "1.0",
    }
    (school,) = plan(store, School, written(list(cells), list(cells.values()))).additions
    assert {name: school[name] for name in ("urn", "laestab", "ukprn", "pupils", "telephone")} == {
        "urn": "100002",
        "laestab": "3532002",
        "ukprn": "10078058",
        "pupils": 204,
        "telephone": "02074857435",
    }
    assert (school["local_authority"], school["phase"], school["boarders"]) == ("353", "2", False)


@pytest.mark.parametrize("urn", ["100001.5", "1.0E+05", "1.00E+05", "100,001.0x"])
def test_a_number_that_was_rounded_or_is_none_is_rejected(
    store: Store, written: Written, urn: str
) -> None:
    made = plan(store, School, written(["Name", "URN"], ["A", urn]))
    assert (made.additions, len(made.rejected)) == ([], 1)


def test_names_are_free_of_what_nobody_sees_and_addresses_of_their_links(
    store: Store, written: Written
) -> None:
    file = written(
        ["Name", "Email"], ["\u200bAnn\u2060 Ex\ufeffam\xadple", "mailto:ann@school.example"]
    )
    carry_out(store, plan(store, Person, file))
    (person,) = store.find(Person)
    assert (person["name"], person["email"]) == ("Ann Example", "ann@school.example")


def test_what_was_stored_before_goes_out_and_comes_in_unchanged(
    store: Store, tmp_path: Path
) -> None:
    with store.operation("Type in") as change:
        values = {"town": "#N/A", "street": "Caf\ufffd", "notes": "NULL\nof it, all, of, it"}
        change.add(School, {"name": "Caf\ufffd", "urn": "100001"} | values)
    file = tmp_path / "schools.csv"
    file.write_bytes(write(table_of(store, School), "csv"))
    made = plan(store, School, file)
    assert (made.unchanged, made.rejected, made.empty) == (1, [], True)
