"""Real rows of the national register, and what spreadsheets do to them."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.imports.cell_reading import UnusableRowError
from data.imports.importing import carry_out
from data.imports.importing import plan as plan_of
from data.imports.plans import Plan
from data.schools.register.extract import SchoolReader, columns, is_extract
from data.store.store import Store
from models.fields.text import harmless
from models.records.record import Values
from models.schools.school import School

FILES = Path(__file__).parents[2] / "imports" / "files"
TODAY = date(2026, 11, 21)
BLUE_COAT = {"URN": "137133", "EstablishmentName": "The Blue Coat CofE School"}


def read(**cells: str) -> Values:
    """What one row says: BLUE_COAT with these cells, `__` for a heading's brackets."""
    row = BLUE_COAT | {
        heading.replace("__", " (").replace("_", ")"): c for heading, c in cells.items()
    }
    return SchoolReader(list(row), TODAY).read(list(row.values()))


def planned(store: Store, name: str) -> dict[str, Values]:
    plan = plan_of(store, School, FILES / name)
    assert plan.rejected == []
    assert plan.changes == []
    return {str(values["urn"]): values for values in plan.additions}


def test_a_school_of_the_register_is_read_whole(store: Store) -> None:
    school = planned(store, "extract_2026.csv")["137133"]
    assert {name: value for name, value in school.items() if name != "key"} == {
        "name": "The Blue Coat CofE School",
        "urn": "137133",
        "laestab": "3534600",
        "ukprn": "10034836",
        "local_authority": "353",
        "phase": "4",
        "type": "34",
        "status": "1",
        "low_age": 11,
        "high_age": 18,
        "pupils": 1702,
        "gender": "3",
        "religious_character": "02",
        "nursery": None,
        "sixth_form": True,
        "boarders": None,
        "own_admission_authority": None,
        "biometrics": None,
        "early_career_teachers": None,
        "staff": None,
        "trust": "CRANMER EDUCATION TRUST",
        "street": "Egerton Street",
        "town": "Oldham",
        "postcode": "OL1 3SQ",
        "telephone": "01616241484",
        "website": "https://www.blue-coat.org/",
        "opened": None,
        "closed": None,
        "settled_in": None,
        "local_groups": None,
        "notes": None,
    }


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("extract_2026.csv", 40),
        ("extract_full_header_2023.csv", 22),
        ("joined_state_schools.csv", 32),
    ],
)
def test_every_real_row_is_taken_and_a_second_import_changes_nothing(
    store: Store, name: str, rows: int
) -> None:
    plan = plan_of(store, School, FILES / name)
    assert (len(plan.additions), plan.rejected) == (rows, [])
    carry_out(store, plan)
    again = plan_of(store, School, FILES / name)
    assert (again.unchanged, again.empty, again.rejected) == (rows, True, [])


def test_zeros_that_a_spreadsheet_took_are_put_back(store: Store) -> None:
    school = planned(store, "extract_full_header_2023.csv")["100000"]
    assert school["type"] == "02"
    assert school["religious_character"] == "02"
    assert school["telephone"] == "02072831147"
    assert school["laestab"] == "2013614"
    assert read(LA__code_="1", EstablishmentNumber="12")["laestab"] == "0010012"


def test_dates_are_read_with_strokes_and_with_hyphens() -> None:
    assert read(OpenDate="01-09-1999", CloseDate="31/08/2021") == {
        "name": "The Blue Coat CofE School",
        "urn": "137133",
        "opened": date(1999, 9, 1),
        "closed": date(2021, 8, 31),
    }


def test_a_file_of_two_columns_is_an_extract() -> None:
    assert is_extract(["EstablishmentName", "URN"])
    assert not is_extract(["Name", "URN"])
    reader = SchoolReader(["EstablishmentName", "URN"], TODAY)
    assert reader.read(["Moor", "100000"]) == {"name": "Moor", "urn": "100000"}


@pytest.mark.parametrize(
    ("cells", "attribute", "value"),
    [
        ({"PhaseOfEducation__name_": "All through"}, "phase", "7"),
        ({"PhaseOfEducation__name_": "All-through"}, "phase", "7"),
        ({"PhaseOfEducation__code_": "4", "PhaseOfEducation__name_": ""}, "phase", "4"),
        ({"PhaseOfEducation__code_": "", "PhaseOfEducation__name_": "Primary"}, "phase", "2"),
        ({"PhaseOfEducation__code_": "?", "PhaseOfEducation__name_": "Primary"}, "phase", "2"),
        ({"EstablishmentStatus__name_": "Open, but proposed to close"}, "status", "3"),
        ({"TypeOfEstablishment__name_": "Community school"}, "type", "01"),
        ({"TypeOfEstablishment__name_": "Free School"}, "type", "35"),
        ({"TypeOfEstablishment__code_": "58"}, "type", "58"),
        ({"LA__name_": "Northumberland"}, "local_authority", "929"),
        ({"NurseryProvision__name_": "Has Nursery Classes"}, "nursery", True),
        ({"NurseryProvision__name_": "No Nursery Classes"}, "nursery", False),
        ({"OfficialSixthForm__code_": "2"}, "sixth_form", False),
        ({"OfficialSixthForm__name_": "Has a sixth form"}, "sixth_form", True),
        ({"Boarders__code_": "1"}, "boarders", False),
        ({"Boarders__name_": "Boarding school"}, "boarders", True),
        ({"BoardingEstablishment__name_": "Has boarders"}, "boarders", True),
        (
            {"Trusts__name_": "", "Federations__name_": "The Moor Federation"},
            "trust",
            "The Moor Federation",
        ),
        ({"TelephoneNum": "1616241484"}, "telephone", "01616241484"),
        ({"SchoolWebsite": "www.school.example"}, "website", "https://www.school.example"),
    ],
)
def test_codes_and_names_are_read_alike(
    cells: dict[str, str], attribute: str, value: object
) -> None:
    assert read(**cells)[attribute] == value


