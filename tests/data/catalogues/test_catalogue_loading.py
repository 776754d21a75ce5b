"""Loading a catalogue: what it would add is said first, and what is there stays as it is."""

from __future__ import annotations

import pytest

from data.catalogues.loading import bring_in, carry_out, plan_loading
from data.policies.standing import board
from data.problems import Problem
from data.store.store import Store
from models.policies.agreements import ServiceAgreement
from models.policies.policy import Policy
from models.records.record import Values

CAREERS: Values = {
    "title": "Careers Guidance",
    "catalogue": "northumberland",
    "owner": "Our own leader",
}


def labels(store: Store) -> list[str]:
    """The operations, the newest first, each once."""
    return list(dict.fromkeys(entry.label for entry in store.history()))


def policy_of(store: Store, short_title: str) -> str:
    (found,) = store.find(Policy, short_title=short_title)
    return str(found["key"])


def test_northumberland_comes_with_its_agreements_in_one_operation(store: Store) -> None:
    loading = bring_in(store, "northumberland")
    assert loading.adds == "9 policies, 2 parts, 4 service agreements"
    assert loading.done == "9 policies loaded, 2 parts, 4 service agreements."
    assert (store.count(Policy), store.count(ServiceAgreement)) == (11, 4)
    assert labels(store) == [f"Loaded {loading.adds} of Northumberland"]
    store.undo()
    assert (store.count(Policy), store.count(ServiceAgreement)) == (0, 0)


def test_the_plan_says_what_would_be_added_and_changes_nothing(store: Store) -> None:
    loading = plan_loading(store, "dfe")
    lines = loading.lines()
    assert lines[0] == "It would add 53 policies."
    assert "Edition: November 2026." in lines
    assert any("two lists in one" in line for line in lines)
    assert any("withdrawn on 7 March 2024" in line for line in lines)
    assert any("Open Government Licence" in line for line in lines)
    assert store.count(Policy) == 0
    assert labels(store) == []


def test_a_second_loading_adds_only_what_is_new_and_says_what_it_leaves(store: Store) -> None:
    bring_in(store, "northumberland")
    with store.operation("Ours") as change:
        change.set(Policy, policy_of(store, "Careers"), {"owner": "Our own leader"})
        change.remove(Policy, policy_of(store, "Charging"))
    loading = plan_loading(store, "northumberland")
    assert loading.lines()[:4] == [
        "It would add 1 policy.",
        "Added: Charging and remissions.",
        "Already there, to stay as they are: 8 policies, 2 parts, 4 service agreements.",
        "Changed by hand, and kept so: Careers guidance (Owner).",
    ]
    carry_out(store, loading)
    assert loading.done.startswith("1 policy loaded; 8 policies, 2 parts, 4 service agreements")
    (careers,) = store.find(Policy, short_title="Careers")
    assert careers["owner"] == "Our own leader"
    assert store.count(Policy) == 11


def test_a_loading_that_adds_nothing_is_no_step_of_undo(store: Store) -> None:
    bring_in(store, "dfe")
    loading = bring_in(store, "dfe")
    assert loading.new == ()
    assert loading.lines()[0] == "It would add nothing."
    assert loading.done == "0 policies loaded; 53 policies there already."
    assert len(labels(store)) == 1


def test_a_policy_of_ones_own_with_the_same_name_is_kept_apart_and_named(store: Store) -> None:
    with store.operation("Ours") as change:
        ours = change.add(Policy, CAREERS)
        change.add(ServiceAgreement, {"name": "GDPR SLA", "provider": "Another council"})
        change.add(Policy, CAREERS | {"title": "Equality objectives", "catalogue": "own"})
    loading = bring_in(store, "northumberland")
    assert loading.namesakes == ("GDPR SLA", "Careers guidance")
    assert "Kept apart from yours of the same name: GDPR SLA, Careers guidance." in loading.lines()
    kept = store.get(Policy, ours)
    assert kept is not None
    assert (kept["owner"], kept["guidance"]) == ("Our own leader", None)
    assert store.count(Policy) == 2 + 11
    assert store.count(ServiceAgreement) == 1 + 4


def test_a_plan_that_somebody_overtook_is_not_carried_out(store: Store) -> None:
    loading = plan_loading(store, "northumberland")
    with store.operation("Theirs") as change:
        record, values = loading.new[-1]
        change.add(record, values | {"part_of": None}, str(values["key"]))
    with pytest.raises(Problem, match="meanwhile"):
        carry_out(store, loading)
    assert (store.count(Policy), store.count(ServiceAgreement)) == (1, 0)


def test_both_catalogues_stand_beside_each_other_and_are_never_merged(store: Store) -> None:
    for name in ("dfe", "northumberland"):
        bring_in(store, name)
    catalogues = [policy.catalogue for policy in board(store).policies]
    assert (catalogues.count("northumberland"), catalogues.count("dfe")) == (11, 52)
    same = store.find(Policy, title="Charging and remissions")
    assert {each["catalogue"] for each in same} == {"northumberland", "dfe"}
