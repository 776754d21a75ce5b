"""Charges, invoices and payments: made by steps, credited and never changed, to the penny."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from data.problems import Refused
from data.store.store import Store
from data.tables.saving import add_record, change_record
from models.alliances.alliance import Alliance
from models.charges.amounts import amounts_of
from models.charges.charge import Charge
from models.charges.invoice import Invoice
from models.charges.payment import Payment
from models.records.record import Values
from models.support.deployment import Deployment
from tests.data.support.books_of_support import Support


@pytest.fixture
def support(store: Store) -> Support:
    """Books with a request of 1 September."""
    return Support(store)


def charges(support: Support, **equal: Any) -> list[tuple[str, str, int, int]]:
    found = support.store.find(Charge, **equal)
    return [(str(c["cause"]), str(c["direction"]), c["net"], c["vat"]) for c in found]  # type: ignore[misc]


def the_invoice(support: Support) -> Values:
    (invoice,) = support.store.find(Invoice)
    return invoice


def pay(support: Support, amount: int, day: date = date(2026, 10, 1)) -> None:
    with support.store.operation("Pay") as change:
        invoice = the_invoice(support)["key"]
        change.add(Payment, {"invoice": invoice, "day": day, "amount": amount})


def test_signing_makes_the_charges_of_the_memorandum(support: Support) -> None:
    support.until("agreement signed")
    assert charges(support) == [
        ("D2026-001 agreement", "to us", 96_600, 19_320),
        ("D2026-001 agreement", "by us", 84_000, 0),
    ]


def test_a_diagnosis_is_charged_by_itself(support: Support) -> None:
    support.step("diagnosis")
    assert charges(support) == [
        ("D2026-001 diagnosis", "to us", 59_800, 11_960),
        ("D2026-001 diagnosis", "by us", 52_000, 0),
    ]


def test_a_cause_is_charged_once_however_often_it_is_recorded(support: Support) -> None:
    support.until("agreement signed")
    support.step("agreement signed", date(2026, 9, 3))
    assert len(charges(support)) == 2
    (first, _) = support.store.find(Charge)
    with pytest.raises(Refused, match="is charged already"), support.store.operation("x") as change:
        change.add(Charge, {name: first[name] for name in first if name != "key"})


def test_support_that_is_owed_for_is_not_removed_until_it_was_cancelled(support: Support) -> None:
    def remove() -> None:
        with support.store.operation("Remove") as change:
            change.remove(Deployment, support.deployment)

    support.until("agreement signed")
    with pytest.raises(Refused, match="D2026-001 was charged, so it stays: cancel it instead"):
        remove()
    support.step("cancelled", date(2026, 9, 3))
    remove()
    # The reference is free again, and nothing that was owed before keeps the next client's charge.
    support.deployment = support.request()
    support.until("agreement signed")
    assert charges(support, withdrawn=None)[-2:] == [
        ("D2026-001 agreement", "to us", 96_600, 19_320),
        ("D2026-001 agreement", "by us", 84_000, 0),
    ]


def test_the_clients_invoice_has_its_number_its_lines_and_its_day(support: Support) -> None:
    support.until("invoiced")
    invoice = the_invoice(support)
    assert (invoice["number"], invoice["due"]) == ("2026-001", date(2026, 9, 30))
    assert support.values["client_invoice"] == "2026-001"
    assert charges(support, invoice=invoice["key"]) == [
        ("D2026-001 agreement", "to us", 96_600, 19_320),
    ]
    assert amounts_of(support.store, invoice).gross == 115_920


def test_a_grant_pays_instead_of_the_client(support: Support) -> None:
    support.set(grant="Hub grant")
    support.until("invoiced")
    assert support.store.find(Invoice) == []
    assert charges(support) == [("D2026-001 agreement", "by us", 84_000, 0)]


def test_cancelling_withdraws_what_was_not_invoiced(support: Support) -> None:
    support.until("agreement signed")
    support.step("cancelled", date(2026, 9, 4))
    assert {each["withdrawn"] for each in support.store.find(Charge)} == {date(2026, 9, 4)}


def test_an_issued_invoice_is_not_changed_nor_removed_nor_are_its_lines(support: Support) -> None:
    support.until("invoiced")
    invoice = str(the_invoice(support)["key"])
    (line,) = support.store.find(Charge, invoice=invoice)
    changes: list[tuple[Any, str, Values]] = [
        (Invoice, invoice, {"number": "7"}),
        (Invoice, invoice, {"due": date(2026, 12, 1)}),
        (Charge, str(line["key"]), {"net": 1}),
        (Charge, str(line["key"]), {"invoice": None}),
    ]
    for record, key, new in changes:
        with pytest.raises(Refused, match="credit it"), support.store.operation("x") as change:
            change.set(record, key, new)
    for record, key in ((Invoice, invoice), (Charge, str(line["key"]))):
        with pytest.raises(Refused, match="credit it"), support.store.operation("x") as change:
            change.remove(record, key)


def test_no_more_is_paid_than_the_invoice_comes_to(support: Support) -> None:
    support.until("invoiced")
    pay(support, 100_000)
    with pytest.raises(Refused, match=r"at most £159\.20 more"):
        pay(support, 15_921)
    pay(support, 15_920)
    assert amounts_of(support.store, the_invoice(support)).open == 0
    with pytest.raises(Refused, match=r"Only £1,159\.20 is paid"):
        pay(support, -115_921)


def test_a_payment_has_a_day_that_was_and_an_amount(support: Support) -> None:
    support.until("invoiced")
    with pytest.raises(Refused, match="still to come"):
        pay(support, 100, date(2026, 11, 22))
    with pytest.raises(Refused, match="How much"):
        pay(support, 0)


def test_numbers_go_on_within_an_alliance_and_are_given_once(support: Support) -> None:
    support.until("invoiced")
    ours = {"alliance": support.alliance, "school": support.client}
    with support.store.operation("Two more") as change:
        keys = [change.add(Invoice, ours) for _ in range(2)]
    found = [support.store.get(Invoice, key) for key in keys]
    assert [each["number"] for each in found if each] == ["2026-002", "2026-003"]
    with pytest.raises(Refused, match="2026-001 already"), support.store.operation("x") as change:
        change.add(Invoice, ours | {"number": "2026-001"})
    with pytest.raises(Refused, match="Which number"), support.store.operation("x") as change:
        change.add(Invoice, ours | {"direction": "by us"})


def test_a_new_charge_of_a_closed_alliance_is_asked_about(support: Support) -> None:
    owed: Values = {"alliance": support.alliance, "school": support.client, "net": 100, "vat": 0}
    owed |= {"made": date(2026, 11, 4)}
    before = add_record(support.store, Charge, owed | {"cause": "Hall"})
    assert before.warned_of == ""
    with support.store.operation("Close the alliance") as change:
        change.set(Alliance, support.alliance, {"status": "closed"})
    saved = add_record(support.store, Charge, owed | {"cause": "Room"})
    assert "Northern is closed: is this still owed" in saved.warned_of
    assert change_record(support.store, Charge, before.key, {"net": 200}, {}).warned_of == ""
