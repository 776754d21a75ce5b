"""The figures of a cohort, found by the names of a school and of the cohort."""

from __future__ import annotations

from data.problems import WrongCall
from data.programmes.cohorts import CohortCells, schools_of_cohort
from data.store.books import Books
from data.tables.marks import Markable, declare_markable
from models.programmes.cohort import FIGURES, Cohort


def _of_cohort(books: Books, cohort: str) -> CohortCells:
    found = schools_of_cohort(books, cohort)
    if found is None:
        raise WrongCall("This cohort was removed meanwhile.")
    return found.cells


declare_markable(
    Markable(
        "cohorts",
        "how many of a school are in a cohort, from today on: ROW is a school, COLUMN the cohort",
        CohortCells,
        Cohort,
        _of_cohort,
        figures=FIGURES,
    )
)
