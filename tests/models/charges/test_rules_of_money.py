"""Grants and money: what a central grant may go into, its caps, and the red."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from models.alliances.alliance import Alliance
from models.charges.grant import Grant
from models.charges.grant_return import GrantReturn
from models.charges.money_line import MoneyLine
from models.charges.recovery import account_year, figures_of_grant
from models.records.rules import Severity
from models.schools.school import School
from models.workstreams.workstream import Workstream
from tests.books import BooksInMemory, messages_of

GIVEN: dict[str, Any] = {"alliance": "Northern", "day": date(2026, 10, 1), "what": "Something"}


@pytest.fixture
def books() -> BooksInMemory:
    """Northern with two workstreams, Southern with one; a central grant, and one with caps."""
    books = BooksInMemory()
    for name in ("Northern", "Southern"):
        books.add(Alliance, name, name=name)
    for name, alliance in (("CPD", "Northern"), ("ITE", "Northern"), ("Other", "Southern")):
        books.add(Workstream, name, name=name, alliance=alliance)
    books.add(School, "Ash", name="Ash")
    books.add(
        Grant, "central", alliance="Northern", title="Hub grant", funder="F", amount=4_000_000,
        central_only=True,
    )  # fmt: skip
    books.add(
        Grant, "capped", alliance="Northern", title="Fund", funder="F", amount=1_000_000,
        began=date(2026, 9, 1), ended=date(2027, 8, 31), administration_percent=5,
        match_percent=100, limit_per_school=200_000, central_only=False,
    )  # fmt: skip
    return books


def said(books: BooksInMemory, *severities: Severity, **values: Any) -> list[tuple[str, str]]:
    return messages_of(books, MoneyLine, GIVEN | {"direction": "cost"} | values, *severities)


def test_a_grant_for_central_costs_goes_into_no_workstream(books: BooksInMemory) -> None:
    assert said(books, grant="central", amount=100) == []
    ((attribute, message),) = said(books, grant="central", amount=100, workstream="CPD")
    assert attribute == "workstream"
    assert "for central costs alone" in message
    # Nor does a grant become one while some of it stands in a workstream.
    books.add(MoneyLine, "there", **GIVEN, grant="capped", workstream="CPD", amount=5,
              direction="income")  # fmt: skip
    capped = books.get(Grant, "capped")
    assert capped is not None
    ((attribute, message),) = messages_of(books, Grant, capped | {"central_only": True})
    assert (attribute, "into CPD" in message) == ("central_only", True)


def test_money_stays_within_its_alliance(books: BooksInMemory) -> None:
    assert said(books, workstream="Other", amount=1)[0][0] == "workstream"
    assert said(books, part_of_grant="match", amount=1)[0][0] == "grant"


@pytest.mark.parametrize(
    ("values", "attribute", "words"),
    [
        ({"amount": 200_000}, None, ""),
        ({"amount": 200_001}, "amount", "over the limit of £2,000.00"),
        ({"amount": 50_001, "part_of_grant": "administration"}, "amount", "£500.00"),
        ({"amount": 1_000_001, "school": None}, "amount", "which has £10,000.00"),
        ({"amount": 1, "day": date(2026, 8, 31)}, "day", "01/09/2026 to 31/08/2027"),
        ({"amount": 9_000_000, "part_of_grant": "match"}, None, ""),
    ],
)
def test_a_line_over_a_limit_of_its_grant_is_warned_of(
    books: BooksInMemory, values: dict[str, Any], attribute: str | None, words: str
) -> None:
    given = {"grant": "capped", "school": "Ash"} | values
    found = said(books, Severity.WARN, **given)
    assert [each for each, _ in found] == ([attribute] if attribute else [])
    assert all(words in message for _, message in found)


def test_what_a_grant_has_left_by_hand(books: BooksInMemory) -> None:
    lines = [
        {"direction": "income", "amount": 400_000, "part_of_grant": "grant"},
        {"direction": "cost", "amount": 180_050, "part_of_grant": "grant", "school": "Ash"},
        {"direction": "cost", "amount": 20_000, "part_of_grant": "administration"},
        {"direction": "cost", "amount": 150_000, "part_of_grant": "match"},
    ]
    capped = books.get(Grant, "capped")
    assert capped is not None
    figures = figures_of_grant(capped, lines)
    # 10,000.00 - 1,800.50 - 200.00
    assert (figures.spent, figures.left, figures.allotted) == (200_050, 799_950, 400_000)
    assert (figures.administration, figures.most_administration(capped)) == (20_000, 50_000)
    assert (figures.matched, figures.to_match(capped)) == (150_000, 200_050)
    assert figures.by_school == {"Ash": 180_050}


def test_a_cost_that_leaves_a_workstream_in_the_red_is_warned_of(books: BooksInMemory) -> None:
    books.add(MoneyLine, "in", **GIVEN, workstream="CPD", amount=48_000, direction="income")
    assert said(books, Severity.WARN, workstream="CPD", amount=48_000) == []
    ((attribute, message),) = said(books, Severity.WARN, workstream="CPD", amount=65_000)
    assert attribute == "amount"
    assert "With this CPD is £170.00 in the red in 2026/27" in message
    # Central costs are carried by the hub, and another year is another matter.
    assert said(books, Severity.WARN, amount=65_000) == []
    other_year = said(books, Severity.WARN, workstream="CPD", amount=1, day=date(2026, 8, 31))
    assert "2025/26" in other_year[0][1]


def test_the_year_of_account_is_the_alliances_own() -> None:
    day = date(2027, 3, 31)
    school, april = account_year({}, day), account_year({"account_year": "april"}, day)
    assert (school.name, school.first) == ("2026/27", date(2026, 9, 1))
    assert (april.name, april.first) == ("April 2026 to March 2027", date(2026, 4, 1))
    assert account_year({"account_year": "april"}, date(2027, 4, 1)).first == date(2027, 4, 1)


@pytest.mark.parametrize(
    ("due", "sent", "reported"),
    [
        (date(2026, 12, 26), None, True),
        (date(2027, 1, 3), None, False),
        (date(2026, 11, 1), None, True),
        (date(2026, 11, 1), date(2026, 10, 30), False),
    ],
)
def test_a_return_is_reported_six_weeks_before_and_until_it_has_gone(
    books: BooksInMemory, due: date, sent: date | None, reported: bool
) -> None:
    values = {"grant": "central", "what": "Certificate", "due": due, "sent": sent}
    assert bool(messages_of(books, GrantReturn, values, Severity.REPORT)) is reported
