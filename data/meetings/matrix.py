"""The attendance matrix: members × meetings, each cell saying how the member was represented."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from data.meetings.attendance import Attendances, HeldMeeting, heads_named, the_meeting
from data.meetings.chosen_alliance import newest_alliance
from data.meetings.letters import HINTS, LETTERS, NAMED, NONE, WORDS, set_attendance
from data.memberships.as_of import memberships
from data.memberships.chosen_alliance import first_alliance
from data.memberships.names import member_name
from data.memberships.open import STAGES_IN_SHORT
from data.store.books import Books
from data.store.change import Change
from data.tables.matrix import Applicable, Cell, Cells, Matrix
from data.tables.table import Column, Row, Summary
from models.alliances.alliance import Alliance
from models.fields.states import State
from models.fields.values import Value
from models.meetings.attendance import ATTENDED, NOT_EXPECTED, OF_GUESTS, Attendance
from models.meetings.meeting import Meeting
from models.memberships.membership import STAGES_THAT_ENDED, STAGES_THAT_SIGNED, Membership
from models.people.person import Person
from models.records.record import Values

_LONGEST_ATTENDED = max(
    len(state.word) for state in (*ATTENDED.values(), *OF_GUESTS.values(), NOT_EXPECTED)
)
_MEETING_WIDTH = 14
_MOST_MEETINGS = 40
"""The newest meetings, which have columns; older ones are in the list of attendance."""


@dataclass(frozen=True, kw_only=True)
class AttendanceMatrix(Matrix):
    """Members × meetings: a cell's row is a membership, its column a meeting."""

    letters = LETTERS
    words = WORDS
    hints = HINTS
    states = tuple(ATTENDED.values())
    counted = frozenset({ATTENDED["absent"]})
    count_label = "Away"
    cell_record = Attendance
    row_record = Membership
    to_come: frozenset[str] = frozenset()
    """The columns of meetings that are still to come."""

    def name_of(self, books: Books, cells: Cells) -> str:
        """The meeting and the school, or how many of each."""
        members, meetings = ({cell[at] for cell in cells} for at in (0, 1))
        first = the_meeting(books, cells[0][1])
        what = first.label if first and len(meetings) == 1 else f"{len(meetings)} meetings"
        if len(members) > 1:
            return f"{what}, {len(members)} schools"
        membership = books.get(Membership, cells[0][0])
        return f"{what}, {member_name(books, membership)}" if membership else what

    def asks(self, value: Value) -> bool:
        """Whether nobody has recorded yet who came."""
        return value is None

    def stops_at(self, row: Row, at: int) -> bool:
        """Who came is not known of a meeting that is still to come, and nobody need say."""
        return self.asks(row.cells[at]) and self.table.columns[at].name not in self.to_come

    def set(self, change: Change, cell: Cell, meaning: str, **answers: Value) -> None:
        """Record how a member was represented; a deputy by name needs a `deputy`."""
        member, meeting = cell
        deputy = answers.get("deputy")
        set_attendance(change, meeting, member, _attended(meaning), str(deputy) if deputy else None)

    def label_of(self, books: Books, cells: Cells, meaning: str, **answers: Value) -> str:
        """How they were represented, by whom, and at what."""
        deputy = f" {answers['deputy']}" if answers.get("deputy") else ""
        return f"{WORDS[_attended(meaning)]}{deputy}: {self.name_of(books, cells)}"

    def select_applicable(self, books: Books, cells: Cells, meaning: str = "") -> Applicable:
        """Of several cells those of meetings that were held, where the school was expected.

        A whole row has meetings to come, and meetings at which the school was no member: of these
        nothing is recorded unless nothing else is marked. What is taken away is taken away
        everywhere.
        """
        if len(cells) == 1 or meaning == NONE:
            return Applicable(cells)
        meetings = books.get_many(Meeting, list({meeting for _, meeting in cells}))
        held = {key: str(values["held"]) for key, values in meetings.items()}
        today = books.today.isoformat()
        over = [cell for cell in cells if held.get(cell[1], "") <= today] or cells
        expected = [cell for cell in over if self.content_of(cell) is not NOT_EXPECTED] or over
        left_out = [
            f"{count} {why}"
            for count, why in (
                (len(cells) - len(over), "of meetings to come"),
                (len(over) - len(expected), "where the school was not expected"),
            )
            if count
        ]
        if not left_out:
            return Applicable(expected)
        counted = f"{len(expected)} cell{'s' if len(expected) > 1 else ''}"
        return Applicable(expected, f"{counted}; left out: {' and '.join(left_out)}.")

    def content_now(self, books: Books, cell: Cell) -> object:
        """How the member is recorded as represented."""
        member, meeting = cell
        found = books.find(Attendance, meeting=meeting, membership=member)
        return ATTENDED[str(found[0]["attended"])] if found else None

    def is_same(self, before: object, now: object) -> bool:
        """Whether both are the same, a guest's as a member's."""
        letters = [each.letter if isinstance(each, State) else "" for each in (before, now)]
        return letters[0] == letters[1]

    def shorten(
        self, books: Books, label: str, warnings: str, cell: Cell, meaning: str, **answers: Value
    ) -> tuple[str, str]:
        """Leave out the meeting, which is the column in front: the warning needs the room."""
        attended = _attended(meaning)
        if attended == "deputy" and not answers.get("deputy"):
            (letter,) = (each for each, meant in LETTERS.items() if meant == NAMED)
            warnings += f" {letter} on it notes the name."
        membership = books.get(Membership, cell[0])
        who = member_name(books, membership) if membership else ""
        return WORDS[attended] if who in warnings else f"{WORDS[attended]}, {who}", warnings


