"""What a filter finds: whatever a row shows, for lists of any kind and however it is narrowed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest

from data.sample.store import open_sample
from data.store.store import Store
from data.tables import filter as filter_texts
from data.tables.filter_terms import column_named
from data.tables.listing import Listing, Wanted
from models.fields.text import folded
from models.fields.values import show_value
from models.kinds import RECORDS
from models.records.record import Record
from models.schools.school import School


@pytest.fixture(scope="module")
def sample() -> Iterator[Store]:
    with open_sample(date(2026, 11, 21)) as store:
        yield store


def _shown(listing: Listing) -> dict[str, str]:
    rows = listing.rows(listing.keys())
    return {
        row.key: folded(
            " ".join(
                show_value(cell, column.kind)
                for cell, column in zip(row.cells, listing.columns, strict=True)
            )
        )
        for row in rows
    }


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.kind)
def test_a_filter_finds_every_word_that_a_row_shows_and_no_other(
    sample: Store, record: type[Record]
) -> None:
    listing = Listing(sample, record)
    shown = _shown(listing)
    assert shown or record.kind not in ("schools", "members", "policies")
    words = {word for text in list(shown.values())[:12] for word in text.split()}
    in_order = listing.keys()
    for word in [*sorted(words), "zzz"]:
        if ":" in word and column_named(word.partition(":")[0], listing.columns) is not None:
            # Typed as a filter that asks for something in that column.
            continue
        expected = [key for key in in_order if word in shown[key]]
        assert listing.keys(Wanted(words=word)) == expected, word


def test_each_letter_typed_or_taken_back_finds_what_a_filter_of_its_own_would(
    sample: Store,
) -> None:
    listing = Listing(sample, School)
    counts = []
    for typed in ("b", "bl", "blu", "blue", "blue o", "blue ol", "blue", "b", "", "oldham blue"):
        found = listing.keys(Wanted(words=typed))
        assert found == Listing(sample, School).keys(Wanted(words=typed)), typed
        counts.append(len(found))
    assert counts[0] > counts[3] > 0


def test_a_filter_keeps_the_order_that_is_wanted(sample: Store) -> None:
    listing = Listing(sample, School)
    by_name = listing.keys(Wanted(words="school"))
    by_urn = listing.keys(Wanted(words="school", sort="urn", descending=True))
    assert by_urn != by_name
    assert sorted(by_urn) == sorted(by_name)
    at = [column.name for column in listing.columns].index("urn")
    urns = [row.cells[at] for row in listing.rows(by_urn)]
    assert [urn for urn in urns if urn] == sorted((str(u) for u in urns if u), reverse=True)


def test_reading_ahead_in_pieces_reads_every_record_once(
    open_store: Callable[..., Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    store = open_store()
    with store.operation("Add schools") as change:
        for number in range(7):
            change.add(School, {"name": f"School {number}"})
    monkeypatch.setattr(filter_texts.FilterTexts.read_more, "__defaults__", (3,))
    listing = Listing(store, School)
    pieces = 1
    while not listing.read_ahead():
        pieces += 1
    assert pieces == 3
    assert len(listing.keys(Wanted(words="school"))) == 7
    assert len(listing.keys(Wanted(words="school 3"))) == 1


def test_a_filter_forgets_what_it_read_when_the_books_change(
    open_store: Callable[..., Store],
) -> None:
    store = open_store()
    listing = Listing(store, School)
    assert listing.keys(Wanted(words="blue")) == []
    with store.operation("Add a school") as change:
        key = change.add(School, {"name": "Blue Coat"})
    listing.forget()
    assert listing.keys(Wanted(words="blue")) == [key]
    assert listing.count() == 1
