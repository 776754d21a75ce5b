"""Indicators: one value a period, a reason for a difference; published figures as they are."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.alliances.alliance import Alliance
from models.fields.field import UnreadableError
from models.indicators.impact_figure import ImpactFigure, gap_of
from models.indicators.indicator import Indicator
from models.indicators.indicator_value import IndicatorValue
from models.indicators.periods import period, period_before, period_of
from models.memberships.membership import Membership
from models.records.rules import Severity
from models.schools.school import School
from models.workstreams.commitment import Commitment
from models.workstreams.workstream import Workstream
from tests.books import TODAY, BooksInMemory, messages_of


@pytest.fixture
def books() -> BooksInMemory:
    """Three schools signed for Northern, two of them in a workstream this autumn."""
    books = BooksInMemory()
    books.add(Alliance, "Northern", name="Northern")
    books.add(Workstream, "CPD", name="CPD", alliance="Northern", kind_of_work="cpd")
    for name in ("Ash", "Beech", "Cedar"):
        books.add(School, name, name=name)
        books.add(
            Membership, f"of {name}", school=name, alliance="Northern", stage="member",
            statement_signed=date(2024, 9, 2),
        )  # fmt: skip
    for name, began, ended in (
        ("Ash", date(2025, 1, 1), None),
        ("Beech", date(2025, 1, 1), date(2026, 10, 1)),
        ("Cedar", date(2025, 1, 1), date(2026, 9, 1)),
    ):
        books.add(
            Commitment, name, membership=f"of {name}", workstream="CPD", level="receive",
            began=began, ended=ended,
        )  # fmt: skip
    for code, figure, due in (("1", "engaged", "term"), ("2", "engaged_percent", "year")):
        books.add(
            Indicator, code, indicator_set="own", code=code, title=f"Indicator {code}",
            figure=figure, due=due,
        )  # fmt: skip
    books.add(Indicator, "3", indicator_set="own", code="3", title="Typed", figure=None, due="year")
    return books


def said(books: BooksInMemory, *severities: Severity, **values: Any) -> list[tuple[str, str]]:
    given: dict[str, Any] = {"alliance": "Northern", "school_year": 2026}
    return messages_of(books, IndicatorValue, given | values, *severities)


def test_a_computed_value_is_entered_as_it_is_or_with_a_reason(books: BooksInMemory) -> None:
    # Ash and Beech took part on a day of the autumn; Cedar had ended before its first.
    autumn = {"indicator": "1", "term": "autumn"}
    assert said(books, **autumn, value=200) == []
    ((attribute, message),) = said(books, **autumn, value=300)
    assert attribute == "reason"
    assert "The books say 2 (schools that took part" in message
    assert said(books, **autumn, value=300, reason="Cedar came to one session.") == []
    # Two of three.
    assert said(books, indicator="2", value=6670) == []
    assert said(books, indicator="2", value=6667)[0][0] == "reason"


def test_a_value_is_of_the_period_in_which_its_indicator_is_due(books: BooksInMemory) -> None:
    assert said(books, indicator="1", value=200)[0][0] == "term"
    assert said(books, indicator="2", value=6670, term="autumn")[0][0] == "term"
    assert said(books, indicator="3", value=1, school_year=2027)[0][0] == "school_year"
    books.add(
        IndicatorValue, "there", indicator="3", alliance="Northern", school_year=2026, value=5
    )
    ((attribute, message),) = said(books, indicator="3", value=6)
    assert attribute == "school_year"
    assert "(0.05)" in message
    assert said(books, Severity.WARN, indicator="3", value=6)[0][0] == "evidence"


@given(st.dates(date(2011, 9, 1), date(2040, 8, 31)))
def test_every_day_is_of_one_term_and_the_terms_of_a_year_follow_one_another(day: date) -> None:
    term, year = period_of(day), period_of(day, whole_year=True)
    assert term.first <= day <= term.last
    assert year.first <= term.first <= term.last <= year.last
    assert (period_before(term).last - term.first).days == -1
    assert [period(year.year, each).term for each in ("autumn", "spring", "summer")] == [
        "autumn", "spring", "summer",
    ]  # fmt: skip


FIGURE = ImpactFigure.field("disadvantaged")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("64.50", "64.5"), ("57 %", "57"), ("-0.24", "-0.24"), ("supp", "SUPP"), ("C", "c"),
     (".5", "0.5")],
)  # fmt: skip
def test_a_published_figure_is_a_number_or_the_mark_in_its_place(typed: str, kept: str) -> None:
    assert FIGURE.read(typed, TODAY) == kept
    assert FIGURE.read(FIGURE.show(kept), TODAY) == kept


@pytest.mark.parametrize("typed", ["12.345", "many", "1,2", "--1"])
def test_what_is_neither_is_refused_with_what_would_do(typed: str) -> None:
    with pytest.raises(UnreadableError, match="neither a figure nor one of SUPP"):
        FIGURE.read(typed, TODAY)


def test_a_gap_is_of_two_figures_and_never_of_a_mark() -> None:
    assert gap_of({"disadvantaged": "38.1", "national_others": "50.4"}) == -1230
    assert gap_of({"disadvantaged": "-0.24", "national_others": "0.1"}) == -34
    assert gap_of({"disadvantaged": "SUPP", "national_others": "50.4"}) is None
