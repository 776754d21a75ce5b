"""Filters that name a column: what they ask for, and what they find in a list and in a table."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.sample.store import open_sample
from data.store.store import Store
from data.tables.filter_terms import Term, terms_of, unfinished_term
from data.tables.listing import Listing, Wanted
from data.tables.matrix import filter_rows
from data.tables.table import Column, Row, Summary
from models.schools.school import School

TODAY = date(2026, 11, 21)
COLUMNS = (
    Column("name", "Name"),
    Column("local-authority", "Local authority"),
    Column("phase", "Phase"),
    Column("due", "Due", "date"),
    Column("fee", "Fee", "money"),
)


@pytest.mark.parametrize(
    ("words", "terms"),
    [
        ("phase:primary", [Term(2, "", "primary")]),
        ("ph:Primary la:oldham", [Term(2, "", "primary"), Term(1, "", "oldham")]),
        ('phase:"16 plus" hill', [Term(2, "", "16 plus"), Term(None, "", "hill")]),
        ("due:<31/12/2026", [Term(3, "<", "31/12/2026")]),
        ("fee:>=400", [Term(4, ">=", "400")]),
        ("phase:", []),
        ("https://x.example", [Term(None, "", "https://x.example")]),
        ("16:30", [Term(None, "", "16:30")]),
    ],
)
def test_a_term_names_its_column_by_what_it_begins_with(words: str, terms: list[Term]) -> None:
    assert terms_of(words, COLUMNS) == terms


@given(st.text('abc phase:<>="0/ ', max_size=30))
def test_whatever_is_typed_is_read(words: str) -> None:
    for term in terms_of(words, COLUMNS):
        assert term.column is None or 0 <= term.column < len(COLUMNS)
    at, before = unfinished_term(words, COLUMNS)
    assert words.startswith(before)
    assert at is None or 0 <= at < len(COLUMNS)


ROWS = (
    Row("a", ("Ash", "Oldham", "Primary", date(2026, 12, 1), 42_000)),
    Row("b", ("Birch", "Bury", "Secondary", date(2027, 1, 5), 40_000)),
    Row("c", ("Cedar", "Oldham", "Secondary", None, None)),
)


@pytest.mark.parametrize(
    ("words", "keys"),
    [
        ("due:<31/12/2026", ["a"]),
        ("due:>31/12/2026", ["b"]),
        ("fee:>=420", ["a"]),
        ("fee:=£400.00", ["b"]),
        ("la:oldham phase:sec", ["c"]),
        ("due:<nonsense", ["a", "b", "c"]),
    ],
)
def test_days_and_money_are_compared_and_texts_are_looked_into(words: str, keys: list[str]) -> None:
    table = Summary("t", "T", TODAY, COLUMNS, ROWS)
    assert [row.key for row in filter_rows(table, Wanted(words=words))] == keys


@pytest.fixture(scope="module")
def sample() -> Store:
    return open_sample(TODAY)


def test_a_list_is_narrowed_by_columns_as_by_words(sample: Store) -> None:
    listing = Listing(sample, School)
    found = sample.get_many(School, listing.keys(Wanted(words="phase:sec pupils:>1000")))
    by_hand = [
        str(each["key"])
        for each in sample.find(School)
        if each["phase"] == "4" and isinstance(each["pupils"], int) and each["pupils"] > 1000
    ]
    assert set(found) == set(by_hand)
    assert found
    phase = next(column for column in listing.columns if column.name == "phase")
    counts = listing.values_of(phase)
    assert counts["Primary"] == len(listing.keys(Wanted(words="phase:=primary")))


def test_a_list_is_sorted_by_several_columns(sample: Store) -> None:
    listing = Listing(sample, School)
    wanted = Wanted(sort="phase", then=(("pupils", True),))
    rows = listing.rows(listing.keys(wanted))
    at = [column.name for column in listing.columns]
    pairs = [(row.cells[at.index("phase")], row.cells[at.index("pupils")]) for row in rows]
    whole = [(str(phase), -int(str(pupils))) for phase, pupils in pairs if phase and pupils]
    assert whole == sorted(whole)
