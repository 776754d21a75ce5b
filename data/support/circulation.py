"""What may be circulated about support: no school by name, and no count that gives one away."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from data.alliances.names import subject_of
from data.memberships.as_of import memberships
from data.problems import WrongCall
from data.store.books import Books
from data.support.standing import Standing
from data.tables.circulation import at_least_three
from data.tables.limits import Limits
from data.tables.paper import Group, Listing, Paper
from data.tables.table import Column, Content, Row
from models.memberships.membership import STAGES_THAT_ENDED
from models.schools.school import School

COLUMNS = (
    Column("phase", "Phase", "text", 20, importance=1),
    Column("authority", "Authority", "text", 24, importance=1),
    Column("schools", "Schools", "text", 8, "How many schools are supported.", importance=1),
)

NOTE = (
    "For circulation: that a school is supported is confidential, so schools are counted by phase "
    "and authority of the members; <3 stands for none, one or two, and no total is given."
)
ELSEWHERE = ("Other schools", "Elsewhere")


def counted_for_circulation(
    books: Books, limits: Limits, title: str, stand: Iterable[Standing]
) -> Content:
    """The schools supported, counted by phase and authority; the only breakdown that is given.

    Its rows are those of the members, supported or not, so that no row tells of a school. Raises
    WrongCall for one school: a count of it would tell that it is supported.
    """
    if limits.school:
        refuse_circulation("one school's support")
    within = {"alliance": limits.alliance} if limits.alliance else {}
    members = [
        str(each["school"])
        for each in memberships(books, **within)
        if each["school"] and each["stage"] not in STAGES_THAT_ENDED
    ]
    places = _places(books, members)
    counts = dict.fromkeys([*sorted(set(places.values())), ELSEWHERE], 0)
    for client in {str(each.deployment["client"]) for each in stand}:
        counts[places.get(client, ELSEWHERE)] += 1
    rows = [Row("", (*place, at_least_three(count))) for place, count in counts.items()]
    if not members and not any(counts.values()):
        # Where nobody belongs and nothing is supported, there is nobody of whom it could tell.
        rows = []
    paper = Paper(
        title,
        subject=subject_of(books, limits.alliance),
        readers="the alliance",
        answer=["Schools supported, by phase and authority."],
        parts=[Listing("Schools supported", COLUMNS, [Group("", rows)])],
        left_out=[NOTE],
        for_circulation=True,
    )
    return Content(COLUMNS, rows, [NOTE], paper)


def _places(books: Books, schools: Iterable[str]) -> dict[str, tuple[str, str]]:
    """The phase and the authority of each school, in words."""
    return {
        str(school["key"]): (
            books.show(School, "phase", school["phase"]) or "Phase not known",
            books.show(School, "local_authority", school["local_authority"]) or "Not known",
        )
        for school in books.of_keys(School, schools)
    }


def refuse_circulation(what: str) -> None:
    """Raise WrongCall: this cannot be for circulation, and what can."""
    raise WrongCall(
        f"That a school is supported is confidential, so {what} is not for circulation. What may "
        "be circulated: alliance export deployment-log --for-circulation"
    )


CONFIDENTIAL = "CONFIDENTIAL: tell nobody else that a school is supported."


def with_note(notes: Sequence[str]) -> list[str]:
    """These notes, after the one that says how delicate all of it is."""
    return [CONFIDENTIAL, *notes]
