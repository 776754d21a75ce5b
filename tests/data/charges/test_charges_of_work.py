"""What an event, a placement and a shared service bring with them: charges, kept as is owed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.charges.writing import write_invoices
from data.problems import Refused, WrongCall
from data.services.charging import charge_service
from data.store.store import Store
from data.summaries.registry import SUMMARIES
from data.tables.progress import move_on, proposed, questions
from data.today.matters import matters
from models.alliances.alliance import Alliance
from models.charges.charge import Charge
from models.charges.event_rules import closed_event_is_charged_or_not
from models.events.booking import Booking
from models.events.event import Event
from models.events.rules import PROGRESS
from models.memberships.membership import Membership
from models.programmes.placement import Placement
from models.records.record import Values
from models.schools.organisation import Organisation
from models.schools.school import School
from models.services.share import Share, owed_in
from models.services.shared_service import SharedService
from models.workstreams.workstream import Workstream
from tests.conftest import TODAY

HELD = date(2026, 11, 12)
SIGNED: Values = {
    "stage": "member", "enquired": date(2024, 9, 2), "statement_signed": date(2024, 9, 2),
    "signatory": "A. Head",
}  # fmt: skip


@pytest.fixture
def keys(store: Store) -> dict[str, str]:
    """An event at £40 for members and £60 for others, to which four schools have booked."""
    keys: dict[str, str] = {}
    with store.operation("Begin") as change:
        keys["Northern"] = change.add(Alliance, {"name": "Northern"})
        for name in ("Ash", "Beech", "Cedar", "Dogwood"):
            keys[name] = change.add(School, {"name": name})
        for name in ("Ash", "Beech", "Cedar"):
            pair: Values = {"school": keys[name], "alliance": keys["Northern"]}
            change.add(Membership, pair | SIGNED)
        keys["CPD"] = change.add(Workstream, {"name": "CPD", "alliance": keys["Northern"]})
        keys["event"] = change.add(
            Event,
            {"title": "Reading", "workstream": keys["CPD"], "held": HELD, "status": "held",
             "places": 0, "starts": "16:00", "place": "Hall", "price_member": 4_000,
             "price_other": 6_000, "outcome": "Useful"},
        )  # fmt: skip
        for name, status, people, of in (
            ("Ash", "came", 3, {"attended_people": 2}),
            ("Beech", "did not come", 1, {"attended_people": 0}),
            ("Cedar", "cancelled", 2, {"booked": date(2026, 10, 1), "cancelled": HELD}),
            ("Dogwood", "came", 1, {"attended_people": 1}),
        ):
            values: Values = {"event": keys["event"], "school": keys[name], "people": people}
            keys[f"of {name}"] = change.add(Booking, values | {"status": status} | of)
    return keys


def owed(store: Store, **equal: Any) -> dict[str, tuple[str, object]]:
    """The charges that are owed, by who pays or is paid: direction and net."""
    found = store.find(Charge, withdrawn=None, **equal)
    named = [(store.name_of(School, str(each["school"])), each) for each in found]
    return {name: (str(each["direction"]), each["net"]) for name, each in named}


def close(store: Store, keys: dict[str, str], **answers: Any) -> str:
    event = store.get(Event, keys["event"])
    assert event is not None
    return move_on(store, PROGRESS, [event], "closed", answers).warnings


def test_closing_an_event_charges_what_is_owed_when_that_is_wanted(
    store: Store, keys: dict[str, str]
) -> None:
    event = store.get(Event, keys["event"])
    assert event is not None
    (asked,) = questions(store, PROGRESS, [event], "closed")
    assert (asked[0], asked[1].help) == (
        "charged", "Charge all who booked what they owe, £300.00?",
    )  # fmt: skip
    assert proposed(store, PROGRESS, [event], "closed") == {"charged": True}
    # Members pay 40 for each place that they had, also where nobody came or it was cancelled late.
    assert "4 charges made, £300.00" in close(store, keys, charged=True)
    expected = {
        "Ash": ("to us", 12_000), "Beech": ("to us", 4_000), "Cedar": ("to us", 8_000),
        "Dogwood": ("to us", 6_000),
    }  # fmt: skip
    assert owed(store, about="event") == expected
    told = {each.title: len(each.keys) for each in matters(store)}
    assert told["Charges on no invoice after four weeks"] == 0
    store.today = HELD + timedelta(days=29)
    told = {each.title: len(each.keys) for each in matters(store)}
    assert told["Charges on no invoice after four weeks"] == 4
    store.today = TODAY
    (of_ash,) = store.find(Charge, booking=keys["of Ash"])
    assert (of_ash["cause"], of_ash["made"], of_ash["workstream"]) == (
        "Reading, 12/11/2026, Ash", HELD, keys["CPD"],
    )  # fmt: skip
    (line,) = [each for each in SUMMARIES["cost-recovery"].make(store).rows
               if str(each.cells[0]) == "CPD"]  # fmt: skip
    assert 30_000 in line.cells
    with store.operation("Three came of Beech") as change:
        change.set(Booking, keys["of Beech"], {"people": 3})
    assert owed(store)["Beech"] == ("to us", 12_000)
    write_invoices(store, [str(of_ash["key"])], None, HELD)
    with store.operation("Open it again") as change:
        change.set(Event, keys["event"], {"status": "held"})
    assert owed(store) == {"Ash": ("to us", 12_000)}
    assert "credit what is owed otherwise (2026-001 · Ash)" in change.warned_of
    close(store, keys)
    assert owed(store) == expected | {"Beech": ("to us", 12_000)}
    for record, key in ((Event, keys["event"]), (Booking, keys["of Cedar"])):
        with (
            pytest.raises(Refused, match="It is charged, so it stays"),
            store.operation("Remove") as change,
        ):
            change.remove(record, key)
    for _ in range(5):
        store.undo()
    assert store.find(Charge) == []


def test_a_closed_event_is_told_of_until_it_is_said_whether_it_is_charged(
    store: Store, keys: dict[str, str]
) -> None:
    assert "£300.00 is owed and not charged" in close(store, keys)
    event = store.get(Event, keys["event"])
    assert event is not None
    assert closed_event_is_charged_or_not(event, store) is not None
    with store.operation("Not charged") as change:
        change.set(Event, keys["event"], {"charged": False})
    assert store.find(Charge) == []
    assert closed_event_is_charged_or_not(event | {"charged": False}, store) is None


def test_what_a_provider_pays_for_a_placement_is_owed_once_it_is_filled(
    store: Store, keys: dict[str, str]
) -> None:
    with store.operation("A placement") as change:
        provider = change.add(Organisation, {"name": "Nexus"})
        placement = change.add(
            Placement,
            {"school": keys["Ash"], "provider": provider, "workstream": keys["CPD"],
             "school_year": 2026, "phase": "primary", "subjects": "primary", "payment": 120_000,
             "offered": date(2026, 11, 2)},
        )  # fmt: skip
    assert store.find(Charge) == []
    with store.operation("Filled") as change:
        filled: Values = {"status": "filled", "trainee_ref": "MN-0417", "filled": HELD}
        change.set(Placement, placement, filled)
    (charge,) = store.find(Charge)
    assert (charge["cause"], charge["organisation"], charge["net"], charge["made"]) == (
        "P2026-001 placement MN-0417", provider, 120_000, HELD,
    )  # fmt: skip
    with store.operation("Offered again") as change:
        change.set(Placement, placement, {"status": "offered", "trainee_ref": None, "filled": None})
    assert [each["withdrawn"] for each in store.find(Charge)] == [store.today]


def test_a_service_is_charged_by_terms_and_its_leader_passed_what_the_others_owe(
    store: Store, keys: dict[str, str]
) -> None:
    with store.operation("A post") as change:
        service = change.add(
            SharedService,
            {"alliance": keys["Northern"], "title": "Manager", "kind_of_service": "post",
             "status": "running"},
        )  # fmt: skip
        for name, part, pays, began in (
            ("Ash", "leads", 2_000_000, date(2025, 1, 1)), ("Beech", "uses", 1_000_000, None),
            ("Cedar", "uses", 732_000, date(2026, 12, 2)), ("Dogwood", "interested", None, None),
        ):  # fmt: skip
            given: Values = {"service": service, "school": keys[name], "part": part}
            # Whoever is only interested need not have signed.
            if name != "Dogwood":
                change.add(Share, given | {"pays": pays, "began": began})
    autumn: Values = {"period": "autumn", "school_year": 2026, "day": date(2026, 11, 21)}
    done = charge_service(store, service, autumn)
    # 10,000 / 3 for Beech; Cedar has 30 of the 122 days of 7,320 / 3.
    assert owed(store) == {
        "Beech": ("to us", 333_333), "Cedar": ("to us", 60_000), "Ash": ("by us", 393_333),
    }  # fmt: skip
    assert done.label.endswith("Manager, 2 schools, £3,933.33")
    with store.operation("Rename") as change:
        for name in ("Beech", "Cedar"):
            change.set(School, keys[name], {"name": f"{name} Lane"})
    for again in (autumn, autumn | {"period": "year"}):
        with pytest.raises(WrongCall, match="charged already"):
            charge_service(store, service, again)
    charge_service(store, service, autumn | {"period": "spring"})
    charge_service(store, service, autumn | {"period": "summer"})
    of_beech = [each["net"] for each in store.find(Charge, school=keys["Beech"])]
    assert sorted(map(int, map(str, of_beech))) == [333_333, 333_333, 333_334]


@given(st.integers(0, 10_000_000), st.integers(2000, 2090))
def test_three_terms_come_to_the_year_to_the_penny(pays: int, year: int) -> None:
    share: Values = {"pays": pays, "began": None, "ended": None}
    days = (date(year, 9, 1), date(year, 12, 31))
    terms = [owed_in(share, *days, thirds) for thirds in ((0, 1), (1, 2), (2, 3))]
    assert sum(terms) == owed_in(share, *days, (0, 3)) == pays
    assert max(terms) - min(terms) <= 1
