"""Who came to the meetings of this school year, by head: those who stayed away first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from data.alliances.names import subject_of
from data.meetings.attendance import Attendances, HeldMeeting, heads_named, held_in, name_of_annual
from data.memberships.circulation import members_left_out, signature_stands
from data.memberships.names import member_name, within
from data.people.posts import head_of
from data.store.books import Books
from data.summaries.meetings import actions
from data.tables.charts import Bar, Chart, ChartKind
from data.tables.limits import Limits
from data.tables.paper import Figure, Group, Listing, Look, Mark, Paper, Shown
from data.tables.table import Column, Content, Row
from models.alliances.alliance import Alliance
from models.fields.dates import school_year, show_date
from models.fields.text import count_of
from models.fields.values import Value
from models.meetings.attendance import ATTENDED, NOT_EXPECTED, OF_GUESTS
from models.meetings.meeting import ANNUAL
from models.memberships.membership import STAGES
from models.people.person import Person
from models.records.record import Values

_LONGEST = max(len(state.word) for state in (*ATTENDED.values(), *OF_GUESTS.values()))
_GUEST = "guest"


class _Found(NamedTuple):
    """The row of a member, its place, and whether its head stayed away from the annual meeting."""

    order: tuple[object, ...]
    stayed_away: bool
    row: Row


def make(books: Books, limits: Limits) -> Content:
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
        memberships = [each for each in came if signature_stands(books, each)]
        notes = [members_left_out(memberships, came)]
    found = _found(books, year, memberships)
    rows = [each.row for each in found]
    away = sum(each.stayed_away for each in found)
    guests = any(cell in OF_GUESTS.values() for row in rows for cell in row.cells)
    notes = [*_told(books, limits, year, away, guests), *notes]
    columns = _columns(year.meetings)
    paper = _paper(books, limits, year, columns, rows, notes)
    return Content(columns, rows, notes, paper)


def _found(books: Books, year: Attendances, memberships: list[Values]) -> list[_Found]:
    """The rows of these members, whoever stayed away first."""
    people, alliances = books.names(Person), books.names(Alliance)
    named = heads_named(books, year, memberships)
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
        found.append(_Found(order, stayed_away, Row(key, cells)))
    return sorted(found, key=lambda each: each.order)


_MARKS = {NOT_EXPECTED: Mark(Look.QUIET, "–")}
_MOST_IN_WORDS = 6
"""So many meetings have columns of their own on paper, the newest."""


def _paper(
    books: Books,
    limits: Limits,
    year: Attendances,
    columns: list[Column],
    rows: list[Row],
    notes: list[str],
) -> Paper:
    """Who came, the annual meeting first, and the actions that are open."""
    pairs = list(zip(columns[4:], year.meetings, strict=False))
    pairs.sort(key=lambda pair: pair[1].kind != ANNUAL)
    shown = [Shown("school", under=("head",), heading="School or organisation, and its head")]
    for column, meeting in pairs[:_MOST_IN_WORDS]:
        heading = f"{meeting.name} {show_date(meeting.held)}"
        shown.append(Shown(column.name, 1, (), heading, marked=True))
    shown.append(Shown("attended", heading="Came to"))
    open_actions = actions.make(books, limits)
    annual = [meeting for _, meeting in pairs if meeting.kind == ANNUAL]
    period = f"{annual[0].name} of {show_date(annual[0].held)}" if annual else ""
    parts = [
        Listing("Those who were not there first", columns, [Group("", rows)], shown),
        *([actions.listing_of(open_actions.rows)] if open_actions.rows else []),
    ]
    return Paper(
        f"{annual[0].name}: who came, what is to be done" if annual else
        "Who came to the meetings, what is to be done",
        "Attendance and actions",
        subject_of(books, limits.alliance, limits.school),
        "the chair",
        period,
        answer=_answer(year, pairs, columns, rows, annual[:1]) + _of_actions(open_actions.rows),
        parts=parts,
        definitions=[
            "A deputy represents the school and is not the head; apologies are not attendance. "
            "“Came to” counts the head or a deputy. A blank: not expected.",
            *[note for note in notes if "not been at" not in note and "deputy" not in note],
        ],
        headline=_headline(columns, pairs, rows, annual[:1]),
        more_charts=_charts(pairs, columns, rows),
        marks=_MARKS,
        for_circulation=limits.for_circulation,
    )  # fmt: skip


def _headline(
    columns: list[Column],
    pairs: list[tuple[Column, HeldMeeting]],
    rows: list[Row],
    annual: list[HeldMeeting],
) -> Figure | None:
    """How many heads came to the annual meeting."""
    if not annual:
        return None
    at = columns.index(next(column for column, meeting in pairs if meeting is annual[0]))
    counted = [row for row in rows if row.cells[at] in ATTENDED.values()]
    if not counted:
        return None
    came = sum(row.cells[at] is ATTENDED["head"] for row in counted)
    return Figure(f"{came} of {len(counted)}", f"heads came to the {annual[0].name.lower()}")


def _charts(
    pairs: list[tuple[Column, HeldMeeting]], columns: list[Column], rows: list[Row]
) -> list[Chart]:
    """At each meeting how many heads came, of all that were expected; the newest first."""
    bars = []
    for column, meeting in pairs:
        at = columns.index(column)
        states = [row.cells[at] for row in rows]
        counted = [state for state in states if state in ATTENDED.values()]
        came = counted.count(ATTENDED["head"])
        away = sum(state in (ATTENDED["apologies"], ATTENDED["absent"]) for state in counted)
        remark = "" if counted else "nothing recorded"
        bars.append(Bar(f"{show_date(meeting.held)} {meeting.name}", came, away, len(counted),
                        remark))  # fmt: skip
    counted_bars = [bar for bar in bars if bar.whole]
    if not counted_bars:
        return []
    least = min(counted_bars, key=lambda bar: bar.done / bar.whole)
    return [
        Chart(
            ChartKind.SHARES,
            f"{least.label}: {least.done} of {least.whole} heads came"
            if len(counted_bars) == 1
            else f"Fewest heads came on {least.label}: {least.done} of {least.whole}",
            "Heads who came (solid), nobody came (striped), of those whose attendance is recorded; "
            "the rest are deputies",
            "head came",
            "nobody came",
            bars,
        )
    ]


def _answer(
    year: Attendances,
    pairs: list[tuple[Column, HeldMeeting]],
    columns: list[Column],
    rows: list[Row],
    annual: list[HeldMeeting],
) -> list[str]:
    """How many heads came to the annual meeting, and who did not."""
    if not pairs:
        return ["No meeting of an alliance was held this school year."]
    if not annual:
        return [f"{count_of(len(pairs), 'meeting')} this school year, none of them annual."]
    column = next(column for column, meeting in pairs if meeting is annual[0])
    at = columns.index(column)
    counted = [row for row in rows if row.cells[at] in ATTENDED.values()]
    came = [row for row in counted if row.cells[at] is ATTENDED["head"]]
    away = [row for row in counted if row.cells[at] is not ATTENDED["head"]]
    if not counted:
        return [f"Nobody’s attendance of the {annual[0].name.lower()} is recorded."]
    first = f"{len(came)} of {count_of(len(counted), 'head')} came"
    if not away:
        return [f"{first}."]
    how = {
        ATTENDED["absent"]: "was absent",
        ATTENDED["apologies"]: "sent apologies",
        ATTENDED["deputy"]: "sent a deputy",
    }
    named = [f"{row.cells[0]} {word}" for row in away for state, word in how.items()
             if row.cells[at] is state]  # fmt: skip
    more = f" and {len(named) - _MOST_NAMED} more" if len(named) > _MOST_NAMED else ""
    return [f"{first}; {len(away)} did not:", f"{', '.join(named[:_MOST_NAMED])}{more}."]


_MOST_NAMED = 5


def _of_actions(rows: Sequence[Row]) -> list[str]:
    at = [column.name for column in actions.COLUMNS].index("state")
    late = sum(row.cells[at] is actions.OVERDUE for row in rows)
    if not rows:
        return []
    told = f"{count_of(len(rows), 'action is', 'actions are')} open"
    return [f"{told}, {late} of them overdue." if late else f"{told}."]


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
