"""Lines of Today about workstreams."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from data.store.books import Books
from data.tables.attention import Matter, breaches_of, needs_attention
from models.memberships.membership import Membership
from models.records.record import Values
from models.workstreams.commitment import Commitment
from models.workstreams.level_rules import set_by_the_hub
from models.workstreams.project import Project
from models.workstreams.project_rules import finding_at_the_end
from models.workstreams.rules import member_has_a_workstream


@needs_attention(place=60, group="Members")
def members_in_no_workstream(books: Books) -> Iterator[Matter]:
    """Members that have promised no workstream anything."""
    yield breaches_of(books, Membership, member_has_a_workstream, "Members in no workstream")


@needs_attention(place=62)
def work_of_circles(books: Books) -> Iterator[Matter]:
    """Levels for which no school asked, and projects that ended without a finding."""
    title, short = "Set by the hub, not asked for", "Set by hub, not asked for"
    yield breaches_of(books, Commitment, set_by_the_hub, title, short=short, since="began")
    yield breaches_of(
        books, Project, finding_at_the_end, "Projects without a finding", due=_end_of_project
    )


def _end_of_project(project: Values) -> date | None:
    ends = project["ends"]
    return ends if isinstance(ends, date) else None
