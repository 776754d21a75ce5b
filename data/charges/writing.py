"""Invoices: written from charges, paid, and credited; each in one operation."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from data.charges.standing import invoice_standings
from data.problems import WrongCall
from data.store.books import Books
from data.store.store import Store
from data.tables.cells import Outcome, outcome_of
from models.charges.amounts import PARTY, is_live
from models.charges.charge import Charge
from models.charges.invoice import Invoice
from models.charges.payment import Payment
from models.fields.dates import show_date
from models.fields.values import Value, show_value
from models.records.record import Values


def charges_to_invoice(store: Books, keys: Sequence[str]) -> list[list[Values]]:
    """These charges, by the invoices that they may stand on: one for each party.

    Of several those are left out that are invoiced already, or owed no more. Raises WrongCall when
    none is left, or when they may not stand on invoices together.
    """
    found = store.get_many(Charge, keys)
    charges = [found[key] for key in keys if key in found]
    if not charges:
        raise WrongCall("There is no charge here to invoice.")
    owed = [each for each in charges if not each["invoice"] and is_live(store, each)]
    if not owed:
        if not charges[0]["invoice"]:
            raise WrongCall(f"{charges[0]['cause']} is not owed any more, so it is not invoiced.")
        number = store.name_of(Invoice, str(charges[0]["invoice"]))
        raise WrongCall(f"{charges[0]['cause']} is on an invoice already: {number}.")
    charges = owed
    by_party: dict[tuple[Value, ...], list[Values]] = {}
    for charge in charges:
        by_party.setdefault(tuple(charge[name] for name in PARTY), []).append(charge)
    if len(by_party) > 1 and any(each["direction"] == "by us" for each in charges):
        raise WrongCall(
            "Each invoice that comes in has its sender's number: mark the charges of one at a time."
        )
    return list(by_party.values())


def write_invoices(store: Store, keys: Sequence[str], number: Value, day: Value) -> Outcome:
    """Write an invoice for each party, whose lines are its charges of these, issued on a day.

    Without a number ours get the next one. Raises Refused or WrongCall when it cannot be.
    """
    invoices = charges_to_invoice(store, keys)
    if number and len(invoices) > 1:
        raise WrongCall(f"These are {len(invoices)} invoices, which take the next numbers.")
    label = f"Invoice of {', '.join(str(each['cause']) for each in invoices[0])}"
    if len(invoices) > 1:
        label = f"{len(invoices)} invoices of {sum(map(len, invoices))} charges"
    with store.operation(label) as change:
        for charges in invoices:
            party = {name: charges[0][name] for name in PARTY}
            invoice = change.add(Invoice, party | {"number": number})
            for each in charges:
                change.set(Charge, str(each["key"]), {"invoice": invoice})
            change.set(Invoice, invoice, {"issued": day})
    return outcome_of(change, label)


def pay(store: Store, invoice: str, day: Value, amount: Value) -> Outcome:
    """Record a payment of an invoice. Raises Refused when a rule forbids it."""
    shown = show_value(amount, "money")
    when = show_date(day) if isinstance(day, date) else ""
    label = f"{shown} paid {when}: {store.name_of(Invoice, invoice)}"
    with store.operation(label) as change:
        change.add(Payment, {"invoice": invoice, "day": day, "amount": amount})
    return outcome_of(change, label)


def credit(store: Store, invoice: str, day: Value, reason: Value, number: Value = None) -> Outcome:
    """Take an issued invoice back by a credit note, whose lines are those of it, negative.

    Raises Refused or WrongCall when it cannot be.
    """
    values = store.get(Invoice, invoice)
    if values is None:
        raise WrongCall("This invoice was removed meanwhile.")
    label = f"Credit note for {store.name_of(Invoice, invoice)}"
    with store.operation(label) as change:
        party = {name: values[name] for name in PARTY}
        note = change.add(Invoice, party | {"number": number, "corrects": invoice, "notes": reason})
        change.set(Invoice, note, {"issued": day})
    return outcome_of(change, label)


def open_amount(store: Books, invoice: str) -> int:
    """The open amount of an invoice, in pence."""
    return invoice_standings(store, [invoice])[invoice].open
