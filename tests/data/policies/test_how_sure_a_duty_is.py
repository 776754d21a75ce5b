"""How a duty stands to the list, and whether it is to be verified: said, and counted apart."""

from __future__ import annotations

from datetime import date

import pytest

from data.policies.details import lines_of_pair, lines_of_school
from data.policies.standing import board
from data.store.store import Store
from models.schools.school import School
from tests.policy_books import PolicyBooks

APPROVED = date(2026, 9, 1)


@pytest.fixture
def books(store: Store) -> PolicyBooks:
    """Two on the present list of which one is held, one by other law, one formerly listed."""
    books = PolicyBooks(store)
    ash = books.school("Ash Grove")
    books.hold(ash, books.policy("Behaviour", listing="present"), APPROVED)
    books.policy("Attendance", listing="present")
    books.policy("Allergy", listing="other law", unverified=True, caution="The order was not seen.")
    former = books.policy("Looked-after", listing="former", duty_maintained="no")
    books.hold(ash, former, APPROVED)
    return books


def test_each_standing_to_the_list_is_counted_apart(books: PolicyBooks) -> None:
    said = "In order, by the list: on the present list 1 of 2, required by other law 0 of 1, " \
        "formerly listed 1 of 1."  # fmt: skip
    (ash,) = books.store.find(School)
    assert said in books.summary("school-schedule", school=str(ash["key"])).notes
    (row,) = books.rows("policy-compliance")
    assert (row["present-in-order"], row["present"]) == (1, 2)
    assert (row["other-law-in-order"], row["other-law"]) == (0, 1)
    assert (row["former-in-order"], row["former"]) == (1, 1)
    # What is only formerly listed is no must: of three musts one is in order.
    assert (row["must-in-order"], row["must"]) == (1, 3)
    lines = dict(lines_of_school(books.store, ash))
    assert lines["On the present list"] == "1 of 2 in order"
    assert lines["Required by other law"] == "0 of 1 in order"
    assert lines["Formerly listed"] == "1 of 1 in order"


def test_what_is_to_be_verified_says_so_wherever_its_source_stands(books: PolicyBooks) -> None:
    rows = {row["policy"]: row["to-verify"] for row in books.rows("policies-missing")}
    assert rows == {"Attendance": None, "Allergy": True}
    (pair,) = [each for each in board(books.store) if each.policy in board(books.store).to_verify]
    lines = dict(lines_of_pair(books.store, pair.school, pair.policy))
    assert lines["To verify"] == "The order was not seen."
    assert lines["Listing"] == "Required by other law"
    notes = books.summary("policies-own").notes
    assert any("Allergy (recommended, to be verified)" in note for note in notes)


def test_a_policy_with_two_owners_waits_on_both_and_is_counted_once(books: PolicyBooks) -> None:
    ash = str(books.store.find(School)[0]["key"])
    medical = books.policy("Medical conditions")
    books.hold(ash, medical, date(2025, 9, 1), owner="Deputy head", second_owner="Governor Ann")
    rows = {row["owner"]: row["must-overdue"] for row in books.rows("by-owner")}
    assert (rows["Deputy head"], rows["Governor Ann"]) == (1, 1)
    assert books.summary("by-owner").notes[0].startswith("Must: 1 overdue")
    assert [row["owner"] for row in books.rows("due-by-owner") if row["when"] == "Overdue"] == [
        "Deputy head", "Governor Ann",
    ]  # fmt: skip
    assert "Overdue: 1 (1 must)." in books.summary("due-by-owner").notes
    schedule = {row["policy"]: row["owner"] for row in books.rows("school-schedule", school=ash)}
    assert schedule["Medical conditions"] == "Deputy head and Governor Ann"
