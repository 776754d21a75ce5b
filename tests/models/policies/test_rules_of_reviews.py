"""The rules about reviews: when they may have been, what corrects what, and what is said twice."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from models.policies.policy import Policy
from models.policies.review import Review
from models.policies.review_rules import that_stand
from models.policies.school_policy import SchoolPolicy
from models.records.rules import Severity
from models.schools.school import School
from tests.books import TODAY, BooksInMemory, messages_of

WARN = Severity.WARN
OPENED = date(2020, 9, 1)
MARCH = date(2026, 3, 12)


@pytest.fixture
def books() -> BooksInMemory:
    """A school that opened in 2020, with a yearly policy approved in March and a live document."""
    books = BooksInMemory()
    books.add(School, "ash", name="Ash Grove", opened=OPENED)
    books.add(Policy, "behaviour", title="Behaviour", renewal="annual")
    books.add(Policy, "register", title="Register", renewal="live")
    books.add(SchoolPolicy, "held", school="ash", policy="behaviour")
    books.add(SchoolPolicy, "live", school="ash", policy="register")
    books.add(Review, "march", school_policy="held", reviewed=MARCH, minute="FGB 1")
    return books


REVIEW = {"key": "new", "school_policy": "held", "kind_of_review": "approved", "reviewed": TODAY}
WITHDRAWAL = {"kind_of_review": "withdrawn", "corrects": "march", "notes": "Wrong school"}


@pytest.mark.parametrize(
    ("values", "attribute", "message"),
    [
        ({"reviewed": date(2026, 11, 22)}, "reviewed",
         "is recorded once it has taken place, for example today."),
        ({"reviewed": date(2020, 8, 31)},
         "reviewed", "31/08/2020 is before Ash Grove opened (01/09/2020): is the year right? For "),
        ({"kind_of_review": "checked"},
         "kind_of_review", "Behaviour is approved, not checked: only a live document is checked."),
        ({"corrects": "new"}, "corrects", "does not correct itself"),
        ({"school_policy": "live", "corrects": "march"},
         "corrects", "That review is of ash: name one of the same"),
        (WITHDRAWAL | {"corrects": None}, "corrects", "Which review never took place?"),
        (WITHDRAWAL | {"notes": None}, "notes", "Why is it withdrawn? For example: typed for"),
        ({"reviewed": MARCH}, "reviewed", "Ash Grove · Behaviour was already approved on 12/03"),
        ({"reviewed": MARCH, "minute": "FGB 1"}, "reviewed", "was already approved on 12/03/2026"),
    ],
)  # fmt: skip
def test_a_review_that_cannot_have_been_is_refused(
    books: BooksInMemory, values: dict[str, Any], attribute: str, message: str
) -> None:
    ((where, text),) = messages_of(books, Review, REVIEW | values)
    assert where == attribute
    assert message in text


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"reviewed": date(2026, 3, 13)},
        {"school_policy": "live", "kind_of_review": "checked"},
        {"school_policy": "live"},
        {"corrects": "march"},
        {"corrects": "march", "reviewed": MARCH, "minute": "FGB 2"},
        {"corrects": "march", "reviewed": date(2026, 3, 11)},
        WITHDRAWAL,
        WITHDRAWAL | {"reviewed": MARCH},
    ],
)
def test_a_review_in_good_order_is_let_in_without_a_word(
    books: BooksInMemory, values: dict[str, Any]
) -> None:
    assert messages_of(books, Review, REVIEW | values, *Severity) == []


def test_no_review_is_older_than_governing_bodies_with_duties_of_their_own(
    books: BooksInMemory,
) -> None:
    books.add(School, "elm", name="Elm Park")
    books.add(SchoolPolicy, "old", school="elm", policy="behaviour")
    old = REVIEW | {"school_policy": "old"}
    assert messages_of(books, Review, old | {"reviewed": date(1988, 1, 1)}, *Severity) == []
    for day in (date(1987, 12, 31), date(1206, 3, 12)):
        ((where, text),) = messages_of(books, Review, old | {"reviewed": day}, *Severity)
        assert where == "reviewed"
        assert "is the year right? For example 21/11/2026." in text


def test_the_first_day_of_a_school_is_early_enough_and_history_is_said_to_be_history(
    books: BooksInMemory,
) -> None:
    early = REVIEW | {"reviewed": OPENED}
    assert messages_of(books, Review, early) == []
    ((where, text),) = messages_of(books, Review, early, WARN)
    assert where == "reviewed"
    assert text == (
        "Ash Grove · Behaviour was already approved on 12/03/2026: this older one is kept as its "
        "history."
    )


def test_a_second_approval_of_a_day_with_other_details_is_said_to_be_rather_a_correction(
    books: BooksInMemory,
) -> None:
    second = REVIEW | {"reviewed": MARCH, "minute": "FGB 2"}
    assert messages_of(books, Review, second) == []
    ((_, text),) = messages_of(books, Review, second, WARN)
    assert "name it in Corrects" in text


def test_a_review_is_corrected_once_and_then_its_correction_is(books: BooksInMemory) -> None:
    april = date(2026, 4, 1)
    books.add(Review, "april", school_policy="held", reviewed=april, corrects="march")
    ((where, text),) = messages_of(books, Review, REVIEW | {"corrects": "march"})
    assert where == "corrects"
    assert "corrected already (approved, 01/04/2026)" in text
    assert messages_of(books, Review, REVIEW | {"corrects": "april"}, *Severity) == []


def test_what_was_withdrawn_may_be_entered_again_but_is_not_withdrawn_twice(
    books: BooksInMemory,
) -> None:
    books.add(Review, "gone", school_policy="held", reviewed=TODAY, **WITHDRAWAL)
    again = REVIEW | {"reviewed": MARCH, "minute": "FGB 1"}
    assert messages_of(books, Review, again, *Severity) == []
    assert messages_of(books, Review, again | {"corrects": "gone"}, *Severity) == []
    ((where, text),) = messages_of(books, Review, REVIEW | WITHDRAWAL | {"corrects": "gone"})
    assert where == "kind_of_review"
    assert "choose Approved" in text


def test_neither_what_was_corrected_nor_a_withdrawal_stands(books: BooksInMemory) -> None:
    books.add(Review, "april", school_policy="held", reviewed=TODAY, corrects="march")
    books.add(Review, "may", school_policy="held", reviewed=TODAY)
    withdrawal = WITHDRAWAL | {"corrects": "may"}
    books.add(Review, "gone", school_policy="held", reviewed=TODAY, **withdrawal)
    assert [each["key"] for each in that_stand(books.find(Review))] == ["april"]
