"""Several sheets of a workbook as one import: in the order in which they need one another."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from data.imports.importing import plan
from data.imports.tabular_files import UnknownHeadings
from data.imports.whole_workbooks import (
    LEFT_OUT,
    carry_out_workbook,
    plan_workbook,
    write_rejected_of_sheets,
)
from data.problems import Problem
from data.store.store import Store
from models.kinds import KINDS
from models.people.post import Post
from models.policies.review import Review
from models.schools.school import School

Rows = Sequence[Sequence[object]]

SHEETS: dict[str, Rows] = {
    "Approvals": [
        ("School", "Policy", "Date approved"),
        ("Ash School", "Complaints", datetime(2025, 9, 12)),
        ("Nowhere", "Complaints", datetime(2025, 9, 12)),
    ],
    "Heads": [("School", "Headteacher", "Email"), ("Ash School", "Ann Ash", "ann@x.example")],
    "Our policies": [("Policy", "Review cycle"), ("Complaints", "Annual")],
    "Schools": [("School name", "URN", "Town"), ("Ash School", 100001, "Leeds")],
    "Colours": [("Colour", "Meaning"), ("red", "late")],
}


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in SHEETS.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    made.save(tmp_path / "all.xlsx")
    return tmp_path / "all.xlsx"


def counted(store: Store) -> dict[str, int]:
    return {
        kind: count
        for kind in ("schools", "people", "posts", "policies", "school-policies", "reviews")
        if (count := store.count(KINDS[kind]))
    }


def test_all_sheets_come_in_as_one_step_each_after_those_it_needs(
    store: Store, workbook: Path
) -> None:
    made = plan_workbook(store, workbook)
    assert [(each.name, each.kind) for each in made.sheets] == [
        ("Schools", "schools"), ("Heads", "posts"), ("Our policies", "policies"),
        ("Approvals", "tracker"), ("Colours", ""),
    ]  # fmt: skip
    assert counted(store) == {}, "the plan leaves nothing in the books"
    told = made.lines()
    assert told[:2] == [
        "“Schools” as schools",
        "  1 row read: 1 school to add, 0 to change, 0 unchanged, 0 rejected.",
    ]
    assert "“Colours”: not read, as its headings do not say what its rows are" in told
    carry_out_workbook(store, made)
    assert counted(store) == {
        "schools": 1, "people": 1, "posts": 1, "policies": 1, "school-policies": 1, "reviews": 1,
    }  # fmt: skip
    (head,) = store.find(Post)
    assert (head["role"], head["email"]) == ("headteacher", "ann@x.example")
    assert store.find(Review)[0]["reviewed"] == date(2025, 9, 12)
    assert [each.name for each in write_rejected_of_sheets(made)] == ["all Approvals-rejected.csv"]
    assert plan_workbook(store, workbook).empty
    assert [each.label for each in store.history()] == ["Imported 4 sheets of all.xlsx"]
    store.undo()
    assert counted(store) == {}


def test_sheets_can_be_chosen_and_said_to_be_something_else(store: Store, workbook: Path) -> None:
    kinds = dict.fromkeys(SHEETS, LEFT_OUT) | {"Schools": "schools", "Colours": "organisations"}
    made = plan_workbook(store, workbook, kinds)
    assert [each.name for each in made.read] == ["Schools", "Colours"]
    assert "“Heads”: not read, as you chose" in made.lines()


def test_a_csv_file_is_no_workbook(store: Store, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Name,URN\nA,100001\n")
    with pytest.raises(Problem, match="is no workbook"):
        plan_workbook(store, tmp_path / "a.csv")


def test_holders_stand_below_their_roles_in_a_list_of_schools(store: Store, tmp_path: Path) -> None:
    with store.operation("Add") as change:
        for name in ("Ash School", "Beech School"):
            change.add(School, {"name": name})
    file = tmp_path / "roles.csv"
    file.write_text(
        "School,Head teacher,Chair of Governors,SENDCo,Tel\n"
        'Ash School,"Ash, Ann",Bo Bell,TBC,0161 770 4000\nBeech School,Cy Cole,n/a,Di Dale,\n'
        "Total,2,1,1,\n"
    )
    made = plan(store, Post, file)
    people = {str(each["key"]): each["name"] for each in made.newcomers}
    assert [(people[str(each["person"])], each["role"]) for each in made.additions] == [
        ("Ann Ash", "headteacher"), ("Bo Bell", "chair"), ("Cy Cole", "headteacher"),
        ("Di Dale", "senco"),
    ]  # fmt: skip
    assert "Whose they are is not told, so not used: Tel." in made.notes
    file.write_text("Who,What\nAnn Ash,Headteacher\nBo Bell,SENCO\n")
    with pytest.raises(UnknownHeadings):
        plan(store, Post, file)
    assert [row.reason for row in made.rejected] == ["it sums up the rows above it"]
