"""Cohorts and placements count as taking part: a school that started, or has a trainee."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from models.memberships.engagement import TakingPart, counts_as_engaged
from models.programmes.cohort import Cohort, CohortPlace, number
from models.programmes.placement import WITH_TRAINEE, Placement
from models.programmes.programme import Programme
from models.records.books import Books
from models.workstreams.engagement import taking_part_in
from models.workstreams.workstream import Workstream


@counts_as_engaged("a place that was started in a cohort")
def engaged_by_cohorts(books: Books) -> Iterator[TakingPart]:
    """Each school with somebody who started, from the cohort's start to its expected end.

    Where the start is not known, it is from the first count with somebody who started.
    """
    programmes = {str(each["key"]): str(each["workstream"]) for each in books.find(Programme)}
    streams = {str(each["key"]): each for each in books.find(Workstream)}
    cohorts = {str(each["key"]): each for each in books.find(Cohort)}
    for place in books.find(CohortPlace):
        cohort = cohorts.get(str(place["cohort"]))
        if cohort is None or not number(place, "started"):
            continue
        began, ends = cohort["began"] or place["as_of"], cohort["expected_end"]
        first = began if isinstance(began, date) else None
        last = ends if isinstance(ends, date) else None
        stream = streams[programmes[str(cohort["programme"])]]
        yield taking_part_in(stream, str(place["school"]), first, last)


@counts_as_engaged("a placement that was filled")
def engaged_by_placements(books: Books) -> Iterator[TakingPart]:
    """Each school with a trainee, from the day on which its placement was filled."""
    streams = {str(each["key"]): each for each in books.find(Workstream)}
    for each in books.find(Placement):
        filled, ended = each["filled"], each["ended"]
        if each["status"] not in WITH_TRAINEE or not isinstance(filled, date):
            continue
        last = ended if isinstance(ended, date) else None
        stream = streams[str(each["workstream"])]
        counted_by = each["counted_by"] or stream["alliance"]
        yield taking_part_in(stream | {"alliance": counted_by}, str(each["school"]), filled, last)
