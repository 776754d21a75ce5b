"""The calendar: the days on which policies and actions fall due, and meetings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from data.alliances.names import subject_of
from data.meetings.attendance import annual_names
from data.memberships.as_of import memberships
from data.memberships.circulation import shown_schools
from data.policies.columns import ACT_BY, BODY, DUTY, FORCE, MEETING, STATE
from data.policies.governors_meetings import GovernorsMeetings, act_by
from data.policies.papers import DUTY_MEANS, MARKS, MEETING_MEANS
from data.policies.standing import Board, Standing, board
from data.policies.watched import asked_of_watched, duties_apart, policies_by_key, titles_of
from data.store.books import Books
from data.tables.limits import Limits
from data.tables.paper import Group, Listing, Paper, Shown, grouped
from data.tables.table import Column, Content, Row
from models.alliances.alliance import Alliance
from models.alliances.catalogues import CATALOGUES
from models.fields.dates import add_months, show_date
from models.fields.text import count_of
from models.fields.values import Value
from models.meetings.action import Action
from models.meetings.meeting import ANNUAL, MEETING_KINDS, Meeting
from models.memberships.membership import STAGES_THAT_ENDED
from models.policies.due_dates import OVERDUE
from models.policies.policy import FORCES
from models.schools.school import School

if TYPE_CHECKING:
    from models.records.record import Values

MONTHS_AHEAD = 15
"""So far ahead the calendar goes: a school year, and the term after it."""

POLICY_DUE, GOVERNORS, ALLIANCE = "Policy due", "Governors' meeting", "Alliance meeting"
ACTION_DUE, _DUE = "Action due", "Due: "

COLUMNS = (
    Column("date", "Date", "date", 10),
    Column("time", "Time", "text", 5),
    Column("what", "What", "text", 34),
    Column("school", "School", "text", 26),
    Column("kind", "Kind", "text", 18),
    DUTY,
    STATE,
    MEETING,
    BODY,
    ACT_BY,
    Column("alliance", "Alliance", "text", 22),
    Column("place", "Place", "text", 20),
    Column("agenda", "Agenda", "text", 24),
    FORCE,
    Column("source", "Source", "text", 30, "Where it was read that it is due."),
    Column("address", "Address", "text", 30, "Where to read the guidance."),
)


def make(books: Books, limits: Limits) -> Content:
    """One row for each due day and each meeting, from today on. What is overdue is only counted."""
    standing = board(books)
    until = add_months(books.today, MONTHS_AHEAD)
    dated = [each for each in asked_of_watched(standing) if each.due and each.due <= until]
    meetings = _meetings(books, until)
    everybody = {each.school for each in dated} | {row[1] for row in meetings if row[1]}
    shown, left_out = shown_schools(books, limits, everybody)
    dated = [each for each in dated if each.school in shown]
    # What is late in a school that settles in is no more overdue here than it is on Today.
    overdue = [each for each in dated if each.state is OVERDUE]
    alliances = books.names(Alliance)
    own = _alliances_shown(books, limits, alliances)
    meetings = [each for each in meetings if each[1] in shown or each[2] in own]
    rows = [
        *_due_days(books, standing, dated),
        *_meeting_days(books, alliances, meetings),
        *_actions(books, until, limits, shown, own),
    ]
    rows.sort(key=lambda row: tuple(str(cell or "").casefold() for cell in row.cells[:4]))
    paper = Paper(
        "What is ahead: due days and meetings",
        "Calendar",
        subject_of(books, limits.alliance, limits.school),
        "heads, clerks and governors",
        f"until {show_date(until)}",
        answer=_answer(rows, len(overdue)),
        parts=[_of_one_school(rows) if limits.school else _of_schools(rows)],
        definitions=[
            "Times are those of London.",
            *((DUTY_MEANS, MEETING_MEANS) if limits.school else ()),
        ],
        left_out=left_out,
        marks=MARKS,
        for_circulation=limits.for_circulation,
    )
    notes = [*_told(books, limits, shown, overdue), *left_out]
    return Content(COLUMNS, rows, notes, paper)


def _told(
    books: Books, limits: Limits, shown: Collection[str], overdue: Sequence[Standing]
) -> list[str]:
    """Whose calendar it is, how far it goes, and what is overdue and not in it."""
    told = [books.name_of(School, limits.school)] if limits.school in shown else []
    told += [books.name_of(Alliance, limits.alliance)] if limits.alliance else []
    told += [f"From today until {MONTHS_AHEAD} months ahead; times are those of London."]
    if overdue:
        told.append(f"Overdue, and not in the calendar: {duties_apart(overdue)}.")
    return told


def _meeting_days(
    books: Books, alliances: dict[str, str], meetings: Iterable[tuple[Any, ...]]
) -> Iterator[Row]:
    """A row for each of these meetings."""
    annual = annual_names(books)
    for meeting in meetings:
        yield _row_of_meeting(meeting, books.name_of(School, meeting[1]), alliances, annual)


def _due_days(books: Books, standing: Board, dated: Iterable[Standing]) -> Iterator[Row]:
    """A row for each day from today on by which a policy of a school is due."""
    policies, titles = policies_by_key(books), titles_of(standing)
    governors = GovernorsMeetings(books)
    for each in dated:
        if each.due is None or each.due < books.today:
            continue
        policy = policies[each.policy]
        yield Row(
            each.pair,
            (
                each.due,
                None,
                f"{_DUE}{titles[each.policy]}",
                standing.schools[each.school].name,
                POLICY_DUE,
                each.duty.level.capitalize(),
                each.state,
                *governors.cells_for_approval(each),
                act_by(standing, each),
                None,
                None,
                None,
                FORCES[str(policy["force"])],
                _source(policy),
                policy["guidance_address"],
            ),
        )


_SHOWN = (
    Shown("date", under=("time",), heading="Day"),
    Shown("what", under=("place",)),
    Shown("school", under=("alliance",), heading="School or alliance"),
    Shown("duty", 2),
    Shown("state", 2, marked=True),
    Shown("meeting", 2, under=("body",), heading="Take to meeting"),
)


_DAYS = (
    Column("date", "Day", "date", 10),
    Column("what", "What", "text", 34),
    Column("who", "Schools, alliance", "text", 60),
)
_AT = {column.name: at for at, column in enumerate(COLUMNS)}


def _of_one_school(rows: Sequence[Row]) -> Listing:
    """By month a line for each day, with the meeting to which each policy is to be taken."""
    months = {row.key: _month_of(row) for row in rows}
    return Listing("By month", COLUMNS, grouped(rows, months), _SHOWN)


def _of_schools(rows: Sequence[Row]) -> Listing:
    """By month a line for all schools of which one thing is due, or that meet, on one day."""
    months: dict[str, list[Row]] = {}
    for row in rows:
        months.setdefault(_month_of(row), []).append(row)
    groups = [
        Group(month, [Row("", each) for each in _days_of(found)], f"{len(found):,}")
        for month, found in months.items()
    ]
    return Listing("By month and day", _DAYS, groups, [Shown(each.name) for each in _DAYS])


def _days_of(rows: Iterable[Row]) -> list[tuple[Value, str, str]]:
    """A line for what is one day's in several schools, and one for all else due in a school."""
    alike: dict[tuple[Value, Value], list[Row]] = {}
    for row in rows:
        same = row.cells[_AT["date"]], row.cells[_AT["what"]]
        alike.setdefault(same, []).append(row)
    lines: dict[tuple[Value, str], tuple[Value, str, str]] = {}
    for (day, what), found in alike.items():
        whose, told = "; ".join(map(_whose, found)), str(what)
        is_one_policy = len(found) == 1 and found[0].cells[_AT["kind"]] == POLICY_DUE
        place = (day, whose if is_one_policy else told)
        if place in lines:
            told = f"{lines[place][1]}; {told.removeprefix(_DUE)}"
        lines[place] = day, told, whose
    return list(lines.values())


