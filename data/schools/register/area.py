"""The schools of an area: the one count that every engagement rate is a share of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from data.schools.register.asking import rows_of
from data.schools.register.hubs import HubArea
from data.schools.register.names import words_of
from data.schools.register.register import Register
from models.fields.dates import show_date

OPEN_STATUSES = ("1", "3")
STATE_FUNDED_GROUPS = ("4", "10", "11")
"""Groups of types: maintained schools, academies, free schools."""

STATE_FUNDED_TYPES = ("07", "12", "14", "33", "36", "38", "42", "43", "44")
"""Special schools and alternative provision that the state pays for, whatever group they are in."""

DEFINITION = (
    "State-funded schools that are open: maintained schools, academies and free schools, special "
    "schools and alternative provision among them. Independent schools, colleges and nurseries "
    "that are not maintained are left out."
)


class UnknownDistrictError(ValueError):
    """A district that the register does not have; `near` are those that are called alike."""

    def __init__(self, district: str, near: Sequence[str]) -> None:
        super().__init__(district)
        self.district, self.near = district, tuple(near)


@dataclass(frozen=True)
class SchoolsOfArea:
    """How many schools an area has, by authority and phase, on the day of the register.

    `cells` map an authority's name and a phase's code to a count; `urns` are the schools
    themselves, `cell_of` has the authority and the phase of each. Of the districts in `parts` all
    schools are counted, though only a part of each belongs to the area.
    """

    day: date
    districts: tuple[str, ...]
    cells: dict[tuple[str, str], int]
    urns: frozenset[str]
    parts: tuple[str, ...] = ()
    cell_of: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How many schools there are."""
        return len(self.urns)

    def notes(self) -> list[str]:
        """The definition, the districts and the day, in words."""
        notes = [
            f"{DEFINITION} Register of {show_date(self.day)}.",
            f"Districts: {'; '.join(self.districts)}.",
        ]
        if self.parts:
            named = " and ".join(self.parts)
            notes.append(
                f"Only a part of {named} belongs to the area. The register does not say which "
                "schools lie there, so that all of them are counted."
            )
        return notes


def district_named(register: Register, name: str) -> tuple[str, str]:
    """The code and the whole name of the district that is called so, or begins so.

    Raises UnknownDistrictError when there is none, or several.
    """
    wanted = " ".join(words_of(name))
    rows = rows_of(
        register.database,
        "SELECT value, name, folded FROM choices WHERE filter = 'district' ORDER BY name",
    )
    same = [(code, whole) for code, whole, folded in rows if wanted in (folded, code.lower())]
    begins = [(code, whole) for code, whole, folded in rows if wanted and folded.startswith(wanted)]
    for found in (same, begins):
        if len(found) == 1:
            return found[0]
    if begins:
        raise UnknownDistrictError(name, [whole for _, whole in begins])
    from models.fields.text import nearest

    near = nearest(wanted, [folded for _, _, folded in rows])
    raise UnknownDistrictError(name, [whole for _, whole, folded in rows if folded == near])


def districts_of_schools(register: Register, urns: Sequence[str]) -> list[str]:
    """The districts in which these schools stand, by name."""
    found = {str(register.particulars(urn).get("district") or "") for urn in dict.fromkeys(urns)}
    return sorted(found - {""})


def schools_of_area(
    register: Register, districts: Sequence[str], parts: Sequence[str] = ()
) -> SchoolsOfArea:
    """The schools of these districts, named in full, and of those that belong to it in part.

    Raises UnknownDistrictError for one that the register does not have.
    """
    named = [district_named(register, name) for name in (*districts, *parts)]
    quoted = ", ".join("?" for _ in named)
    groups, types, statuses = (
        ", ".join(f"'{code}'" for code in codes)
        for codes in (STATE_FUNDED_GROUPS, STATE_FUNDED_TYPES, OPEN_STATUSES)
    )
    rows = rows_of(
        register.database,
        "SELECT urn, coalesce(la_name, local_authority, ''), coalesce(phase, '0') "
        f"FROM establishments WHERE district_code IN ({quoted}) AND status IN ({statuses}) "
        f"AND (type_group IN ({groups}) OR type IN ({types}))",
        *(code for code, _ in named),
    )
    cells: dict[tuple[str, str], int] = {}
    for _, authority, phase in rows:
        cells[authority, phase] = cells.get((authority, phase), 0) + 1
    of_parts = tuple(name for _, name in named[len(districts) :])
    return SchoolsOfArea(
        register.day, tuple(name for _, name in named), cells,
        frozenset(str(row[0]) for row in rows), of_parts,
        {str(urn): (authority, phase) for urn, authority, phase in rows},
    )  # fmt: skip


def schools_of_hub(register: Register, area: HubArea) -> SchoolsOfArea:
    """The schools of a teaching school hub's area."""
    return schools_of_area(register, area.districts, area.parts)
