"""What people typed becomes values, and back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from data.problems import WrongCall
from data.sample.store import open_sample
from data.store.store import Store
from data.tables.parsing import assignments, read_values, show_values
from models.kinds import RECORDS
from models.memberships.membership import Membership
from models.people.person import Person
from models.people.post import Post
from models.records.record import Record
from models.schools.school import School

TODAY = date(2026, 11, 21)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "books.db", today=TODAY, create=True) as store:
        with store.operation("Schools") as change:
            change.add(School, {"name": "Blue Coat", "urn": "137133"}, "a" * 32)
            change.add(School, {"name": "Holy Trinity", "urn": "100003"}, "b" * 32)
            change.add(School, {"name": "Holy Trinity", "urn": "100004"}, "c" * 32)
        yield store


def test_typed_text_becomes_values_and_references_are_found_by_name(store: Store) -> None:
    with store.operation("Person") as change:
        change.add(Person, {"name": "Anna Ash"}, "d" * 32)
    typed = {
        "person": "  anna  ash ",
        "notes": "Since Easter ",
        "school": "blue",
        "strategic_accountability": "y",
        "email": "",
    }
    values, problems = read_values(store, Post, typed)
    assert problems == {}
    assert values == {
        "person": "d" * 32,
        "notes": "Since Easter",
        "school": "a" * 32,
        "strategic_accountability": True,
        "email": None,
    }


def test_dates_are_read_as_of_the_stores_day(store: Store) -> None:
    values, _ = read_values(store, School, {"opened": "today", "closed": "+2w"})
    assert values == {"opened": TODAY, "closed": date(2026, 12, 5)}


def test_what_cannot_be_read_is_told_with_what_would_do_and_the_rest_is_read(store: Store) -> None:
    typed = {"urn": "12", "opened": "31/2/2026", "town": "Oldham"}
    values, problems = read_values(store, School, typed)
    assert values == {"town": "Oldham"}
    assert "For example: 137133" in problems["urn"]
    assert "there is no 31 Feb 2026" in problems["opened"]


def test_a_reference_that_is_not_exactly_one_record_is_told_with_the_candidates(
    store: Store,
) -> None:
    _, problems = read_values(store, Post, {"school": "holy trinity"})
    assert "URN 100003" in problems["school"]
    assert "URN 100004" in problems["school"]
    _, problems = read_values(store, Post, {"school": "d" * 32})
    assert "There is no school" in problems["school"]


def test_a_shown_reference_reads_back_as_itself_where_names_are_shared(store: Store) -> None:
    shown = show_values(store, Post, {"school": "c" * 32})
    assert shown == {"school": "Holy Trinity, open, URN 100004"}
    assert read_values(store, Post, shown)[0] == {"school": "c" * 32}


def test_an_open_choice_that_nobody_knows_reads_back_as_itself(store: Store) -> None:
    for code in ("835", "838", "987", "99"):
        shown = show_values(store, School, {"local_authority": code})
        assert read_values(store, School, shown)[0] == {"local_authority": code}


@pytest.mark.parametrize("record", RECORDS)
def test_every_record_of_the_sample_reads_back_as_it_is_shown(record: type[Record]) -> None:
    with open_sample(TODAY) as sample:
        several = sample.find(record)
        assert several
        for values in several[:25]:
            shown = show_values(sample, record, values)
            read, problems = read_values(sample, record, shown)
            assert problems == {}
            assert read | {"key": values["key"]} == values


def test_assignments_name_fields_by_label_in_any_writing(store: Store) -> None:
    given = ["Statement signed=today", "signatory-role=Head", "school=137133", "notes=a=b"]
    assert assignments(store, Membership, given) == {
        "statement_signed": TODAY,
        "signatory_role": "Head",
        "school": "a" * 32,
        "notes": "a=b",
    }


def test_all_that_is_wrong_with_assignments_is_said_at_once(store: Store) -> None:
    with pytest.raises(WrongCall) as problem:
        assignments(store, School, ["nmae=x", "urn=1", "pupils", "town=a", "town=b"])
    lines = str(problem.value).split("\n")
    assert len(lines) == 4
    assert "Did you mean name?" in lines[0]
    assert "“pupils” is not FIELD=VALUE" in lines[1]
    assert "town is given twice" in lines[2]
    assert lines[3].startswith("urn: “1”")
