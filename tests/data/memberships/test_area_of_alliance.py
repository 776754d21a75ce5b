"""The districts whose schools an alliance might reach."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from data.memberships.area import area_of_alliance
from data.schools.register.area import schools_of_area
from data.schools.register.register import Register
from data.schools.register.update import Options, update
from data.store.store import Store
from models.alliances.alliance import Alliance
from models.memberships.membership import Membership
from models.schools.school import School
from tests.conftest import TODAY
from tests.register_extracts import school, write


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    rows = [
        school(137_133, "Hub"),
        school(100_001, "Member", la="354", district="Rochdale"),
        school(100_002, "Left", la="929", district="Northumberland"),
    ]
    path = tmp_path / "register.db"
    update(path, [write(tmp_path / "edubasealldata20261112.csv", rows)], Options(), today=TODAY)
    with Register.open(path) as opened:
        yield opened


def add_alliance(store: Store, hub_urn: str | None) -> str:
    with store.operation("Begin") as change:
        keys = {
            urn: change.add(School, {"urn": urn, "name": f"School {urn}"})
            for urn in ("137133", "100001", "100002", "100003")
        }
        hub = keys.get(hub_urn or "")
        alliance = change.add(Alliance, {"name": "Northern", "hub": hub})
        for urn in ("100001", "100003"):
            change.add(Membership, {"school": keys[urn], "alliance": alliance})
        change.add(
            Membership, {"school": keys["100002"], "alliance": alliance, "stage": "declined"}
        )
    return alliance


def test_the_area_is_that_of_the_teaching_school_hub_that_its_hub_leads(
    store: Store, register: Register
) -> None:
    area = area_of_alliance(store, register, add_alliance(store, "137133"))
    assert (area.districts, area.parts) == (("Oldham", "Tameside"), ())
    assert "NW10" in area.because


@pytest.mark.parametrize("hub", [None, "100001"])
def test_the_area_is_otherwise_where_its_members_stand(
    store: Store, register: Register, hub: str | None
) -> None:
    area = area_of_alliance(store, register, add_alliance(store, hub))
    assert area.districts == ("Rochdale",)
    assert "in which its members stand" in area.because


def test_the_area_is_what_the_alliance_names_before_all_else(
    store: Store, register: Register
) -> None:
    alliance = add_alliance(store, "137133")
    with store.operation("Area") as change:
        change.set(Alliance, alliance, {"area": "northumberland, NW10"})
    area = area_of_alliance(store, register, alliance)
    assert area.districts == ("northumberland", "Oldham", "Tameside")
    # The one count takes districts however they are written, and says which they are.
    assert schools_of_area(register, area.districts[:2]).districts == ("Northumberland", "Oldham")
    assert "as its field Area has it" in area.because
