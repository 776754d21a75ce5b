"""Which record a name means, and what a few typed letters could mean."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest

from data.problems import Refused, WrongCall
from data.store.store import Store
from data.tables.finding import find_one, suggestions
from models.alliances.alliance import Alliance
from models.memberships.membership import Membership
from models.people.person import Person
from models.policies.policy import Policy
from models.records.record import new_key
from models.schools.school import School
from models.workstreams.commitment import Commitment
from models.workstreams.workstream import Workstream

TODAY = date(2026, 11, 21)

SCHOOLS = [
    ("The Blue Coat School", "137133", "3534600", "10033176"),
    ("Blue Coat Infant School", "100001", "3532000", None),
    ("École St Mary’s Primary", "100002", "3532001", None),
    ("Holy Trinity Primary", "100003", None, None),
    ("Holy Trinity Primary", "100004", None, None),
    ("Trinity, Holy Cross", "10005", None, None),
]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "books.db", today=TODAY, create=True) as store:
        with store.operation("Schools") as change:
            for name, urn, laestab, ukprn in SCHOOLS:
                values = {"name": name, "urn": urn, "laestab": laestab, "ukprn": ukprn}
                change.add(School, values)
        yield store


def urn(store: Store, name: str) -> object:
    values = store.get(School, find_one(store, School, name))
    assert values is not None
    return values["urn"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("137133", "137133"),
        ("10005", "10005"),
        ("3534600", "137133"),
        ("353/4600", "137133"),
        ("10033176", "137133"),
        ("the blue coat school", "137133"),
        ("The Blue", "137133"),
        ("Blue Coat Inf", "100001"),
        ("coat the", "137133"),
        ("ecole st marys", "100002"),
        ("ST. MARY'S", "100002"),
        ("Holy Trinity Primary (100004)", "100004"),
        ("trinity holy cross", "10005"),
    ],
)
def test_a_school_is_found_by_code_name_beginning_and_words(
    store: Store, typed: str, found: str
) -> None:
    assert urn(store, typed) == found


def test_a_beginning_goes_before_words_inside_other_names(store: Store) -> None:
    assert urn(store, "blue coat") == "100001"


def test_a_whole_name_goes_before_longer_ones_that_begin_so(store: Store) -> None:
    with store.operation("Add") as change:
        change.add(School, {"name": "Holy", "urn": "100009"})
    assert urn(store, "holy") == "100009"


def test_a_name_that_could_be_several_lists_them_with_their_codes(store: Store) -> None:
    with pytest.raises(WrongCall) as problem:
        find_one(store, School, "Holy Trinity")
    assert "Holy Trinity Primary, open, URN 100003" in str(problem.value)
    assert "Holy Trinity Primary, open, URN 100004" in str(problem.value)
    assert "Cross" not in str(problem.value)


def test_no_more_than_eight_candidates_are_listed_and_the_rest_counted(store: Store) -> None:
    with store.operation("Add") as change:
        for number in range(11):
            change.add(School, {"name": f"Moor Lane {number:02}"})
    with pytest.raises(WrongCall, match="and 3 more") as problem:
        find_one(store, School, "moor lane")
    assert str(problem.value).count("Moor Lane") == 8


def test_an_unknown_name_suggests_the_nearest(store: Store) -> None:
    with pytest.raises(WrongCall, match=r"Did you mean Blue Coat Infant School\?"):
        find_one(store, School, "Blue Cote Infnat School")


@pytest.mark.parametrize("typed", ["999999", "999/9999", "", "   ", "\x1b[31m"])
def test_what_names_nothing_is_refused_in_words(store: Store, typed: str) -> None:
    with pytest.raises(WrongCall) as problem:
        find_one(store, School, typed)
    assert "school" in str(problem.value)
    assert "\x1b" not in str(problem.value)


def test_a_key_names_its_record(store: Store) -> None:
    key = find_one(store, School, "137133")
    assert find_one(store, School, key) == key
    with pytest.raises(WrongCall):
        find_one(store, School, new_key())


@pytest.fixture
def commitment(store: Store) -> str:
    with store.operation("An alliance") as change:
        alliance = change.add(Alliance, {"name": "Northern"})
        school = find_one(store, School, "137133")
        signed = {"stage": "member", "statement_signed": TODAY, "signatory": "A Head"}
        member = change.add(Membership, {"school": school, "alliance": alliance} | signed)
        research = change.add(Workstream, {"name": "Research", "alliance": alliance})
        return change.add(Commitment, {"membership": member, "workstream": research})


@pytest.mark.parametrize(
    "typed",
    [
        "The Blue Coat School · Northern · Research",
        "the blue coat school - northern",
        "northern research",
    ],
)
def test_what_has_no_name_of_its_own_is_found_by_what_it_ties(
    store: Store, commitment: str, typed: str
) -> None:
    assert find_one(store, Commitment, typed) == commitment


def test_a_membership_is_found_by_its_schools_code(store: Store, commitment: str) -> None:
    member = store.find(Membership)[0]["key"]
    assert find_one(store, Membership, "137133") == member


def test_names_follow_what_is_changed_taken_back_and_done_by_others(
    store: Store, commitment: str
) -> None:
    key = find_one(store, School, "the blue coat school")
    assert suggestions(store, Commitment, "coat research")
    with store.operation("Rename") as change:
        change.set(School, key, {"name": "Copper Academy"})
    assert find_one(store, School, "copper acad") == key
    assert [found for found, _, _ in suggestions(store, Commitment, "copper")] == [commitment]
    store.undo()
    with pytest.raises(WrongCall):
        find_one(store, School, "copper acad")
    with Store.open(store.path, today=TODAY) as other, other.operation("Rename") as change:
        change.set(School, key, {"name": "Zinc Academy"})
    assert find_one(store, School, "zinc acad") == key


def test_names_of_an_operation_that_failed_are_forgotten(store: Store) -> None:
    with suppress(Refused), store.operation("Add") as change:
        added = change.add(School, {"name": "Quarry Bank High"})
        assert find_one(store, School, "quarry high") == added
        change.add(School, {"name": None})
    with pytest.raises(WrongCall):
        find_one(store, School, "quarry high")


def names(store: Store, words: str, limit: int = 8) -> list[str]:
    return [name for _, name, _ in suggestions(store, School, words, limit)]


def test_suggestions_begin_with_codes_then_beginnings_then_words(store: Store) -> None:
    with store.operation("Add") as change:
        change.add(School, {"name": "137 Square"})
        change.add(School, {"name": "Bluebell Trinity"})
        change.add(School, {"name": "Mary Subtrinity"})
    assert names(store, "137") == ["The Blue Coat School", "137 Square"]
    assert names(store, "trinity") == [
        "Trinity, Holy Cross",
        "Bluebell Trinity",
        "Holy Trinity Primary, open, URN 100003",
        "Holy Trinity Primary, open, URN 100004",
        "Mary Subtrinity",
    ]
    assert names(store, "coat blue")[0] == "Blue Coat Infant School"
    assert names(store, "353/46") == ["The Blue Coat School"]
    assert len(names(store, "", limit=3)) == 3
    assert names(store, "nothing like it") == []


def test_suggestions_tell_schools_of_one_name_apart(store: Store) -> None:
    told = {detail for _, _, detail in suggestions(store, School, "Holy Trinity Pri")}
    assert told == {""}
    assert names(store, "Holy Trinity Pri") == [
        "Holy Trinity Primary, open, URN 100003",
        "Holy Trinity Primary, open, URN 100004",
    ]


@pytest.mark.parametrize("typed", ["%", "_", "'; DROP TABLE school", "\\", "[b]", "\n", "*"])
def test_signs_that_mean_something_to_a_database_mean_nothing_here(
    store: Store, typed: str
) -> None:
    assert all(typed.strip() in name for name in names(store, typed))
    assert store.count(School) == len(SCHOOLS)


def test_people_of_one_name_are_told_apart_by_their_keys(store: Store) -> None:
    with store.operation("Add") as change:
        keys = [change.add(Person, {"name": "Anna Ash"}) for _ in range(2)]
    with pytest.raises(WrongCall) as problem:
        find_one(store, Person, "anna ash")
    assert all(key in str(problem.value) for key in keys)


def test_a_letter_or_two_begin_a_word_and_are_not_taken_from_within_one(store: Store) -> None:
    with store.operation("Begin") as change:
        north = change.add(Alliance, {"name": "North"})
        change.add(Workstream, {"alliance": north, "name": "Leadership"})
    with pytest.raises(WrongCall, match="no workstream called “R&D”"):
        find_one(store, Workstream, "R&D")
    with store.operation("Go on") as change:
        values = {"alliance": north, "name": "Research and development"}
        research = change.add(Workstream, values)
    assert find_one(store, Workstream, "R&D") == research


def test_a_workstream_and_a_policy_are_found_by_their_short_names(store: Store) -> None:
    with store.operation("Begin") as change:
        north, south = (change.add(Alliance, {"name": name}) for name in ("North", "South"))
        work = {"alliance": north, "name": "Continuing Professional Education"}
        cpd = change.add(Workstream, work | {"short_name": "CPD"})
        research = change.add(
            Workstream, {"alliance": north, "name": "Research", "short_name": "R&D"}
        )
        policy = change.add(Policy, {"title": "Keeping children safe", "short_title": "KCSIE"})
    assert find_one(store, Workstream, "CPD") == find_one(store, Workstream, "cpd") == cpd
    assert find_one(store, Workstream, "R&D") == research
    assert find_one(store, Policy, "kcsie") == policy
    assert [each[:2] for each in suggestions(store, Workstream, "cp")] == [
        (cpd, "Continuing Professional Education")
    ]
    with store.operation("More") as change:
        other = change.add(Workstream, {"alliance": south, "name": "CPD"})
    assert find_one(store, Workstream, "CPD") == other, "a whole name goes before a short one"
    with store.operation("Another") as change:
        change.set(Workstream, other, {"name": "Courses", "short_name": "CPD"})
    with pytest.raises(WrongCall, match=r"several workstreams: Continuing .*; Courses"):
        find_one(store, Workstream, "CPD")
