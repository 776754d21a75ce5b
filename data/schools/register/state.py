"""How our schools compare with the register: worked out once, and kept while the books allow."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from data.files.places import register_file
from data.schools.register.beside_books import has_register, register_beside
from data.store.books import Books
from models.records.record import Values
from models.schools.school import School

if TYPE_CHECKING:
    from data.schools.register.differences import Difference
    from data.schools.register.register import Register

MOST_COMPARED = 2000
"""With more schools than these they are compared only where somebody asks for it."""

_CLOSED, _TO_CLOSE = "2", "3"
_AHEAD_DAYS = 250
"""So many days ahead a closure is told: two terms."""


class Closing(NamedTuple):
    """A school of ours that the register calls closed, or that is to close.

    `day` is that of its closure, where the register says it.
    """

    school: str
    name: str
    urn: str
    status: str
    day: date | None

    @property
    def closed(self) -> bool:
        """Whether the register calls it closed."""
        return self.status == _CLOSED


class RegisterState:
    """What a register says otherwise than our schools, and which of them close.

    `day` is that of the register, `unknown` the keys of schools with a URN that it does not have.
    """

    def __init__(self, books: Books, register: Register) -> None:
        self.day = register.day
        self._differences: dict[str, tuple[Difference, ...]] = {}
        self.closing: dict[str, Closing] = {}
        self.unknown: set[str] = set()
        self._compare(books, register, books.find(School))

    def differences(self, books: Books) -> list[Difference]:
        """What differs and was not decided, school by school in the order of their names."""
        from data.schools.register.differences import as_decided, decisions

        decided = decisions(books)
        found = [
            each
            for of_school in self._differences.values()
            for each in of_school
            if decided.get((each.school, each.attribute))
            != as_decided(each.attribute, each.register)
        ]
        return sorted(found, key=lambda each: each.name.casefold())

    def update(self, books: Books, touched: Mapping[str, set[str]]) -> bool:
        """Compare again the schools that were changed."""
        keys = touched.get(School.kind)
        if keys:
            with register_beside(books) as register:
                if register is None:
                    return False
                self._forget(keys)
                self._compare(books, register, books.of_keys(School, keys))
        return True

    def _forget(self, keys: Iterable[str]) -> None:
        for key in keys:
            self._differences.pop(key, None)
            self.closing.pop(key, None)
            self.unknown.discard(key)

    def _compare(self, books: Books, register: Register, schools: list[Values]) -> None:
        from data.schools.register.differences import compare

        urns = [str(school["urn"]) for school in schools if school["urn"]]
        theirs, changed = register.schools(urns), register.changed_on(urns)
        found = compare(schools, theirs, changed, called=books.names_of_namesakes(School))
        for each in found.differences:
            self._differences[each.school] = (*self._differences.get(each.school, ()), each)
        self.unknown |= {str(school["key"]) for school in found.unknown}
        for school in schools:
            says = theirs.get(str(school["urn"] or ""))
            closing = says and _closing_of(books, school, says)
            if closing:
                self.closing[closing.school] = closing


def _closing_of(books: Books, school: Values, says: Values) -> Closing | None:
    """The closure of a school of ours that is open, as far as the register tells of one."""
    status, day = says.get("status"), says.get("closed")
    ends = day if isinstance(day, date) else None
    if school["status"] == _CLOSED:
        return None
    gone = status == _CLOSED
    # One that is proposed without a day is told as well: the day may be near.
    soon = status == _TO_CLOSE and (ends is None or (ends - books.today).days <= _AHEAD_DAYS)
    if not gone and not soon:
        return None
    name = books.name_from(School, school)
    return Closing(str(school["key"]), name, str(school["urn"]), str(status), ends)


def register_state(books: Books) -> RegisterState | None:
    """How our schools stand beside the register; None where there is none, or far too many schools.

    It is kept until the register is another one.
    """
    if not has_register(books) or books.count(School) > MOST_COMPARED:
        return None
    look = register_file(books.path).stat()
    stamp = f"{look.st_ino} {look.st_size} {look.st_mtime_ns}"
    kept = books.cached(f"register {stamp}", _Kept)
    return kept.state


def why_no_state(books: Books) -> str:
    """Why our schools were not compared, in words; empty where there is no register yet."""
    if not has_register(books):
        return ""
    if books.count(School) > MOST_COMPARED:
        return (
            f"More than {MOST_COMPARED:,} schools are not compared on the screen, but by: "
            "alliance register differences"
        )
    return "The register cannot be read: i reads the department’s files anew."


class _Kept:
    """The state, or that there is none because the register cannot be read."""

    def __init__(self, books: Books) -> None:
        with register_beside(books) as register:
            self.state = RegisterState(books, register) if register else None

    def update(self, books: Books, touched: Mapping[str, set[str]]) -> bool:
        return self.state is not None and self.state.update(books, touched)
