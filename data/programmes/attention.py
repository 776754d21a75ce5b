"""Lines of Today about programmes: cohorts behind their target, programmes that closed."""

from __future__ import annotations

from collections.abc import Iterator

from data.store.books import Books
from data.tables.attention import Matter, breaches_of, needs_attention
from models.programmes.cohort import Cohort
from models.programmes.programme import Programme
from models.programmes.rules import closed_programme_has_an_outcome, reaches_its_target


@needs_attention(place=47, group="Workstreams")
def cohorts_and_outcomes(books: Books) -> Iterator[Matter]:
    """Cohorts that may still reach their target, and programmes without outcome."""
    yield breaches_of(books, Cohort, reaches_its_target, "Cohorts behind target")
    title, short = "Programmes closed without outcome", "Programmes without outcome"
    yield breaches_of(books, Programme, closed_programme_has_an_outcome, title, short=short)
