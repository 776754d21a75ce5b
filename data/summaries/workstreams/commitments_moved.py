"""What members took on, raised, lowered or gave up in the workstreams within a time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from data.memberships.circulation import members_left_out, signature_stands
from data.memberships.names import member_name, within
from data.store.books import Books
from data.tables.circulation import at_least_three
from data.tables.limits import Limits
from data.tables.paper import Group, Listing, Paper, Shown
from data.tables.table import Column, Row, Summary
from data.workstreams.agenda import whose_paper
from data.workstreams.circulation import RECEIVES, keeps_secret
from data.workstreams.levels import FELL, ROSE, Moved, moved
from models.alliances.alliance import Alliance
from models.fields.dates import add_months, show_date
from models.fields.states import State, Tone
from models.fields.text import count_of
from models.fields.values import Value
from models.records.record import Values
from models.workstreams.commitment import DEPTHS, LEVELS, Commitment
from models.workstreams.workstream import Workstream

ROSE_STATE = State(ROSE.sign, "Rose", Tone.GOOD)
FELL_STATE = State(FELL.sign, "Fell", Tone.WARN)

COLUMNS = (
    Column("school", "School", "text", 26),
    Column("workstream", "Workstream", "text", 20),
    Column("moved", "Moved", "state", 6),
    Column("was", "Was", "text", 10),
    Column("is", "Is", "text", 10),
    Column("since", "Since", "date", 10),
    Column("reason", "Reason", "text", 26),
    Column("asked-by", "Asked by", "text", 20, "Who of the school asked for it."),
    Column("alliance", "Alliance", "text", 22, importance=3),
)


def make(books: Books, limits: Limits) -> Summary:
    """One row for each change of level within the time, the newest first.

    Without days it is the year up to this day, as the arrows of the matrix have it. Whoever was
    interested only did nothing yet.
    """
    first = limits.first or add_months(books.today, -12) + timedelta(1)
    last = limits.last or books.today
    everybody = within(books, limits.alliance, limits.school)
    shown = [
        each for each in everybody if not limits.for_circulation or signature_stands(books, each)
    ]
    members = {str(each["key"]): each for each in shown}
    streams = {str(each["key"]): each for each in books.find(Workstream)}
    alliances = books.names(Alliance)
    rows = []
    left_out = 0
    for day, before, after in _changes(books, first, last):
        of = after or before
        assert of is not None
        membership = members.get(str(of["membership"]))
        how = moved(before, after)
        stream = str(of["workstream"])
        if membership is None or not how.sign or limits.one not in (None, stream):
            continue
        secret = keeps_secret(limits, streams[stream])
        if secret and any(each and each["level"] == RECEIVES for each in (before, after)):
            left_out += 1
            continue
        said = after or before
        cells: tuple[Value, ...] = (
            member_name(books, membership),
            str(streams[stream]["name"]),
            _state(how),
            _word(before),
            _word(after),
            day,
            said["reason"] if said and not secret else None,
            after["asked_by"] if after else None,
            alliances.get(str(membership["alliance"])),
        )
        rows.append((day, str(cells[0]).casefold(), Row(str(membership["key"]), cells)))
    rows.sort(key=lambda each: each[1])
    rows.sort(key=lambda each: each[0], reverse=True)
    found = [row for *_, row in rows]
    days = f"{show_date(first)} to {show_date(last)}"
    notes = [f"From {days}.", *_of_circulation(limits, shown, everybody, left_out)]
    return Summary(
        "commitments-moved",
        "Commitments that rose and fell",
        books.today,
        COLUMNS,
        found,
        notes,
        _paper(books, limits, found, days, notes[1:]),
    )


def _of_circulation(
    limits: Limits, shown: list[Values], everybody: list[Values], receiving: int
) -> list[str]:
    if not limits.for_circulation:
        return []
    return [
        members_left_out(shown, everybody),
        "That a school is supported is confidential, so what began or ended at the level Receive "
        f"in a workstream of support is left out ({at_least_three(receiving)}).",
    ]


def _changes(
    books: Books, first: date, last: date
) -> list[tuple[date, Values | None, Values | None]]:
    """Each day within the time on which a level of a pair changed: what was before and after."""
    pairs: dict[tuple[str, str], list[Values]] = {}
    for each in books.find(Commitment):
        pairs.setdefault((str(each["membership"]), str(each["workstream"])), []).append(each)
    found = []
    for periods in pairs.values():
        days = {
            day
            for each in periods
            for name in ("began", "ended")
            if isinstance(day := each[name], date) and first <= day <= last
        }
        for day in sorted(days):
            before, after = _held(periods, day - timedelta(1)), _held(periods, day)
            if before is not after:
                found.append((day, before, after))
    return found


def _held(periods: Sequence[Values], day: date) -> Values | None:
    """The deepest of these periods that held on a day."""
    held = [
        each
        for each in periods
        if not (isinstance(began := each["began"], date) and began > day)
        and not (isinstance(ended := each["ended"], date) and ended <= day)
    ]
    return max(held, key=lambda each: DEPTHS[str(each["level"])], default=None)


def _state(how: Moved) -> State:
    return ROSE_STATE if how is ROSE else FELL_STATE


def _word(commitment: Values | None) -> str:
    return LEVELS[str(commitment["level"])].word if commitment else "Nothing"


def _paper(
    books: Books, limits: Limits, rows: Sequence[Row], days: str, notes: Sequence[str]
) -> Paper:
    rose = sum(row.cells[2] is ROSE_STATE for row in rows)
    fell = len(rows) - rose
    answer = [f"{count_of(rose, 'commitment')} rose and {fell} fell."]
    if not rows:
        answer = ["Nothing rose or fell."]
    nobody = sum(row.cells[7] is None and row.cells[2] is ROSE_STATE for row in rows)
    if nobody:
        answer.append(f"Of {nobody} that rose it is not known who of the school asked.")
    return Paper(
        "Commitments that rose and fell",
        "",
        whose_paper(books, limits),
        "the steering group",
        days,
        answer=answer,
        parts=[
            Listing(
                "The newest first",
                COLUMNS,
                [Group("", rows)],
                (
                    Shown("school", under=("workstream",), heading="School and workstream"),
                    Shown("moved", marked=True),
                    Shown("was"),
                    Shown("is"),
                    Shown("since", heading="On"),
                    Shown("reason", under=("asked-by",), heading="Why, and who asked"),
                ),
            )
        ],
        definitions=[
            "A level rises from nothing to paused, receive, contribute and lead; to be interested "
            "is to do nothing yet. To do less is not to leave.",
        ],
        left_out=list(notes),
        for_circulation=limits.for_circulation,
    )
