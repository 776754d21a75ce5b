"""The figures of cohorts on a day: the newest count of each school by then."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from data.store.books import Books
from models.fields.states import State, Tone
from models.programmes.cohort import FIGURES, CohortPlace, newest_by, number
from models.records.record import Values

APPLYING = State("A", "applying", Tone.INFO)
BEHIND = State("!", "behind", Tone.WARN)
STARTED = State("S", "running", Tone.GOOD)
LATE = State("L", "late", Tone.WARN)
OVER = State("E", "ended", Tone.QUIET)

STANDINGS = (APPLYING, BEHIND, STARTED, LATE, OVER)

Figures = Mapping[str, int]
"""The figures of a cohort, or of a school in it, by their names."""


def places_of_cohorts(books: Books) -> dict[str, dict[str, Values]]:
    """The counts that hold on the books' day, by the keys of the cohort and of the school."""
    found: dict[str, dict[str, Values]] = {}
    for (cohort, school), each in newest_by(books.find(CohortPlace), books.today).items():
        found.setdefault(cohort, {})[school] = each
    return found


def together(places: Mapping[str, Values]) -> dict[str, int]:
    """The figures of a cohort, those of its schools added up."""
    return {name: sum(number(each, name) for each in places.values()) for name in FIGURES}


def has_started(cohort: Values, today: date) -> bool:
    """Whether a cohort has begun by a day."""
    began = cohort["began"]
    return isinstance(began, date) and began <= today


def recruited(cohort: Values, figures: Figures, today: date) -> int:
    """How many count against the target: who started, and before the start who applied."""
    return figures["started" if has_started(cohort, today) else "applied"]


def standing_of(cohort: Values, figures: Figures, today: date, behind: bool) -> State:
    """Where a cohort stands; `behind` says that it is reported as behind its target."""
    going_on = figures["started"] - figures["withdrawn"] - figures["completed"]
    ends = cohort["expected_end"]
    if behind:
        return BEHIND
    if not has_started(cohort, today):
        return APPLYING
    if isinstance(ends, date) and ends < today:
        return LATE if going_on > 0 else OVER
    return STARTED
