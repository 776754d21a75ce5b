"""The matrices: schools × workstreams (levels), × policies (states), × meetings (attendance)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from data.attendance import Attendances, HeldMeeting, heads_named, newest_alliance
from data.listings import Wanted, in_order
from data.member_particulars import member_name
from data.memberships_on_a_day import memberships
from data.policy_standing import Board, board
from data.tables import Column, Row, Summary
from models.alliances import (
    LEVELS,
    STAGES,
    STAGES_THAT_ENDED,
    STAGES_THAT_SIGNED,
    Alliance,
    Commitment,
    Workstream,
    is_open,
)
from models.due import POLICY_STATES
from models.meetings import ATTENDED, NOT_EXPECTED, OF_GUESTS
from models.people import Person
from models.policies import CATALOGUES
from models.records import Values
from models.states import State
from models.text import folded
from models.values import Value, show_value

if TYPE_CHECKING:
    from data.store import Store


@dataclass(frozen=True, slots=True)
class Matrix:
    """A table whose columns, too, stand for records.

    `column_keys` gives the record of each column by its name, `full_labels` what it is called in
    full. `cells` are the records behind cells by (row key, column name), where there are any;
    a matrix of policies has its `board` instead, which knows that and more.
    """

    table: Summary
    column_keys: dict[str, str] = field(default_factory=dict)
    cells: dict[tuple[str, str], str] = field(default_factory=dict)
    full_labels: dict[str, str] = field(default_factory=dict)
    board: Board | None = None
    marks: dict[str, object] = field(default_factory=dict)
    """By row what is another object once the row may have changed; where the board tells."""
    details: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    """What else there is to say of a cell, by (row key, column name)."""

    def cell_key(self, row: str, column: str) -> str | None:
        """The record behind a cell; None where there is none."""
        if self.board is not None:
            standing = self.board.get(row, column)
            return standing.key or None if standing else None
        return self.cells.get((row, column))


_STAGES_IN_SHORT = {
    stage: State(state.letter, word, state.tone)
    for stage, word in {
        "enquiry": "Enquiry",
        "in discussion": "Talking",
        "statement sent": "Sent",
        "member": "Member",
        "strategic partner": "Partner",
        "paused": "Paused",
        "leaving": "Leaving",
        "left": "Left",
        "declined": "Declined",
    }.items()
    for state in [STAGES[stage]]
}


_LONGEST_LEVEL = max(len(state.word) for state in LEVELS.values())
_LONGEST_STATE = max(len(state.word) for state in POLICY_STATES)
_LONGEST_ATTENDED = max(
    len(state.word) for state in (*ATTENDED.values(), *OF_GUESTS.values(), NOT_EXPECTED)
)
_MEETING_WIDTH = 14
_MOST_MEETINGS = 40
"""So many meetings have a column, the newest ones; older ones stand in the list of attendance."""


def commitments_matrix(store: Store, alliance: str | None = None) -> Matrix:
    """Schools × workstreams of one alliance (the first when none is named): who does what.

    A row stands for a membership that has not ended, a cell for its open commitment.
    """
    alliance = alliance or first_alliance(store)
    workstreams = sorted(
        (
            each
            for each in store.find(Workstream, alliance=alliance)
            if not isinstance(each["ended"], date) or each["ended"] > store.today
        ),
        key=lambda each: str(each["name"]),
    )
    columns = [
        Column("school", "School", "text", 24),
        Column("stage", "Stage", "state", 7),
    ]
    column_keys, labels = {}, {}
    for each in workstreams:
        key = str(each["key"])
        label = str(each["short_name"] or each["name"])
        columns.append(
            Column(key, label, "state", max(5, len(label)), str(each["name"]), _LONGEST_LEVEL)
        )
        column_keys[key], labels[key] = key, str(each["name"])
    levels: dict[tuple[str, str], str] = {}
    cells: dict[tuple[str, str], str] = {}
    for commitment in store.find(Commitment):
        if commitment["workstream"] in column_keys and is_open(commitment, store.today):
            place = str(commitment["membership"]), str(commitment["workstream"])
            levels[place], cells[place] = str(commitment["level"]), str(commitment["key"])
    rows = []
    for membership in open_memberships(store, alliance):
        key = str(membership["key"])
        given: list[Value] = [
            member_name(store, membership),
            _STAGES_IN_SHORT[str(membership["stage"])],
        ]
        for column in column_keys:
            level = levels.get((key, column))
            given.append(LEVELS[level] if level else None)
        rows.append(Row(key, tuple(given)))
    rows.sort(key=lambda row: str(row.cells[0]).casefold())
    name = store.name_of(Alliance, alliance)
    title = f"Who does what in {name}" if name else "Who does what"
    table = Summary("workstreams-matrix", title, store.today, columns, rows)
    return Matrix(table, column_keys, cells, labels)


def policies_matrix(store: Store, catalogue: str, before: Matrix | None = None) -> Matrix:
    """Schools × the policies of a catalogue: where each stands today.

    Rows are the schools that are watched. The parts of a document that may be held whole have a
    column once a school holds one. Rows that are as they were in the matrix `before` are the very
    same, so that whoever shows them sees at once what has changed.
    """
    standing = board(store)
    policies = [
        policy
        for policy in standing.policies
        if policy.catalogue == catalogue
        and (policy.part_of is None or standing.is_held(policy.key))
    ]
    short = dict(store.database.rows('SELECT "key", "short_title" FROM "policy"'))
    columns = [Column("school", "School", "text", 24)]
    labels = {}
    for policy in policies:
        label = str(short[policy.key] or policy.title)[:14]
        columns.append(Column(policy.key, label, "state", 5, policy.name, _LONGEST_STATE))
        labels[policy.key] = policy.name
    wanted = [policy.key for policy in policies]
    same = before is not None and list(before.column_keys) == wanted
    kept = {row.key: row for row in before.table.rows} if before is not None and same else {}
    known = before.marks if before is not None else {}
    marks = {}
    rows = []
    for school in standing.schools.values() if policies else ():
        if school.key not in standing.watched:
            continue
        key = school.key
        mark = marks[key] = standing.mark_of(key)
        if key in kept and known.get(key) is mark:
            rows.append(kept[key])
        else:
            rows.append(Row(key, (school.name, *standing.states(key, wanted))))
    title = f"Policies of {CATALOGUES[catalogue]}: where each school stands"
    table = Summary("policies-matrix", title, store.today, columns, rows)
    columns_of = {key: key for key in wanted}
    return Matrix(table, columns_of, full_labels=labels, board=standing, marks=marks)


def attendance_matrix(
    store: Store, alliance: str | None = None, meeting: str | None = None
) -> Matrix:
    """Members × meetings of one alliance, the newest meeting first, up to the next one: who came.

    Without an alliance it is the one that met last. A row stands for a membership that was expected
    at one of these meetings, visited one, or has not ended. Who was expected at the `meeting` (the
    last one held, when none is named) stands first, so that its letters are typed straight down;
    who was a member at none of them, and can only be a guest, stands last.
    """
    alliance = alliance or newest_alliance(store) or first_alliance(store)
    kept = Attendances(store, alliance=alliance)
    to_come = [each for each in kept.meetings if each.held > store.today]
    # Of those to come only the next: apologies for it arrive, and what was held stays near.
    next_ones = [each for each in to_come if each.held == to_come[-1].held]
    shown = [*next_ones, *kept.meetings[len(to_come) :]]
    meetings = shown[:_MOST_MEETINGS] + [m for m in shown[_MOST_MEETINGS:] if m.key == meeting]
    columns = [
        Column("school", "School", "text", 24),
        Column("stage", "Stage", "state", 7),
        *(
            Column(
                each.key, _short_label(each), "state", _MEETING_WIDTH, each.label, _LONGEST_ATTENDED
            )
            for each in meetings
        ),
    ]
    held = [each for each in meetings if each.held <= store.today]
    named = next((each for each in meetings if each.key == meeting), None)
    first = named or (held[0] if held else None)
    people = store.names(Person) if kept.came else {}
    members = memberships(store, alliance=alliance) if alliance else []
    heads = heads_named(store, kept, members)
    rows: list[tuple[tuple[int, str], Row]] = []
    cells, details = {}, {}
    for membership in members:
        key = str(membership["key"])
        member_at = [each for each in meetings if kept.is_expected(membership, each)]
        recorded = [each for each in meetings if (each.key, key) in kept.came]
        ended = membership["stage"] in STAGES_THAT_ENDED
        if ended and not member_at and not recorded:
            continue
        name = member_name(store, membership)
        states = (kept.state(membership, each) for each in meetings)
        given = (name, _STAGES_IN_SHORT[str(membership["stage"])], *states)
        signed = membership["stage"] in STAGES_THAT_SIGNED
        rank = 0 if first in member_at else 1 if member_at or signed else 2
        rows.append(((rank, name.casefold()), Row(key, given)))
        for each in recorded:
            came = kept.came[each.key, key]
            cells[key, each.key] = came.key
            person = heads.get((each.key, key))
            head = [f"head: {people[person]}"] if person in people else []
            details[key, each.key] = (*([came.deputy] if came.deputy else []), *head)
    name = store.name_of(Alliance, alliance)
    title = f"Who came to the meetings of {name}" if name else "Who came to the meetings"
    ordered = [row for _, row in sorted(rows, key=lambda each: each[0])]
    table = Summary("attendance-matrix", title, store.today, columns, ordered)
    keys = {each.key: each.key for each in meetings}
    labels = {each.key: each.label for each in meetings}
    return Matrix(table, keys, cells, labels, details=details)


def _short_label(meeting: HeldMeeting) -> str:
    """The day and the month, then as much as there is room for of its name: 12/11 Steering."""
    first, *others = meeting.name.split()
    label = f"{meeting.held.day:02}/{meeting.held.month:02} {first}"
    for word in others:
        if len(label) + 1 + len(word) > _MEETING_WIDTH:
            break
        label = f"{label} {word}"
    return label


def first_alliance(store: Store) -> str | None:
    """The alliance that is shown when none was chosen: that of the most members, then by name."""
    counts = Counter(
        each["alliance"] for each in memberships(store) if each["stage"] in STAGES_THAT_SIGNED
    )
    found = store.names(Alliance).items()
    return min(
        (key for key, _ in sorted(found, key=lambda each: each[1].casefold())),
        key=lambda key: -counts[key],
        default=None,
    )


def open_memberships(store: Store, alliance: str | None) -> list[Values]:
    """The memberships of an alliance that have not ended."""
    if alliance is None:
        return []
    return [
        membership
        for membership in memberships(store, alliance=alliance)
        if membership["stage"] not in STAGES_THAT_ENDED
    ]


def narrowed(table: Summary, wanted: Wanted) -> list[Row]:
    """The rows of a table that hold all the words, in the order that is wanted."""
    rows = list(table.rows)
    if wanted.only is not None:
        rows = [row for row in rows if row.key in wanted.only]
    words = folded(wanted.words).split()
    if words:
        # By their places: several rows of a summary may stand for one record, or for none.
        texts = [
            folded(
                " ".join(
                    show_value(cell, column.kind)
                    for cell, column in zip(row.cells, table.columns, strict=True)
                )
            )
            for row in rows
        ]
        rows = [
            row
            for row, text in zip(rows, texts, strict=True)
            if all(word in text for word in words)
        ]
    names = [column.name for column in table.columns]
    return in_order(rows, names.index(wanted.sort), wanted.descending) if wanted.sort else rows
