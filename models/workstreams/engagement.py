"""Commitments count as taking part: a school that leads, contributes or receives is engaged."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from models.memberships.engagement import TakingPart, counts_as_engaged
from models.memberships.membership import Membership
from models.records.books import Books
from models.records.record import Values
from models.workstreams.commitment import Commitment
from models.workstreams.workstream import Workstream, strand_of

LEVELS_ENGAGED = ("lead", "contribute", "receive")


@counts_as_engaged("a commitment that leads, contributes or receives")
def engaged_by_commitment(books: Books) -> Iterator[TakingPart]:
    """Each commitment of a school, until the day before it ended."""
    schools = {
        str(each["key"]): str(each["school"])
        for each in books.find(Membership)
        if each["school"] is not None
    }
    streams = {str(each["key"]): each for each in books.find(Workstream)}
    for each in books.find(Commitment):
        school = schools.get(str(each["membership"]))
        if school is None or each["level"] not in LEVELS_ENGAGED:
            continue
        began, ended = each["began"], each["ended"]
        first = began if isinstance(began, date) else None
        last = ended - timedelta(days=1) if isinstance(ended, date) else None
        if first is None or last is None or first <= last:
            yield taking_part_in(streams[str(each["workstream"])], school, first, last)


def taking_part_in(
    workstream: Values, school: str, first: date | None, last: date | None
) -> TakingPart:
    """A school's taking part in the strand of a workstream."""
    return TakingPart(school, str(workstream["alliance"]), strand_of(workstream), first, last)
