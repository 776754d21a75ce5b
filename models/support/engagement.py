"""Support counts as taking part: a school is engaged while its deployment runs."""

from __future__ import annotations

from collections.abc import Iterator

from models.memberships.engagement import TakingPart, counts_as_engaged
from models.records.books import Books
from models.support.deployment import Deployment
from models.support.path import day_of
from models.support.support_step import STEPS_THAT_END
from models.support.time_used import path_in

STRAND = "support"


@counts_as_engaged("support that runs", confidential=True)
def engaged_by_support(books: Books) -> Iterator[TakingPart]:
    """Each client, from the day its support began to run until it was closed or cancelled.

    Whatever workstream its money belongs to, it counts as support, whose small counts are kept.
    """
    for deployment in books.find(Deployment):
        path = path_in(books, deployment)
        first = next((each.day for each in path if each.step == "running"), None)
        if first is None:
            continue
        ended = [day for step in STEPS_THAT_END if (day := day_of(path, step)) is not None]
        client, alliance = str(deployment["client"]), str(deployment["alliance"])
        yield TakingPart(client, alliance, STRAND, first, min(ended, default=None))
