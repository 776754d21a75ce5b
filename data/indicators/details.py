"""The details of indicators: the values of the last periods, and the figure of the books now."""

from __future__ import annotations

from data.store.books import Books
from data.tables.details import Line, details
from models.alliances.alliance import Alliance
from models.fields.values import show_value
from models.indicators.indicator import Indicator
from models.indicators.indicator_value import IndicatorValue
from models.indicators.periods import period
from models.indicators.rules import computed_beside
from models.records.record import Values

_MOST_VALUES = 6


@details(Indicator)
def lines_of_indicator(books: Books, indicator: Values) -> list[Line]:
    """The newest values of each alliance, the newest first."""
    values = books.find(IndicatorValue, indicator=indicator["key"])
    several = len({each["alliance"] for each in values}) > 1
    ordered = sorted(values, key=_period_of, reverse=True)
    lines = []
    for each in ordered[:_MOST_VALUES]:
        year, term = each["school_year"], each["term"]
        assert isinstance(year, int)
        name = period(year, str(term) if term else None).name
        said = show_value(each["value"], "hundredths")
        if several:
            said += f", {books.name_of(Alliance, str(each['alliance']))}"
        lines.append((name, said))
    return lines


def _period_of(value: Values) -> tuple[int, str]:
    year, term = value["school_year"], str(value["term"] or "")
    assert isinstance(year, int)
    order = {"autumn": "1", "spring": "2", "summer": "3"}
    return year, order.get(term, "4")


@details(IndicatorValue)
def lines_of_value(books: Books, value: Values) -> list[Line]:
    """How far it is from what the books compute."""
    computed, number = computed_beside(value, books), value["value"]
    if computed is None or not isinstance(number, int) or number == computed:
        return []
    more = "more" if number > computed else "less"
    difference = show_value(abs(number - computed), "hundredths")
    return [("Difference", f"{difference} {more} than the books compute")]
