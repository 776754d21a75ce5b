"""The rules about half-terms, meetings and service agreements: days that fit one another."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from models.alliances.alliance import Alliance
from models.calendar.half_term_dates import HalfTermDates
from models.meetings.meeting import Meeting
from models.policies.agreements import Purchase, ServiceAgreement
from models.records.record import Record
from models.records.rules import Severity
from models.schools.school import School
from tests.books import TODAY, BooksInMemory, messages_of, messages_on_removal

WARN = Severity.WARN
AUTUMN = {"school_year": 2026, "half_term": "Autumn 1", "local_authority": "353",
          "first_day": date(2026, 9, 2), "last_day": date(2026, 10, 23)}  # fmt: skip
SECOND = AUTUMN | {"half_term": "Autumn 2", "first_day": date(2026, 11, 2),
                   "last_day": date(2026, 12, 18)}  # fmt: skip

SUMMER = AUTUMN | {"school_year": 2025, "half_term": "Summer 2", "first_day": date(2026, 8, 3),
                   "last_day": date(2026, 8, 28)}  # fmt: skip


@pytest.fixture
def books() -> BooksInMemory:
    """Oldham's first half-term, two alliances, a school that buys an agreement for a year."""
    books = BooksInMemory()
    books.add(HalfTermDates, "autumn", **AUTUMN)
    books.add(School, "ash", name="Ash Grove")
    books.add(Alliance, "north", name="The Northern Alliance")
    books.add(Alliance, "closed", name="The Old Alliance", status="closed")
    books.add(ServiceAgreement, "hr", name="Human resources", provider="Oldham")
    books.add(
        Purchase, "bought", school="ash", agreement="hr", began=date(2026, 4, 1),
        ended=date(2027, 3, 31),
    )  # fmt: skip
    return books


MEETING = {"kind_of_meeting": "governing body", "school": "ash", "held": date(2026, 11, 24)}
STEERING = {"kind_of_meeting": "steering group", "alliance": "north", "held": date(2026, 11, 24)}
PURCHASE = {"school": "ash", "agreement": "hr", "began": date(2027, 4, 1)}


@pytest.mark.parametrize(
    ("record", "values", "attribute", "message"),
    [
        (HalfTermDates, SECOND | {"last_day": date(2026, 11, 1)},
         "last_day", "Last day (01/11/2026) is before first day (02/11/2026)"),
        (HalfTermDates, SECOND | {"school_year": 2027},
         "first_day", "is not in the school year 2027/28: enter a day from 01/08/2027"),
        (HalfTermDates, SECOND | {"last_day": date(2027, 9, 1)}, "last_day", "to 31/08/2027"),
        (HalfTermDates, SECOND | {"first_day": date(2026, 10, 23)},
         "first_day", "It overlaps Autumn 1 2026/27 (02/09/2026 to 23/10/2026)"),
        (HalfTermDates, SECOND | {"first_day": date(2026, 9, 1)}, "last_day", "overlaps Autumn 1"),
        (HalfTermDates, SECOND | {"first_day": date(2026, 8, 3), "last_day": date(2026, 8, 28)},
         "first_day", "It must come after Autumn 1 2026/27"),
        (HalfTermDates, AUTUMN, "half_term", "Autumn 1 2026/27 (02/09/2026 to 23/10/2026) is"),
        (Meeting, MEETING | {"school": None}, "school", "Which school's governors meet?"),
        (Meeting, MEETING | {"alliance": "north"}, "alliance", "leave Alliance empty"),
        (Meeting, STEERING | {"alliance": None}, "alliance", "Which alliance meets?"),
        (Meeting, STEERING | {"school": "ash"}, "school", "leave School empty"),
        (Meeting, STEERING | {"alliance": "closed"}, "alliance", "The Old Alliance is closed"),
        (Meeting, STEERING | {"alliance": "closed", "held": date(2026, 11, 20)},
         "alliance", "can be entered when its status is Dormant"),
        (Purchase, PURCHASE | {"ended": date(2027, 3, 31)}, "ended", "is before from (01/04/2027)"),
        (Purchase, PURCHASE | {"began": date(2027, 3, 31)},
         "began", "Ash Grove has bought it from 01/04/2026 until 31/03/2027 already"),
        (Purchase, PURCHASE | {"began": date(2025, 1, 1)}, "began", "already"),
    ],
)  # fmt: skip
def test_days_that_do_not_fit_are_refused(
    books: BooksInMemory, record: type[Record], values: dict[str, Any], attribute: str, message: str
) -> None:
    ((where, text),) = messages_of(books, record, values)
    assert where == attribute
    assert message in text


