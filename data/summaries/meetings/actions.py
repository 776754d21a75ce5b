"""What meetings asked somebody to do and is not done yet, by owner and day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from data.alliances.names import subject_of
from data.meetings.attendance import meetings_of_alliances
from data.memberships.circulation import shown_schools
from data.store.books import Books
from data.tables.circulation import left_out_for_a_name, names_any, names_kept_back
from data.tables.limits import Limits
from data.tables.paper import Group, Listing, Paper, Shown
from data.tables.table import Column, Content, Row
from models.alliances.alliance import Alliance
from models.fields.states import State, Tone
from models.fields.text import count_of
from models.fields.values import Value
from models.meetings.action import Action
from models.meetings.meeting import MEETING_KINDS, Meeting
from models.schools.school import School

if TYPE_CHECKING:
    from models.records.record import Values

OVERDUE = State("O", "Overdue", Tone.BAD)
OPEN = State("N", "Open", Tone.INFO)

COLUMNS = (
    Column("owner", "Owner", "text", 20),
    Column("due", "Due", "date", 10),
    Column("action", "Action", "text", 38),
    Column("state", "State", "state", 8),
    Column("meeting", "Meeting", "text", 26, "Where it was agreed."),
    Column("agreed", "Agreed", "date", 10, "The day of the meeting."),
    Column("alliance", "Alliance", "text", 22),
    Column(
        "school", "School", "text", 22, "Whose governors agreed it, when it was not an alliance."
    ),
)


def make(books: Books, limits: Limits) -> Content:
    """One row for each open action; those without an owner first, each owner's by their day."""
    meetings = {str(each["key"]): each for each in books.find(Meeting)}
    actions = [each for each in books.find(Action) if each["done"] is None]
    schools = {
        str(meetings[str(each["meeting"])]["school"])
        for each in actions
        if meetings[str(each["meeting"])]["school"]
    }
    shown, notes = shown_schools(books, limits, schools)
    wanted = [
        each
        for each in sorted(actions, key=_order)
        if _is_shown(meetings[str(each["meeting"])], limits, shown)
    ]
    secret = names_kept_back(books, limits)
    found = [each for each in wanted if not names_any((each["what"], each["owner"]), secret)]
    kept_back = len(wanted) - len(found)
    rows = _rows(books, meetings, found)
    overdue = sum(row.cells[3] is OVERDUE for row in rows)
    told = [books.name_of(Alliance, limits.alliance)] if limits.alliance else []
    told.append(f"{len(rows)} open, {overdue} of them overdue." if rows else "No action is open.")
    if kept_back:
        told.append(left_out_for_a_name(kept_back, "action"))
    paper = Paper(
        "Actions that are open",
        "",
        subject_of(books, limits.alliance, limits.school),
        "the steering group",
        answer=_answer(rows, overdue),
        parts=[listing_of(rows)],
        definitions=["Overdue: the day by which it was to be done has passed."],
        left_out=[*told[-1:], *notes] if kept_back else notes,
        for_circulation=limits.for_circulation,
    )
    return Content(COLUMNS, rows, [*told, *notes], paper)


def _rows(books: Books, meetings: Mapping[str, Values], actions: Iterable[Values]) -> list[Row]:
    """A row for each action, with where it was agreed."""
    names = {each.key: each.name for each in meetings_of_alliances(books)}
    rows = []
    for action in actions:
        meeting, due = meetings[str(action["meeting"])], action["due"]
        kind = MEETING_KINDS[str(meeting["kind_of_meeting"])]
        cells: tuple[Value, ...] = (
            action["owner"],
            due,
            action["what"],
            OVERDUE if isinstance(due, date) and due < books.today else OPEN,
            names.get(str(meeting["key"])) or meeting["name"] or kind,
            meeting["held"],
            books.name_of(Alliance, str(meeting["alliance"])) or None,
            books.name_of(School, str(meeting["school"])) or None,
        )
        rows.append(Row(str(action["key"]), cells))
    return rows


SHOWN = (
    Shown("action"),
    Shown("owner", heading="Who", empty="nobody"),
    Shown("due", heading="By", empty="no day"),
    Shown("state", marked=True),
    Shown("meeting", under=("agreed",), heading="Agreed at"),
)


def listing_of(rows: Sequence[Row]) -> Listing:
    """The open actions as a table to print, the earliest first."""
    at = [column.name for column in COLUMNS].index("due")
    ordered = sorted(rows, key=lambda row: (row.cells[at] is None, str(row.cells[at])))
    return Listing(
        "Open actions, the earliest first", COLUMNS, [Group("", ordered)], SHOWN, numbered=True
    )


def _answer(rows: Sequence[Row], overdue: int) -> list[str]:
    if not rows:
        return ["No action is open."]
    late = f"{overdue} of them overdue" if overdue else "none of them overdue"
    answer = [f"{count_of(len(rows), 'action is', 'actions are')} open, {late}."]
    unowned = sum(row.cells[0] is None for row in rows)
    return (
        [*answer, f"{unowned} of them {'has' if unowned == 1 else 'have'} no owner."]
        if (unowned)
        else answer
    )


def _order(action: Values) -> tuple[str, bool, str, str]:
    owner = str(action["owner"] or "").casefold()
    return owner, action["due"] is None, str(action["due"]), str(action["what"]).casefold()


def _is_shown(meeting: Values, limits: Limits, shown: frozenset[str]) -> bool:
    if limits.school or meeting["school"]:
        return meeting["school"] in shown
    return not limits.alliance or meeting["alliance"] == limits.alliance
