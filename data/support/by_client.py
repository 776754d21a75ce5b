"""Specialists × clients of the school year: days used of those agreed, and the days left."""

from __future__ import annotations

from data.store.books import Books
from data.support.specialists import days_of_specialists
from data.support.standing import Standing, standings
from data.tables.table import Column, Row, Summary, named_for_scripts
from models.fields.states import State, Tone
from models.fields.values import Value, show_value
from models.people.person import Person
from models.schools.organisation import Organisation
from models.schools.school import School
from models.support.charge_scheme import SPECIALIST_KINDS
from models.support.deployment import PRIORITIES

DAYS_AND_NAMES = ("specialist", "kind", "home", "agreed", "used", "left")
"""The columns beside those of the clients, in the order of a paper; three stand after them."""

LEFT = 2
"""The column of the days that are left: before the clients, to be seen also on a small screen."""


def specialists_by_client(
    books: Books, alliance: str | None = None, school: str | None = None
) -> Summary:
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
    clients = sorted(of_clients, key=lambda key: books.name_of(School, key).casefold())
    names = {key: books.name_of(School, key) for key in clients}
    columns = [Column(key, names[key], "state", 9, _received(of_clients[key])) for key in clients]
    rows = []
    for key, of_year in shown.items():
        whole = days_of_specialists(books)[key] if school else of_year
        home = books.name_of(School, str(of_year.specialist["home_school"] or ""))
        home = home or books.name_of(Organisation, str(of_year.specialist["organisation"] or ""))
        cells: list[Value] = [
            books.name_of(Person, str(of_year.specialist["person"])),
            SPECIALIST_KINDS[str(of_year.specialist["kind_of_specialist"])],
            whole.left,
        ]
        for client in clients:
            cells.append(_cell([e for e in of_year.of if e.deployment["client"] == client]))
        rows.append(Row(key, (*cells, whole.agreed, whole.used, home)))
    rows.sort(key=lambda row: str(row.cells[0]).casefold())
    rows.sort(key=lambda row: -(left if isinstance(left := row.cells[LEFT], int) else 0))
    rows += _foot(of_clients, clients)
    before, after = (
        [Column("specialist", "Specialist", "text", 22), Column("kind", "Kind", "text", 8),
         Column("left", "Left", "hundredths", 5, "Days that may still be promised.")],
        [Column("agreed", "Agreed", "hundredths", 6, "Days promised in this school year."),
         Column("used", "Used", "hundredths", 5, "Days given of these."),
         Column("home", "Home", "text", 20)],
    )  # fmt: skip
    named = named_for_scripts(columns, "client")
    return Summary(
        "specialist-days",
        "Days of specialists by client",
        books.today,
        [*before, *named, *after],
        rows,
    )


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
        Row("", ("Why", *empty, *why, None, None, None)),
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
