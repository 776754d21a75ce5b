"""Specialists × clients of the school year: days used of those agreed, and the days left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from data.store.books import Books
from data.support.specialists import DaysOfYear, days_of_specialists
from data.support.standing import Standing, standings
from data.tables.table import Column, Content, Row, named_for_scripts
from models.fields.states import State, Tone
from models.fields.values import Value, show_value
from models.people.person import Person
from models.schools.organisation import Organisation
from models.schools.school import School
from models.support.charge_scheme import SPECIALIST_KINDS
from models.support.deployment import PRIORITIES

DAYS_AND_NAMES = ("specialist", "kind", "home", "agreed", "used", "left")
"""The columns beside those of the clients, in the order of a paper; three stand after them."""

CLIENTS = slice(3, -3)
"""The columns of the clients."""

WHY = "Why"
"""The name of the last row, which says of each client why it is supported."""

LEFT = 2
"""The column of the days that are left: before the clients, to be seen also on a small screen."""

_BEFORE_CLIENTS = (
    Column("specialist", "Specialist", "text", 22),
    Column("kind", "Kind", "text", 8),
    Column("left", "Left", "hundredths", 5, "Days that may still be promised."),
)
_AFTER_CLIENTS = (
    Column("agreed", "Agreed", "hundredths", 6, "Days promised in this school year."),
    Column("used", "Used", "hundredths", 5, "Days given of these."),
    Column("home", "Home", "text", 20),
)


def specialists_by_client(
    books: Books, alliance: str | None = None, school: str | None = None
) -> Content:
    """The days of the school year by specialist and client, most days left first.

    Of one school the column of its own support alone.
    """
    stand = [
        each
        for each in standings(books)
        if (not alliance or each.deployment["alliance"] == alliance)
        and (not school or each.deployment["client"] == school)
    ]
    days = days_of_specialists(books, stand)
    shown = {key: each for key, each in days.items() if each.specialist["ended"] is None or each.of}
    of_clients: dict[str, list[Standing]] = {}
    for of_year in shown.values():
        for each in of_year.of:
            of_clients.setdefault(str(each.deployment["client"]), []).append(each)
    names = {key: books.name_of(School, key) for key in of_clients}
    clients = sorted(of_clients, key=lambda key: names[key].casefold())
    columns = [Column(key, names[key], "state", 9, _received(of_clients[key])) for key in clients]
    whole = days_of_specialists(books) if school else days
    return Content(
        [*_BEFORE_CLIENTS, *named_for_scripts(columns, "client"), *_AFTER_CLIENTS],
        [*_rows(books, shown, whole, clients), *_foot(of_clients, clients)],
    )


def _rows(
    books: Books,
    shown: Mapping[str, DaysOfYear],
    whole: Mapping[str, DaysOfYear],
    clients: Sequence[str],
) -> list[Row]:
    """A row for each specialist: the days of these clients, beside those of the whole year."""
    rows = []
    for key, of_year in shown.items():
        specialist, all_days = of_year.specialist, whole[key]
        home = books.name_of(School, str(specialist["home_school"] or ""))
        home = home or books.name_of(Organisation, str(specialist["organisation"] or ""))
        cells = (
            books.name_of(Person, str(specialist["person"])),
            SPECIALIST_KINDS[str(specialist["kind_of_specialist"])],
            all_days.left,
            *(
                _cell([each for each in of_year.of if each.deployment["client"] == client])
                for client in clients
            ),
            all_days.agreed,
            all_days.used,
            home,
        )
        rows.append(Row(key, cells))
    rows.sort(key=lambda row: str(row.cells[0]).casefold())
    rows.sort(key=lambda row: -(left if isinstance(left := row.cells[LEFT], int) else 0))
    return rows


def _foot(of_clients: dict[str, list[Standing]], clients: list[str]) -> list[Row]:
    """What each client received of what was agreed, and why it is supported."""
    if not clients:
        return []
    received = [_cell(of_clients[key]) for key in clients]
    why: list[Value] = []
    for key in clients:
        words = {_SHORT.get(str(e.deployment["priority"]), "") for e in of_clients[key]} - {""}
        why.append(State("", ", ".join(sorted(words)), Tone.QUIET) if words else None)
    empty = (None, None)
    return [
        Row("", ("Received", *empty, *received, None, None, None)),
        Row("", (WHY, *empty, *why, None, None, None)),
    ]


_SHORT = {"need": "In need", "prevention": "Prevent", "wish": "Own wish"}
"""Why a client is supported, in the room of its column."""


def _received(of_client: list[Standing]) -> str:
    """What a client receives, and why: "2 of 2 days, own wish"."""
    used, agreed = sum(each.used for each in of_client), sum(each.agreed for each in of_client)
    why = {PRIORITIES.get(str(each.deployment["priority"]), "") for each in of_client} - {""}
    shown = f"{_number(used)} of {_number(agreed)} days"
    return ", ".join([shown, *sorted(each.lower() for each in why)])


def _cell(several: list[Standing]) -> State | None:
    """The days used of those agreed; nothing where the specialist has none for the client."""
    if not several:
        return None
    used, agreed = sum(each.used for each in several), sum(each.agreed for each in several)
    said = f"{_number(used)}/{_number(agreed)}"
    tone = Tone.WARN if used > agreed else Tone.GOOD if used == agreed else Tone.INFO
    return State(said, said, tone)


def _number(hundredths: int) -> str:
    return show_value(hundredths, "hundredths")
