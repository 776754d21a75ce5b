"""The store as others read it: plain values, names, and what changed elsewhere."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from data.problems import Clash, Problem, Refused, StoreProblem, WrongCall
from data.store.books import Books
from data.store.soundness import is_damaged
from data.store.store import Store
from data.store.thread import StoreThread
from models.alliances.alliance import Alliance
from models.kinds import RECORDS
from models.memberships.membership import Membership
from models.people.person import Person
from models.people.post import Post
from models.records.record import Record
from models.records.rules import Finding, Severity
from models.schools.school import School

Open = Callable[..., Store]


def add(store: Store, record: type[Record], **values: Any) -> str:
    with store.operation(f"Add {record.singular}") as change:
        return change.add(record, values)


def test_what_was_saved_is_there_when_the_store_is_opened_again(
    open_store: Open, path: Path
) -> None:
    store = open_store()
    key = add(store, School, name="Blue Coat", opened=date(2020, 9, 1))
    store.close()
    found = open_store(create=False).get(School, key)
    assert found is not None
    assert (found["name"], found["opened"]) == ("Blue Coat", date(2020, 9, 1))


def test_no_other_file_lies_beside_a_store_at_rest(open_store: Open, path: Path) -> None:
    with open_store() as store:
        add(store, School, name="Blue Coat")
        assert [each.name for each in path.parent.iterdir()] == [path.name]
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_an_existing_store_is_not_made_anew(open_store: Open) -> None:
    store = open_store()
    add(store, School, name="Blue Coat")
    store.close()
    assert open_store(create=True).count(School) == 1


def test_what_the_store_hands_out_are_plain_values(store: Store) -> None:
    school = add(store, School, name="Blue Coat", nursery=True)
    person = add(store, Person, name="Ann Hope")
    post = add(store, Post, person=person, role="clerk", school=school)
    found = store.get(Post, post)
    assert found is not None
    assert type(found) is dict
    assert (found["school"], found["person"]) == (school, person)
    assert list(found) == ["key", *(field.attribute for field in Post.fields())]
    found["role"] = "Changed in the hand"
    assert store.get(Post, post) != found
    for record in RECORDS:
        assert store.count(record) == len(store.find(record))


def test_records_are_found_by_any_of_their_values(store: Store) -> None:
    key = add(store, School, name="Blue Coat", phase="4", opened=date(2020, 9, 1))
    add(store, School, name="Crompton House", phase="4")
    assert len(store.find(School, phase="4")) == 2
    assert [each["key"] for each in store.find(School, opened=date(2020, 9, 1))] == [key]
    assert [each["name"] for each in store.find(School, opened=None)] == ["Crompton House"]
    assert store.find(School, phase="4", town="Oldham") == []
    assert store.get(School, "0" * 32) is None


def test_records_are_named_by_their_names_and_ties_by_both_ends(store: Store) -> None:
    school = add(store, School, name="Blue Coat [C of E]")
    north = add(store, Alliance, name="The Northern Alliance")
    tie = add(store, Membership, school=school, alliance=north)
    assert store.name_of(School, school) == "Blue Coat [C of E]"
    assert store.name_of(Membership, tie) == "Blue Coat [C of E] · The Northern Alliance"
    assert store.name_of(School, None) == ""
    assert store.name_of(School, "0" * 32) == ""
    assert store.names(School) == {school: "Blue Coat [C of E]"}
    assert store.names(Membership) == {tie: "Blue Coat [C of E] · The Northern Alliance"}
    assert store.show(Membership, "school", school) == "Blue Coat [C of E]"
    assert store.show(Membership, "stage", "strategic partner") == "Strategic partner"
    assert store.show(Membership, "school", None) == ""


def test_a_name_that_changed_is_shown_changed(open_store: Open) -> None:
    store, other = open_store(), open_store()
    key = add(store, School, name="Blue Coat")
    assert store.name_of(School, key) == "Blue Coat"
    with store.operation("Rename") as change:
        change.set(School, key, {"name": "Red Coat"})
    assert store.name_of(School, key) == "Red Coat"
    store.undo()
    assert store.name_of(School, key) == "Blue Coat"
    with other.operation("Rename") as change:
        change.set(School, key, {"name": "Green Coat"})
    assert store.changed_elsewhere()
    assert store.name_of(School, key) == "Green Coat"


def test_ones_own_changes_are_not_changes_elsewhere(open_store: Open) -> None:
    store, other = open_store(), open_store()
    assert not store.changed_elsewhere()
    add(store, School, name="Blue Coat")
    assert not store.changed_elsewhere()
    assert other.changed_elsewhere()
    assert not other.changed_elsewhere()
    add(other, School, name="Crompton House")
    assert not other.changed_elsewhere()
    other.undo()
    assert not other.changed_elsewhere()


def test_a_store_that_is_closed_can_be_closed_again(store: Store) -> None:
    store.close()
    store.close()


def test_a_sound_store_has_nothing_to_complain_of(store: Store) -> None:
    add(store, School, name="Blue Coat")
    assert store.check() == []
    assert not is_damaged(store.path)


def test_a_reference_to_nothing_is_told_by_the_check(store: Store) -> None:
    connection = store.database.connection()
    connection.execute("PRAGMA foreign_keys = 0; PRAGMA query_only = 0")
    connection.execute(
        'INSERT INTO post ("key", person_id, role) VALUES (?, ?, ?)', ("1" * 32, "0" * 32, "clerk")
    )
    (said,) = store.check()
    assert said.startswith("post ")
    assert "refers to a person that does not exist" in said


@pytest.mark.parametrize(
    ("problem", "exit_code"),
    [
        (Problem("x"), 1),
        (WrongCall("x"), 2),
        (Refused([Finding(Severity.REFUSE, "name", "x")]), 3),
        (Clash("x", {}), 3),
        (StoreProblem("x"), 4),
    ],
)
def test_scripts_see_what_kind_of_problem_it_was(problem: Problem, exit_code: int) -> None:
    assert problem.exit_code == exit_code
    assert str(problem) == "x"


def test_a_view_is_of_one_moment_and_others_save_when_it_is_made(
    open_store: Callable[..., Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("data.store.database.BUSY_SECONDS", 0.01)
    mine, theirs = open_store(), open_store()
    with theirs.operation("Add a school") as change:
        key = change.add(School, {"name": "Ash Grove"})

    def remove() -> None:
        with theirs.operation("Remove the school") as change:
            change.remove(School, key)

    def compute(books: Books) -> int:
        known = {str(each["key"]) for each in books.find(School)}
        with pytest.raises(StoreProblem, match="is in use by another program"):
            remove()
        names = {str(each["key"]): each["name"] for each in books.find(School)}
        return len([names[each] for each in known])

    assert mine.cached("names", compute) == 1
    remove()
    assert mine.cached("names", lambda books: books.count(School)) == 0


async def test_each_reading_of_the_desk_is_of_one_moment(
    path: Path, open_store: Callable[..., Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("data.store.database.BUSY_SECONDS", 0.01)
    theirs = open_store()
    desk = StoreThread(lambda: Store.open(path, today=theirs.today))

    def add() -> None:
        with theirs.operation("Add a school") as change:
            change.add(School, {"name": "Ash Grove"})

    def read(books: Books) -> tuple[int, int]:
        before = books.count(School)
        with pytest.raises(StoreProblem, match="is in use by another program"):
            add()
        return before, books.count(School)

    try:
        assert await desk.read(read) == (0, 0)
        add()
        assert await desk.read(lambda books: books.count(School)) == 1
    finally:
        desk.close()
    with pytest.raises(asyncio.CancelledError):
        await desk.read(read)
