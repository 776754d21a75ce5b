"""Bookings in the store: who waits, what is offered, what letters and numbers set."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.events.bookings import BookingCells, book_waiting, bookings_of
from data.exports.exports import list_content
from data.problems import Clash, Refused
from data.sample.store import open_sample
from data.store.store import Store
from data.tables.cells import set_cells
from data.tables.listing import table_of
from data.tables.moving_on import move_on, moving
from data.tables.saving import add_record, change_record
from models.alliances.alliance import Alliance
from models.events.booking import BOOKING_STATES, Booking, number_booked
from models.events.event import CANCELLED, EVENT_STATES, PATH, Event
from models.records.record import Values
from models.schools.school import School
from tests.conftest import TODAY

SCHOOLS = 6


def store_with(places: int, held: date, status: str = "open") -> tuple[Store, str, list[str]]:
    """A store in memory with an alliance, schools and one event."""
    store = open_sample(TODAY)
    return store, *begin(store, places, held, status)


def begin(store: Store, places: int, held: date, status: str = "open") -> tuple[str, list[str]]:
    """Add an event of the first alliance, and give it with some schools."""
    with store.operation("Begin") as change:
        alliance = str(store.find(Alliance)[0]["key"])
        event = change.add(
            Event,
            {"title": "Reading", "alliance": alliance, "held": held, "places": places,
             "starts": "16:00", "place": "Hall", "price_member": 4000, "status": status},
        )  # fmt: skip
    schools = sorted(str(each["key"]) for each in store.find(School))[:SCHOOLS]
    return event, schools


def book(store: Store, event: str, school: str, people: int, **of: Any) -> str:
    values = {"event": event, "school": school, "people": people}
    return add_record(store, Booking, values | of).key


def cells_of(store: Store, event: str) -> BookingCells:
    found = bookings_of(store, event)
    assert found is not None
    return found.cells


def standing(store: Store, event: str) -> list[tuple[str, str]]:
    found = bookings_of(store, event)
    assert found is not None
    at = [column.name for column in found.table.columns].index("standing")
    return [(row.key, str(row.cells[at])) for row in found.table.rows]


def test_who_finds_no_room_waits_in_turn_and_a_freed_place_is_offered_and_not_given() -> None:
    store, event, schools = store_with(10, TODAY + timedelta(days=5))
    with store:
        first = book(store, event, schools[0], 8)
        saved = add_record(store, Booking, {"event": event, "school": schools[1], "people": 4})
        assert saved.warned_of == "8 of 10 places are taken, so it waits, first of all."
        third = add_record(store, Booking, {"event": event, "school": schools[2], "people": 3})
        assert third.warned_of.endswith("so it waits, behind 1 other.")
        small = book(store, event, schools[3], 2)
        assert dict(standing(store, event)) == {
            first: "booked", small: "booked", saved.key: "waits, 1st", third.key: "waits, 2nd"
        }  # fmt: skip
        name = store.name_of(School, schools[1])
        done = set_cells(store, cells_of(store, event), [(first, "people")], "5")
        assert done.warnings == f"3 places are free now: {name} waits first, for 4."
        assert dict(standing(store, event))[saved.key] == "waits, 1st", "nobody is moved by itself"
        with pytest.raises(Refused, match="3 places are free of 10, and this needs 4"):
            book_waiting(store, [saved.key])
        book_waiting(store, [third.key])
        assert dict(standing(store, event))[third.key] == "booked"
        store.undo()
        store.undo()
        assert dict(standing(store, event))[third.key] == "waits, 2nd"


def test_a_letter_takes_all_as_having_come_and_a_number_corrects() -> None:
    store, event, schools = store_with(0, TODAY - timedelta(days=3), "held")
    with store:
        keys = [book(store, event, school, 3) for school in schools[:3]]
        cells = cells_of(store, event)
        assert cells.usual_column == "attended_people"
        set_cells(store, cells, [(keys[0], "attended_people")], "came")
        set_cells(store, cells, [(keys[1], "attended_people")], "2")
        done = set_cells(store, cells, [(keys[2], "attended_people")], "did not come")
        assert done.label == f"Nobody came: Reading, {store.name_of(School, schools[2])}"
        found = store.get_many(Booking, keys)
        assert [(found[key]["status"], found[key]["attended_people"]) for key in keys] == [
            ("came", 3), ("came", 2), ("did not come", 0)
        ]  # fmt: skip
        with pytest.raises(Refused, match="4 came, and 3 were booked: raise People to 4 first"):
            set_cells(store, cells_of(store, event), [(keys[1], "attended_people")], "4")
        set_cells(store, cells_of(store, event), [(keys[1], "attended_people")], "0")
        assert (store.get(Booking, keys[1]) or {})["status"] == "did not come"


def test_a_key_does_not_set_what_somebody_else_has_changed_meanwhile() -> None:
    store, event, schools = store_with(0, TODAY - timedelta(days=3), "held")
    with store:
        key = book(store, event, schools[0], 3)
        seen = cells_of(store, event)
        set_cells(store, seen, [(key, "people")], "5")
        with pytest.raises(Clash, match="Now 5 people, booked, no longer 3 people, booked"):
            set_cells(store, seen, [(key, "attended_people")], "came")


def test_a_cancelled_event_cancels_its_bookings_and_undo_brings_all_back() -> None:
    store, event, schools = store_with(4, TODAY + timedelta(days=2))
    with store:
        keys = [book(store, event, school, 3) for school in schools[:3]]
        moved = moving(store, Event, [event])
        way = PATH.way("open", CANCELLED)
        assert moved is not None
        assert way is not None
        done = move_on(store, moved, way, {})
        assert done.warnings == "3 bookings are cancelled with it, at no charge: tell the schools."
        assert {state for _, state in standing(store, event)} == {"cancelled in time"}
        store.undo()
        states = dict(standing(store, event))
        assert [states[key] for key in keys] == ["booked", "waits, 1st", "waits, 2nd"]


# Any order of what may be done

_OPS = st.one_of(
    st.tuples(st.just("book"), st.integers(0, SCHOOLS - 1), st.integers(0, 7)),
    st.tuples(st.just("number"), st.integers(0, SCHOOLS - 1), st.integers(0, 9)),
    st.tuples(st.just("came"), st.integers(0, SCHOOLS - 1), st.integers(0, 9)),
    st.tuples(st.just("letter"), st.integers(0, SCHOOLS - 1),
              st.sampled_from(["came", "did not come", "cancelled"])),
    st.tuples(st.just("waiting"), st.integers(0, SCHOOLS - 1), st.just(0)),
    st.tuples(st.just("status"), st.integers(0, SCHOOLS - 1),
              st.sampled_from([*BOOKING_STATES, None])),
    st.tuples(st.just("places"), st.just(0), st.integers(0, 12)),
    st.tuples(st.just("state"), st.just(0), st.sampled_from(list(EVENT_STATES))),
    st.tuples(st.just("day"), st.just(0), st.integers(-9, 9)),
    st.tuples(st.just("remove"), st.integers(0, SCHOOLS - 1), st.just(0)),
)  # fmt: skip


def carry_out(store: Store, event: str, schools: list[str], op: tuple[str, int, Any]) -> None:
    what, at, value = op
    found = store.find(Booking, event=event, school=schools[at])
    key = str(found[0]["key"]) if found else ""
    values = store.get(Event, event) or {}
    if what == "book":
        book(store, event, schools[at], value)
    elif what in ("places", "state", "day"):
        new: Values = {
            "places": {"places": value},
            "state": {"status": value},
            "day": {"held": TODAY + timedelta(days=int(value) if what == "day" else 0)},
        }[what]
        change_record(store, Event, event, new, values)
    elif not found:
        return
    elif what in ("number", "came"):
        column = "people" if what == "number" else "attended_people"
        set_cells(store, cells_of(store, event), [(key, column)], str(value))
    elif what == "letter":
        set_cells(store, cells_of(store, event), [(key, "people")], value)
    elif what == "waiting":
        book_waiting(store, [key])
    elif what == "status":
        change_record(store, Booking, key, {"status": value}, found[0])
    else:
        with store.operation("Remove") as change:
            change.remove(Booking, key)


def exported(store: Store) -> list[bytes]:
    return [list_content(each, table_of(store, each), "csv") for each in (Event, Booking)]


def test_no_order_of_keys_exceeds_the_places_or_leaps_a_state_and_undo_restores_all() -> None:
    with open_sample(TODAY) as store:

        @given(st.integers(0, 12), st.integers(-4, 4), st.lists(_OPS, max_size=18))
        @settings(max_examples=30)
        def trial(places: int, days: int, ops: list[tuple[str, int, Any]]) -> None:
            before, first = exported(store), store.undoable()
            event, schools = begin(store, places, TODAY + timedelta(days=days))
            for op in ops:
                try_out(store, event, schools, op)
            while store.undoable() > first:
                store.undo()
            assert exported(store) == before

        trial()


def try_out(store: Store, event: str, schools: list[str], op: tuple[str, int, Any]) -> None:
    was, kept = store.get(Event, event) or {}, store.find(Booking, event=event)
    try:
        carry_out(store, event, schools, op)
    except Refused:
        assert (store.get(Event, event), store.find(Booking, event=event)) == (was, kept)
    now, bookings = store.get(Event, event) or {}, store.find(Booking, event=event)
    stand = ("booked", "came", "did not come")
    taken = sum(number_booked(now, each) for each in bookings if each["status"] in stand)
    assert not now["places"] or taken <= int(str(now["places"]))
    ways = [way.to for way in PATH.ways.get(str(was["status"]), ())]
    assert now["status"] in (was["status"], *ways)
    if now["status"] == "closed":
        assert all(each["status"] != "booked" for each in bookings)
    if now["held"] > TODAY:  # type: ignore[operator]
        assert all(each["status"] not in ("came", "did not come") for each in bookings)
