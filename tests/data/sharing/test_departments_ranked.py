"""Departments compared: whose, for what, and that the lower half is never named."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.exports.writing import write
from data.store.store import Store
from data.summaries.registry import SUMMARIES
from data.tables.table import Summary
from models.alliances.agreed_text import AgreedText
from models.alliances.alliance import Alliance
from models.memberships.membership import Membership
from models.records.record import Values
from models.records.rules import Severity
from models.schools.school import School
from models.sharing.department import Department
from tests.books import BooksInMemory, messages_of
from tests.conftest import TODAY

NAMES = ("Ash", "Beech", "Cedar", "Damson", "Elder", "Fir")
SIGNED: Values = {
    "stage": "member", "enquired": date(2024, 9, 2), "statement_signed": date(2024, 9, 2),
    "signatory": "A. Head",
}  # fmt: skip


@pytest.fixture
def keys(store: Store) -> dict[str, str]:
    """Five schools that signed for Northern, Fir that did not, a protocol for training leaders."""
    keys: dict[str, str] = {}
    with store.operation("Begin") as change:
        keys["Northern"] = change.add(Alliance, {"name": "Northern"})
        for name in NAMES:
            keys[name] = change.add(School, {"name": name})
            values: Values = SIGNED if name != "Fir" else {"stage": "enquiry"}
            pair: Values = {"school": keys[name], "alliance": keys["Northern"]}
            change.add(Membership, pair | values)
        keys["protocol"] = change.add(
            AgreedText,
            {"alliance": keys["Northern"], "what": "protocol", "version": "1",
             "agreed": date(2025, 1, 1), "purposes": "cpd"},
        )  # fmt: skip
    return keys


def add(store: Store, keys: dict[str, str], school: str, value: int, **values: Any) -> None:
    given: Values = {
        "alliance": keys["Northern"], "school": keys[school], "subject": "Mathematics",
        "key_stage": "ks4", "measure": "progress", "school_year": 2025, "value": value,
        "purpose": "cpd", "offers": "cpd",
    }  # fmt: skip
    with store.operation("Add") as change:
        change.add(Department, given | values)


def ranked(store: Store, **limits: Any) -> Summary:
    return SUMMARIES["departments-ranked"].make(store, **limits)


def named(summary: Summary) -> list[tuple[object, ...]]:
    at = [column.name for column in summary.columns]
    wanted = ("place", "of", "school")
    return [tuple(row.cells[at.index(name)] for name in wanted) for row in summary.rows]


def test_the_upper_half_is_named_and_who_has_not_signed_is_left_out(
    store: Store, keys: dict[str, str]
) -> None:
    for school, value in (("Ash", -24), ("Beech", 61), ("Cedar", 18), ("Damson", 61), ("Fir", 99)):
        add(store, keys, school, value)
    summary = ranked(store)
    assert named(summary) == [(1, 4, "Beech"), (1, 4, "Damson")]
    notes = " ".join(summary.notes)
    assert "The other 2 are not named." in notes
    assert "1 department of 1 school is left out: not signed." in notes
    # A school sees its own, wherever it stands.
    assert named(ranked(store, school=keys["Ash"])) == [(4, 4, "Ash")]


def test_nothing_is_ranked_for_a_purpose_that_the_protocol_does_not_name(
    store: Store, keys: dict[str, str]
) -> None:
    add(store, keys, "Ash", 50)
    add(store, keys, "Beech", 60, purpose="itt", offers="itt")
    assert named(ranked(store)) == [(1, 1, "Ash")]
    assert "1 department of 1 school is left out: for a purpose" in " ".join(ranked(store).notes)
    with store.operation("Agree on more") as change:
        change.set(AgreedText, keys["protocol"], {"purposes": "itt,cpd"})
    assert named(ranked(store)) == [(1, 2, "Beech")]


def test_on_a_day_before_the_protocol_nothing_is_ranked(store: Store, keys: dict[str, str]) -> None:
    add(store, keys, "Ash", 50)
    store.today = date(2024, 12, 31)
    assert named(ranked(store)) == []
    assert "no data-sharing protocol today" in str(ranked(store).paper)


def test_only_results_of_the_newest_year_are_compared(store: Store, keys: dict[str, str]) -> None:
    add(store, keys, "Ash", 90, school_year=2024)
    add(store, keys, "Beech", 10)
    assert named(ranked(store)) == [(1, 1, "Beech")]


@settings(max_examples=15)
@given(values=st.lists(st.integers(-300, 300), min_size=6, max_size=6))
def test_no_circulated_paper_names_the_unsigned_or_the_lower_half(
    values: list[int], store: Store, keys: dict[str, str]
) -> None:
    with store.operation("Begin anew") as change:
        for each in store.find(Department):
            change.remove(Department, str(each["key"]))
    for school, value in zip(NAMES, values, strict=True):
        add(store, keys, school, value)
    written = write(ranked(store, for_circulation=True), "text").decode()
    # Three of five: whoever has a value above the third best, or the same.
    third = sorted(values[:5], reverse=True)[2]
    for school, value in zip(NAMES, values, strict=True):
        assert (school in written) is (school != "Fir" and value >= third)


def test_a_department_is_never_of_single_pupils_and_warns_of_an_unsigned_school() -> None:
    books = BooksInMemory()
    books.add(Alliance, "Northern", name="Northern")
    books.add(School, "Fir", name="Fir")
    given: dict[str, Any] = {
        "alliance": "Northern", "school": "Fir", "subject": "Art", "key_stage": "ks4",
        "measure": "progress", "school_year": 2025, "value": 1, "purpose": "cpd",
    }  # fmt: skip
    ((attribute, _),) = messages_of(books, Department, given | {"notes": "Of pupil Amy Smith"})
    assert attribute == "notes"
    warned = [each for each, _ in messages_of(books, Department, given, Severity.WARN)]
    assert warned == ["school", "purpose"]
    assert books.today == TODAY
