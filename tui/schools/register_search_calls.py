"""Verbs that ask the register: which schools there are, and how many in an area."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from data.problems import Problem, WrongCall
from data.tables.table import Column
from models.schools.school import School
from tui.command_line import calls
from tui.command_line.calls import Call, note
from tui.command_line.tables import on_terminal, say_table
from tui.schools.register_calls import opened

if TYPE_CHECKING:
    from data.schools.register.area import SchoolsOfArea
    from data.schools.register.register import Register
    from data.schools.register.search import Found, Match
    from data.store.store import Store

_SHOWN = 50


def search(call: Call) -> int:
    """The schools of the register that the words mean."""
    words = call.rest("WORDS")
    limit = _SHOWN if on_terminal(call) else None
    with opened(call) as register, _books(call) as books:
        own, here = _own(books)
        found = register.search(words, own=own, limit=limit)
        rows = [_row_of(register, match, here) for match in found.matches]
    if found.problem:
        raise WrongCall(found.problem)
    columns = [
        Column("name", "Name", width=30), Column("urn", "URN", "code", 6),
        Column("authority", "Authority", width=10), Column("phase", "Phase", width=9),
        Column("status", "Status", width=15), Column("town", "Town"),
        Column("postcode", "Postcode", width=8), Column("type", "Type"),
        Column("pupils", "Pupils", "number", 6), Column("trust", "Trust"),
        Column("in-books", "In your books", "yes_no", 5),
    ]  # fmt: skip
    if call.options.format == "text":
        # As a mark before the name, where a terminal of 80 columns has room for it.
        columns = [Column("in-books", "", "text", 1), *columns[:-1]]
        no_phase = School.field("phase").show("0")
        rows = [
            ("●" if row[-1] else "", *("–" if cell == no_phase else cell for cell in row[:-1]))
            for row in rows
        ]
    if found.count or call.options.format != "text":
        say_table(call, "register-search", words, columns, rows)
    _note_found(found, words)
    return 0


def _row_of(register: Register, match: Match, here: set[str]) -> tuple[Any, ...]:
    phase, status, kind = (School.field(name).show for name in ("phase", "status", "type"))
    shown = status(match.status)
    if match.status == "2":
        followed = register.successors(str(match.urn)).open
        shown += "".join(f" → {urn}" for urn in followed)
    return (
        match.name, str(match.urn), match.la_name, phase(match.phase), shown, match.town,
        match.postcode, kind(match.type), match.pupils, match.trust, str(match.urn) in here,
    )  # fmt: skip


def _note_found(found: Found, words: str) -> None:
    if found.count:
        more = found.count - len(found.matches)
        note(found.summed_up() + (f" · {more:,} not shown: add a word" if more else ""))
    elif found.near:
        note(f"No matches for “{words}”. Near: {' · '.join(found.near)}")
    else:
        note(f"No matches for “{words}”.")


def count(call: Call) -> int:
    """The state-funded schools of an area, by authority and phase."""
    call.no_more()
    from data.schools.register.area import UnknownDistrictError, schools_of_area, schools_of_hub
    from data.schools.register.hubs import hub_area

    options = call.options
    if sum(map(bool, (options.alliance, options.hub, options.district))) != 1:
        raise WrongCall(
            "Of which area? Give one of --alliance NAME, --hub NW10 or --district Oldham."
        )
    with opened(call) as register:
        notes: list[str] = []
        try:
            if options.hub:
                area = hub_area(options.hub)
                if area is None:
                    raise WrongCall(
                        f"There is no teaching school hub area “{calls.clean(options.hub)}”. "
                        "Areas are called NE1, NW10, YH4 and the like."
                    )
                notes.append(f"Area {area.code}: {area.hub}, led by {area.lead_school}.")
                schools = schools_of_hub(register, area)
            elif options.district:
                schools = schools_of_area(register, options.district)
            else:
                schools, because = _of_alliance(call, register)
                notes.append(because)
        except UnknownDistrictError as problem:
            near = "; ".join(problem.near[:8])
            meant = f"There is: {near}" if near else "Districts are called as in the register."
            message = f"The register has no one district “{calls.clean(problem.district)}”. {meant}"
            raise WrongCall(message) from None
    _say_count(call, schools, [*notes, *schools.notes()])
    return 0


def _of_alliance(call: Call, register: Register) -> tuple[SchoolsOfArea, str]:
    from data.memberships.area import area_of_alliance
    from data.schools.register.area import schools_of_area
    from data.tables.finding import find_one
    from models.alliances.alliance import Alliance

    with call.open() as store:
        key = find_one(store, Alliance, call.options.alliance)
        area = area_of_alliance(store, register, key)
    if not area.districts and not area.parts:
        raise Problem(
            "No member of this alliance has a URN that is in the register, so that its area is not "
            "known. Name it: --district Oldham or --hub NW10"
        )
    return schools_of_area(register, area.districts, area.parts), area.because


def _say_count(call: Call, schools: SchoolsOfArea, notes: Sequence[str]) -> None:
    phases = sorted({phase for _, phase in schools.cells})
    authorities = sorted({authority for authority, _ in schools.cells})
    columns = [Column("authority", "Authority", width=24)]
    for phase in phases:
        # Without a phase of their own are above all special schools.
        label = "No phase" if phase == "0" else School.field("phase").show(phase)
        columns.append(Column(label.lower().replace(" ", "-"), label, "number", len(label)))
    columns.append(Column("total", "Total", "number", 6))
    rows: list[tuple[Any, ...]] = []
    for authority in authorities:
        cells = [schools.cells.get((authority, phase), 0) for phase in phases]
        rows.append((authority, *cells, sum(cells)))
    totals = [sum(row[at] for row in rows) for at in range(1, len(phases) + 1)]
    rows.append(("All", *totals, schools.count))
    say_table(call, "schools-of-area", "Schools of the area", columns, rows, notes)


@contextmanager
def _books(call: Call) -> Iterator[Store | None]:
    """The store, where there is one."""
    if not call.sample and not call.store.exists():
        yield None
        return
    with call.open() as store:
        yield store


def _own(books: Store | None) -> tuple[set[str], set[str]]:
    """The authorities and the URNs of our own schools."""
    schools = books.find(School) if books else []
    own, here = (
        {str(school[name]) for school in schools if school[name]}
        for name in ("local_authority", "urn")
    )
    return own, here
