"""Lines of Today about our schools compared with the register."""

from __future__ import annotations

from collections.abc import Iterator

from data.schools.register.beside_books import has_register
from data.schools.register.state import RegisterState, register_state
from data.store.books import Books
from data.tables.attention import Matter, Step, needs_attention, sets_up
from models.fields.dates import show_date
from models.fields.states import Tone
from models.fields.text import count_of
from models.schools.school import School

SECTION = "Register"
"""The section of the tab of schools that these lines lead to."""

OLD_DAYS = 183
"""So many days old, a register says too little of today."""
_HOW_TO_BEGIN = "i there reads a GIAS download; then a finds schools as you type. Or a workbook."
_HOW_TO_BRING_IN = "a finds them in the register as you type; i brings them in from a workbook."


@needs_attention(place=80)
def beside_the_register(books: Books) -> Iterator[Matter]:
    """Schools that close, values that differ, and a register that is old; none without one."""
    state = register_state(books)
    if state is None:
        return
    closing = sorted(state.closing.values(), key=lambda each: (not each.closed, each.name))
    first = ""
    if closing:
        on = f", {show_date(closing[0].day)}" if closing[0].day else ""
        first = f"{closing[0].name}: {'closed' if closing[0].closed else 'to close'}{on}"
    keys = tuple(each.school for each in closing)
    yield Matter("Schools closed or to close", Tone.WARN, keys, first, section=SECTION)
    yield _that_differ(books, state)
    age = (books.today - state.day).days
    old = ("register",) if age > OLD_DAYS else ()
    told = f"of {show_date(state.day)}, {age} days ago: fetch the newest files" if old else ""
    yield Matter("Register is half a year old", Tone.WARN, old, told, section=SECTION)


def _that_differ(books: Books, state: RegisterState) -> Matter:
    found = state.differences(books)
    schools = tuple(dict.fromkeys(each.school for each in found))
    first = f"{found[0].name}: {School.field(found[0].attribute).label}" if found else ""
    return Matter("Schools that differ from the register", Tone.INFO, schools, first,
                  section=SECTION, short="Schools unlike the register")  # fmt: skip


@sets_up(1)
def schools_brought_in(books: Books) -> Step:
    """The schools of the alliance."""
    schools, with_urn = books.count(School), books.count_filled(School, "urn")
    there = f"{count_of(schools, 'school')}, {with_urn} with a URN" if schools else "no school"
    return Step(
        "Bring the schools in", "1 a", there, bool(schools), School.kind, "add",
        _HOW_TO_BRING_IN if has_register(books) else _HOW_TO_BEGIN,
    )  # fmt: skip
