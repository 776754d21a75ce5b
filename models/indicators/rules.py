"""The rules about indicators: each period has one value, and a difference has a reason."""

from __future__ import annotations

from models.fields.dates import show_date
from models.fields.pupil_words import named_pupil
from models.fields.values import show_value
from models.indicators.figures import computed_figure
from models.indicators.indicator import FIGURES, PERIODS, Indicator
from models.indicators.indicator_value import IndicatorValue
from models.indicators.periods import Period, period
from models.records.books import Books
from models.records.record import Values
from models.records.rules import REFUSE, WARN, Breach, others, referred, rule


def period_of_value(values: Values) -> Period | None:
    """The period that a value is of; None while its year is missing."""
    year, term = values.get("school_year"), values.get("term")
    return period(year, str(term) if term else None) if isinstance(year, int) else None


def computed_beside(values: Values, books: Books) -> int | None:
    """What the books compute for the indicator and the period of a value, in hundredths."""
    indicator, of = referred(Indicator, "indicator", values, books), period_of_value(values)
    if indicator is None or of is None or not indicator["figure"] or not values.get("alliance"):
        return None
    return computed_figure(books, str(indicator["figure"]), str(values["alliance"]), of)


@rule(Indicator, REFUSE, "A code names one indicator of its set.")
def one_of_each_code(values: Values, books: Books) -> Breach | None:
    """No second indicator of the set with this code."""
    same = {name: values.get(name) for name in ("indicator_set", "code")}
    twin = next(iter(others(Indicator, values, books, **same)), None)
    if twin is None:
        return None
    return "code", f"{twin['title']} has this code in the set: enter the next one that is free."


@rule(IndicatorValue, REFUSE, "A value is of a term where the indicator is due each term.")
def of_its_period(values: Values, books: Books) -> Breach | None:
    """Each term: the term is named; each year: it is empty."""
    indicator = referred(Indicator, "indicator", values, books)
    if indicator is None:
        return None
    if indicator["due"] == "term" and not values.get("term"):
        return "term", "It is due each term. Of which term? For example: Autumn"
    if indicator["due"] == "year" and values.get("term"):
        return "term", f"It is due {PERIODS['year'].lower()}: leave the term empty."
    return None


@rule(IndicatorValue, REFUSE, "An indicator has one value in a period.")
def one_value_a_period(values: Values, books: Books) -> Breach | None:
    """No second value of the alliance for the same period."""
    same = {name: values.get(name) for name in ("alliance", "indicator", "school_year", "term")}
    twin = next(iter(others(IndicatorValue, values, books, **same)), None)
    if twin is None:
        return None
    shown = show_value(twin["value"], "hundredths")
    return "school_year", f"Its value for this period is in the books ({shown}): change that one."


@rule(IndicatorValue, REFUSE, "What is reported has happened.")
def period_has_begun(values: Values, books: Books) -> Breach | None:
    """No value of a period that is still to begin."""
    of = period_of_value(values)
    if of is None or of.first <= books.today:
        return None
    return "school_year", (
        f"{of.name} begins on {show_date(of.first)}: enter its value when it has begun."
    )


@rule(IndicatorValue, REFUSE, "A value that differs from what the books compute has a reason.")
def difference_has_a_reason(values: Values, books: Books) -> Breach | None:
    """The computed figure is entered, or the reason says why it is another."""
    computed, value = computed_beside(values, books), values.get("value")
    if computed is None or value == computed or values.get("reason") or value is None:
        return None
    indicator, of = referred(Indicator, "indicator", values, books), period_of_value(values)
    assert indicator is not None
    assert of is not None
    shown, what = show_value(computed, "hundredths"), FIGURES[str(indicator["figure"])]
    return "reason", (
        f"The books say {shown} ({what[0].lower()}{what[1:]}, {of.name}): enter {shown}, or say "
        "why it is another. For example: two schools were typed in late."
    )


@rule(IndicatorValue, REFUSE, "No pupil is named in indicator values.")
def no_pupil_is_named(values: Values, books: Books) -> Breach | None:
    """No text has words that name one pupil."""
    for attribute in ("reason", "evidence", "notes"):
        found = named_pupil(str(values.get(attribute) or ""))
        if found:
            return attribute, (
                f"“{found}” names a pupil, and no pupil is named in these books: say it without "
                "the name, such as “the list of trainees”."
            )
    return None


@rule(IndicatorValue, WARN, "A value that is reported can be looked up.")
def value_has_evidence(values: Values, books: Books) -> Breach | None:
    """Computed or with evidence."""
    if values.get("evidence") or computed_beside(values, books) is not None:
        return None
    return "evidence", "Where can it be looked up? For example: the university's list of trainees."
