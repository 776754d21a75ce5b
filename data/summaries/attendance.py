"""Who came to the meetings of this school year, by head: those who stayed away first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.attendance import ANNUAL, Attendances, HeldMeeting, held_in, member_name, name_of_annual
from data.circulation import named_schools
from data.posts import head_of
from data.summaries import Limits
from data.tables import Column, Row, Summary
from models.alliances import STAGES, STAGES_THAT_SIGNED, Alliance, Membership
from models.dates import school_year, show_date, show_school_year
from models.meetings import ATTENDED
from models.people import Person
from models.records import Values
from models.values import Value

if TYPE_CHECKING:
    from data.store import Store

_LONGEST = max(len(state.word) for state in ATTENDED.values())


def make(store: Store, limits: Limits) -> Summary:
    """One row for each member that was to be at a meeting, and a column for each meeting.

    Whose head has not been at the annual meeting stands first, then who came least.
    """
    first_year = school_year(store.today)
    year = held_in(store, first_year, limits.alliance)
    memberships = _wanted(store, limits, year)
    notes: list[str] = []
    if limits.for_circulation:
        schools = {str(each["school"]) for each in memberships if each["school"]}
        named, notes = named_schools(store, limits, schools)
        memberships = [
            each
            for each in memberships
            if each["stage"] in STAGES_THAT_SIGNED
            and (each["school"] in named if each["school"] else each["statement_signed"])
        ]
    people = store.names(Person)
    alliances = store.names(Alliance)
    found = []
    for membership in memberships:
        key = str(membership["key"])
        count = year.that_count(membership)
        annual = [each for each in count if each.kind == ANNUAL]
        stayed_away = bool(annual) and all(year.how(each, key) != "head" for each in annual)
        represented = year.represented(key, count)
        name = member_name(store, membership)
        cells: tuple[Value, ...] = (
            name,
            _heads(store, year, membership, count, people),
            f"{represented} of {len(count)}",
            STAGES[str(membership["stage"])],
            *(_state(year, each, key, count) for each in year.meetings),
            _deputies(year, key, count),
            alliances.get(str(membership["alliance"])),
        )
        order = (not stayed_away, represented / len(count), name.casefold())
        found.append((order, stayed_away, Row(key, cells)))
    found.sort(key=lambda each: each[0])
    rows = [row for _, _, row in found]
    title = f"Attendance in {show_school_year(first_year)}"
    notes = [*_told(store, limits, year, sum(away for _, away, _ in found)), *notes]
    return Summary("attendance", title, store.today, _columns(year.meetings), rows, notes)


def _wanted(store: Store, limits: Limits, year: Attendances) -> list[Values]:
    equal = {"alliance": limits.alliance} if limits.alliance else {}
    if limits.school:
        equal["school"] = limits.school
    return [each for each in store.find(Membership, **equal) if year.that_count(each)]


def _columns(meetings: list[HeldMeeting]) -> list[Column]:
    return [
        Column("school", "School", "text", 26),
        Column(
            "head", "Head", "text", 22, "Who held the post of head on the days of the meetings."
        ),
        Column("attended", "Attended", "text", 8, "Head or deputy, of the meetings that count."),
        Column("stage", "Stage", "state", 17),
        *(
            Column(
                f"meeting-{number}-{each.held.isoformat()}",
                f"{show_date(each.held)} {each.name}",
                "state",
                10,
                each.label,
                _LONGEST,
            )
            for number, each in enumerate(meetings, 1)
        ),
        Column("deputies", "Deputies", "text", 30, "Who came instead of the head, and when."),
        Column("alliance", "Alliance", "text", 22),
    ]


def _state(year: Attendances, meeting: HeldMeeting, key: str, count: list[HeldMeeting]) -> Value:
    how = year.how(meeting, key)
    if how is not None:
        return ATTENDED[how]
    return "not recorded" if meeting in count else None


def _heads(
    store: Store,
    year: Attendances,
    membership: Values,
    meetings: list[HeldMeeting],
    people: dict[str, str],
) -> str | None:
    """Everybody who was head on the day of one of these meetings, in the order of time."""
    key, names = str(membership["key"]), dict[str, None]()
    for meeting in reversed(meetings):
        came = year.came.get((meeting.key, key))
        person = came.person if came else None
        if person is None and membership["school"]:
            holder = head_of(store, str(membership["school"]), meeting.held)
            person = holder.person if holder else None
        if person in people:
            names[people[person]] = None
    return ", then ".join(names) or None


def _deputies(year: Attendances, key: str, meetings: list[HeldMeeting]) -> str | None:
    named = [
        f"{show_date(meeting.held)} {came.deputy}"
        for meeting in reversed(meetings)
        if (came := year.came.get((meeting.key, key))) and came.deputy
    ]
    return ", ".join(named) or None


def _told(store: Store, limits: Limits, year: Attendances, away: int) -> list[str]:
    told = [store.name_of(Alliance, limits.alliance)] if limits.alliance else []
    if not year.meetings:
        return [*told, "No meeting of an alliance was held this school year."]
    annual = {each.alliance for each in year.meetings if each.kind == ANNUAL}
    if annual:
        heads = "1 head has" if away == 1 else f"{away} heads have"
        told.append(f"{heads} not been at: {name_of_annual(store, annual)}.")
    else:
        told.append(f"Not held yet this school year: {name_of_annual(store, _of(store, limits))}.")
    told.append(
        "A deputy represents the school, and is not the head; apologies are not attendance."
    )
    return told


def _of(store: Store, limits: Limits) -> set[str]:
    return {limits.alliance} if limits.alliance else set()
