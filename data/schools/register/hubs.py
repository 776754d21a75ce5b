"""The areas of the teaching school hubs: which districts each serves, and which school leads it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("teaching_school_hubs.toml")


@dataclass(frozen=True)
class HubArea:
    """One area: its code, such as NW10, the hub, and its districts as the register calls them.

    Of the districts in `parts` only a part belongs to it, which the register cannot tell.
    """

    code: str
    region: str
    hub: str
    lead_urn: str
    lead_school: str
    districts: tuple[str, ...]
    parts: tuple[str, ...] = ()

    @property
    def every_district(self) -> tuple[str, ...]:
        """The districts of which the whole or a part belongs to it."""
        return (*self.districts, *self.parts)


@cache
def hub_areas() -> tuple[HubArea, ...]:
    """All areas, by region and code."""
    import tomli

    table = tomli.loads(_FILE.read_text(encoding="utf-8"))
    return tuple(
        HubArea(
            code=str(each["code"]),
            region=str(each["region"]),
            hub=str(each["hub"]),
            lead_urn=str(each["lead_urn"]),
            lead_school=str(each["lead_school"]),
            districts=tuple(each.get("districts", ())),
            parts=tuple(each.get("parts", ())),
        )
        for each in table["area"]
    )


def hub_area(code: str) -> HubArea | None:
    """The area with this code, whatever its case; None when there is none."""
    wanted = code.replace(" ", "").upper()
    return next((area for area in hub_areas() if area.code == wanted), None)


def areas_led_by(urn: str) -> list[HubArea]:
    """The areas whose hub this school leads; some schools lead two."""
    return [area for area in hub_areas() if area.lead_urn == urn]
