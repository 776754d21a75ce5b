"""Saving: one operation, compared with what the person saw, for one record and for many."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from data.problems import Clash, Refused
from data.store.store import Store
from data.tables.saving import (
    add_record,
    carry_out_removal,
    change_record,
    change_records,
    plan_removal,
)
from models.policies.policy import Policy
from models.policies.review import Review
from models.policies.school_policy import SchoolPolicy
from models.schools.school import School

Open = Callable[..., Store]
ASH, OAK = "a" * 32, "b" * 32


@pytest.fixture
def desks(open_store: Open, path: Path) -> tuple[Store, Store]:
    """Two desks on the same two schools."""
    here = open_store()
    with here.operation("Begin") as change:
        change.add(School, {"name": "Ash", "town": "Hexham"}, ASH)
        change.add(School, {"name": "Oak", "town": "Hexham"}, OAK)
    return here, open_store(path, create=False)


def test_an_added_record_says_its_name_and_comes_with_its_key(open_store: Open) -> None:
    store = open_store()
    saved = add_record(store, School, {"name": "Elm"})
    assert saved.label == "Added school Elm"
    assert store.name_of(School, saved.key) == "Elm"
    assert saved.kinds == {"schools"}
    assert [each.label for each in store.history()] == ["Added school Elm"]


def test_what_somebody_else_saved_meanwhile_is_not_overwritten(
    desks: tuple[Store, Store],
) -> None:
    here, there = desks
    seen = here.get(School, ASH) or {}
    change_record(there, School, ASH, {"town": "Corbridge"}, seen)
    with pytest.raises(Clash) as clash:
        change_record(here, School, ASH, {"town": "Alnwick"}, seen)
    assert clash.value.fields == {"town": ("Hexham", "Corbridge", "Alnwick")}
    merged = change_record(here, School, ASH, {"notes": "Moved"}, seen)
    assert merged.changed == ("notes",)
    assert (here.get(School, ASH) or {})["town"] == "Corbridge"


def test_the_same_values_again_are_no_operation(desks: tuple[Store, Store]) -> None:
    here, _ = desks
    saved = change_record(here, School, ASH, {"town": "Hexham"}, here.get(School, ASH) or {})
    assert (saved.keys, saved.changed) == ((), ())
    assert [each.label for each in here.history()] == ["Begin"]


def test_one_value_for_many_is_all_or_nothing(desks: tuple[Store, Store]) -> None:
    here, there = desks
    seen = {key: here.get(School, key) or {} for key in (ASH, OAK)}
    change_record(there, School, OAK, {"town": "Wooler"}, seen[OAK])
    with pytest.raises(Clash, match="because of Oak"):
        change_records(here, School, {"town": "Alnwick"}, seen)
    assert (here.get(School, ASH) or {})["town"] == "Hexham"
    seen[OAK] = here.get(School, OAK) or {}
    saved = change_records(here, School, {"town": "Wooler"}, seen)
    assert saved.label == "Set Town of 2 schools to Wooler"
    assert saved.keys == (ASH,)


def test_a_removal_takes_no_more_than_it_announced(desks: tuple[Store, Store]) -> None:
    here, there = desks
    for name in ("Pay", "Behaviour"):
        add_record(here, Policy, {"title": name, "catalogue": "own"})
    pay, behaviour = (str(each["key"]) for each in here.find(Policy))
    held = add_record(here, SchoolPolicy, {"school": OAK, "policy": pay})
    add_record(here, Review, {"school_policy": held.key, "reviewed": date(2026, 3, 2)})
    announced = plan_removal(here, School, [OAK])
    assert announced.lines == ["With it go: 1 school's policy, 1 review."]
    add_record(there, SchoolPolicy, {"school": OAK, "policy": behaviour})
    with pytest.raises(Clash, match="changed what belongs to it"):
        carry_out_removal(here, announced)
    assert here.count(SchoolPolicy) == 2
    carry_out_removal(here, plan_removal(here, School, [OAK]))
    assert (here.count(School), here.count(SchoolPolicy), here.count(Review)) == (1, 0, 0)
    assert here.undo().label == "Removed school Oak"
    assert here.count(SchoolPolicy) == 2


def test_a_refused_removal_changes_nothing(desks: tuple[Store, Store]) -> None:
    here, _ = desks
    policy = add_record(here, Policy, {"title": "Pay", "catalogue": "own"})
    held = add_record(here, SchoolPolicy, {"school": OAK, "policy": policy.key})
    add_record(here, Review, {"school_policy": held.key, "reviewed": date(2026, 3, 2)})
    removal = plan_removal(here, Policy, [policy.key])
    assert removal.refusals
    with pytest.raises(Refused):
        carry_out_removal(here, removal)
    assert here.count(Policy) == 1