@pytest.mark.parametrize(
    "cells",
    [
        {"SchoolWebsite": "www."},
        {"SchoolWebsite": "http:/broken"},
        {"NumberOfPupils": "SUPP"},
        {"TypeOfEstablishment__name_": "Mainstream Academy"},
        {"PhaseOfEducation__name_": "Prim"},
        {"OpenDate": "31-02-2020"},
        {"Postcode": "unknown"},
    ],
)
def test_a_value_that_cannot_be_read_costs_the_value_and_not_the_row(cells: dict[str, str]) -> None:
    row = BLUE_COAT | {
        heading.replace("__", " (").replace("_", ")"): c for heading, c in cells.items()
    }
    reader = SchoolReader(list(row), TODAY)
    for _ in range(3):
        assert reader.read(list(row.values())).keys() == {"name", "urn"}
    note = reader.notes()[0]
    assert "3 values could not be used and were left empty" in note
    assert f"“{next(iter(cells.values()))}”" in note


@pytest.mark.parametrize(
    "cells",
    [
        {"Gender__code_": "0", "Gender__name_": "Not applicable"},
        {"ReligiousCharacter__code_": "99", "ReligiousCharacter__name_": ""},
        {"NurseryProvision__name_": "Not applicable"},
        {"OfficialSixthForm__code_": "9"},
    ],
)
def test_not_recorded_is_silence_and_no_fault(cells: dict[str, str]) -> None:
    row = BLUE_COAT | {
        heading.replace("__", " (").replace("_", ")"): c for heading, c in cells.items()
    }
    reader = SchoolReader(list(row), TODAY)
    assert reader.read(list(row.values())).keys() == {"name", "urn"}
    assert not any("left empty" in note for note in reader.notes())


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ({"EstablishmentName": " "}, "EstablishmentName is empty"),
        ({"EstablishmentName": "x" * 301}, "301 characters"),
        ({"URN": ""}, "URN is empty"),
        ({"URN": "13713"}, ""),
        ({"URN": "1371"}, "six digits"),
        ({"URN": "137133x"}, "six digits"),
    ],
)
def test_a_row_without_name_or_urn_is_rejected_with_the_reason(
    cells: dict[str, str], why: str
) -> None:
    if not why:
        assert read(**cells)["urn"] == "13713"
        return
    with pytest.raises(UnusableRowError, match=why):
        read(**cells)


def test_the_notes_name_missing_and_unused_columns(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "cut.csv"
    path.write_text("URN,EstablishmentName,Easting,Town\n137133,Blue Coat,392979,Oldham\n")
    notes = plan_of(store, School, path).notes
    assert any(note.startswith("Not in the file") and "Website" in note for note in notes)
    assert "1 column is not used: Easting." in notes


def test_heads_names_are_never_taken(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "heads.csv"
    heads = "HeadTitle (name),HeadFirstName,HeadLastName,HeadPreferredJobTitle"
    path.write_text(
        f"URN,EstablishmentName,{heads}\n137133,Blue Coat,Dr,Invented,Somebody,Headteacher\n"
    )
    plan = plan_of(store, School, path)
    assert not [heading for heading in columns() if heading.startswith("Head")]
    assert "Somebody" not in str(plan.additions)
    assert "Somebody" not in " ".join(plan.lines())


def test_the_files_for_tests_hold_nobodys_name() -> None:
    for path in FILES.glob("*.csv"):
        with path.open(encoding="cp1252", newline="") as file:
            for row in csv.DictReader(file):
                assert not any(cell for heading, cell in row.items() if heading.startswith("Head"))


def test_a_rule_of_the_field_costs_the_value_and_not_the_school(
    store: Store, tmp_path: Path
) -> None:
    path = tmp_path / "ages.csv"
    path.write_text(
        "URN,EstablishmentName,StatutoryLowAge,StatutoryHighAge,OpenDate,CloseDate\n"
        "137133,Blue Coat,18,11,01-09-2000,31-08-1999\n"
    )
    plan: Plan = plan_of(store, School, path)
    (school,) = plan.additions
    assert (school["low_age"], school["high_age"]) == (18, None)
    assert (school["opened"], school["closed"]) == (date(2000, 9, 1), None)
    carry_out(store, plan)
    assert plan_of(store, School, path).unchanged == 1


@given(st.lists(st.text(max_size=30), min_size=len(columns()), max_size=len(columns())))
def test_any_text_in_any_cell_is_read_or_left_out(texts: list[str]) -> None:
    reader = SchoolReader(columns(), TODAY)
    row = ["137133", "Blue Coat", *texts[2:]]
    values = reader.read(row)
    for attribute, value in values.items():
        field = School.field(attribute)
        assert field.read(field.show(value), TODAY) == value
        assert not isinstance(value, str) or value == harmless(value)
    assert all(isinstance(note, str) for note in reader.notes())


def test_columns_are_found_by_name_in_any_order_and_case(
    open_store: Callable[..., Store], tmp_path: Path
) -> None:
    with (FILES / "extract_2026.csv").open(encoding="cp1252", newline="") as file:
        rows = list(csv.reader(file))
    turned = [row[::-1] for row in rows]
    turned[0] = [heading.lower() for heading in turned[0]]
    path = tmp_path / "turned.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(turned)
    store = open_store()
    straight = planned(store, "extract_2026.csv")
    for values in plan_of(store, School, path).additions:
        assert values | {"key": ""} == straight[str(values["urn"])] | {"key": ""}