def _attended(meaning: str) -> str:
    return "deputy" if meaning == NAMED else meaning


def attendance_matrix(
    books: Books, alliance: str | None = None, meeting: str | None = None
) -> AttendanceMatrix:
    """Members × meetings of one alliance, the newest meeting first, up to the next one: who came.

    Without an alliance it is the one that met last. A row stands for a membership that was expected
    at one of these meetings, visited one, or has not ended. Who was expected at the `meeting` (the
    last one held, when none is named) stands first, so that its letters are typed straight down;
    who was a member at none of them, and can only be a guest, stands last.
    """
    alliance = alliance or newest_alliance(books) or first_alliance(books)
    kept = Attendances(books, alliance=alliance)
    next_ones = _next_ones(kept.meetings, books.today)
    shown = [*next_ones, *(each for each in kept.meetings if each.held <= books.today)]
    meetings = shown[:_MOST_MEETINGS] + [m for m in shown[_MOST_MEETINGS:] if m.key == meeting]
    held = [each for each in meetings if each.held <= books.today]
    named = next((each for each in meetings if each.key == meeting), None)
    first = named or (held[0] if held else None)
    members = memberships(books, alliance=alliance) if alliance else []
    cells, details = _recorded(books, kept, members, meetings)
    name = books.name_of(Alliance, alliance)
    title = f"Who came to the meetings of {name}" if name else "Who came to the meetings"
    rows = _rows(books, kept, members, meetings, first)
    return AttendanceMatrix(
        table=Summary("attendance-matrix", title, books.today, _columns(meetings), rows),
        column_keys={each.key: each.key for each in meetings},
        full_labels={each.key: each.label for each in meetings},
        cells=cells,
        details=details,
        begins=first.key if first else "",
        to_come=frozenset(each.key for each in next_ones),
    )


def _next_ones(meetings: Sequence[HeldMeeting], today: date) -> list[HeldMeeting]:
    """Of those to come only the next: apologies for it arrive, and what was held stays near."""
    to_come = [each for each in meetings if each.held > today]
    return [each for each in to_come if each.held == to_come[-1].held]


def _columns(meetings: Iterable[HeldMeeting]) -> list[Column]:
    return [
        Column("school", "School", "text", 24),
        Column("stage", "Stage", "state", 7),
        *(
            Column(
                each.key, _short_label(each), "state", _MEETING_WIDTH, each.label, _LONGEST_ATTENDED
            )
            for each in meetings
        ),
    ]


def _rows(
    books: Books,
    kept: Attendances,
    members: Iterable[Values],
    meetings: Sequence[HeldMeeting],
    first: HeldMeeting | None,
) -> list[Row]:
    """A row for each member: who was expected at the `first` meeting, others, and guests."""
    rows: list[tuple[tuple[int, str], Row]] = []
    for membership in members:
        key, stage = str(membership["key"]), str(membership["stage"])
        member_at = [each for each in meetings if kept.is_expected(membership, each)]
        visited = any((each.key, key) in kept.came for each in meetings)
        if stage in STAGES_THAT_ENDED and not member_at and not visited:
            continue
        name = member_name(books, membership)
        states = (kept.state(membership, each) for each in meetings)
        signed = stage in STAGES_THAT_SIGNED
        rank = 0 if first in member_at else 1 if member_at or signed else 2
        row = Row(key, (name, STAGES_IN_SHORT[stage], *states))
        rows.append(((rank, name.casefold()), row))
    return [row for _, row in sorted(rows, key=lambda each: each[0])]


def _recorded(
    books: Books, kept: Attendances, members: Sequence[Values], meetings: Sequence[HeldMeeting]
) -> tuple[dict[Cell, str], dict[Cell, tuple[str, ...]]]:
    """The record of each cell that has one, and who came: the deputy, and the head of that day."""
    people = books.names(Person) if kept.came else {}
    heads = heads_named(books, kept, members)
    cells: dict[Cell, str] = {}
    details: dict[Cell, tuple[str, ...]] = {}
    for membership in members:
        key = str(membership["key"])
        for each in meetings:
            came = kept.came.get((each.key, key))
            if came is None:
                continue
            cells[key, each.key] = came.key
            person = heads.get((each.key, key))
            head = [f"head: {people[person]}"] if person in people else []
            details[key, each.key] = (*([came.deputy] if came.deputy else []), *head)
    return cells, details


def _short_label(meeting: HeldMeeting) -> str:
    """The day and the month, then as much as there is room for of its name: 12/11 Steering."""
    first, *others = meeting.name.split()
    label = f"{meeting.held.day:02}/{meeting.held.month:02} {first}"
    for word in others:
        if len(label) + 1 + len(word) > _MEETING_WIDTH:
            break
        label = f"{label} {word}"
    return label