def _whose(row: Row) -> str:
    """The school or the alliance of a row, with the time and the place of a meeting."""
    told = [row.cells[_AT[name]] for name in ("school", "alliance", "time", "place")]
    return ", ".join(str(each) for each in told if each)


def _month_of(row: Row) -> str:
    day = row.cells[_AT["date"]]
    assert isinstance(day, date)
    return f"{day:%B %Y}"


def _answer(rows: Sequence[Row], overdue: int) -> list[str]:
    """How much of each kind is ahead, and what is not in it."""
    kinds = Counter(row.cells[4] for row in rows)
    parts = [
        count_of(count, one, several)
        for one, several, count in (
            ("policy that falls due", "policies that fall due", kinds[POLICY_DUE]),
            ("meeting", "meetings", kinds[GOVERNORS] + kinds[ALLIANCE]),
            ("action to be done", "actions to be done", kinds[ACTION_DUE]),
        )
        if count
    ]
    if not parts:
        answer = ["Nothing is ahead."]
    else:
        before, last = ", ".join(parts[:-1]), parts[-1]
        answer = [f"Ahead: {f'{before} and {last}' if before else last}."]
    if overdue:
        policies = count_of(overdue, "policy that is overdue is", "policies that are overdue are")
        answer.append(f"{policies} not in it.")
    return answer


