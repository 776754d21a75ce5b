"""The differences between our schools and the register as a table, by school or by field."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from data.files.places import register_file
from data.schools.register.differences import Difference
from data.schools.register.register import Register
from data.schools.register.state import Closing, RegisterState, register_state, why_no_state
from data.schools.register.taking_over import Accepted, accept, called, keep
from data.store.books import Books
from data.store.store import Store
from data.tables.cells import Outcome
from data.tables.foreseen import what_would_follow
from data.tables.table import Column, Row
from models.fields.dates import show_date
from models.fields.text import count_of
from models.fields.values import Value
from models.records.record import Values
from models.schools.school import School

SCHOOL, FIELD = Column("school", "School", width=22), Column("field", "Field", width=9)
_OTHERS = (
    Column("ours", "Ours", width=16),
    Column("register", "Register", width=16),
    Column("changed", "Changed", "date", 10, "When the register last changed what it says of it."),
)
_REFUSED_TOLD = 3


def key_of(each: Difference) -> str:
    """The key of the row of a difference."""
    return f"{each.school}/{each.attribute}"


@dataclass(frozen=True)
class DifferencesTable:
    """What differs, by the keys of the rows; without a state `why_none` says why there is none."""

    state: RegisterState | None = None
    schools: int = 0
    differences: dict[str, Difference] = field(default_factory=dict)
    why_none: str = ""

    @classmethod
    def of(cls, books: Books) -> DifferencesTable:
        """What differs now."""
        state = register_state(books)
        found = state.differences(books) if state else []
        why_none = "" if state else why_no_state(books)
        return cls(state, books.count(School), {key_of(each): each for each in found}, why_none)

    def columns(self, by_field: bool) -> tuple[Column, ...]:
        """The columns; the first one is told once for all rows of a group."""
        return (*((FIELD, SCHOOL) if by_field else (SCHOOL, FIELD)), *_OTHERS)

    def rows(self, by_field: bool) -> list[Row]:
        """The rows, school by school or field by field, with all their cells filled."""
        places = {each.attribute: at for at, each in enumerate(School.fields())}
        found = list(self.differences.items())
        if by_field:
            found.sort(key=lambda item: places[item[1].attribute])
        return [Row(key, _cells(each, by_field)) for key, each in found]

    def of_same_field(self, key: str) -> list[str]:
        """The keys of all rows about the field of this one."""
        attribute = self.differences[key].attribute
        return [each for each, other in self.differences.items() if other.attribute == attribute]

    @property
    def closing(self) -> Mapping[str, Closing]:
        """The schools that close, by their keys."""
        return self.state.closing if self.state else {}

    def ends(self, each: Difference) -> bool:
        """Whether this is that a school has closed."""
        found = self.closing.get(each.school)
        return found is not None and found.closed and each.attribute in ("status", "closed")

    def said_when_empty(self) -> str:
        """What is said where nothing differs, or nothing was compared."""
        if self.state is None:
            return self.why_none
        schools = count_of(self.schools, "school")
        return f"The register of {show_date(self.state.day)} and your {schools} agree."


def _cells(each: Difference, by_field: bool) -> tuple[Value, ...]:
    shown = School.field(each.attribute).show
    label = School.field(each.attribute).label
    first: tuple[Value, ...] = (label, each.name) if by_field else (each.name, label)
    return (*first, shown(each.ours) or None, shown(each.register), each.since)


def told_once(rows: Sequence[Row]) -> list[Row]:
    """The rows with what they are grouped by only in the first row of each group."""
    before: Value = None
    found = []
    for row in rows:
        first = row.cells[0]
        found.append(Row(row.key, (None, *row.cells[1:])) if first == before else row)
        before = first
    return found


def follows(books: Books, differences: Iterable[Difference]) -> str:
    """What follows from taking these, in words."""
    by_school: dict[str, Values] = {}
    for each in differences:
        by_school.setdefault(each.school, {})[each.attribute] = each.register
    schools = books.get_many(School, list(by_school))
    changes = [(before, before | by_school[key]) for key, before in schools.items()]
    return what_would_follow(books, School, changes)


def take_all(store: Store, differences: Sequence[Difference]) -> Outcome:
    """Take what the register says of these, as one operation; the outcome says what followed."""
    followed = follows(store, differences)
    with Register.open(register_file(store.path)) as register:
        done = accept(store, register, differences)
    said = f"Took {called(done.taken)} from the register" if done.taken else "Nothing was taken"
    told = " ".join([*done.followed, followed])
    return Outcome(f"{said}. {told}".rstrip(". "), _warned(done), done.kinds)


def _warned(done: Accepted) -> str:
    told = [*done.refused[:_REFUSED_TOLD], *done.warnings[:_REFUSED_TOLD]]
    more = len(done.refused) + len(done.warnings) - len(told)
    return " ".join([*told, *([f"And {more} more."] if more else [])])


def keep_all(store: Store, differences: Sequence[Difference]) -> Outcome:
    """Keep ours of these, as one operation."""
    kinds = keep(store, differences)
    return Outcome(f"Kept {called(differences)} as ours", "", kinds)
