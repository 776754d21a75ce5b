"""Engagement: how many schools of an area take part, by strand, authority and phase."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from data.memberships.area import area_of_alliance
from data.memberships.circulation import schools_that_signed
from data.schools.register.area import UnknownDistrictError, schools_of_area
from data.schools.register.beside_books import register_beside
from data.store.books import Books
from data.tables.table import Hint
from models.alliances.alliance import Alliance
from models.fields.dates import show_date
from models.fields.text import count_of
from models.indicators.figures import percent_of
from models.indicators.periods import Period
from models.memberships.engagement import TakingPart, all_taking_part, ways_of_taking_part
from models.records.record import Values
from models.schools.gias_codes import LOCAL_AUTHORITIES, PHASES
from models.schools.school import School
from models.workstreams.workstream import STRANDS, Workstream, strand_of

AREA, MEMBERS = "area", "members"
"""The base of a rate: all schools of the area, or the members."""

SUPPORT = "support"
"""The strand of which a small count would tell who is supported."""

SMALLEST_TOLD = 3
"""Counts of support below this are printed as fewer than it."""

NO_PHASE = "Special and alternative"
"""The phase shown for schools that have none of their own: mostly special schools."""

BY_STRAND, BY_AUTHORITY, BY_PHASE = "By strand", "By authority", "By phase"

ANY_STRAND = "Any strand"


@dataclass(frozen=True, slots=True)
class Rate:
    """How many schools of a base take part: by name of the strand, the authority or the phase.

    `schools` take part in the period, `ever` took part at any time until its end; both are keys.
    """

    part: str
    name: str
    schools: frozenset[str]
    ever: frozenset[str]
    of: int
    strand: str = ""

    @property
    def count(self) -> int:
        """How many take part."""
        return len(self.schools)

    @property
    def percent(self) -> int | None:
        """The rate per cent, in hundredths."""
        return percent_of(self.count, self.of)

    @property
    def ever_percent(self) -> int | None:
        """The rate of those that ever took part."""
        return percent_of(len(self.ever), self.of)

    @property
    def is_kept_small(self) -> bool:
        """Whether the count is so small that it would tell who is supported."""
        return self.strand == SUPPORT and 0 < self.count < SMALLEST_TOLD


@dataclass(frozen=True, slots=True)
class Engagement:
    """The rates of an alliance in a period, of one base, with what they are shares of in words.

    `outside` take part and are not of the base. `base_day` is the day of the register; None where
    the base is the members.
    """

    alliance: str
    period: Period
    base: str
    of: int
    base_in_words: str
    base_day: date | None
    rates: Sequence[Rate]
    outside: frozenset[str]
    notes: Sequence[str]

    @property
    def any_strand(self) -> Rate:
        """The rate of all strands together."""
        return self.rates[0]

    @property
    def base_in_short(self) -> str:
        """The base of the rates, in a few words."""
        return f"register of {show_date(self.base_day)}" if self.base_day else "members only"

    def of_part(self, part: str) -> list[Rate]:
        """The rates by strand, by authority or by phase."""
        return [each for each in self.rates if each.part == part]


class _Base(NamedTuple):
    """The base of the rates: the authority and the phase of each school, by its key here."""

    kind: str
    cell_of: Mapping[str, tuple[str, str]]
    key_of: Mapping[str, str]
    """The school's key in the base by its key in the books."""
    in_words: str
    day: date | None
    notes: Sequence[str]


def engagement(
    books: Books, alliance: str, of: Period, base: str = AREA, *, for_circulation: bool = False
) -> Engagement:
    """The rates of an alliance in a period, as shares of all schools of its area or of its members.

    Where the area cannot be told, because there is no register, of the members. For circulation
    nobody counts who takes part by something confidential alone.
    """
    shares = _members(books, alliance) if base == MEMBERS else _area(books, alliance)
    last = min(of.last, books.today)
    everything = all_taking_part(books, for_circulation=for_circulation)
    taking = [each for each in everything if each.alliance == alliance]
    now = [each for each in taking if each.within(of.first, last)]
    ever = [each for each in taking if each.first is None or each.first <= last]
    counted = frozenset(shares.key_of)

    def rate(part: str, name: str, among: Collection[str], strand: str = "") -> Rate:
        """The rate of a strand, or of the schools of the base that are among these."""
        here = counted if among is shares.cell_of else _in_books(shares, among)
        return Rate(
            part, name, here & _schools(now, strand),
            here & _schools(ever, strand), len(among), strand,
        )  # fmt: skip

    rates = [rate(BY_STRAND, ANY_STRAND, shares.cell_of)]
    there = {strand_of(each) for each in books.find(Workstream, alliance=alliance)}
    there |= {each.strand for each in ever}
    strands = [each for each in STRANDS if each in there]
    rates += sorted(
        (rate(BY_STRAND, STRANDS[strand], shares.cell_of, strand) for strand in strands),
        key=lambda each: -each.count,
    )
    for part, at in ((BY_AUTHORITY, 0), (BY_PHASE, 1)):
        groups: dict[str, list[str]] = {}
        for key, cell in shares.cell_of.items():
            groups.setdefault(cell[at], []).append(key)
        found = [rate(part, name, keys) for name, keys in groups.items()]
        rates += sorted(found, key=lambda each: (-(each.percent or 0), each.name))
    outside = _schools(now) - counted
    return Engagement(
        alliance, of, shares.kind, len(shares.cell_of), shares.in_words, shares.day, rates, outside,
        [_definition(of, for_circulation=for_circulation), *_of_outside(outside), *shares.notes],
    )  # fmt: skip


