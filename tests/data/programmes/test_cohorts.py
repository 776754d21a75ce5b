"""Figures of cohorts and moves of placements in the store, in any order and back."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.exports.exports import list_content
from data.problems import Refused
from data.programmes.cohorts import schools_of_cohort
from data.sample.store import open_sample
from data.store.store import Store
from data.tables.cells import set_cells
from data.tables.listing import table_of
from data.tables.moving_on import move_on, moving
from models.alliances.alliance import Alliance
from models.fields.dates import add_months
from models.programmes.cohort import FIGURES, Cohort, CohortPlace
from models.programmes.placement import PATH, Placement
from models.programmes.programme import Programme
from models.schools.organisation import Organisation
from models.schools.school import School
from models.workstreams.workstream import Workstream
from tests.conftest import TODAY


def begin(store: Store) -> tuple[str, list[str]]:
    """Add a cohort of a programme of the first workstream, and give it with some schools."""
    with store.operation("Begin") as change:
        workstream = str(store.find(Workstream)[0]["key"])
        programme = change.add(
            Programme, {"title": "Leaders", "framework": "npqsl", "workstream": workstream}
        )
        given = {"programme": programme, "name": "Autumn", "began": TODAY, "target": 9}
        cohort = change.add(Cohort, given)
    return cohort, sorted(str(each["key"]) for each in store.find(School))[:4]


def type_number(store: Store, cohort: str, school: str, name: str, number: int) -> None:
    found = schools_of_cohort(store, cohort)
    assert found is not None
    set_cells(store, found.cells, [(school, name)], str(number))


def exported(store: Store) -> list[bytes]:
    kinds = (Programme, Cohort, CohortPlace, Placement)
    return [list_content(each, table_of(store, each), "csv") for each in kinds]


def test_a_number_counts_from_its_day_on_and_what_was_counted_before_stays() -> None:
    with open_sample(TODAY) as store:
        cohort, (school, *_) = begin(store)
        assert (store.get(Cohort, cohort) or {})["expected_end"] == add_months(TODAY, 18)
        type_number(store, cohort, school, "started", 4)
        type_number(store, cohort, school, "started", 5)
        store.today = TODAY + timedelta(days=30)
        type_number(store, cohort, school, "withdrawn", 1)
        type_number(store, cohort, school, "completed", 4)
        kept = [
            (each["as_of"], *(each[name] for name in FIGURES))
            for each in store.find(CohortPlace, cohort=cohort)
        ]
        assert kept == [
            (TODAY, None, 5, None, None, None),
            (TODAY + timedelta(days=30), None, 5, 1, 4, None),
        ]
        with pytest.raises(Refused, match="5 have started and 1 withdrawn, so 5 cannot complete"):
            type_number(store, cohort, school, "completed", 5)
        store.today = TODAY
        found = schools_of_cohort(store, cohort)
        assert found is not None
        assert found.figures == "5 of 9 started"


def test_a_placement_gets_the_next_reference_and_the_alliance_of_its_workstream() -> None:
    with open_sample(TODAY) as store, store.operation("Offer") as change:
        workstream = store.find(Workstream)[0]
        given: dict[str, Any] = {
            "school": store.find(School)[0]["key"],
            "provider": store.find(Organisation)[0]["key"],
            "workstream": workstream["key"], "school_year": 2026, "phase": "ks2",
            "subjects": "primary",
        }  # fmt: skip
        keys = [change.add(Placement, given) for _ in range(2)]
        keys.append(change.add(Placement, given | {"reference": "P2026-017"}))
        keys.append(change.add(Placement, given))
        keys.append(change.add(Placement, given | {"school_year": 2027}))
        found = [change.books.get(Placement, key) or {} for key in keys]
        assert [each["reference"] for each in found] == [
            "P2026-001", "P2026-002", "P2026-017", "P2026-018", "P2027-001"
        ]  # fmt: skip
        assert {each["counted_by"] for each in found} == {workstream["alliance"]}
        assert {each["offered"] for each in found} == {TODAY}
        assert store.name_of(Alliance, str(found[0]["counted_by"]))


_OPS = st.one_of(
    st.tuples(
        st.just("number"), st.integers(0, 3), st.sampled_from(FIGURES), st.integers(0, 6)
    ),
    st.tuples(st.just("day"), st.integers(0, 0), st.just(""), st.integers(0, 20)),
    st.tuples(
        st.just("move"), st.integers(0, 5),
        st.sampled_from(["offered", "filled", "running", "ended", "withdrawn"]), st.integers(0, 1),
    ),
)  # fmt: skip
_ANSWERS = {
    "trainee_ref": "MU-9", "filled": "today", "ended": "today", "outcome": "QTS",
    "route": "Salaried", "first_post": "Elsewhere",
}  # fmt: skip


def carry_out(store: Store, cohort: str, schools: list[str], op: tuple[str, int, str, int]) -> None:
    what, at, name, number = op
    if what == "number":
        type_number(store, cohort, schools[at], name, number)
    elif what == "day":
        store.today = TODAY + timedelta(days=number)
    else:
        keys = sorted(str(each["key"]) for each in store.find(Placement))
        moved = moving(store, Placement, [keys[at % len(keys)]])
        assert moved is not None
        way = next((each for each in moved.ways if each.to == name), None)
        if way is not None:
            asked = {each: _ANSWERS[each] for each in moved.missing(way)} if number else {}
            move_on(store, moved, way, asked)


def test_any_order_of_keys_keeps_the_checks_and_undo_restores_all_byte_for_byte() -> None:
    with open_sample(TODAY) as store:

        @given(st.lists(_OPS, max_size=16))
        @settings(max_examples=30)
        def trial(ops: list[tuple[str, int, str, int]]) -> None:
            before, first = exported(store), store.undoable()
            cohort, schools = begin(store)
            for op in ops:
                was = {str(each["key"]): each["status"] for each in store.find(Placement)}
                with suppress(Refused):
                    carry_out(store, cohort, schools, op)
                for each in store.find(CohortPlace, cohort=cohort):
                    started, withdrawn, completed, passed = (
                        each[name] or 0 for name in FIGURES[1:]
                    )
                    assert passed <= completed <= started - withdrawn  # type: ignore[operator]
                for each in store.find(Placement):
                    ways = PATH.ways.get(str(was[str(each["key"])]), ())
                    assert each["status"] in (was[str(each["key"])], *(way.to for way in ways))
            store.today = TODAY
            while store.undoable() > first:
                store.undo()
            assert exported(store) == before

        trial()
