"""The area of an alliance: the districts whose schools it might reach."""

from __future__ import annotations

from dataclasses import dataclass

from data.schools.register.area import districts_of_schools
from data.schools.register.hubs import areas_led_by, hub_area
from data.schools.register.register import Register
from data.store.books import Books
from models.alliances.alliance import Alliance
from models.memberships.membership import STAGES_THAT_ENDED, Membership
from models.schools.school import School


@dataclass(frozen=True)
class AreaOfAlliance:
    """The districts of an alliance, those of which only a part belongs to it, and why these."""

    districts: tuple[str, ...]
    parts: tuple[str, ...]
    because: str


def area_of_alliance(books: Books, register: Register, alliance: str) -> AreaOfAlliance:
    """The area that the alliance names; or that of the teaching school hub that its hub leads.

    Where it leads none, the districts in which its members stand; without members there are none.
    """
    values = books.get(Alliance, alliance) or {}
    if values.get("area"):
        return _named(str(values["area"]), str(values["name"]))
    hub = books.get(School, str(values.get("hub") or ""))
    name = str(values.get("name", ""))
    areas = areas_led_by(str(hub["urn"])) if hub and hub["urn"] else []
    if hub and areas:
        codes = " and ".join(area.code for area in areas)
        return AreaOfAlliance(
            tuple(district for area in areas for district in area.districts),
            tuple(dict.fromkeys(district for area in areas for district in area.parts)),
            f"The area of {name}: teaching school hub area {codes}, which {hub['name']} leads.",
        )
    urns = []
    for membership in books.find(Membership, alliance=alliance):
        school = books.get(School, str(membership["school"] or ""))
        if school and school["urn"] and membership["stage"] not in STAGES_THAT_ENDED:
            urns.append(str(school["urn"]))
    return AreaOfAlliance(
        tuple(districts_of_schools(register, urns)),
        (),
        f"The area of {name}: the districts in which its members stand. Its hub leads no teaching "
        "school hub area; name others with --district or --hub.",
    )


def _named(area: str, name: str) -> AreaOfAlliance:
    """The districts, and those of the hubs' areas, that stand in the field Area."""
    districts: list[str] = []
    parts: list[str] = []
    for each in (part.strip() for part in area.split(",")):
        hub = hub_area(each) if each else None
        districts += hub.districts if hub else [each] if each else []
        parts += hub.parts if hub else []
    return AreaOfAlliance(
        tuple(dict.fromkeys(districts)), tuple(dict.fromkeys(parts)),
        f"The area of {name}, as its field Area has it: {area}.",
    )  # fmt: skip
