"""A school whose type nobody recorded: not silently asked for nothing, but said and counted."""

from __future__ import annotations

from datetime import date

import pytest

from data.policies.details import lines_of_school
from data.policies.standing import board
from data.store.store import Store
from data.today.matters import matters
from models.fields.states import Tone
from models.policies.policy import Policy
from models.schools.school import School
from tests.policy_books import PolicyBooks

APPROVED, LONG_AGO = date(2026, 9, 1), date(2024, 9, 1)


@pytest.fixture
def books(store: Store) -> PolicyBooks:
    """Two policies; a community school that holds the first, and one of which no type is known."""
    books = PolicyBooks(store)
    behaviour = books.policy("Behaviour", publish_maintained="must")
    books.policy("Charging")
    books.hold(books.school("Ash Grove"), behaviour, APPROVED, published=APPROVED)
    books.school("Elm Bank", type=None)
    return books


def key_of(books: PolicyBooks, name: str) -> str:
    (found,) = books.store.find(School, name=name)
    return str(found["key"])


def test_it_is_a_state_of_its_own_until_the_type_is_recorded(books: PolicyBooks) -> None:
    elm = key_of(books, "Elm Bank")
    states = [each.state.word for each in board(books.store).of_school(elm)]
    assert states == ["Type unknown", "Type unknown"]
    books.set(School, elm, type="01")
    states = [each.state.word for each in board(books.store).of_school(elm)]
    assert states == ["Missing", "Missing"]


def test_it_has_a_line_on_today_that_opens_the_school(books: PolicyBooks) -> None:
    (matter,) = [each for each in matters(books.store) if "type is unknown" in each.title]
    assert (matter.count, matter.tone, matter.kind) == (1, Tone.WARN, School.kind)
    assert matter.keys == (key_of(books, "Elm Bank"),)
    assert matter.detail == "Elm Bank: its type decides what it must have"
    books.set(School, matter.keys[0], type="34")
    (matter,) = [each for each in matters(books.store) if "type is unknown" in each.title]
    assert matter.count == 0


def test_it_is_counted_beside_must_and_should_wherever_those_are(books: PolicyBooks) -> None:
    elm = key_of(books, "Elm Bank")
    behaviour, charging = (str(each["key"]) for each in books.store.find(Policy))
    # Overdue where nobody knows whether it is asked: neither a must nor a should, nor left open.
    books.hold(elm, charging, LONG_AGO)
    (overdue,) = [each for each in matters(books.store) if each.view == "policies-overdue"]
    assert (overdue.count, overdue.must, overdue.open, overdue.unknown) == (1, 0, 0, 1)
    (note,) = books.summary("policies-overdue").notes
    assert note == "Policies overdue: 1 (1 where the type is unknown)."
    columns = [column.name for column in books.summary("today").columns]
    assert "unknown" in columns
    assert "open" not in columns
    by_school = {row["school"]: row for row in books.rows("policy-compliance")}
    assert by_school["Elm Bank"]["type-unknown"] == 2
    assert by_school["Elm Bank"]["not-recorded"] == by_school["Elm Bank"]["open"] == 0
    # Ash Grove lacks Charging: of its two musts one is in order.
    assert (by_school["Ash Grove"]["must-in-order"], by_school["Ash Grove"]["must"]) == (1, 2)
    assert by_school["Ash Grove"]["type-unknown"] == 0
    (row,) = books.rows("by-owner")
    assert (row["unknown-overdue"], row["must-missing"]) == (1, 1)
    assert (
        "Type unknown: 1 overdue, 0 missing, 0 due, 0 due next." in books.summary("by-owner").notes
    )
    owners = {row["policy"]: row["unknown-overdue"] for row in books.rows("owners-and-models")}
    assert owners == {"Behaviour": 0, "Charging": 1}
    notes = books.summary("school-schedule", school=elm).notes
    assert any("type unknown 0 of 2" in note for note in notes)
    assert any(note.startswith("Not listed: 2 of schools whose type is unknown")
               for note in books.summary("website-check").notes)  # fmt: skip
    books.set(Policy, behaviour, guidance_of=date(2026, 1, 1))
    told = " ".join(books.summary("since-guidance").notes)
    assert "must 1 of 1; type unknown 0 of 1" in told


def test_the_panel_of_the_school_says_how_many_policies_wait_for_it(books: PolicyBooks) -> None:
    (elm,) = books.store.find(School, name="Elm Bank")
    lines = dict(lines_of_school(books.store, elm))
    assert lines["Type unknown"] == "2, until the type is recorded"
