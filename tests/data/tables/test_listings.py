"""Lists: which records they hold, in which order, with which columns."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

import pytest

from data.sample.store import open_sample
from data.store.books import Books
from data.store.store import Store
from data.tables import listing as listing_module
from data.tables.computed_columns import Cells, Together, computed_columns_of
from data.tables.listing import (
    Listing,
    Wanted,
    columns_of,
    in_one_column,
    in_order,
    shown_fields,
    table_of,
)
from data.tables.table import Row
from models.fields.text import folded
from models.fields.values import show_value as show
from models.kinds import RECORDS
from models.people.person import Person
from models.people.post import Post
from models.records.record import Record
from models.schools.school import School
from tests.conftest import TODAY

NAMES = ("alder", "Beech", "Cedar", "Dômé")


@pytest.fixture(scope="module")
def sample() -> Iterator[Store]:
    with open_sample(TODAY) as store:
        yield store


@pytest.fixture
def schools(store: Store) -> Store:
    """Four schools: pupils fall with the name, and the last has none."""
    with store.operation("Schools") as change:
        for number, name in enumerate(reversed(NAMES)):
            pupils = None if name == "Dômé" else 100 * number
            change.add(School, {"name": name, "pupils": pupils}, name[:1].lower() * 32)
        for number, name, school, role in ((1, "Ada", "b", "clerk"), (2, "Bob", "a", "chair")):
            person = change.add(Person, {"name": name})
            post = {"person": person, "school": school * 32, "role": role}
            change.add(Post, post, str(number) * 32)
    return store


def names(store: Store, wanted: Wanted, record: type[Record] = School) -> list[str]:
    listing = Listing(store, record)
    return [str(row.cells[0]) for row in listing.rows(listing.keys(wanted))]


@pytest.mark.parametrize("record", RECORDS)
def test_a_list_has_every_field_once_and_a_row_for_every_record(
    record: type[Record], sample: Store
) -> None:
    listing = Listing(sample, record)
    columns = [column.name for column in listing.columns]
    assert len(set(columns)) == len(columns)
    assert {field.script_name for field in record.fields()} <= set(columns)
    rows = listing.rows(listing.keys())
    assert {row.key for row in rows} == {each["key"] for each in sample.find(record)}
    assert all(len(row.cells) == len(columns) for row in rows)


@pytest.mark.parametrize("record", RECORDS)
def test_every_word_that_a_row_shows_finds_it(record: type[Record], sample: Store) -> None:
    listing = Listing(sample, record)
    for row in listing.rows(listing.keys())[:6]:
        shown = [show(cell, column.kind)
                 for cell, column in zip(row.cells, listing.columns, strict=True)]  # fmt: skip
        for word in {word for text in shown for word in folded(text).split()}:
            assert row.key in listing.keys(Wanted(words=word.upper())), word


@pytest.mark.parametrize("record", RECORDS)
def test_every_column_sorts_both_ways_and_keeps_every_record(
    record: type[Record], sample: Store
) -> None:
    listing = Listing(sample, record)
    usual = listing.keys()
    for at, column in enumerate(listing.columns):
        there = listing.keys(Wanted(sort=column.name))
        back = listing.keys(Wanted(sort=column.name, descending=True))
        assert sorted(there) == sorted(back) == sorted(usual)
        rows = in_one_column(record, listing.rows(there))
        rows_back = in_one_column(record, listing.rows(back))
        filled = [row.cells[at] is not None for row in rows]
        assert filled == sorted(filled, reverse=True), "what is empty stands last"
        assert [row.cells[at] is not None for row in rows_back] == filled
        keys = [folded(str(row.cells[at])) for row in rows if row.cells[at]]
        if column.kind in ("text", "code", "state"):
            assert keys == sorted(keys)


def test_the_usual_order_minds_no_capitals(schools: Store) -> None:
    assert names(schools, Wanted()) == list(NAMES)


@pytest.mark.parametrize(
    ("words", "found"),
    [("", NAMES), ("BEE", ("Beech",)), ("dome", ("Dômé",)), ("300", ("alder",)), ("x", ())],
)
def test_a_filter_minds_neither_capitals_nor_accents(
    words: str, found: tuple[str, ...], schools: Store
) -> None:
    assert names(schools, Wanted(words=words)) == list(found)


def test_empty_cells_stand_last_whichever_way_a_list_is_sorted(schools: Store) -> None:
    assert names(schools, Wanted(sort="pupils")) == ["Cedar", "Beech", "alder", "Dômé"]
    assert names(schools, Wanted(sort="pupils", descending=True)) == [
        "alder", "Beech", "Cedar", "Dômé"
    ]  # fmt: skip


def test_a_reference_is_shown_found_and_sorted_by_its_name(schools: Store) -> None:
    assert names(schools, Wanted(words="beech"), Post) == ["Ada"]
    assert names(schools, Wanted(sort="school"), Post) == ["Bob", "Ada"]
    assert names(schools, Wanted(words="chair of gov"), Post) == ["Bob"]


def test_people_are_found_and_sorted_by_what_they_are_and_where(schools: Store) -> None:
    assert names(schools, Wanted(words="beech"), Person) == ["Ada"]
    assert names(schools, Wanted(words="chair of gov"), Person) == ["Bob"]
    assert names(schools, Wanted(sort="posts"), Person) == ["Bob", "Ada"]


def test_a_list_narrowed_to_records_shows_those_and_no_others(schools: Store) -> None:
    only = frozenset({"a" * 32, "c" * 32, "9" * 32})
    assert names(schools, Wanted(only=only)) == ["alder", "Cedar"]
    assert names(schools, Wanted(only=only, words="ced")) == ["Cedar"]


def test_what_changed_is_found_once_the_listing_forgets(schools: Store) -> None:
    listing = Listing(schools, School)
    assert len(listing.keys(Wanted(words="beech"))) == 1
    with schools.operation("Rename") as change:
        change.set(School, "b" * 32, {"name": "Birch"})
        change.remove(School, "c" * 32)
    listing.forget()
    assert listing.keys(Wanted(words="beech")) == []
    assert listing.keys(Wanted(words="birch")) == ["b" * 32]
    assert [row.key for row in listing.rows(["c" * 32, "b" * 32])] == ["b" * 32]


def test_rows_come_in_the_order_that_is_asked_for(schools: Store) -> None:
    keys = [letter * 32 for letter in "dbca"]
    assert [row.key for row in Listing(schools, School).rows(keys)] == keys


def test_a_table_says_what_it_was_narrowed_to(schools: Store) -> None:
    wanted = Wanted(words=" bee ", only=frozenset({"b" * 32}), only_label="Big ones")
    table = table_of(schools, School, wanted=wanted)
    assert [row.key for row in table.rows] == ["b" * 32]
    assert list(table.notes) == ["Big ones", "Filtered by: bee"]
    assert table.today == TODAY


def test_listed_fields_come_first() -> None:
    for record in RECORDS:
        fields = [field.attribute for field in shown_fields(record)]
        assert tuple(fields[: len(record.listed)]) == record.listed
        assert columns_of(record)[0].name == record.field(record.listed[0]).script_name


def test_sorting_keeps_the_order_of_equals() -> None:
    rows = [Row(key, (cell,)) for key, cell in zip("abcd", "xYxy", strict=True)]
    assert [row.key for row in in_order(rows, 0)] == ["a", "c", "b", "d"]


def test_a_page_of_a_list_costs_no_query_for_each_row(
    sample: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    listing = Listing(sample, School)
    keys = listing.keys()
    listing.rows(keys)
    asked: list[str] = []
    rows: Callable = sample.database.rows
    monkeypatch.setattr(
        sample.database, "rows", lambda sql, *more: (asked.append(sql), rows(sql, *more))[1]
    )
    assert len(listing.rows(keys)) == 16
    assert len(asked) == 1


def test_only_what_is_shown_sorted_by_or_filtered_by_is_computed(
    sample: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    computed = computed_columns_of(School)
    assert computed is not None
    asked: list[str] = []

    def watched(group: Together) -> Together:
        def compute(books: Books, keys: Collection[str] | None = None) -> Cells:
            asked.append(group.columns[0].name)
            return group.compute(books, keys)

        return group._replace(compute=compute)

    groups = tuple(watched(group) for group in computed.groups)
    monkeypatch.setattr(listing_module, "computed_columns_of", lambda _: computed._replace(
        groups=groups))  # fmt: skip
    listing = Listing(sample, School)
    keys = listing.keys(Wanted("phase:primary", sort="pupils"))
    shown = listing.rows(keys, ["name", "phase"])
    assert asked == []
    keys = listing.keys(Wanted("alliance:north"))
    listing.rows(keys, ["name", "alliance"])
    assert asked == ["alliance"]
    listing.keys(Wanted(sort="late"))
    assert asked == ["alliance", "policies"]
    at = [column.name for column in listing.columns].index("policies")
    assert {row.cells[at] for row in shown} == {None}
    assert "10 of 10" in {row.cells[at] for row in listing.rows(keys)}
