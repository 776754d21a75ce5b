"""Invoices that are written from charges, paid in any order, and credited as a whole."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.charges.moves import InvoicesMove
from data.charges.order_checks import out_of_order
from data.charges.standing import CREDIT_NOTE, CREDITED, DRAFT, PAID, TO_REFUND, invoice_standings
from data.charges.writing import credit, pay, write_invoices
from data.problems import Refused, WrongCall
from data.store.store import Store
from data.summaries.registry import SUMMARIES
from data.tables.saving import add_record, change_record
from models.charges.charge import Charge
from models.charges.invoice import Invoice
from models.charges.payment import Payment
from models.records.record import Values
from tests.data.support.books_of_support import Support

DAY = date(2026, 10, 1)


@pytest.fixture
def support(store: Store) -> Support:
    """Books with a request of 1 September."""
    return Support(store)


def charge(support: Support, number: int, **given: Any) -> str:
    values: Values = {
        "cause": f"Cause {number}", "alliance": support.alliance, "school": support.client,
        "net": 10_000, "vat": 2_000, "made": DAY,
    }  # fmt: skip
    with support.store.operation("Charge") as change:
        return change.add(Charge, values | given)


def invoice_of(support: Support, **equal: Any) -> str:
    return str(support.store.find(Invoice, **equal)[0]["key"])


AMOUNTS = st.lists(
    st.tuples(st.integers(0, 10_000_000), st.integers(0, 2_000_000)), min_size=1, max_size=6
)


@given(AMOUNTS)
def test_an_invoice_is_the_sum_of_its_lines_wherever_it_is_told(
    support: Support, amounts: list[tuple[int, int]]
) -> None:
    store = support.store
    already = {str(each["key"]) for each in store.find(Invoice)}
    count = store.count(Charge)
    keys = [
        charge(support, count + number, net=net, vat=vat)
        for number, (net, vat) in enumerate(amounts)
    ]
    write_invoices(store, keys, None, DAY)
    (key,) = {str(each["key"]) for each in store.find(Invoice)} - already
    standing = invoice_standings(store, [key])[key]
    net, vat = (sum(each[at] for each in amounts) for at in (0, 1))
    assert (standing.amounts.net, standing.amounts.vat) == (net, vat)
    (row,) = [row for row in SUMMARIES["invoices"].make(store).rows if row.key == key]
    assert row.cells[6:9] == (net, vat, net + vat)
    assert standing.open == net + vat


@given(st.lists(st.integers(-15_000, 15_000), max_size=8))
def test_whatever_is_paid_stays_within_the_invoice(support: Support, amounts: list[int]) -> None:
    key = charge(support, support.store.count(Charge))
    write_invoices(support.store, [key], None, DAY)
    invoice = str((support.store.get(Charge, key) or {})["invoice"])
    paid = 0
    for amount in amounts:
        try:
            pay(support.store, invoice, DAY, amount)
        except Refused:
            assert amount == 0 or not 0 <= paid + amount <= 12_000
        else:
            paid += amount
        assert invoice_standings(support.store, [invoice])[invoice].amounts.paid == paid
        assert 0 <= paid <= 12_000


def test_each_who_pays_has_an_invoice_of_all_their_charges_as_one_step(support: Support) -> None:
    keys = [charge(support, number, school=school) for number, school in
            enumerate((support.client, support.home, support.client))]  # fmt: skip
    with pytest.raises(WrongCall, match="take the next numbers"):
        write_invoices(support.store, keys, "2026-001", DAY)
    done = write_invoices(support.store, keys, None, DAY)
    assert done.label == "2 invoices of 3 charges"
    standings = invoice_standings(support.store).values()
    found = {str(each.invoice["school"]): each for each in standings}
    assert {key: each.amounts.gross for key, each in found.items()} == {
        support.client: 24_000, support.home: 12_000,
    }  # fmt: skip
    assert [each.invoice["number"] for each in found.values()] == ["2026-001", "2026-002"]
    with pytest.raises(WrongCall, match="on an invoice already"):
        write_invoices(support.store, keys, None, DAY)
    late = charge(support, 5)
    assert write_invoices(support.store, [*keys, late], None, DAY).label == "Invoice of Cause 5"
    for _ in range(3):
        support.store.undo()
    assert support.store.find(Invoice) == []
    theirs = [charge(support, number, direction="by us", school=school) for number, school in
              enumerate((support.client, support.home), 7)]  # fmt: skip
    with pytest.raises(WrongCall, match="its sender's number"):
        write_invoices(support.store, theirs, None, DAY)


def test_a_received_invoice_needs_its_number_and_nothing_is_left_behind(support: Support) -> None:
    key = charge(support, 1, direction="by us")
    with pytest.raises(Refused, match="Which number"):
        write_invoices(support.store, [key], None, DAY)
    assert support.store.find(Invoice) == []
    write_invoices(support.store, [key], "B-1143", DAY)
    (invoice,) = support.store.find(Invoice)
    assert (invoice["number"], invoice["due"]) == ("B-1143", date(2026, 10, 29))


def test_a_credit_note_takes_all_of_an_invoice_back(support: Support) -> None:
    store, keys = support.store, [charge(support, 1), charge(support, 2, net=333, vat=67)]
    write_invoices(store, keys, None, DAY)
    invoice = invoice_of(support)
    pay(store, invoice, DAY, 5_000)
    credit(store, invoice, DAY, "Not given")
    note = invoice_of(support, corrects=invoice)
    found = invoice_standings(store)
    assert (found[note].amounts.gross, found[note].state) == (-12_400, CREDIT_NOTE)
    assert (found[invoice].open, found[invoice].state) == (-5_000, TO_REFUND)
    pay(store, invoice, DAY, -5_000)
    assert invoice_standings(store)[invoice].state is CREDITED
    for refused in (invoice, note):
        with pytest.raises(Refused):
            credit(store, refused, DAY, "Again")
    with pytest.raises(Refused, match="is a credit note"):
        pay(store, note, DAY, 1)


def test_a_credit_note_has_its_lines_in_whichever_way_it_is_written(support: Support) -> None:
    store, key = support.store, charge(support, 1)
    write_invoices(store, [key], None, DAY)
    invoice = invoice_of(support)
    note = {"alliance": support.alliance, "school": support.client, "corrects": invoice}
    with store.operation("Issued at once") as change:
        change.add(Invoice, note | {"issued": DAY})
    assert invoice_standings(store)[invoice].state is CREDITED
    store.undo()
    with store.operation("Begun") as change:
        written = change.add(Invoice, note)
    with pytest.raises(Refused, match="is charged already"):
        charge(support, 1)
    with store.operation("Sent") as change:
        change.set(Invoice, written, {"issued": DAY})
    standings = invoice_standings(store)
    gross = standings[invoice].amounts.gross
    assert (standings[invoice].state, standings[written].amounts.gross) == (CREDITED, -gross)


def test_what_was_credited_may_be_charged_again(support: Support) -> None:
    key = charge(support, 1)
    write_invoices(support.store, [key], None, DAY)
    with pytest.raises(Refused, match="is charged already"):
        charge(support, 1)
    credit(support.store, invoice_of(support), DAY, "One day fewer")
    again = charge(support, 1, net=5_000, vat=1_000)
    write_invoices(support.store, [again], None, DAY)
    numbers = sorted(str(each["number"]) for each in support.store.find(Invoice))
    assert numbers == ["2026-001", "2026-002", "2026-003"]


def test_one_undo_takes_an_invoice_back_with_its_lines(support: Support) -> None:
    key = charge(support, 1)
    write_invoices(support.store, [key], None, DAY)
    pay(support.store, invoice_of(support), DAY, 12_000)
    assert invoice_standings(support.store)[invoice_of(support)].state is PAID
    support.store.undo()
    support.store.undo()
    assert support.store.find(Invoice) == []
    assert (support.store.get(Charge, key) or {})["invoice"] is None


def test_the_history_of_an_invoice_tells_of_its_payments_those_taken_away_too(
    support: Support,
) -> None:
    store = support.store
    for number, paid_then in ((1, 5_000), (2, 7_700)):
        line = charge(support, number)
        write_invoices(store, [line], None, DAY)
        pay(store, str((store.get(Charge, line) or {})["invoice"]), DAY, paid_then)
    (paid,) = store.find(Payment, amount=5_000)
    key = str(paid["invoice"])
    with store.operation("Remove the payment") as change:
        change.remove(Payment, str(paid["key"]))
    told = store.history_with_entries(Invoice, key)
    assert [each.record_kind for each in told][:2] == ["payments", "payments"], "newest first"
    assert told[0].now is None
    assert told[1].now is not None
    assert told[1].now["Amount"] == "£50.00"
    assert not any("£77.00" in (each.now or {}).values() for each in told)


@pytest.mark.parametrize("bad", [{"net": -1}, {"vat": -1}, {"school": None}, {"cause": ""}])
def test_charges_that_cannot_be_are_refused(support: Support, bad: Values) -> None:
    with pytest.raises(Refused):
        charge(support, 1, **bad)


def test_what_was_later_than_the_memorandum_says_is_told(support: Support) -> None:
    store = support.store
    support.until("agreement signed")
    support.step("invoiced", date(2026, 9, 9))
    support.visit(date(2026, 9, 10))
    (home,) = [str(each["key"]) for each in store.find(Charge, direction="by us")]
    write_invoices(store, [home], "B-7", date(2026, 10, 9))
    client = invoice_of(support, direction="to us")
    pay(store, client, date(2026, 10, 20), 115_920)
    assert out_of_order(store, invoice_standings(store).values()) == [
        # Signed on 2 September; 28 days after the first visit is 8 October.
        "D2026-001: the client was invoiced 7 days after the signature.",
        "D2026-001: the home school's invoice came 29 days after the first visit; within 28 is "
        "agreed.",
        "D2026-001: the client paid on 20/10/2026, and the home school is not paid yet.",
    ]


def test_an_invoice_without_lines_is_not_issued_and_one_brought_in_asks_for_nothing(
    support: Support,
) -> None:
    store = support.store
    ours: Values = {"alliance": support.alliance, "school": support.client}
    draft = add_record(store, Invoice, ours | {"number": "2026-041"}).key
    with pytest.raises(Refused, match=r"No charge stands on it.*press m on the charges"):
        change_record(store, Invoice, draft, {"issued": DAY}, {})
    # Whole books are carried over kind by kind: its charges come after it.
    added = add_record(store, Invoice, ours | {"number": "2026-040", "issued": DAY})
    assert ["No charge stands on it yet" in each.message for each in added.warnings] == [True]
    assert invoice_standings(store, [added.key])[added.key].state is DRAFT
    assert InvoicesMove().state_of(store, store.get(Invoice, added.key) or {}) == "draft"
    with store.operation("Remove") as change:
        change.remove(Invoice, added.key)
    charge(support, 1, invoice=draft)
    change_record(store, Invoice, draft, {"issued": DAY}, {})
    assert invoice_standings(store, [draft])[draft].open == 12_000
    credit(store, draft, DAY, "Wrong school")
    assert len(store.find(Charge)) == 2
