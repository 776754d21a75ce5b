"""Lines of Today about money: what has not been charged, invoiced or paid."""

from __future__ import annotations

from collections.abc import Iterator

from data.charges.standing import OVERDUE, invoice_standings
from data.store.books import Books
from data.tables.attention import Matter, breaches_of, needs_attention
from models.charges.charge import Charge
from models.charges.event_rules import not_charged
from models.charges.invoice import Invoice
from models.charges.rules import charge_is_invoiced
from models.events.charging import Charging
from models.events.event import Event
from models.fields.states import Tone
from models.fields.text import count_of
from models.fields.values import show_value
from models.records.books import Books as RuleBooks
from models.records.record import Values
from models.records.rules import Breach


@needs_attention(place=46, group="Workstreams")
def events_to_charge(books: Books) -> Iterator[Matter]:
    """Closed events whose bookings owe something, of which nobody said whether it is charged."""
    charging = Charging(books)

    def check(event: Values, on_the_day: RuleBooks) -> Breach | None:
        return not_charged(event, on_the_day, charging)

    yield breaches_of(books, Event, check, "Events closed, not charged")


@needs_attention(place=67, group="Workstreams")
def charges_to_invoice(books: Books) -> Iterator[Matter]:
    """Charges that are owed to us and are on no invoice."""
    yield breaches_of(
        books, Charge, charge_is_invoiced, "Charges on no invoice after four weeks",
        short="Charges not invoiced", since="made",
    )  # fmt: skip


@needs_attention(place=68, group="Workstreams")
def invoices_overdue(books: Books) -> Iterator[Matter]:
    """Invoices that nobody has paid to us in time, and those that we have not paid."""
    late = [each for each in invoice_standings(books).values() if each.state is OVERDUE]
    late.sort(key=lambda each: -each.days_late)
    for ours, title in ((True, "Invoices overdue to us"), (False, "Invoices overdue by us")):
        found = [each for each in late if each.is_ours is ours]
        first = ""
        if found:
            name, amount = books.name_of(Invoice, found[0].key), show_value(found[0].open, "money")
            first = f"{name}: {amount}, {count_of(found[0].days_late, 'day')} late"
        yield Matter(title, Tone.BAD, tuple(each.key for each in found), first, Invoice.kind)
