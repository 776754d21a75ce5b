"""The details of a cohort and of a placement: its figures, its days, who counts it."""

from __future__ import annotations

from datetime import date

from data.programmes.figures import places_of_cohorts, recruited, together
from data.store.books import Books
from data.tables.details import Line, details
from models.fields.dates import show_date
from models.fields.text import count_of
from models.fields.values import show_share
from models.programmes.cohort import FIGURES, Cohort, CohortPlace
from models.records.record import Values


@details(Cohort)
def lines_of_cohort(books: Books, cohort: Values) -> list[Line]:
    """Recruitment against the target, and each figure with the number of schools."""
    places = places_of_cohorts(books).get(str(cohort["key"]), {})
    figures, target = together(places), cohort["target"]
    lines: list[Line] = []
    if isinstance(target, int) and target:
        count = recruited(cohort, figures, books.today)
        lines.append(("Recruited", f"{count} of {target}, {show_share(count, target)}"))
    if places:
        labels = [(CohortPlace.field(name).label, figures[name]) for name in FIGURES]
        lines.append(("Counted", ", ".join(f"{label.lower()} {count}" for label, count in labels)))
        newest = max(str(each["as_of"]) for each in places.values())
        day = show_date(date.fromisoformat(newest))
        lines.append(("Of", f"{count_of(len(places), 'school')}, the newest count of {day}"))
    return lines