def _schools(taking: Iterable[TakingPart], strand: str = "") -> frozenset[str]:
    return frozenset(each.school for each in taking if strand in ("", each.strand))


def _in_books(shares: _Base, among: Collection[str]) -> frozenset[str]:
    wanted = set(among)
    return frozenset(key for key, there in shares.key_of.items() if there in wanted)


def _definition(of: Period, *, for_circulation: bool) -> str:
    ways = ways_of_taking_part(for_circulation=for_circulation)
    told = "; ".join(way.says for way in ways)
    left_out = ""
    if for_circulation:
        secret = [way.says for way in ways_of_taking_part() if way.confidential]
        left_out = f" Not counted, because it is confidential: {'; '.join(secret)}."
    return f"A school takes part in a strand in {of.name}, on any day of it, by: {told}.{left_out}"


def _of_outside(outside: Collection[str]) -> list[str]:
    if not outside:
        return []
    schools = count_of(len(outside), "school")
    are = "takes" if len(outside) == 1 else "take"
    return [f"{schools} more {are} part and {'is' if are == 'takes' else 'are'} not of these."]


# What a rate is a share of


def _members(books: Books, alliance: str, *why: str) -> _Base:
    members = schools_that_signed(books, alliance)
    cells = {
        str(each["key"]): (
            _word(LOCAL_AUTHORITIES, each["local_authority"], "Authority unknown"),
            _phase(each["phase"]),
        )
        for each in books.of_keys(School, members)
    }
    name = books.name_of(Alliance, alliance)
    words = f"of the schools that have signed for {name}"
    notes = list(why)
    return _Base(MEMBERS, cells, {key: key for key in cells}, words, None, notes)


def _area(books: Books, alliance: str) -> _Base:
    with register_beside(books) as register:
        if register is None:
            return _members(
                books, alliance,
                "There is no register of schools here, so only members are counted.",
                Hint("Register on tab 1 reads one."),
            )  # fmt: skip
        area = area_of_alliance(books, register, alliance)
        if not area.districts and not area.parts:
            return _members(
                books, alliance,
                "No member has a URN that is in the register, so only members are counted.",
            )  # fmt: skip
        try:
            found = schools_of_area(register, area.districts, area.parts)
        except UnknownDistrictError as unknown:
            return _members(
                books, alliance,
                f"The register has no district {unknown.district}, so only members are counted.",
            )  # fmt: skip
        cells = {
            urn: (authority, _phase(phase)) for urn, (authority, phase) in found.cell_of.items()
        }
        authorities = len({authority for authority, _ in cells.values()})
        words = (
            f"of all open state-funded schools in {_area_in_words(area.because, authorities)}, "
            f"register of {show_date(found.day)}"
        )
        urns = {str(each["urn"]): str(each["key"]) for each in _with_urn(books)}
        keys = {urns[urn]: urn for urn in cells if urn in urns}
        return _Base(AREA, cells, keys, words, found.day, [area.because, *found.notes()])


def _area_in_words(because: str, authorities: int) -> str:
    return count_of(authorities, "authority", "authorities")


def _with_urn(books: Books) -> list[Values]:
    return books.select(School.select(School.key, School.urn).where(School.urn.is_null(False)))


def _phase(phase: object) -> str:
    code = str(phase or "0")
    return NO_PHASE if code == "0" else PHASES.get(code, code)


def _word(words: Mapping[str, str], value: object, unknown: str) -> str:
    return words.get(str(value), str(value)) if value else unknown


# Over time


def engaged_by_half_term(
    books: Books, alliance: str, half_terms: Sequence[tuple[date, date]]
) -> list[int]:
    """How many schools took part in each half-term, whatever the base."""
    taking = [each for each in all_taking_part(books) if each.alliance == alliance]
    return [
        len({each.school for each in taking if each.within(first, last)})
        for first, last in half_terms
    ]
