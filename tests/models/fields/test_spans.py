"""Months, terms and school years in place of a day: which time they are."""

from __future__ import annotations

from datetime import date

import pytest

from models.fields.spans import named_span

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("typed", "what", "first", "last"),
    [
        ("2022/23", "school year", date(2022, 9, 1), date(2023, 8, 31)),
        ("2022-23", "school year", date(2022, 9, 1), date(2023, 8, 31)),
        ("AY 2022/2023", "school year", date(2022, 9, 1), date(2023, 8, 31)),
        ("22/23", "school year", date(2022, 9, 1), date(2023, 8, 31)),
        ("Sept 2021", "month", date(2021, 9, 1), date(2021, 9, 30)),
        ("Sep-21", "month", date(2021, 9, 1), date(2021, 9, 30)),
        ("02/2024", "month", date(2024, 2, 1), date(2024, 2, 29)),
        ("2021-12", "month", date(2021, 12, 1), date(2021, 12, 31)),
        ("Autumn 2023", "term", date(2023, 9, 5), date(2023, 12, 22)),
        ("Spring term 2024", "term", date(2024, 1, 8), date(2024, 3, 28)),
        ("Spring 2023/24", "term", date(2024, 1, 8), date(2024, 3, 28)),
        ("Summer 26", "term", date(2026, 4, 13), date(2026, 7, 17)),
        ("Autumn 2", "half of a term", date(2026, 11, 2), date(2026, 12, 18)),
    ],
)
def test_a_month_a_term_or_a_school_year_is_the_time_that_it_names(
    typed: str, what: str, first: date, last: date
) -> None:
    assert named_span(typed, TODAY) == (first, last, what)


@pytest.mark.parametrize(
    "typed",
    ["12/09/2025", "1 Sept", "Sept", "2021", "2021/23", "09/10", "13/2021", "Autumn term",
     "Spring 2023/25", "Smith 2021", "Maybe 2021", "2023/22"],
)  # fmt: skip
def test_what_names_a_day_or_no_one_time_is_none(typed: str) -> None:
    assert named_span(typed, TODAY) is None
