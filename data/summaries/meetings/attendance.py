"""Who came to the meetings of this school year, by head: those who stayed away first."""

from __future__ import annotations

from data.meetings.attendance import Attendances, HeldMeeting, heads_named, held_in, name_of_annual
from data.memberships.circulation import members_left_out, signature_stands
from data.memberships.names import member_name, within
from data.people.posts import head_of
from data.store.books import Books
from data.tables.limits import Limits
from data.tables.table import Column, Row, Summary
from models.alliances.alliance import Alliance
from models.fields.dates import school_year, show_date, show_school_year
from models.fields.text import count_of
from models.fields.values import Value
from models.meetings.attendance import ATTENDED, OF_GUESTS
from models.meetings.meeting import ANNUAL
from models.memberships.membership import STAGES
from models.people.person import Person
from models.records.record import Values

_LONGEST = max(len(state.word) for state in (*ATTENDED.values(), *OF_GUESTS.values()))
_GUEST = "guest"


def make(books: Books, limits: Limits) -> Summary:
    """One row for each member that was to be at a meeting, and a column for each meeting.

    Whose head has not been at the annual meeting stands first, then who came least; guests stand
    last.
    """
    first_year = school_year(books.today)
    year = held_in(books, first_year, limits.alliance)
    everybody = within(books, limits.alliance, limits.school)
    memberships = [each for each in everybody if year.seen_at(each)]
    notes: list[str] = []
    if limits.for_circulation:
        came = memberships
        memberships = [each for each in came if signature_stands(each)]
        notes = [members_left_out(memberships, came)]
    people = books.names(Person)
    named = heads_named(books, year, memberships)
    alliances = books.names(Alliance)
    found = []
    for membership in memberships:
        key = str(membership["key"])
        count, seen = year.that_count(membership), year.seen_at(membership)
        annual = [each for each in count if each.kind == ANNUAL]
        stayed_away = bool(annual) and all(year.how(each, key) != "head" for each in annual)
        represented = year.represented(key, count)
        name = member_name(books, membership)
        cells: tuple[Value, ...] = (
            name,
            _heads(books, membership, seen, people, named),
            f"{represented} of {len(count)}" if count else _GUEST,
            STAGES[str(membership["stage"])],
            *(_state(year, each, membership, count) for each in year.meetings),
            _deputies(year, key, seen),
            alliances.get(str(membership["alliance"])),
        )
        share = represented / len(count) if count else 1
        order = (not count, not stayed_away, share, name.casefold())
        found.append((order, stayed_away, Row(key, cells)))
    found.sort(key=lambda each: each[0])
    guests = any(cell in OF_GUESTS.values() for *_, row in found for cell in row.cells)
    rows = [row for _, _, row in found]
    title = f"Attendance in {show_school_year(first_year)}"
    notes = [*_told(books, limits, year, sum(away for _, away, _ in found), guests), *notes]
    return Summary("attendance", title, books.today, _columns(year.meetings), rows, notes)


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


def _state(
    year: Attendances, meeting: HeldMeeting, membership: Values, count: list[HeldMeeting]
) -> Value:
    if year.how(meeting, str(membership["key"])) is not None:
        return year.state(membership, meeting)
    return "not recorded" if meeting in count else None


def _heads(
    books: Books,
    membership: Values,
    meetings: list[HeldMeeting],
    people: dict[str, str],
    named: dict[tuple[str, str], str],
) -> str | None:
    """Everybody who was head on the day of one of these meetings, in the order of time.

    Whom attendance names without such a post is not shown as head.
    """
    key, names = str(membership["key"]), dict[str, None]()
    for meeting in reversed(meetings):
        person = named.get((meeting.key, key))
        if person is None and membership["school"]:
            holder = head_of(books, str(membership["school"]), meeting.held)
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


def _told(books: Books, limits: Limits, year: Attendances, away: int, guests: bool) -> list[str]:
    told = [books.name_of(Alliance, limits.alliance)] if limits.alliance else []
    if not year.meetings:
        return [*told, "No meeting of an alliance was held this school year."]
    annual = {
        each.alliance for each in year.meetings if each.kind == ANNUAL and year.is_noted(each)
    }
    if annual:
        heads = count_of(away, "head has", "heads have")
        told.append(f"{heads} not been at: {name_of_annual(books, annual)}.")
    elif all(each.kind != ANNUAL for each in year.meetings):
        alliances = {limits.alliance} if limits.alliance else set()
        told.append(f"Not held yet this school year: {name_of_annual(books, alliances)}.")
    told.append(
        "A deputy represents the school, and is not the head; apologies are not attendance."
    )
    not_noted = len(year.not_noted)
    if not_noted:
        meetings = count_of(not_noted, "meeting has", "meetings have")
        counted = "is" if not_noted == 1 else "are"
        told.append(f"{meetings} no attendance recorded and {counted} not counted.")
    only = [each for each in year.meetings if year.is_noted(each) and year.has_only_apologies(each)]
    if only:
        meetings = count_of(len(only), "meeting has", "meetings have")
        told.append(
            f"{meetings} only apologies recorded: counted for whoever sent them; a school without "
            "a record is blank there, and not counted as absent."
        )
    if guests:
        told.append("Who was not a member on the day came as a guest, and is not counted.")
    return told
