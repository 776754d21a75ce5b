"""TODO"""

from __future__ import annotations

from data.meetings.attendance import Attendances, HeldMeeting, heads_named
from data.meetings.chosen_alliance import newest_alliance
from data.memberships.as_of import memberships
from data.memberships.chosen_alliance import first_alliance
from data.memberships.names import member_name
from data.memberships.open import _STAGES_IN_SHORT
from data.store.books import Books
from data.tables.matrix import Matrix
from data.tables.table import Column, Row, Summary
from models.alliances.alliance import Alliance
from models.meetings.attendance import ATTENDED, NOT_EXPECTED, OF_GUESTS
from models.memberships.membership import STAGES_THAT_ENDED, STAGES_THAT_SIGNED
from models.people.person import Person

_LONGEST_ATTENDED = max(
    len(state.word) for state in (*ATTENDED.values(), *OF_GUESTS.values(), NOT_EXPECTED)
)
_MEETING_WIDTH = 14
_MOST_MEETINGS = 40
"""So many meetings have a column, the newest ones; older ones stand in the list of attendance."""


def attendance_matrix(
    books: Books, alliance: str | None = None, meeting: str | None = None
) -> Matrix:
    """Members × meetings of one alliance, the newest meeting first, up to the next one: who came.

    Without an alliance it is the one that met last. A row stands for a membership that was expected
    at one of these meetings, visited one, or has not ended. Who was expected at the `meeting` (the
    last one held, when none is named) stands first, so that its letters are typed straight down;
    who was a member at none of them, and can only be a guest, stands last.
    """
    alliance = alliance or newest_alliance(books) or first_alliance(books)
    kept = Attendances(books, alliance=alliance)
    to_come = [each for each in kept.meetings if each.held > books.today]
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
    held = [each for each in meetings if each.held <= books.today]
    named = next((each for each in meetings if each.key == meeting), None)
    first = named or (held[0] if held else None)
    people = books.names(Person) if kept.came else {}
    members = memberships(books, alliance=alliance) if alliance else []
    heads = heads_named(books, kept, members)
    rows: list[tuple[tuple[int, str], Row]] = []
    cells, details = {}, {}
    for membership in members:
        key = str(membership["key"])
        member_at = [each for each in meetings if kept.is_expected(membership, each)]
        recorded = [each for each in meetings if (each.key, key) in kept.came]
        ended = membership["stage"] in STAGES_THAT_ENDED
        if ended and not member_at and not recorded:
            continue
        name = member_name(books, membership)
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
    name = books.name_of(Alliance, alliance)
    title = f"Who came to the meetings of {name}" if name else "Who came to the meetings"
    ordered = [row for _, row in sorted(rows, key=lambda each: each[0])]
    table = Summary("attendance-matrix", title, books.today, columns, ordered)
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