@pytest.mark.parametrize(
    ("record", "values"),
    [
        (HalfTermDates, SECOND),
        (HalfTermDates, AUTUMN | {"key": "autumn"}),
        (HalfTermDates, AUTUMN | {"local_authority": None}),
        (HalfTermDates, AUTUMN | {"local_authority": "354"}),
        (HalfTermDates, AUTUMN | {"local_authority": "354", "first_day": date(2026, 8, 27)}),
        (HalfTermDates, SUMMER),
        (Meeting, MEETING),
        (Meeting, STEERING),
        (Purchase, PURCHASE),
        (Purchase, PURCHASE | {"ended": date(2027, 4, 1)}),
        (Purchase, PURCHASE | {"began": date(2025, 1, 1), "ended": date(2026, 3, 31)}),
        (Purchase, {"key": "bought", "school": "ash", "agreement": "hr", "began": TODAY}),
        (ServiceAgreement, {"name": "Human resources", "provider": "Rochdale"}),
        (School, {"name": "New", "opened": date(2027, 9, 1), "status": "4"}),
        (School, {"name": "Open", "opened": TODAY, "settled_in": date(2027, 11, 21)}),
    ],
)
def test_days_that_fit_are_let_in_without_a_word(
    books: BooksInMemory, record: type[Record], values: dict[str, Any]
) -> None:
    assert messages_of(books, record, values, *Severity) == []


@pytest.mark.parametrize(
    ("record", "values", "attribute", "message"),
    [
        (HalfTermDates, SECOND | {"first_day": date(2026, 11, 1)}, "first_day", "is a Sunday"),
        (HalfTermDates, SECOND | {"last_day": date(2026, 12, 25)},
         "last_day", "25/12/2026 is Christmas Day: is the day right?"),
        (Meeting, MEETING | {"held": date(2026, 11, 21)}, "held", "21/11/2026 is a Saturday"),
        (Meeting, STEERING | {"held": date(2027, 5, 3)}, "held", "May Day"),
        (Meeting, MEETING | {"held": date(2026, 12, 28)},
         "held", "28/12/2026 is Boxing Day (substitute day): is the day right?"),
        (School, {"name": "New", "opened": date(2027, 9, 1)},
         "opened", "01/09/2027 is still to come, but the status is Open: is the day right?"),
        (School, {"name": "Late", "settled_in": date(2027, 11, 22)},
         "settled_in", "is the year right? For example 21/02/2027."),
        (ServiceAgreement, {"name": "Human resources", "provider": "Oldham"},
         "name", "There is another agreement Human resources of Oldham"),
    ],
)  # fmt: skip
def test_odd_days_and_names_are_let_in_and_said(
    books: BooksInMemory, record: type[Record], values: dict[str, Any], attribute: str, message: str
) -> None:
    assert messages_of(books, record, values) == []
    ((where, text),) = messages_of(books, record, values, WARN)
    assert where == attribute
    assert message in text


def test_an_agreement_that_schools_bought_stays_and_one_that_nobody_bought_goes(
    books: BooksInMemory,
) -> None:
    ((_, text),) = messages_on_removal(books, ServiceAgreement, "hr")
    assert text.startswith("Human resources: 1 school has bought it")
    assert "End the purchases instead: enter a day in Until" in text
    books.add(ServiceAgreement, "new", name="Catering")
    assert messages_on_removal(books, ServiceAgreement, "new", *Severity) == []
