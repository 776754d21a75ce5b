"""The reminder of invoices that are overdue: one letter to each debtor, about all of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from data.charges.standing import OVERDUE, InvoiceStanding, invoice_standings
from data.letters.declaring import AfterWriting
from data.letters.letter import Recipient
from data.letters.memberships.addressees import head_of_member
from data.letters.tables import table
from data.memberships.names import member_name
from data.store.books import Books
from data.store.store import Store
from data.tables.cells import Outcome, outcome_of
from models.charges.invoice import Invoice
from models.fields.text import count_of
from models.fields.values import Value, show_value

SUBJECT = "Reminder: {total} overdue"

WORDS = """By our books {total} is overdue on {count} from {alliance} to {school}. Below stands what
is still to be paid, with VAT, the longest overdue first.

{invoices}

Would you please have it paid by {answer by}, with the number of the invoice? If the payment is on
its way, or something stands against it, such as an order number that is missing or an amount that
you doubt, please tell us by that day, and we shall put our books right."""

TIME_TO_PAY = timedelta(weeks=2)


def recipients(books: Books, alliance: str, _: str) -> list[Recipient]:
    """Each school or organisation with invoices that are overdue to us, by name."""
    late = [
        each
        for each in invoice_standings(books).values()
        if each.is_ours and each.state is OVERDUE and each.invoice["alliance"] == alliance
    ]
    late.sort(key=lambda each: -each.days_late)
    by_party: dict[tuple[Value, Value], list[InvoiceStanding]] = {}
    for each in late:
        party = each.invoice["school"], each.invoice["organisation"]
        by_party.setdefault(party, []).append(each)
    made = [_recipient(books, found) for found in by_party.values()]
    return sorted(made, key=lambda each: each.place.casefold())


def _recipient(books: Books, late: Sequence[InvoiceStanding]) -> Recipient:
    invoice = late[0].invoice
    return Recipient(
        alliance=str(invoice["alliance"]),
        place=member_name(books, invoice),
        addressee=head_of_member(books, invoice),
        school=str(invoice["school"]) if invoice["school"] else None,
        organisation=str(invoice["organisation"]) if invoice["organisation"] else None,
        about=[each.key for each in late],
        own={
            "count": count_of(len(late), "invoice"),
            "total": show_value(sum(each.open for each in late), "money"),
        },
        blocks={"invoices": _table(late)},
        answer_by=books.today + TIME_TO_PAY,
        sends=True,
    )


def _table(late: Sequence[InvoiceStanding]) -> str:
    """The invoices; when each was reminded of before stands there only where one was."""
    headings = ["Invoice", "For", "Issued", "Due", "Days late", "To pay"]
    rows = [
        [
            str(each.invoice["number"]),
            ", ".join(str(line["cause"]) for line in each.lines),
            show_value(each.invoice["issued"], "date"),
            show_value(each.invoice["due"], "date"),
            str(each.days_late),
            show_value(each.open, "money"),
        ]
        for each in late
    ]
    if any(each.invoice["reminded"] for each in late):
        headings.insert(4, "Reminded")
        for row, each in zip(rows, late, strict=True):
            row.insert(4, show_value(each.invoice["reminded"], "date"))
    return table(headings, rows, (len(headings) - 2, len(headings) - 1))


def _note_reminded(store: Store, recipients: Sequence[Recipient]) -> Outcome:
    """Note on the invoices that their payers were reminded today."""
    keys = [key for each in recipients for key in each.about]
    label = f"Reminded today of {count_of(len(keys), 'invoice')}"
    with store.operation(label) as change:
        change.set_many(Invoice, keys, {"reminded": store.today})
    return outcome_of(change, label)


AFTER_WRITING = AfterWriting(
    "Note on the invoices that {count} had this reminder today?", _note_reminded
)
