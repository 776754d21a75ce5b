"""Consequences of programmes: the end of a cohort, and what a new placement is called."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from models.fields.dates import add_months
from models.programmes.cohort import Cohort, months_of
from models.programmes.placement import Placement
from models.programmes.programme import Programme
from models.records.consequences import Change, after_adding, after_changing
from models.records.record import Values
from models.workstreams.workstream import Workstream


@after_adding(Cohort, "A cohort ends after the months of its programme.")
def cohort_ends_after_its_months(change: Change, added: Sequence[Values]) -> None:
    """Fill in the expected end where nobody entered one."""
    for cohort in added:
        _fill_in_end(change, cohort)


@after_changing(Cohort, "A cohort whose start is entered later ends after the months, too.")
def cohort_ends_after_its_months_again(change: Change, before: Values, after: Values) -> None:
    """Fill in the expected end where there is still none."""
    if before["began"] is None:
        _fill_in_end(change, after)


def _fill_in_end(change: Change, cohort: Values) -> None:
    programme = change.books.get(Programme, str(cohort["programme"]))
    began, months = cohort["began"], months_of(programme) if programme else None
    if cohort["expected_end"] is None and isinstance(began, date) and months:
        new: Values = {"expected_end": add_months(began, months)}
        change.set_as_result(Cohort, str(cohort["key"]), new)


@after_adding(Placement, "A placement has a reference, a day of offer, and an alliance.")
def placement_has_a_reference(change: Change, added: Sequence[Values]) -> None:
    """Fill in what nobody entered: the next number of the school year, today, the workstream's."""
    for placement in added:
        new: Values = {}
        if not placement["reference"]:
            new["reference"] = _next_reference(change, placement)
        if placement["offered"] is None and placement["filled"] is None:
            new["offered"] = change.today
        if placement["counted_by"] is None:
            workstream = change.books.get(Workstream, str(placement["workstream"]))
            new["counted_by"] = workstream["alliance"] if workstream else None
        if new:
            change.set_as_result(Placement, str(placement["key"]), new)


def _next_reference(change: Change, placement: Values) -> str:
    """The next reference of a school year: P2026-004 after P2026-003."""
    year = placement["school_year"]
    pattern = re.compile(rf"P{year}-(\d+)")
    of_year = change.books.find(Placement, school_year=year)
    taken = [pattern.fullmatch(str(each["reference"])) for each in of_year]
    highest = max((int(match[1]) for match in taken if match), default=0)
    return f"P{year}-{highest + 1:03}"
