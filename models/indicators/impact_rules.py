"""The rules about impact: published results only, of a school and never of a pupil."""

from __future__ import annotations

from models.fields.dates import school_year, show_school_year
from models.fields.pupil_words import named_pupil, single_pupils
from models.indicators.impact_figure import ImpactFigure
from models.records.books import Books
from models.records.record import Values
from models.records.rules import REFUSE, WARN, Breach, others, rule


@rule(ImpactFigure, REFUSE, "A school has one published result of a measure in a year.")
def one_result_a_year(values: Values, books: Books) -> Breach | None:
    """No second one of the same school, measure and year."""
    same = {name: values.get(name) for name in ("school", "measure", "school_year")}
    if not others(ImpactFigure, values, books, **same):
        return None
    return "measure", "It is in the books for this year already: change that one."


@rule(ImpactFigure, REFUSE, "A result is of a year that has ended.")
def year_has_ended(values: Values, books: Books) -> Breach | None:
    """No result of this school year or a later one."""
    year = values.get("school_year")
    if not isinstance(year, int) or year < school_year(books.today):
        return None
    last = show_school_year(school_year(books.today) - 1)
    return "school_year", (
        f"{show_school_year(year)} has not ended, so nothing of it is published: for example {last}"
    )


@rule(ImpactFigure, REFUSE, "Results of single pupils are never kept here.")
def no_single_pupils(values: Values, books: Books) -> Breach | None:
    """No pupil is named in anything that is worded."""
    for attribute in ("source", "notes"):
        text = str(values.get(attribute) or "")
        words = named_pupil(text) or single_pupils(text)
        if words:
            return attribute, (
                f"“{words}” is about single pupils, and data of a pupil are not kept here: name "
                "the published tables, for example DfE performance tables 2025, revised."
            )
    return None


@rule(ImpactFigure, WARN, "A published result has a figure.")
def something_is_published(values: Values, books: Books) -> Breach | None:
    """At least one of the figures is entered."""
    if any(values.get(name) for name in ("everybody", "disadvantaged", "national_others")):
        return None
    return "everybody", "No figure is entered: for example 64.5, or SUPP where it is suppressed."
