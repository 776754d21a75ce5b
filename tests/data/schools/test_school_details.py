"""The details of a school end with what the register says of it beside its fields."""

from __future__ import annotations

from data.store.store import Store
from data.tables.details import details_of, lines_of
from models.schools.school import School
from tests.register_extracts import school
from tests.registers import put_register_beside


def test_the_details_of_a_school_end_with_what_the_register_says(store: Store) -> None:
    with store.operation("Two") as change:
        known = change.add(School, {"name": "Ash", "urn": "100001"})
        other = change.add(School, {"name": "By hand"})
    put_register_beside(
        store.path, [school(100_001, "Ash", SchoolCapacity="240", NumberOfPupils="210")]
    )
    found = details_of(store, School, known)
    assert found is not None
    lines = lines_of(found)
    at = lines.index(("In the register of 12/11/2026", ""))
    assert ("Pupils", "210 on roll · 240 places") in lines[at:]
    without = details_of(store, School, other)
    assert without is not None
    assert without.beside == ()
