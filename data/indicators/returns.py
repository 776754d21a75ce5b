"""Returns of indicators: which sets are in use, which values there are, and which are due."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from data.memberships.chosen_alliance import first_alliance
from data.store.books import Books
from models.fields.states import State, Tone
from models.indicators.figures import computed_figure
from models.indicators.indicator import Indicator
from models.indicators.indicator_value import IndicatorValue
from models.indicators.periods import Period, period_before, period_of
from models.records.record import Values

REACHED = State("R", "Reached", Tone.GOOD)
NOT_REACHED = State("N", "Not reached", Tone.WARN)
MISSING = State("M", "Missing", Tone.BAD)
UNDER_WAY = State("U", "Under way", Tone.QUIET)
TOLD = State("T", "Reported", Tone.INFO)
"""A value where the set names no target."""


class Line(NamedTuple):
    """An indicator in a return: its value of the period, the computed figure, the value before."""

    indicator: Values
    period: Period
    value: Values | None
    computed: int | None
    before: int | None
    state: State


def sets_in_use(books: Books) -> dict[str, frozenset[str]]:
    """The sets of indicators that each alliance reports: those of which it has any value.

    Sets of which nobody has a value are of the alliance that is shown first.
    """
    sets = {str(each["key"]): str(each["indicator_set"]) for each in books.find(Indicator)}
    found: dict[str, set[str]] = {}
    for value in books.find(IndicatorValue):
        found.setdefault(str(value["alliance"]), set()).add(sets[str(value["indicator"])])
    unused = set(sets.values()).difference(*found.values())
    first = first_alliance(books)
    if unused and first is not None:
        found.setdefault(first, set()).update(unused)
    return {alliance: frozenset(used) for alliance, used in found.items()}


def lines_of_return(
    books: Books, alliance: str, of: Period, *, for_circulation: bool = False
) -> list[Line]:
    """The indicators that an alliance reports for a term, and for the school year of that term.

    For circulation only what is reported: what is computed would tell of support.
    """
    used = sets_in_use(books).get(alliance, frozenset())
    values = {
        (each["indicator"], each["school_year"], each["term"]): each
        for each in books.find(IndicatorValue, alliance=alliance)
    }
    lines = []
    for indicator in sorted(books.find(Indicator), key=_place):
        if indicator["indicator_set"] not in used:
            continue
        its = of if indicator["due"] == "term" else period_of(of.first, whole_year=True)
        key = indicator["key"]
        before = period_before(its)
        value = values.get((key, its.year, its.term))
        last = values.get((key, before.year, before.term))
        figure = indicator["figure"]
        computed = None
        if figure and not for_circulation:
            computed = computed_figure(books, str(figure), alliance, its)
        state = state_of(books, indicator, its, value)
        number = last["value"] if last else None
        lines.append(
            Line(
                indicator, its, value, computed, number if isinstance(number, int) else None, state
            )
        )
    return lines


def state_of(books: Books, indicator: Values, of: Period, value: Values | None) -> State:
    """Whether what is reported reaches the target, or is still to be reported."""
    if value is None:
        return UNDER_WAY if of.last >= books.today else MISSING
    return reached(indicator, value["value"])


def reached(indicator: Values, value: object) -> State:
    """Whether a value reaches the target of its indicator."""
    target = indicator["target"]
    if not isinstance(target, int) or not isinstance(value, int):
        return TOLD
    better = value <= target if indicator["comparator"] == "at most" else value >= target
    return REACHED if better else NOT_REACHED


def values_due(books: Books) -> list[tuple[Values, str, Period]]:
    """Indicators without a value for the last period that has ended, with alliance and period."""
    there = {
        (each["alliance"], each["indicator"], each["school_year"], each["term"])
        for each in books.find(IndicatorValue)
    }
    indicators: Sequence[Values] = sorted(books.find(Indicator), key=_place)
    found = []
    for alliance, used in sets_in_use(books).items():
        for indicator in indicators:
            whole = indicator["due"] == "year"
            last = period_before(period_of(books.today, whole_year=whole))
            asked = (alliance, indicator["key"], last.year, last.term)
            if indicator["indicator_set"] in used and asked not in there:
                found.append((indicator, alliance, last))
    return found


def _place(indicator: Values) -> tuple[str, int, str]:
    code = str(indicator["code"])
    digits = "".join(each for each in code if each.isdigit())
    return str(indicator["indicator_set"]), int(digits or 0), code
