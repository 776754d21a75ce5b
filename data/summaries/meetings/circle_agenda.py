"""What the circles have on their agendas, where it comes from, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from data.meetings.circles import next_circle, origins_in_words, raised_this_year
from data.memberships.circulation import named_schools
from data.store.books import Books
from data.tables.circulation import left_out_for_a_name, names_any, names_kept_back
from data.tables.limits import Limits
from data.tables.paper import Listing, Paper, Shown, grouped
from data.tables.table import Column, Content, Row
from data.workstreams.agenda import agenda_set_by, whose_paper
from models.alliances.alliance import Alliance
from models.fields.states import State, Tone
from models.fields.text import count_of
from models.fields.values import Value
from models.meetings.agenda_item import ITEM_STATES, OPEN_STATES, ORIGINS, AgendaItem
from models.meetings.agenda_rules import outcome_by_the_close_of_the_year
from models.meetings.meeting import Meeting
from models.records.record import Values
from models.schools.organisation import Organisation
from models.schools.school import School
from models.workstreams.workstream import Workstream

NO_OUTCOME = State("!", "No outcome", Tone.BAD)

COLUMNS = (
    Column("title", "Item", "text", 34),
    Column("status", "Status", "state", 13),
    Column("origin", "Origin", "text", 18),
    Column("raised-by", "Raised by", "text", 24),
    Column("raised", "Raised", "date", 10),
    Column("due", "Due", "date", 10),
    Column("decided", "Decided", "date", 10, "The day of the meeting that decided it."),
    Column("decision", "Decision", "text", 30),
    Column("outcome", "Outcome", "text", 30),
    Column("lacking", "Outcome due", "state", 10, "Decided in a school year that is over."),
    Column("evidence", "Evidence", "text", 26, importance=3),
    Column("workstream", "Workstream", "text", 22),
    Column("alliance", "Alliance", "text", 22, importance=3),
)

_TEXTS = ("title", "decision", "outcome", "evidence")
_PLACES = {state: at for at, state in enumerate(("on the agenda", "proposed", "decided"))}


def make(books: Books, limits: Limits) -> Content:
    """One row for each item that is open, by workstream: first what is to be decided."""
    streams = {str(each["key"]): each for each in books.find(Workstream)}
    wanted = [
        each
        for each in books.find(AgendaItem)
        if each["status"] in OPEN_STATES and _is_wanted(each, streams, limits)
    ]
    schools = {str(each["school"]) for each in wanted if each["school"]}
    named, notes = named_schools(books, limits, schools)
    secret = names_kept_back(books, limits)
    alliances = books.names(Alliance)
    rows, kept_back = [], 0
    for each in sorted(wanted, key=lambda item: _place(item, streams)):
        if names_any((each[name] for name in _TEXTS), secret):
            kept_back += 1
            continue
        rows.append(_row(books, each, streams[str(each["workstream"])], named, alliances))
    if kept_back:
        notes = [*notes, left_out_for_a_name(kept_back, "item")]
    answer = _answer(rows)
    return Content(
        COLUMNS,
        rows,
        [" ".join(answer), *notes],
        _paper(books, limits, streams, wanted, rows, answer, notes),
    )


def _is_wanted(item: Values, streams: dict[str, Values], limits: Limits) -> bool:
    stream = streams[str(item["workstream"])]
    if limits.one not in (None, stream["key"]):
        return False
    if limits.alliance and stream["alliance"] != limits.alliance:
        return False
    return not limits.school or item["school"] == limits.school


def _place(item: Values, streams: dict[str, Values]) -> tuple[str, int, str, str]:
    due = item["due"]
    return (
        str(streams[str(item["workstream"])]["name"]).casefold(),
        _PLACES[str(item["status"])],
        due.isoformat() if isinstance(due, date) else "9",
        str(item["title"]).casefold(),
    )


def _row(
    books: Books,
    item: Values,
    stream: Values,
    named: frozenset[str],
    alliances: dict[str, str],
) -> Row:
    school = str(item["school"] or "")
    raised_by = books.name_of(School, school) if school in named else ""
    raised_by = raised_by or books.name_of(Organisation, str(item["organisation"] or ""))
    meeting = books.get(Meeting, str(item["meeting"] or "")) or {}
    lacking = outcome_by_the_close_of_the_year(item, books) is not None
    cells: tuple[Value, ...] = (
        str(item["title"]),
        ITEM_STATES[str(item["status"])],
        ORIGINS[str(item["origin"])],
        raised_by or None,
        item["raised"],
        item["due"],
        meeting.get("held") if item["status"] == "decided" else None,
        item["decision"],
        item["outcome"],
        NO_OUTCOME if lacking else None,
        item["evidence"],
        str(stream["name"]),
        alliances.get(str(stream["alliance"])),
    )
    return Row(str(item["key"]), cells)


def _answer(rows: Sequence[Row]) -> list[str]:
    if not rows:
        return ["Nothing is open on the agenda of a circle."]
    decided = sum(row.cells[1] is ITEM_STATES["decided"] for row in rows)
    to_decide = len(rows) - decided
    told = count_of(to_decide, "item is", "items are") if to_decide else "Nothing is"
    answer = [f"{told} to be decided."]
    if decided:
        answer.append(f"{count_of(decided, 'decision waits', 'decisions wait')} for an outcome.")
    lacking = sum(row.cells[9] is NO_OUTCOME for row in rows)
    if lacking:
        answer.append(f"{lacking} of them from a school year that is over.")
    return answer


def _paper(
    books: Books,
    limits: Limits,
    streams: dict[str, Values],
    wanted: Sequence[Values],
    rows: Sequence[Row],
    answer: Sequence[str],
    notes: Sequence[str],
) -> Paper:
    """A part for each workstream: who sets its agenda, where items come from, when it meets."""
    stream_of = {str(each["key"]): str(each["workstream"]) for each in wanted}
    return Paper(
        "Agendas of the circles",
        "Circle agenda",
        whose_paper(books, limits),
        "the circles",
        answer=list(answer),
        parts=[
            _part(books, streams[key], [row for row in rows if stream_of[row.key] == key])
            for key in dict.fromkeys(stream_of[row.key] for row in rows)
        ],
        definitions=[
            "Origin: a need of the schools, a priority of the government, or both. No outcome: it "
            "was decided in a school year that is over, and nothing is known of what came of it.",
        ],
        left_out=list(notes),
        for_circulation=limits.for_circulation,
    )


def _part(books: Books, stream: Values, rows: Sequence[Row]) -> Listing:
    """The items of a workstream, those to be decided apart from those that wait for an outcome."""
    key = str(stream["key"])
    origins = origins_in_words(raised_this_year(books, key))
    told = [
        f"Agenda set by: {agenda_set_by(books, stream, books.today).lower() or 'nobody yet'}.",
        f"Raised this school year: {origins}." if origins else "",
        f"Next meeting: {coming}." if (coming := next_circle(books, key)) else "",
    ]
    return Listing(
        "",
        COLUMNS,
        grouped(rows, {row.key: str(row.cells[1]) for row in rows}),
        _SHOWN,
        numbered=True,
        title=str(stream["name"]),
        answer=" ".join(part for part in told if part),
    )


_SHOWN = (
    Shown("title", under=("decision",), heading="Item, and what was decided"),
    Shown("origin"),
    Shown("raised-by", under=("raised",), heading="Raised by, on"),
    Shown("due"),
    Shown("decided"),
    Shown("lacking", marked=True, heading="Outcome"),
)
