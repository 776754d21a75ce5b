"""Our schools beside the register: what differs, and taking it over as one operation."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.exports.exports import list_content
from data.imports.importing import carry_out, plan
from data.problems import Clash
from data.schools.register.differences import compare, compare_with
from data.schools.register.register import ATTRIBUTES, Register
from data.schools.register.taking_over import accept, keep
from data.schools.register.update import Options, update
from data.store.store import Store
from data.tables.listing import table_of
from models.records.record import Values
from models.schools.school import School
from tests.data.schools.register.conftest import TODAY, Make
from tests.register_extracts import school, write

DAY = date(2026, 11, 12)
OURS: Values = School.starting_values() | {"key": "k", "urn": "100000", "name": "Moor School"}


def differing(ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """The attributes that differ between one school of ours and the register, with both values."""
    register = {"100000": {"name": "Moor School", **theirs}}
    found = compare([OURS | dict(ours)], register, {"100000": DAY}).differences
    assert all(each.since == DAY for each in found)
    return {each.attribute: (each.ours, each.register) for each in found}


def test_every_field_that_the_register_speaks_of_is_compared() -> None:
    assert differing({"type": "01", "pupils": 200}, {"type": "34", "pupils": 210}) == {
        "type": ("01", "34"), "pupils": (200, 210),
    }  # fmt: skip
    assert differing({}, {"opened": date(1999, 9, 1)}) == {"opened": (None, date(1999, 9, 1))}


@pytest.mark.parametrize("attribute", [name for name in ATTRIBUTES if name != "name"])
def test_what_is_empty_in_the_register_never_empties_ours(attribute: str) -> None:
    assert differing({attribute: "something"}, {}) == {}
    assert differing({attribute: "something"}, {attribute: None}) == {}


@pytest.mark.parametrize(
    ("attribute", "ours", "theirs"),
    [
        ("telephone", "0161 624 1484", "01616241484"),
        ("website", "https://www.moor.example/", "http://moor.example"),
        ("trust", "Cranmer Education Trust", "CRANMER EDUCATION TRUST"),
        ("name", "St. Mary's School", "St Mary’s School"),
        ("name", "Moor  School", "Moor School"),
    ],
)
def test_what_is_only_written_otherwise_is_no_difference(
    attribute: str, ours: str, theirs: str
) -> None:
    assert differing({attribute: ours}, {attribute: theirs}) == {}


def test_what_is_ours_alone_is_never_offered() -> None:
    own = {
        "urn", "notes", "local_groups", "settled_in", "biometrics", "early_career_teachers",
        "staff", "own_admission_authority",
    }  # fmt: skip
    assert {field.attribute for field in School.fields()} - set(ATTRIBUTES) == own


def test_schools_that_the_register_lacks_are_told_apart_from_those_without_a_urn() -> None:
    unknown, without = OURS | {"urn": "999999"}, OURS | {"urn": None}
    found = compare([OURS, unknown, without], {"100000": {"name": "Moor School"}}, {})
    assert (found.differences, found.unknown, found.without_urn) == ((), (unknown,), (without,))


# With a store


@pytest.fixture
def register(make_register: Make) -> Register:
    return make_register(
        [
            school(100_000, "Moor School", NumberOfPupils="210", Postcode="OL1 3SQ"),
            school(100_001, "Dale School", NumberOfPupils="310", status="2"),
            school(100_002, "Fell School", StatutoryLowAge="4", StatutoryHighAge="11"),
        ]
    )


@pytest.fixture
def books(store: Store) -> Store:
    with store.operation("Begin") as change:
        for urn, name, more in (
            ("100000", "Moor School", {"pupils": 200, "notes": "Ours"}),
            ("100001", "Dale School", {"pupils": 310}),
            ("100002", "Fell School", {}),
        ):
            change.add(School, {"urn": urn, "name": name, "status": "1", **more})
    return store


def test_accepting_takes_all_as_one_operation_that_can_be_taken_back(
    books: Store, register: Register
) -> None:
    before = content_of(books)
    found = compare_with(books, register)
    assert ("Moor School", "pupils", 200, 210) in {
        (each.name, each.attribute, each.ours, each.register) for each in found.differences
    }
    done = accept(books, register, found.differences)
    assert len(done.taken) == len(found.differences)
    assert compare_with(books, register).differences == ()
    (moor,) = books.find(School, urn="100000")
    assert (moor["pupils"], moor["notes"]) == (210, "Ours")
    entry = books.history(limit=1)[0]
    assert entry.label == f"Took {len(done.taken)} values from the register of 12/11/2026"
    books.undo()
    assert content_of(books) == before


def content_of(store: Store) -> bytes:
    return list_content(School, table_of(store, School), "csv")


def test_some_schools_only_are_compared_when_asked(books: Store, register: Register) -> None:
    (moor,) = books.find(School, urn="100000")
    found = compare_with(books, register, [str(moor["key"])])
    assert {each.urn for each in found.differences} == {"100000"}


def test_a_value_that_a_rule_forbids_is_left_and_told(books: Store, register: Register) -> None:
    (fell,) = books.find(School, urn="100002")
    with books.operation("Ages") as change:
        change.set(School, str(fell["key"]), {"low_age": 3, "high_age": 7})
    found = compare_with(books, register)
    only = [each for each in found.differences if each.attribute in ("low_age", "town")]
    only = [each._replace(register=9) if each.attribute == "low_age" else each for each in only]
    done = accept(books, register, only)
    assert {each.attribute for each in done.taken} == {"town"}
    (told,) = done.refused
    assert told.startswith(
        "Fell School: Low age 9 was not taken: High age (7) is below low age (9)"
    )
    (fell,) = books.find(School, urn="100002")
    assert (fell["low_age"], fell["town"]) == (3, "Oldham")


def test_two_values_that_only_fit_together_are_taken_together(
    books: Store, register: Register
) -> None:
    (fell,) = books.find(School, urn="100002")
    with books.operation("Ages") as change:
        change.set(School, str(fell["key"]), {"low_age": 1, "high_age": 3})
    done = accept(books, register, compare_with(books, register).differences)
    assert done.refused == []
    (fell,) = books.find(School, urn="100002")
    assert (fell["low_age"], fell["high_age"]) == (4, 11)


def test_a_field_that_was_changed_meanwhile_stops_all_of_it(
    books: Store, register: Register
) -> None:
    found = compare_with(books, register)
    (moor,) = books.find(School, urn="100000")
    with books.operation("Meanwhile") as change:
        change.set(School, str(moor["key"]), {"pupils": 205})
    with pytest.raises(Clash):
        accept(books, register, found.differences)
    (dale,) = books.find(School, urn="100001")
    assert dale["status"] == "1"


_VALUES = {
    "NumberOfPupils": st.sampled_from(["", "1", "250", "many"]),
    "StatutoryLowAge": st.sampled_from(["", "3", "11"]),
    "StatutoryHighAge": st.sampled_from(["", "4", "18"]),
    "OpenDate": st.sampled_from(["", "01-09-1990", "01-09-2020"]),
    "CloseDate": st.sampled_from(["", "31-08-2010", "31-08-2024"]),
    "SchoolWebsite": st.sampled_from(["", "www.moor.example", "http:/broken"]),
    "TelephoneNum": st.sampled_from(["", "1632960001", "01632 960 002"]),
    "Trusts (name)": st.sampled_from(["", "A TRUST", "Another Trust"]),
    "Gender (code)": st.sampled_from(["", "0", "1", "3"]),
}


@given(
    before=st.fixed_dictionaries(_VALUES),
    after=st.fixed_dictionaries(_VALUES),
)
def test_accepting_all_leaves_no_difference(
    tmp_path_factory: pytest.TempPathFactory, before: dict[str, str], after: dict[str, str]
) -> None:
    folder = tmp_path_factory.mktemp("accepting")
    path = folder / "alliance.db"
    with Store.open(path, today=TODAY, create=True, throw_away=True) as store:
        first = write(folder / "first.csv", [school(100_000, "Moor") | before])
        carry_out(store, plan(store, School, first))
        second = write(folder / "edubasealldata20261112.csv", [school(100_000, "Dale") | after])
        update(folder / "register.db", [second], Options(), today=TODAY)
        with Register.open(folder / "register.db") as register:
            done = accept(store, register, compare_with(store, register).differences)
            left = compare_with(store, register).differences
        # What a rule forbids beside a value of ours that the register is silent about stays.
        assert len(left) == len(done.refused)


@given(
    before=st.fixed_dictionaries(_VALUES),
    after=st.fixed_dictionaries(_VALUES),
    later=st.fixed_dictionaries(_VALUES),
)
def test_what_is_kept_is_offered_again_only_when_the_register_says_something_else(
    tmp_path_factory: pytest.TempPathFactory,
    before: dict[str, str],
    after: dict[str, str],
    later: dict[str, str],
) -> None:
    folder = tmp_path_factory.mktemp("keeping")
    path = folder / "alliance.db"

    def differing(store: Store, cells: dict[str, str]) -> dict[str, Any]:
        file = write(folder / "edubasealldata20261112.csv", [school(100_000, "Dale") | cells])
        update(folder / "register.db", [file], Options(smaller=True), today=TODAY)
        with Register.open(folder / "register.db") as register:
            return {each.attribute: each for each in compare_with(store, register).differences}

    with Store.open(path, today=TODAY, create=True, throw_away=True) as store:
        first = write(folder / "first.csv", [school(100_000, "Moor") | before])
        carry_out(store, plan(store, School, first))
        ours = content_of(store)
        kept = differing(store, after)
        keep(store, list(kept.values()))
        assert differing(store, after) == {}
        assert content_of(store) == ours
        asked_again = differing(store, later)
        for attribute, each in asked_again.items():
            assert attribute not in kept or kept[attribute].register != each.register
        if kept:
            store.undo()
            assert differing(store, after) == kept


def test_a_school_is_filled_in_by_an_import_of_urns_alone(
    open_store: Callable[..., Store], tmp_path: Path
) -> None:
    store = open_store()
    extract = write(
        tmp_path / "edubasealldata20261112.csv",
        [school(100_000 + number, f"School {number}", NumberOfPupils="99") for number in range(5)],
    )
    update(store.path.with_name("register.db"), [extract], Options(), today=TODAY)
    urns = tmp_path / "urns.csv"
    urns.write_text("URN,Name,Notes\n100001,,\n100003,My own name,Ours\n100099,,\n")
    planned = plan(store, School, urns)
    assert [(values["name"], values["pupils"]) for values in planned.additions] == [
        ("School 1", 99), ("My own name", 99),
    ]  # fmt: skip
    assert [row.line for row in planned.rejected] == [4]
    assert "2 schools were filled in from the register of 12/11/2026." in planned.notes
    assert "Not in the register of 12/11/2026: 100099." in planned.notes
    carry_out(store, planned)
    assert plan(store, School, urns).unchanged == 2


def test_without_a_register_an_import_says_what_would_help(store: Store, tmp_path: Path) -> None:
    urns = tmp_path / "urns.csv"
    urns.write_text("URN\n100001\n")
    planned = plan(store, School, urns)
    assert [row.line for row in planned.rejected] == [2]
    assert any("alliance register update" in note for note in planned.notes)
