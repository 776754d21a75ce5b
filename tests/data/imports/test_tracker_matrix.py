"""Trackers in the form of a matrix: schools down, policies across, days and words in the cells."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from data.imports.importing import write_rejected
from data.policies.approvals import newest_review
from data.policies.tracker.carrying_out import carry_out
from data.policies.tracker.planning import make_plan
from data.policies.tracker.plans import Choices
from data.store.store import Store
from models.policies.school_policy import SchoolPolicy
from tests.policy_books import PolicyBooks


@pytest.fixture
def books(store: Store) -> PolicyBooks:
    """Two schools and three policies, one of them a live document."""
    books = PolicyBooks(store)
    books.school("Ash Grove Primary School", urn="100001")
    books.school("Beech Lane High School", urn="100002")
    books.policy("Behaviour")
    books.policy("Complaints")
    books.policy("Single central record", renewal="live")
    return books


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A matrix below a merged title, with each sort of cell, a bad one, and a column of totals."""
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (
        ["Policies of our schools"],
        [None, "Behaviour", "Complaints policy", "Single Central Record", "Done"],
        ["Ash Grove Primary School", datetime(2025, 9, 12), "N/A", "live", 3],
        ["Beech Lane High School", "12.09.25", "due 1 May 2027", None, 2],
        ["Beech Lane", "31.02.25", None, "-", 0],
    ):
        sheet.append(row)
    sheet.merge_cells("A1:E1")
    book.save(tmp_path / "matrix.xlsx")
    return tmp_path / "matrix.xlsx"


def states(store: Store) -> dict[str, tuple[object, object, object]]:
    found = {}
    for copy in store.find(SchoolPolicy):
        review = newest_review(store, str(copy["school"]), str(copy["policy"])) or {}
        found[store.name_of(SchoolPolicy, str(copy["key"]))] = (
            copy["stage"], review.get("reviewed"), copy["next_review"],
        )  # fmt: skip
    return found


def test_cells_are_approvals_or_words_that_stand_for_where_it_is(
    books: PolicyBooks, file: Path
) -> None:
    plan = make_plan(books.store, file)
    carry_out(books.store, plan)
    assert states(books.store) == {
        "Ash Grove Primary School · Behaviour": ("in force", date(2025, 9, 12), None),
        "Ash Grove Primary School · Complaints": ("not applicable", None, None),
        "Ash Grove Primary School · Single central record": ("in force", None, None),
        "Beech Lane High School · Behaviour": ("in force", date(2025, 9, 12), None),
        "Beech Lane High School · Complaints": ("not started", None, date(2027, 5, 1)),
    }
    assert plan.lines()[0].startswith("5 new · 0 changed · 1 rejected · 0 unchanged")
    assert "1 column not used: “Done”." in plan.lines()
    assert make_plan(books.store, file).steps == []
    books.store.undo()
    assert states(books.store) == {}


def test_a_rejected_cell_comes_back_as_a_row_that_imports_by_itself(
    books: PolicyBooks, file: Path
) -> None:
    plan = make_plan(books.store, file, Choices(every_near=True))
    carry_out(books.store, plan)
    kept = write_rejected(plan)
    assert kept is not None
    kept.write_text(kept.read_text(encoding="utf-8-sig").replace("31.02.25", "28.02.25"))
    again = make_plan(books.store, kept, Choices(every_near=True))
    assert [step.told for step in again.steps] == [
        "Beech Lane High School · Behaviour: Approved 28/02/2025 as well, before 12/09/2025"
    ]
