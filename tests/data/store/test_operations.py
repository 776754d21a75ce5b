"""Operations: all or nothing, merged or refused, taken back and done again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import peewee
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    invariant,
    multiple,
    precondition,
    rule,
)

from data.problems import Clash, Problem, Refused, WrongCall
from data.store.store import Store
from models.alliances.alliance import Alliance
from models.calendar.half_term_dates import HalfTermDates
from models.kinds import RECORDS
from models.memberships.membership import Membership
from models.people.person import Person
from models.people.post import Post
from models.policies.policy import Policy
from models.policies.review import Review
from models.policies.school_policy import SchoolPolicy
from models.records.record import Record, Values
from models.records.rules import Severity
from models.schools.school import School
from models.workstreams.commitment import Commitment
from models.workstreams.workstream import Workstream

TODAY = date(2026, 11, 21)

Open = Callable[..., Store]


def add(store: Store, record: type[Record], **values: Any) -> str:
    with store.operation(f"Add {record.singular}") as change:
        return change.add(record, values)


def put(store: Store, record: type[Record], key: str, **values: Any) -> None:
    with store.operation(f"Change {record.singular}") as change:
        change.set(record, key, values)


def remove(store: Store, record: type[Record], key: str) -> None:
    with store.operation(f"Remove {record.singular}") as change:
        change.remove(record, key)


def everything(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """All books, without their history."""
    return {
        record.kind: store.database.rows(f'SELECT * FROM "{record.table()}" ORDER BY "key"')
        for record in RECORDS
    }


def value(store: Store, record: type[Record], key: str, attribute: str) -> Any:
    found = store.get(record, key)
    assert found is not None
    return found[attribute]


# All or nothing


def test_an_operation_that_fails_half_way_leaves_nothing(store: Store) -> None:
    key = add(store, School, name="Blue Coat")
    before = everything(store), store.history()

    def half() -> None:
        with store.operation("Half") as change:
            change.add(School, {"name": "Crompton House"})
            change.set(School, key, {"town": "Oldham"})
            change.remove(School, key)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half()
    assert (everything(store), store.history()) == before
    add(store, School, name="The next one works")
    assert store.count(School) == 2


def test_an_interrupted_operation_leaves_nothing(store: Store) -> None:
    def interrupted() -> None:
        with store.operation("Half") as change:
            change.add(School, {"name": "Crompton House"})
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert store.count(School) == 0
    assert store.history() == []


@pytest.mark.parametrize("table", ["school", "operation", "change"])
def test_nothing_is_written_outside_an_operation(store: Store, table: str) -> None:
    add(store, School, name="Blue Coat")
    before = everything(store)
    with pytest.raises(peewee.OperationalError, match="readonly"):
        store.database.execute_sql(f'DELETE FROM "{table}"')
    with pytest.raises(peewee.OperationalError, match="readonly"):
        School.insert(key="0" * 32, name="Smuggled").bind(store.database).execute()
    with store.operation("Add") as change:
        change.add(School, {"name": "Crompton House"})
    with pytest.raises(peewee.OperationalError, match="readonly"):
        change.add(School, {"name": "Too late"})
    assert len(everything(store)["schools"]) == len(before["schools"]) + 1


def test_an_operation_that_changes_nothing_leaves_no_entry(store: Store) -> None:
    key = add(store, School, name="Blue Coat", pupils=1604)
    store.undo()
    store.redo()
    remembered = store.history()
    with store.operation("Look") as change:
        assert change.set(School, key, {"name": "Blue Coat", "pupils": 1604}) == []
    assert store.history() == remembered
    store.undo()
    with store.operation("Nothing"):
        pass
    assert store.redo().label == "Add school", "what was undone can still be done again"


def test_a_field_that_does_not_exist_is_an_error_and_not_lost(store: Store) -> None:
    with pytest.raises(KeyError):
        add(store, School, name="Blue Coat", nmae="Blue Coat")
    key = add(store, School, name="Blue Coat")
    with pytest.raises(KeyError):
        put(store, School, key, nmae="x")
    assert len(store.history()) == 1


def test_what_a_record_begins_with_is_kept(store: Store) -> None:
    key = add(store, Alliance, name="The Northern Alliance")
    assert value(store, Alliance, key, "status") == "active"
    key = add(store, Alliance, name="The Southern Alliance", status=None)
    assert value(store, Alliance, key, "status") is None


def test_every_kind_of_value_comes_back_as_it_was(store: Store) -> None:
    values: Values = {
        "name": "École “学校” [/b] 👩‍🏫 O'Neill; DROP TABLE school", "urn": "137133", "pupils": 0,
        "nursery": False, "sixth_form": True, "boarders": None, "opened": date(1597, 3, 1),
        "notes": "x" * 20_000, "phase": "4",
    }  # fmt: skip
    key = add(store, School, **values)
    found = store.get(School, key)
    assert found is not None
    for name, kept in values.items():
        assert found[name] == kept
        assert type(found[name]) is type(kept)


def test_many_are_added_at_once_and_taken_back_at_once(store: Store) -> None:
    start = School.starting_values()
    several = [start | {"key": f"{n:032}", "name": f"School {n}"} for n in range(500)]
    with store.operation("Import 500 schools") as change:
        change.add_many(School, several)
    assert store.count(School) == 500
    assert store.undo().label == "Import 500 schools"
    assert store.count(School) == 0
    store.redo()
    assert store.count(School) == 500


# Two desks


def test_different_fields_of_a_record_merge(open_store: Open) -> None:
    one, two = open_store(), open_store()
    key = add(one, School, name="Blue Coat", town="Oldham", pupils=1)
    seen = two.get(School, key)
    put(one, School, key, town="Royton")
    with two.operation("Change") as change:
        assert change.set(School, key, {"pupils": 2}, seen) == ["pupils"]
    found = one.get(School, key)
    assert found is not None
    assert (found["town"], found["pupils"]) == ("Royton", 2)


def test_the_same_field_is_refused_with_all_three_values(open_store: Open) -> None:
    one, two = open_store(), open_store()
    key = add(one, School, name="Blue Coat", opened=date(2020, 9, 1), town="Oldham")
    seen = two.get(School, key)
    put(one, School, key, opened=date(2021, 9, 1))

    def save_both() -> None:
        with two.operation("Change") as change:
            change.set(School, key, {"pupils": 9}, seen)
            change.set(School, key, {"opened": None, "town": "Royton"}, seen)

    with pytest.raises(Clash) as clash:
        save_both()
    assert clash.value.exit_code == 3
    assert clash.value.fields == {"opened": ("01/09/2020", "01/09/2021", "")}
    assert "Opened was 01/09/2020, is now 01/09/2021, yours is empty" in str(clash.value)
    found = one.get(School, key)
    assert found is not None
    assert (found["town"], found["pupils"]) == ("Oldham", None), "nothing of it was saved"


def test_the_same_value_from_both_desks_is_no_clash(open_store: Open) -> None:
    one, two = open_store(), open_store()
    key = add(one, School, name="Blue Coat", town="Oldham")
    seen = two.get(School, key)
    put(one, School, key, town="Royton")
    with two.operation("Change") as change:
        assert change.set(School, key, {"town": "Royton"}, seen) == []
    assert len(two.history()) == 2


def test_what_somebody_removed_meanwhile_cannot_be_changed(open_store: Open) -> None:
    one, two = open_store(), open_store()
    key = add(one, School, name="Blue Coat")
    remove(one, School, key)
    with pytest.raises(WrongCall, match="was removed meanwhile"):
        put(two, School, key, town="Oldham")
    with pytest.raises(WrongCall, match="was removed already"):
        remove(two, School, key)


def test_undo_takes_back_ones_own_and_not_what_another_desk_did_since(open_store: Open) -> None:
    one, two = open_store(), open_store()
    mine = add(one, School, name="Mine")
    theirs = add(two, School, name="Theirs")
    one.undo()
    assert one.get(School, mine) is None
    assert one.get(School, theirs) is not None
    with pytest.raises(Problem, match="nothing to undo"):
        one.undo()
    assert two.undo().label == "Add school"
    assert one.count(School) == 0


def test_redo_does_not_bring_back_what_another_desk_took_back_since(open_store: Open) -> None:
    one = open_store()
    key = add(one, School, name="Blue Coat")
    two = open_store()
    one.undo()
    with pytest.raises(Problem, match="nothing to redo"):
        two.redo()
    assert two.get(School, key) is None
    one.redo()
    with pytest.raises(Problem, match="nothing to undo"):
        two.undo()
    assert one.get(School, key) is not None


def test_undo_is_refused_when_its_field_was_changed_since(open_store: Open) -> None:
    one, two = open_store(), open_store()
    key = add(one, School, name="Blue Coat", town="Oldham")
    put(one, School, key, town="Royton", pupils=5)
    put(two, School, key, town="Shaw")
    before = everything(one)
    with pytest.raises(Clash, match="Town of Blue Coat changed since"):
        one.undo()
    assert everything(one) == before
    two.undo()
    one.undo()
    assert value(one, School, key, "town") == "Oldham"


def test_undo_leaves_other_fields_that_were_changed_since(open_store: Open) -> None:
    one, two = open_store(), open_store()
    key = add(one, School, name="Blue Coat", town="Oldham")
    put(one, School, key, town="Royton")
    put(two, School, key, pupils=7)
    one.undo()
    assert value(one, School, key, "town") == "Oldham"
    assert value(one, School, key, "pupils") == 7


def test_taking_back_an_addition_never_takes_what_others_wrote_into_it(open_store: Open) -> None:
    one, two = open_store(), open_store()
    key = add(one, School, name="Blue Coat")
    put(two, School, key, notes="Rang the head on Monday.")
    with pytest.raises(Clash, match="Notes of Blue Coat changed since"):
        one.undo()
    two.undo()
    add(two, Post, person=add(two, Person, name="Ann Hope"), role="clerk", school=key)
    with pytest.raises(Clash, match="depend on Blue Coat"):
        one.undo()
    assert value(one, School, key, "name") == "Blue Coat"


# Undo, redo and the history


def test_undo_and_redo_say_in_words_what_they_did(store: Store) -> None:
    key = add(store, School, name="Blue Coat")
    put(store, School, key, town="Oldham")
    done = store.undo()
    assert (done.label, done.kinds) == ("Change school", {"schools"})
    assert store.undo().label == "Add school"
    with pytest.raises(Problem, match="There is nothing to undo"):
        store.undo()
    assert store.redo().label == "Add school"
    assert store.redo().label == "Change school"
    with pytest.raises(Problem, match="There is nothing to redo"):
        store.redo()
    assert value(store, School, key, "town") == "Oldham"


def test_a_new_change_ends_what_could_be_done_again(store: Store) -> None:
    add(store, School, name="Blue Coat")
    store.undo()
    add(store, School, name="Crompton House")
    with pytest.raises(Problem, match="nothing to redo"):
        store.redo()
    assert [each["name"] for each in store.find(School)] == ["Crompton House"]


def test_undo_and_redo_outlive_the_program(open_store: Open) -> None:
    store = open_store()
    key = add(store, School, name="Blue Coat")
    put(store, School, key, town="Oldham")
    store.close()
    store = open_store()
    assert store.undo().label == "Change school"
    store.close()
    store = open_store()
    assert value(store, School, key, "town") is None
    assert store.redo().label == "Change school"
    store.close()
    store = open_store()
    assert value(store, School, key, "town") == "Oldham"
    store.undo()
    store.undo()
    assert store.count(School) == 0


@pytest.fixture
def alliance(store: Store) -> dict[str, str]:
    """Keys of an alliance with all that can hang on it."""
    with store.operation("Set up") as change:
        school = change.add(School, {"name": "Blue Coat"})
        other = change.add(School, {"name": "Crompton House"})
        head = change.add(Person, {"name": "Ann Hope"})
        post = change.add(Post, {"person": head, "role": "headteacher", "school": school})
        north = change.add(Alliance, {"name": "The Northern Alliance", "hub": school})
        signed = {"stage": "member", "statement_signed": TODAY, "signatory": "Ann Hope"}
        member = change.add(
            Membership, signed | {"alliance": north, "school": school, "lead_contact": head}
        )
        cpd = change.add(
            Workstream,
            {"name": "CPD", "alliance": north, "lead_school": school, "lead_person": head},
        )
        asking = change.add(School, {"name": "Dale Street"})
        south = change.add(Alliance, {"name": "The Southern Alliance", "hub": asking})
        guide = change.add(Person, {"name": "Cat Dean"})
        research = change.add(
            Workstream,
            {"name": "Research", "alliance": south, "lead_school": asking, "lead_person": guide},
        )
        deputy = change.add(Person, {"name": "Bob Cole"})
        change.add(Post, {"person": deputy, "role": "deputy", "school": asking})
        enquiry = change.add(Membership, {"alliance": north, "school": asking})
        commitment = change.add(Commitment, {"membership": member, "workstream": cpd})
        policy = change.add(Policy, {"title": "Behaviour"})
        copy = change.add(SchoolPolicy, {"school": school, "policy": policy})
        review = change.add(Review, {"school_policy": copy, "reviewed": TODAY})
        charging = change.add(Policy, {"title": "Charging"})
        also = change.add(SchoolPolicy, {"school": asking, "policy": charging})
        change.add(Review, {"school_policy": also, "reviewed": TODAY})
    return {
        "school": school, "other": other, "head": head, "alliance": north, "member": member,
        "cpd": cpd, "commitment": commitment, "policy": policy, "copy": copy, "review": review,
        "post": post, "south": south, "asking": asking, "enquiry": enquiry, "research": research,
        "also": also, "guide": guide,
    }  # fmt: skip


def test_what_hangs_on_a_record_is_said_before_it_is_removed(
    store: Store, alliance: dict[str, str]
) -> None:
    hanging = store.hanging_on(School, alliance["school"])
    assert {(each.record.kind, each.goes) for each in hanging} == {
        ("posts", True), ("alliances", False), ("members", True), ("steps", True),
        ("commitments", True), ("workstreams", False), ("school-policies", True),
        ("reviews", True),
    }  # fmt: skip
    assert store.hanging_on(School, alliance["other"]) == []
    assert "Blue Coat · The Northern Alliance" in {each.name for each in hanging}


@pytest.mark.parametrize(
    ("record", "which", "gone", "emptied"),
    [
        (School, "asking",
         {"members", "steps", "posts", "school-policies", "reviews", "schools"},
         [(Alliance, "south", "hub"),
          (Workstream, "research", "lead_school")]),
        (Alliance, "south", {"alliances", "workstreams", "agenda-periods"}, []),
        (Person, "guide", {"people"}, [(Workstream, "research", "lead_person")]),
        (Membership, "enquiry", {"members", "steps"}, []),
        (Workstream, "cpd", {"workstreams", "commitments", "agenda-periods"}, []),
    ],
)  # fmt: skip
def test_removing_takes_along_what_hangs_on_it_and_undo_brings_all_back(
    store: Store, alliance: dict[str, str], record: type[Record], which: str, gone: set[str],
    emptied: list[tuple[type[Record], str, str]],
) -> None:  # fmt: skip
    before = everything(store)
    counts = {each.kind: store.count(each) for each in RECORDS}
    remove(store, record, alliance[which])
    after = everything(store)
    assert store.check() == []
    assert {each for each, count in counts.items() if len(after[each]) == count - 1} == gone
    for other, key, attribute in emptied:
        assert value(store, other, alliance[key], attribute) is None
    assert store.undo().kinds >= gone
    assert everything(store) == before
    store.redo()
    assert everything(store) == after
    store.undo()
    assert everything(store) == before
    assert store.check() == []


@pytest.mark.parametrize(
    ("record", "which", "message"),
    [
        (Policy, "policy", "Behaviour: 1 school holds it, with 1 review: .* Enter a day in Ended"),
        (SchoolPolicy, "copy", "Blue Coat · Behaviour has 1 review: that is the proof"),
        (Alliance, "alliance", "The Northern Alliance has 2 memberships, with all that was signed"),
        (Membership, "member", "signed the Statement of Commitment on .*: let it leave instead"),
        (School, "school", "Blue Coat has signed in The Northern Alliance: let it leave with its"),
        (Review, "review", "A review is never removed: write an entry that corrects or withdraws"),
    ],
)
def test_what_proves_that_a_thing_was_done_is_not_removed(
    store: Store, alliance: dict[str, str], record: type[Record], which: str, message: str
) -> None:
    before = everything(store), store.history()
    with pytest.raises(Refused, match=message) as refused:
        remove(store, record, alliance[which])
    assert refused.value.exit_code == 3
    assert (everything(store), store.history()) == before


def test_a_policy_that_is_held_without_reviews_goes_with_a_warning_and_comes_back(
    store: Store, alliance: dict[str, str]
) -> None:
    policy = add(store, Policy, title="Uniform")
    copy = add(store, SchoolPolicy, school=alliance["other"], policy=policy)
    before = everything(store)
    with store.operation("Remove") as change:
        change.remove(Policy, policy)
    assert "1 school holds it" in change.warnings[0].message
    assert store.get(SchoolPolicy, copy) is None
    store.undo()
    assert everything(store) == before


def test_a_school_goes_with_its_reviews_and_their_corrections_and_comes_back(
    store: Store, alliance: dict[str, str]
) -> None:
    correction: Values = {"reviewed": date(2026, 11, 20)}
    correction["corrects"] = store.find(Review, school_policy=alliance["also"])[0]["key"]
    add(store, Review, school_policy=alliance["also"], **correction)
    before = everything(store)
    remove(store, School, alliance["asking"])
    assert store.find(Review, school_policy=alliance["also"]) == []
    assert store.check() == []
    store.undo()
    assert everything(store) == before


def test_a_review_is_never_changed_but_its_addition_is_taken_back(
    store: Store, alliance: dict[str, str]
) -> None:
    review = alliance["review"]
    for new in (
        {"minute": "FGB 3"},
        {"reviewed": None},
        {"notes": "x", "kind_of_review": "checked"},
    ):
        with pytest.raises(Refused, match="never changed: write an entry that corrects") as refused:
            put(store, Review, review, **new)
        assert [each.attribute for each in refused.value.findings] == [next(iter(new))]
    assert value(store, Review, review, "minute") is None
    put(store, Review, review, reviewed=TODAY)
    store.undo()
    assert store.get(Review, review) is None


def test_one_field_of_many_is_set_at_once_and_taken_back_at_once(store: Store) -> None:
    start = School.starting_values()
    several = [start | {"key": f"{n:032}", "name": f"School {n}"} for n in range(700)]
    with store.operation("Add") as change:
        change.add_many(School, several)
    keys = [str(each["key"]) for each in several]
    put(store, School, keys[3], town="Oldham")
    remove(store, School, keys[600])
    with store.operation("Set the town of 700 schools") as change:
        changed = change.set_many(School, keys, {"town": "Oldham"})
    assert changed == [key for key in keys if key not in (keys[3], keys[600])]
    assert {each["town"] for each in store.find(School)} == {"Oldham"}
    store.undo()
    assert [each["key"] for each in store.find(School, town="Oldham")] == [keys[3]]


def test_many_are_set_together_or_not_at_all(store: Store) -> None:
    keys = [add(store, School, name=name, low_age=low) for name, low in (("A", 4), ("B", 11))]
    with pytest.raises(Refused, match="Nothing was set, because of B: High age") as refused:
        with store.operation("Set") as change:
            change.set_many(School, keys, {"high_age": 7})
    assert [each.attribute for each in refused.value.findings] == ["high_age"]
    assert [each["high_age"] for each in store.find(School)] == [None, None]


def test_many_that_somebody_else_changed_meanwhile_are_refused_by_name(open_store: Open) -> None:
    one, two = open_store(), open_store()
    keys = [add(one, School, name=name, town="Oldham") for name in "ABC"]
    seen = {str(each["key"]): {"town": each["town"]} for each in two.find(School)}
    put(one, School, keys[2], town="Royton")
    with pytest.raises(Clash, match=r"because of C: Somebody else .* Town was Oldham") as clash:
        with two.operation("Set") as change:
            change.set_many(School, keys, {"town": "Shaw"}, seen)
    assert clash.value.fields == {"town": ("Oldham", "Royton", "Shaw")}
    assert [each["town"] for each in one.find(School)] == ["Oldham", "Oldham", "Royton"]


def test_rules_see_what_the_same_operation_wrote_before(store: Store) -> None:
    autumn = {"school_year": 2026, "half_term": "Autumn 1"}
    days = {"first_day": date(2026, 9, 1), "last_day": date(2026, 10, 23)}
    keys = [
        add(store, HalfTermDates, local_authority=authority, **autumn, **days)
        for authority in ("353", "354")
    ]
    with pytest.raises(Refused, match=r"Autumn 1 2026/27 .* is there already"):
        with store.operation("Set") as change:
            change.set_many(HalfTermDates, keys, {"local_authority": "370"})
    with store.operation("Swap") as change:
        change.set(HalfTermDates, keys[0], {"local_authority": "370"})
        change.set(HalfTermDates, keys[1], {"local_authority": "353"})
    assert [value(store, HalfTermDates, key, "local_authority") for key in keys] == ["370", "353"]


def test_the_history_of_a_record_is_told_in_words(store: Store, alliance: dict[str, str]) -> None:
    put(store, School, alliance["other"], opened=date(2020, 9, 1), phase="4", nursery=True)
    put(store, Membership, alliance["enquiry"], school=alliance["other"])
    store.undo()
    remove(store, Membership, alliance["enquiry"])
    history = store.history(Membership, alliance["enquiry"])
    assert [(entry.label, entry.kind) for entry in history] == [
        ("Remove membership", "change"), ("Change membership", "undo"),
        ("Change membership", "change"), ("Set up", "change"), ("Set up", "change"),
    ]  # fmt: skip
    assert [(entry.was, entry.now) for entry in history[1:3]] == [
        ({"School": "Crompton House"}, {"School": "Dale Street"}),
        ({"School": "Dale Street"}, {"School": "Crompton House"}),
    ]
    assert history[0].now is None
    assert history[0].was is not None
    assert history[0].was["Stage"] == "Enquiry"
    assert history[3].was is None
    assert history[4].now == {"Since": "21/11/2026", "Enquired": "21/11/2026"}, (
        "what followed from adding it"
    )
    (change, begun) = store.history(School, alliance["other"])
    assert change.now == {"Opened": "01/09/2020", "Phase": "Secondary", "Nursery": "Yes"}
    assert change.was == {"Opened": "", "Phase": "", "Nursery": ""}
    assert change.who == store.session.who != ""
    assert abs((datetime.now(UTC) - change.at).total_seconds()) < 60
    assert begun.number < change.number


def test_the_history_of_the_store_is_newest_first_and_as_long_as_asked(store: Store) -> None:
    for number in range(5):
        add(store, School, name=f"School {number}")
    numbers = [entry.number for entry in store.history(limit=3)]
    assert numbers == sorted(numbers, reverse=True)
    assert len(numbers) == 3


# Rules


def test_what_a_rule_forbids_is_not_saved(store: Store) -> None:
    key = add(store, School, name="Blue Coat", low_age=11)
    with pytest.raises(Refused) as refused:
        put(store, School, key, high_age=4)
    assert refused.value.exit_code == 3
    assert [finding.attribute for finding in refused.value.findings] == ["high_age"]
    with pytest.raises(Refused, match="Name is needed"):
        add(store, School)
    with pytest.raises(Refused, match="Name is needed"):
        put(store, School, key, name=None)
    assert value(store, School, key, "high_age") is None


def test_a_code_that_another_record_has_is_refused(store: Store) -> None:
    add(store, School, name="Blue Coat", urn="137133")
    with pytest.raises(Refused, match="Blue Coat already has the URN 137133"):
        add(store, School, name="Twin", urn="137133")

    def add_twins() -> None:
        with store.operation("Both") as change:
            change.add(School, {"name": "One", "urn": "100000"})
            change.add(School, {"name": "Two", "urn": "100000"})

    with pytest.raises(Refused, match="already has the URN"):
        add_twins()
    assert store.count(School) == 1


def test_what_a_rule_warns_of_is_saved_and_said(store: Store) -> None:
    with store.operation("Add") as change:
        change.add(School, {"name": "A", "laestab": "3534600", "local_authority": "354"})
    assert [finding.severity for finding in change.warnings] == [Severity.WARN]
    assert store.count(School) == 1


def test_a_reference_to_nothing_is_refused(store: Store) -> None:
    with pytest.raises(Problem, match="refused the change"):
        add(store, Post, person="0" * 32, role="clerk")
    assert store.count(Post) == 0


# Any order


class Books(RuleBasedStateMachine):
    """Kinds with references to one another, changed, taken back and done again in any order."""

    schools = Bundle("schools")
    alliances = Bundle("alliances")

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.store = self._open(create=True)
        self.added = 0
        self.stands: dict[str, dict[str, Any]] = {}
        self.done: list[dict[str, dict[str, Any]]] = []
        self.undone: list[dict[str, dict[str, Any]]] = []

    def _open(self, create: bool = False) -> Store:
        # Thrown away in truth: nothing here needs to outlive a power cut.
        path = Path(self.folder.name) / "alliance.db"
        return Store.open(path, today=TODAY, create=create, throw_away=True)

    def teardown(self) -> None:
        while self.done:
            self.undo()
        for record in RECORDS:
            assert self.store.count(record) == 0
        self.store.close()
        self.folder.cleanup()

    def _changes(self) -> None:
        self.done.append({key: dict(values) for key, values in self.stands.items()})
        self.undone.clear()

    @rule(target=schools, names=st.lists(st.sampled_from("ABC"), min_size=1, max_size=3))
    def add_schools(self, names: list[str]) -> Any:
        self._changes()
        with self.store.operation("Add schools") as change:
            keys = [change.add(School, {"name": name}) for name in names]
        for key, name in zip(keys, names, strict=True):
            self.stands[key] = {"name": name, "town": None}
        return multiple(*keys)

    @rule(target=alliances, school=st.none() | schools)
    def add_alliance(self, school: str | None) -> Any:
        if school is not None and school not in self.stands:
            return multiple()
        self._changes()
        self.added += 1
        name = f"Alliance {self.added}"
        with self.store.operation("Add alliance") as change:
            key = change.add(Alliance, {"name": name, "hub": school})
        self.stands[key] = {"name": name, "hub": school}
        return key

    @rule(school=schools, town=st.sampled_from([None, "Oldham", "Royton"]))
    def change_school(self, school: str, town: str | None) -> None:
        if school not in self.stands or self.stands[school]["town"] == town:
            return
        self._changes()
        with self.store.operation("Change school") as change:
            assert change.set(School, school, {"town": town}) == ["town"]
        self.stands[school]["town"] = town

    @rule(alliance=alliances, school=st.none() | schools)
    def move_hub(self, alliance: str, school: str | None) -> None:
        there = alliance in self.stands and (school is None or school in self.stands)
        if not there or self.stands[alliance]["hub"] == school:
            return
        self._changes()
        with self.store.operation("Move hub") as change:
            change.set(Alliance, alliance, {"hub": school})
        self.stands[alliance]["hub"] = school

    @rule(school=schools, alliance=alliances)
    def several_at_once(self, school: str, alliance: str) -> None:
        if school not in self.stands or alliance not in self.stands:
            return
        self._changes()
        with self.store.operation("Several") as change:
            change.set(School, school, {"town": "Shaw"})
            change.set(School, school, {"town": "Lees", "name": "Renamed"})
            change.set(Alliance, alliance, {"hub": None})
            change.remove(Alliance, alliance)
        self.stands[school] |= {"town": "Lees", "name": "Renamed"}
        del self.stands[alliance]

    @rule(school=consumes(schools))
    def remove_school(self, school: str) -> None:
        if school not in self.stands:
            return
        self._changes()
        with self.store.operation("Remove school") as change:
            change.remove(School, school)
        del self.stands[school]
        for values in self.stands.values():
            if values.get("hub") == school:
                values["hub"] = None

    @rule(school=schools)
    def fail_half_way(self, school: str) -> None:
        if school not in self.stands:
            return

        def half() -> None:
            with self.store.operation("Fails") as change:
                change.set(School, school, {"town": "Nowhere"})
                change.remove(School, school)
                change.add(School, {"name": None})

        with pytest.raises(Refused):
            half()

    @precondition(lambda self: self.done)
    @rule()
    def undo(self) -> None:
        self.store.undo()
        self.undone.append(self.stands)
        self.stands = self.done.pop()

    @precondition(lambda self: self.undone)
    @rule()
    def redo(self) -> None:
        self.store.redo()
        self.done.append(self.stands)
        self.stands = self.undone.pop()

    @rule()
    def close_and_open(self) -> None:
        self.store.close()
        self.store = self._open()

    @precondition(lambda self: not self.done)
    @rule()
    def nothing_to_undo(self) -> None:
        with pytest.raises(Problem, match="nothing to undo"):
            self.store.undo()

    @precondition(lambda self: not self.undone)
    @rule()
    def nothing_to_redo(self) -> None:
        with pytest.raises(Problem, match="nothing to redo"):
            self.store.redo()

    @invariant()
    def the_books_are_as_they_should_be(self) -> None:
        schools = {
            str(each["key"]): {"name": each["name"], "town": each["town"]}
            for each in self.store.find(School)
        }
        alliances = {
            str(each["key"]): {"name": each["name"], "hub": each["hub"]}
            for each in self.store.find(Alliance)
        }
        assert schools | alliances == self.stands


TestBooksInAnyOrder = Books.TestCase
TestBooksInAnyOrder.settings = settings(max_examples=40, stateful_step_count=30, deadline=None)
