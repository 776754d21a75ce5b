"""What was approved this school year, when and by whom; corrected entries stay readable."""

from __future__ import annotations

from datetime import date

import pytest

from data.store.store import Store
from models.alliances.alliance import Alliance
from models.memberships.membership import Membership
from tests.conftest import TODAY
from tests.policy_books import PolicyBooks

FIRST, BEFORE = date(2026, 9, 1), date(2026, 8, 31)


@pytest.fixture
def books(store: Store) -> PolicyBooks:
    return PolicyBooks(store)


def test_approvals_since_september_come_newest_first_with_their_proof(books: PolicyBooks) -> None:
    ash, beech = books.school("Ash"), books.school("Beech")
    behaviour = books.policy("Behaviour")
    charging = books.policy("Charging", duty_maintained="should")
    held = books.hold(ash, behaviour, BEFORE, FIRST)
    proven = books.review(
        held, TODAY, approved_by="Governing body", minute="FGB 26/11.4", evidence="minutes.pdf"
    )
    register = books.hold(ash, books.policy("Register", renewal="live"))
    books.review(register, TODAY, kind_of_review="checked")
    books.hold(beech, charging, TODAY)
    rows = books.rows("approvals-this-year")
    assert [(row["day"], row["school"], row["policy"], row["duty"]) for row in rows] == [
        (TODAY, "Ash", "Behaviour", "Must"),
        (TODAY, "Beech", "Charging", "Should"),
        (FIRST, "Ash", "Behaviour", "Must"),
    ]
    first = rows[0]
    assert (first["by"], first["minute"], first["evidence"], first["entry"], first[""]) == (
        "Governing body",
        "FGB 26/11.4",
        "minutes.pdf",
        "Stands",
        proven,
    )
    assert list(books.summary("approvals-this-year").notes) == [
        "Approved in the school year 2026/27, from 01/09/2026: 3 (2 must, 1 should), in 2 schools."
    ]


def test_corrected_and_withdrawn_approvals_stay_readable_and_are_not_counted(
    books: PolicyBooks,
) -> None:
    held = books.hold(books.school("Ash"), books.policy("Behaviour"))
    wrong = books.review(held, date(2026, 10, 6))
    books.review(held, date(2026, 10, 13), corrects=wrong, notes="The minutes say the 13th")
    never = books.review(held, date(2026, 11, 3))
    books.review(
        held, date(2026, 11, 3), kind_of_review="withdrawn", corrects=never, notes="Put off"
    )
    found = [(row["day"].day, row["entry"], row["remark"]) for row in books.rows(APPROVALS)]
    assert found == [
        (3, "Withdrawn", "Put off"),
        (13, "Stands", "Instead of the entry of 06/10/2026. The minutes say the 13th"),
        (6, "Corrected", "Corrected by the entry of 13/10/2026. The minutes say the 13th"),
    ]
    (note,) = books.summary(APPROVALS).notes
    assert "from 01/09/2026: 1 (1 must), in 1 school." in note
    assert "Corrected or withdrawn: 2." in note


APPROVALS = "approvals-this-year"


def test_a_correction_that_is_withdrawn_leaves_nothing_standing(books: PolicyBooks) -> None:
    held = books.hold(books.school("Ash"), books.policy("Behaviour"))
    wrong = books.review(held, date(2026, 10, 6))
    better = books.review(held, date(2026, 10, 13), corrects=wrong)
    books.review(
        held, date(2026, 10, 13), kind_of_review="withdrawn", corrects=better, notes="Put off"
    )
    assert [(row["day"].day, row["entry"]) for row in books.rows(APPROVALS)] == [
        (13, "Withdrawn"),
        (6, "Corrected"),
    ]
    assert "nothing that stands. Corrected or withdrawn: 2." in books.summary(APPROVALS).notes[0]


def test_a_paper_for_circulation_leaves_out_who_has_not_signed(books: PolicyBooks) -> None:
    policy = books.policy("Behaviour")
    alliance = books.add(Alliance, name="Northern")
    signed = {"stage": "member", "statement_signed": FIRST, "signatory": "A. Head"}
    for name, values in (("Ash", signed), ("Beech", {"stage": "enquiry"})):
        school = books.school(name)
        books.add(Membership, school=school, alliance=alliance, **values)
        books.hold(school, policy, TODAY)
    assert len(books.rows(APPROVALS)) == 2
    assert [row["school"] for row in books.rows(APPROVALS, for_circulation=True)] == ["Ash"]
    assert "1 school" in books.summary(APPROVALS, for_circulation=True).notes[1]


def test_a_year_without_approvals_says_so(books: PolicyBooks) -> None:
    books.hold(books.school("Ash"), books.policy("Behaviour"), BEFORE)
    assert books.rows(APPROVALS) == []
    assert books.summary(APPROVALS).notes[0].endswith("nothing that stands.")
