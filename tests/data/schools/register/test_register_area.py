"""The schools of an area, which every rate of engagement is a share of."""

from __future__ import annotations

import pytest

from data.schools.register.area import (
    STATE_FUNDED_TYPES,
    UnknownDistrictError,
    schools_of_area,
    schools_of_hub,
)
from data.schools.register.hubs import areas_led_by, hub_area, hub_areas
from data.schools.register.register import Register
from models.schools.gias_codes import TYPE_GROUP_OF
from tests.data.schools.register.conftest import Make
from tests.register_extracts import school


@pytest.fixture
def register(make_register: Make) -> Register:
    return make_register(
        [
            school(100_000, "Community", phase="2"),
            school(100_001, "Academy", type="34", phase="4"),
            school(100_002, "Free school", type="35", phase="4"),
            school(100_003, "To close", status="3"),
            school(100_004, "Special", type="07", phase="0"),
            school(100_005, "Special free school", type="36", phase="0"),
            school(100_006, "Referral unit", type="14", phase="0"),
            school(100_010, "Closed", status="2"),
            school(100_011, "Proposed", status="4"),
            school(100_012, "Independent", type="11"),
            school(100_013, "College", type="18", phase="6"),
            school(100_014, "Non-maintained special", type="08", phase="0"),
            school(100_020, "Next door", la="354", district="Rochdale"),
            school(100_021, "In the hub", la="357", district="Tameside"),
            school(100_022, "Far away", la="935", district="East Suffolk"),
            school(100_023, "Further", la="801", district="Bristol, City of"),
        ]
    )


def test_state_funded_schools_that_are_open_are_counted_by_authority_and_phase(
    register: Register,
) -> None:
    found = schools_of_area(register, ["Oldham", "rochdale"])
    assert found.count == 8
    assert found.cells == {
        ("Oldham", "0"): 3, ("Oldham", "2"): 2, ("Oldham", "4"): 2, ("Rochdale", "2"): 1,
    }  # fmt: skip
    assert found.urns == {str(100_000 + number) for number in range(7)} | {"100020"}
    assert found.districts == ("Oldham", "Rochdale")
    assert "Register of 12/11/2026" in found.notes()[0]


def test_a_type_counts_by_its_code_where_its_group_says_otherwise(make_register: Make) -> None:
    row = school(100_000, "Special academy", type="44", phase="0")
    register = make_register([row | {"EstablishmentTypeGroup (code)": "5"}])
    assert schools_of_area(register, ["Oldham"]).count == 1


def test_the_area_of_a_hub_is_its_districts(register: Register) -> None:
    area = hub_area("nw10")
    assert area
    assert (area.lead_urn, area.districts) == ("137133", ("Oldham", "Tameside"))
    assert schools_of_hub(register, area).count == 8
    assert areas_led_by("137133") == [area]


def test_a_district_of_which_a_part_belongs_to_a_hub_is_told(register: Register) -> None:
    found = schools_of_area(register, [], ["East Suffolk"])
    assert found.count == 1
    assert any("Only a part of East Suffolk" in note for note in found.notes())


@pytest.mark.parametrize(("typed", "near"), [("Oldhan", ("Oldham",)), ("xyz", ()), ("", ())])
def test_a_district_that_there_is_not_is_told(
    register: Register, typed: str, near: tuple[str, ...]
) -> None:
    with pytest.raises(UnknownDistrictError) as problem:
        schools_of_area(register, [typed])
    assert problem.value.near == near


def test_the_catalogue_of_hubs_is_whole() -> None:
    areas = hub_areas()
    assert len(areas) == 87
    assert len({area.code for area in areas}) == 87
    assert all(area.every_district for area in areas)
    whole = [district for area in areas for district in area.districts]
    # No district belongs to two areas whole.
    assert len(whole) == len(set(whole))
    parts = {district for area in areas for district in area.parts}
    assert parts == {"Birmingham", "Cornwall", "East Suffolk", "North Yorkshire"}
    assert not parts & set(whole)
    assert all(len(area.lead_urn) == 6 and area.lead_urn.isdigit() for area in areas)


def test_the_types_that_count_are_of_the_code_lists() -> None:
    assert set(STATE_FUNDED_TYPES) <= set(TYPE_GROUP_OF)
