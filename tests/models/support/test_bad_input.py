"""What cannot be read or be so is refused in words that say what would do."""

from __future__ import annotations

from datetime import date

import pytest

from models.alliances.alliance import Alliance
from models.charges.payment import Payment
from models.fields.field import UnreadableError
from models.records.rules import Severity
from models.schools.school import School
from models.support.charge_scheme import ChargeScheme
from models.support.deployment import Deployment
from models.support.specialist import Specialist
from models.support.visit import Visit
from tests.books import BooksInMemory, messages_of

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("typed", "days"), [("2", 200), ("1.5", 150), ("½", 50), ("1½", 150), ("0.50", 50)]
)
def test_days_are_read_in_halves(typed: str, days: int) -> None:
    field = Deployment.field("days_agreed")
    assert field.read(typed, TODAY) == days
    assert field.read(field.show(days), TODAY) == days


@pytest.mark.parametrize("typed", ["0", "-1", "0.33", "1.25", "⅓", "two", "1,5", "1/3"])
def test_days_that_are_none_negative_or_in_thirds_are_refused(typed: str) -> None:
    with pytest.raises(UnreadableError, match="For example"):
        Deployment.field("days_agreed").read(typed, TODAY)


def test_hours_are_read_in_quarters() -> None:
    field = Visit.field("hours")
    assert field.read("2.25", TODAY) == 225
    assert field.read("¾", TODAY) == 75
    for typed in ("0.1", "25", "0"):
        with pytest.raises(UnreadableError):
            field.read(typed, TODAY)


def test_fractions_of_a_penny_are_refused() -> None:
    for field in (ChargeScheme.field("rate"), Payment.field("amount")):
        with pytest.raises(UnreadableError, match="not an amount of money"):
            field.read("4.205", TODAY)


def test_a_scheme_says_how_large_its_fee_is() -> None:
    books = BooksInMemory()
    scheme = {"alliance": "a", "name": "SLE", "rate": 42_000}
    asked = {
        "added": ("fee_percent", "How much of the price? For example: 15"),
        "fixed inside": ("fee_a_day", "How much a day? For example: 50"),
    }
    for fee, expected in asked.items():
        assert messages_of(books, ChargeScheme, scheme | {"fee": fee}) == [expected]
    too_much = scheme | {"fee": "fixed inside", "fee_a_day": 42_001}
    ((_, said),) = messages_of(books, ChargeScheme, too_much)
    assert said == "It is kept from the price, so at most £420.00 a day."
    diagnosis = scheme | {"fee": "fixed inside", "fee_a_day": 5_000, "diagnostic": 4_999}
    ((attribute, _),) = messages_of(books, ChargeScheme, diagnosis)
    assert attribute == "diagnostic"
    assert messages_of(books, ChargeScheme, diagnosis | {"fee_on_diagnostic": False}) == []


def test_a_specialist_has_one_home() -> None:
    books = BooksInMemory()
    ((attribute, _),) = messages_of(books, Specialist, {"person": "p", "days_a_year": 1500})
    assert attribute == "home_school"
    both = {"person": "p", "home_school": "s", "organisation": "o"}
    ((attribute, _),) = messages_of(books, Specialist, both)
    assert attribute == "organisation"


def test_a_pupil_is_named_nowhere_in_support() -> None:
    books = BooksInMemory()
    request = {"client": "c", "alliance": "a", "requested": TODAY}
    ((attribute, said),) = messages_of(books, Deployment, request | {"need": "Pupil Amy Smith"})
    assert attribute == "need"
    assert "never named" in said
    assert messages_of(books, Deployment, request | {"need": "Half of Year 1"}) == []


def test_a_request_of_what_is_closed_is_asked_about() -> None:
    books = BooksInMemory()
    books.add(Alliance, "a", name="Northern", status="open")
    books.add(School, "c", name="Client", closed=TODAY)
    request = {"client": "c", "alliance": "a", "requested": TODAY, "need": "Phonics"}
    asked = ("client", "Client closed on 21/11/2026: is it the right school?")
    assert messages_of(books, Deployment, request, Severity.WARN) == [asked]
    books.add(Alliance, "b", name="Valley", status="closed")
    asked = ("alliance", "Valley is closed: does it still arrange support?")
    assert messages_of(books, Deployment, request | {"alliance": "b"}, Severity.WARN) == [asked]
