"""What members took on, raised, lowered or gave up in the workstreams within a time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from data.memberships.circulation import members_left_out, signature_stands
from data.memberships.names import member_name, within
from data.store.books import Books
from data.tables.circulation import at_least_three
from data.tables.limits import Limits
from data.tables.paper import Group, Listing, Paper, Shown
from data.tables.table import Column, Content, Row
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


class _Change(NamedTuple):
    """A day on which a level changed, and the commitment before it and after it, where one was."""

    day: date
    before: Values | None
    after: Values | None

    @property
    def commitment(self) -> Values:
        """The one that began, or else the one that ended."""
        found = self.after or self.before
        assert found is not None
        return found

    @property
    def how(self) -> Moved:
        """Whether it rose or fell."""
        return moved(self.before, self.after)

    @property
    def receives(self) -> bool:
        """Whether it tells that a school was or is supported."""
        return any(each and each["level"] == RECEIVES for each in (self.before, self.after))


def make(books: Books, limits: Limits) -> Content:
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
    rows, left_out = _rows(books, limits, shown, _changes(books, first, last))
    days = f"{show_date(first)} to {show_date(last)}"
    notes = [f"From {days}.", *_of_circulation(limits, shown, everybody, left_out)]
    return Content(
        COLUMNS,
        rows,
        notes,
        _paper(books, limits, rows, days, notes[1:]),
    )


def _rows(
    books: Books, limits: Limits, shown: Iterable[Values], changes: Iterable[_Change]
) -> tuple[list[Row], int]:
    """A row for each change of these members, the newest first, and how many may not be told."""
    members = {str(each["key"]): each for each in shown}
    streams = {str(each["key"]): each for each in books.find(Workstream)}
    alliances = books.names(Alliance)
    rows, left_out = [], 0
    for change in changes:
        membership = members.get(str(change.commitment["membership"]))
        stream = streams[str(change.commitment["workstream"])]
        if membership is None or not change.how.sign or limits.one not in (None, stream["key"]):
            continue
        secret = keeps_secret(limits, stream)
        if secret and change.receives:
            left_out += 1
            continue
        cells: tuple[Value, ...] = (
            member_name(books, membership),
            str(stream["name"]),
            ROSE_STATE if change.how is ROSE else FELL_STATE,
            _word(change.before),
            _word(change.after),
            change.day,
            None if secret else change.commitment["reason"],
            change.after["asked_by"] if change.after else None,
            alliances.get(str(membership["alliance"])),
        )
        rows.append(Row(str(membership["key"]), cells))
    rows.sort(key=lambda row: str(row.cells[0]).casefold())
    rows.sort(key=lambda row: str(row.cells[5]), reverse=True)
    return rows, left_out


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


def _changes(books: Books, first: date, last: date) -> list[_Change]:
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
                found.append(_Change(day, before, after))
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
