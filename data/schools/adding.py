"""Adding schools from the register: searched for, chosen, added as one operation."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Self

from data.files.places import register_file
from data.problems import Refused
from data.schools.groups import bring_in_of, bring_in_trusts
from data.schools.register.register import Register
from data.schools.register.search import Found, Match
from data.store.books import Books
from data.store.store import Store
from data.tables.cells import Outcome
from data.tables.table import Column, Row
from models.fields.dates import show_date
from models.fields.states import State, Tone
from models.fields.text import count_of
from models.fields.values import Value
from models.records.record import Values
from models.schools.school import School

COLUMNS = (
    Column("name", "Name", width=40),
    Column("in-books", "", width=1, help="● stands at schools that are in your books."),
    Column("authority", "Authority", width=11),
    Column("phase", "Phase", width=9),
    Column("urn", "URN", "code", 8),
    Column("town", "Town", width=14),
    Column("type", "Type", width=22),
    Column("pupils", "Pupils", "number", 6),
)
"""What is shown of each school that a search finds; its key is its URN."""

_SHOWN = 200
"""So many schools are shown while somebody types; with more than these, a word more is needed."""

_CLOSED, _PROPOSED = "2", "4"
_HERE = State("●", "in your books", Tone.QUIET)
_NO_PHASE = "0"
_REFUSED_TOLD = 3

Tick = Callable[[int, int], None]


NOTHING = Found()
"""What a search without words comes to."""


class Shown(NamedTuple):
    """What a search shows: the counts, its rows, and by URN a line about each school."""

    found: Found = NOTHING
    rows: Sequence[Row] = ()
    about: dict[str, str] = {}


@dataclass(frozen=True)
class SchoolSearch:
    """The register beside the books, open for as long as somebody searches it.

    Used in the store's thread. `here` has the keys of our schools by their URNs.
    """

    register: Register
    own: frozenset[str]
    here: dict[str, str]

    @classmethod
    def open(cls, books: Books) -> Self:
        """Begin to search. Raises RegisterProblem when there is no register to be read."""
        register = Register.open(register_file(books.path))
        ours = books.kept(School, ("key", "urn", "local_authority"))
        own = frozenset(authority for _, _, authority in ours if authority)
        return cls(register, own, {urn: key for key, urn, _ in ours if urn})

    def title(self) -> str:
        """How many schools there are to choose from, and of which day."""
        count = self.register.counts()[""]
        return f"{count_of(count, 'school')} · of {show_date(self.register.day)}"

    def find(self, typed: str) -> Shown:
        """The first of the schools that the words mean."""
        found = self.register.search(typed, own=self.own, limit=_SHOWN)
        return Shown(
            found,
            [self._row(match) for match in found.matches],
            {str(match.urn): self._about(match) for match in found.matches},
        )

    def all_to_add(self, typed: str) -> list[str]:
        """The URNs of all schools that the words mean and that are not in the books yet.

        Closed ones are left out where others fit as well.
        """
        matches = self.register.search(typed, own=self.own, limit=None).matches
        new = [match for match in matches if str(match.urn) not in self.here]
        standing = [match for match in new if match.status != _CLOSED]
        return [str(match.urn) for match in standing or new]

    def values(self, urn: str) -> Values:
        """What the register says of a school, its URN with it."""
        return {"urn": urn} | (self.register.school(urn) or {})

    def warning(self, urn: str) -> str:
        """What somebody should know who adds this school; empty when there is nothing."""
        kept = self.register.particulars(urn)
        if kept.get("status") != _CLOSED:
            return ""
        closed = School.field("closed")
        day = kept.get("closed")
        said = f"It closed on {closed.show(closed.decode(day))}" if day else "It has closed"
        followed = self.register.successors(urn).open
        return f"{said}; it goes on as {', '.join(map(str, followed))}." if followed else f"{said}."

    def close(self) -> None:
        """Close the register."""
        self.register.close()

    def _row(self, match: Match) -> Row:
        urn, phase = str(match.urn), School.field("phase")
        here = urn in self.here
        told: Value = "–" if match.phase == _NO_PHASE else phase.show(match.phase)
        authority, code = match.la_name, urn
        if match.status == _CLOSED:
            authority = "closed"
            followed = self.register.successors(urn).open
            code = f"→ {followed[0]}" if len(followed) == 1 else urn
        elif match.status == _PROPOSED:
            authority = "proposed"
        cells: tuple[Value, ...] = (
            *(match.name, _HERE if here else None, authority, told, code, match.town),
            *(School.field("type").show(match.type), match.pupils),
        )
        if here or match.status == _CLOSED:
            cells = tuple(_quiet(cell) for cell in cells)
        return Row(urn, cells)

    def _about(self, match: Match) -> str:
        kind = School.field("type").show(match.type)
        pupils = f"{match.pupils:,} pupils" if match.pupils is not None else ""
        place = ", ".join(dict.fromkeys(part for part in (match.town, match.la_name) if part))
        here = "● in your books" if str(match.urn) in self.here else ""
        code = f"URN {match.urn}" if match.status == _CLOSED else ""
        parts = (here, code, kind, pupils, match.trust or "no trust", place, match.postcode)
        return " · ".join(part for part in parts if part)


def _quiet(cell: Value) -> Value:
    return State("", cell, Tone.QUIET) if isinstance(cell, str) else cell


def add_from_register(
    store: Store, register: Register, urns: Sequence[str], tick: Tick = lambda done, total: None
) -> Outcome:
    """Add these schools with all that the register says of them, as one operation.

    One that a rule forbids, or that is in the books by now, is left out and named.
    """
    there = {urn for (urn,) in store.kept(School, ("urn",)) if urn}
    wanted = [urn for urn in dict.fromkeys(urns) if urn not in there]
    schools = register.schools(wanted)
    added, refused = 0, []
    label = f"{count_of(len(wanted), 'school')} added from the register"
    with store.operation(label) as change:
        bring_in_trusts(change, register, schools)
        for urn in wanted:
            if urn not in schools:
                continue
            try:
                change.add(School, schools[urn] | {"urn": urn})
            except Refused as problem:
                refused.append(f"{schools[urn].get('name', urn)} was not added: {problem}")
            else:
                added += 1
            tick(added, len(wanted))
        new = change.books.get_many(School, sorted(change.touched.get(School.kind, ())))
        bring_in_of(change, register, new.values())
        kinds = change.kinds
    told = " ".join(refused[:_REFUSED_TOLD])
    if len(refused) > _REFUSED_TOLD:
        told += f" And {len(refused) - _REFUSED_TOLD} more."
    said = f"{count_of(added, 'school')} added from the register of {show_date(register.day)}"
    return Outcome(said, told, kinds)