def _meetings(books: Books, until: date) -> list[tuple[Any, ...]]:
    attributes = ("key", "school", "alliance", "held", "starts", "kind_of_meeting", "name")
    columns = [Meeting._meta.fields[name] for name in (*attributes, "place", "agenda")]
    held: Any = Meeting.held
    return books.rows(Meeting.select(*columns).where(held.between(books.today, until)))


def _row_of_meeting(
    meeting: tuple[Any, ...], school_name: str, alliances: dict[str, str], annual: dict[str, str]
) -> Row:
    key, school, alliance, held, starts, kind, name, place, agenda = meeting
    usual = annual.get(alliance, MEETING_KINDS[kind]) if kind == ANNUAL else MEETING_KINDS[kind]
    what = f"{usual}: {name}" if name and name != usual else usual
    return Row(
        key,
        (
            held,
            starts,
            what,
            school_name or None,
            GOVERNORS if school else ALLIANCE,
            *(None,) * 5,
            alliances.get(alliance),
            place,
            agenda,
            *(None,) * 3,
        ),
    )


def _actions(
    books: Books, until: date, limits: Limits, shown: frozenset[str], own: set[str]
) -> list[Row]:
    """The days by which actions are to be done. Their texts may name anybody: none circulates."""
    rows = []
    for action in books.find(Action) if not limits.for_circulation else ():
        due = action["due"]
        meeting = books.get(Meeting, str(action["meeting"]))
        if action["done"] or meeting is None or not isinstance(due, date):
            continue
        school, alliance = meeting["school"], meeting["alliance"]
        within = school in shown if school or limits.school else alliance in own
        if not within or not books.today <= due <= until:
            continue
        owner = f" ({action['owner']})" if action["owner"] else ""
        cells: list[Value] = [
            due,
            None,
            f"{ACTION_DUE}: {action['what']}{owner}",
            books.name_of(School, str(school)) or None,
            ACTION_DUE,
            *(None,) * 5,
            books.name_of(Alliance, str(alliance)) or None,
            *(None,) * 5,
        ]
        rows.append(Row(str(action["key"]), tuple(cells)))
    return rows


def _alliances_shown(books: Books, limits: Limits, everything: Iterable[str]) -> set[str]:
    """The alliances whose meetings belong into the calendar: of a school those it is in."""
    shown = {limits.alliance} if limits.alliance else set(everything)
    if limits.school:
        shown &= {
            str(each["alliance"])
            for each in memberships(books, school=limits.school)
            if each["stage"] not in STAGES_THAT_ENDED
        }
    return shown


def _source(policy: Values) -> str:
    catalogue = CATALOGUES[str(policy["catalogue"])]
    return f"{catalogue}: {policy['source']}" if policy["source"] else catalogue
