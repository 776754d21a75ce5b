"""Service agreements: who buys which on a day, and who may use the model that comes with it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from data.policies.agreements import Purchases
from data.policies.standing import pair_key
from data.store.store import Store
from data.tables.paper import Listing
from data.tables.table import told_on_paper
from models.fields.dates import show_date
from models.policies.agreement_rules import is_bought
from models.policies.agreements import Purchase, ServiceAgreement
from models.policies.policy import Policy
from models.policies.school_policy import SchoolPolicy
from tests.conftest import TODAY
from tests.policy_books import PolicyBooks

BEGAN, ENDED = date(2026, 4, 1), date(2027, 3, 31)
DAY = timedelta(days=1)


@pytest.fixture
def books(store: Store) -> PolicyBooks:
    return PolicyBooks(store)


def gated(books: PolicyBooks, title: str = "Privacy notice", **values: object) -> tuple[str, str]:
    """An agreement, and a policy whose model comes only with it."""
    agreement = books.add(
        ServiceAgreement, name="GDPR", provider="NCC", contact="Data team", email="gdpr@ncc.example"
    )
    policy = books.policy(
        title, model_availability="service agreement", agreement=agreement, **values
    )
    return agreement, policy


@pytest.mark.parametrize(
    ("day", "bought"),
    [(BEGAN - DAY, False), (BEGAN, True), (ENDED, True), (ENDED + DAY, False)],
)
def test_a_purchase_holds_from_its_first_day_to_its_last(
    day: date, bought: bool, books: PolicyBooks
) -> None:
    agreement, _ = gated(books)
    ash, beech = books.school("Ash"), books.school("Beech")
    books.add(Purchase, school=ash, agreement=agreement, began=BEGAN, ended=ENDED)
    books.add(Purchase, school=beech, agreement=agreement, began=BEGAN)
    purchases = Purchases(books.store)
    assert purchases.is_bought(ash, agreement, day) is bought
    assert purchases.is_bought(beech, agreement, day) is (day >= BEGAN)
    books.store.today = day
    assert is_bought(books.store, ash, agreement) is bought, "the rules mean the same"
    assert Purchases(books.store).is_bought(ash, agreement) is bought


def test_only_a_gated_model_asks_for_an_agreement(books: PolicyBooks) -> None:
    _, policy = gated(books)
    free = books.policy("Charging", model_availability="gov.uk")
    unnamed = books.policy("Premises", model_availability="service agreement")
    ash, purchases = books.school("Ash"), Purchases(books.store)
    may = [
        purchases.may_use_model(ash, books.store.get(Policy, key) or {})
        for key in (policy, free, unnamed)
    ]
    assert may == [False, True, None]


def test_those_who_use_a_model_that_they_have_not_bought_stand_first(books: PolicyBooks) -> None:
    agreement, policy = gated(books)
    schools = {name: books.school(name) for name in ("Ash", "Beech", "Cedar", "Damson", "Elm")}
    books.add(Purchase, school=schools["Ash"], agreement=agreement, began=BEGAN)
    books.add(
        Purchase, school=schools["Beech"], agreement=agreement, began=BEGAN, ended=TODAY - DAY
    )
    books.add(Purchase, school=schools["Cedar"], agreement=agreement, began=TODAY + DAY)
    books.hold(schools["Ash"], policy, TODAY, uses_model=True)
    books.hold(schools["Beech"], policy, TODAY, uses_model=False)
    books.hold(schools["Damson"], policy, TODAY, uses_model=True)
    books.add(
        SchoolPolicy, school=schools["Elm"], policy=policy, stage="not applicable", reason="None."
    )
    rows = books.rows("models-not-bought")
    assert [
        (row["school"], row["uses-model"], row["purchase"], row["began"], row["ended"])
        for row in rows
    ] == [
        ("Damson", "Uses it, not bought", "Never bought", None, None),
        ("Cedar", "Not recorded", "Not begun yet", TODAY + DAY, None),
        ("Beech", "Uses its own", "Ended", BEGAN, TODAY - DAY),
    ]
    first = rows[0]
    assert first[""] == pair_key(schools["Damson"], policy)
    assert (first["agreement"], first["contact"], first["email"]) == (
        "GDPR",
        "Data team",
        "gdpr@ncc.example",
    )
    paper = books.summary("models-not-bought").paper
    assert paper
    (part,) = paper.parts
    assert isinstance(part, Listing)
    told = [(group.heading, row.cells[-1]) for group in part.groups for row in group.rows]
    assert told == [
        ("Uses it, not bought", "Damson"),
        ("Not recorded", "Cedar"),
        ("Uses its own", f"Beech (until {show_date(TODAY - DAY)})"),
    ]
    assert list(books.summary("models-not-bought").notes) == [
        "3 models are not bought, in 3 schools. Used all the same: 1 (1 must)."
    ]


def test_a_policy_that_does_not_name_its_agreement_is_told_and_not_guessed(
    books: PolicyBooks,
) -> None:
    books.school("Ash")
    books.policy("Premises", model_availability="service agreement")
    summary = books.summary("models-not-bought")
    assert not summary.rows
    assert "an agreement that is named" in summary.notes[0]
    assert summary.notes[1].endswith("Premises.")
    assert told_on_paper(summary.notes) == list(summary.notes[:2]), "no paper says what to press"
