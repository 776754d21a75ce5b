"""Computed columns of programmes and cohorts: recruitment and completion."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from data.programmes.figures import STANDINGS, places_of_cohorts, recruited, standing_of, together
from data.store.books import Books
from data.tables.computed_columns import Cells, computed_columns
from data.tables.table import Column
from models.programmes.cohort import Cohort
from models.programmes.programme import Programme
from models.programmes.rules import reaches_its_target


@computed_columns(
    Cohort,
    Column("recruited", "Recruited", "text", 9, "Who started, before the start who applied."),
    Column("finished", "Completed", "text", 9, "How many completed, of those who started."),
    Column(
        "standing", "Standing", "state", max(len(each.word) for each in STANDINGS),
        "Where it stands: applying, running, late; ! where it is behind its target.",
    ),
    after="began",
)  # fmt: skip
def recruitment_of_cohorts(books: Books, keys: Collection[str] | None = None) -> Cells:
    """How many each cohort has recruited and how many completed."""
    places = places_of_cohorts(books)
    cohorts = books.find(Cohort) if keys is None else books.of_keys(Cohort, keys)
    found: Cells = {}
    for cohort in cohorts:
        figures = together(places.get(str(cohort["key"]), {}))
        target = f"/{cohort['target']}" if cohort["target"] else ""
        behind = reaches_its_target(cohort, books) is not None
        found[str(cohort["key"])] = (
            f"{recruited(cohort, figures, books.today)}{target}",
            f"{figures['completed']}/{figures['started']}" if figures["started"] else None,
            standing_of(cohort, figures, books.today, behind),
        )
    return found


@computed_columns(
    Programme,
    Column("cohorts", "Cohorts", "number", 7, "How many cohorts it has or had."),
    Column("started", "Started", "number", 7, "How many have started in all of them."),
    Column("completed", "Completed", "number", 9, "How many of them have completed."),
    after="framework",
)
def figures_of_programmes(books: Books, keys: Collection[str] | None = None) -> Cells:
    """How many cohorts each programme has, and how many have started and completed in them."""
    places, cohorts = places_of_cohorts(books), books.find(Cohort)
    count = Counter(str(each["programme"]) for each in cohorts)
    started: Counter[str] = Counter()
    completed: Counter[str] = Counter()
    for cohort in cohorts:
        figures = together(places.get(str(cohort["key"]), {}))
        started[str(cohort["programme"])] += figures["started"]
        completed[str(cohort["programme"])] += figures["completed"]
    wanted = books.names(Programme) if keys is None else keys
    return {key: (count[key], started[key], completed[key]) for key in wanted}
