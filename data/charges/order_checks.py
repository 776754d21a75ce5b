"""Whether invoices were signed, charged and sent in the order that the memorandum sets."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from data.charges.standing import InvoiceStanding
from data.store.books import Books
from data.support.standing import standings
from models.charges.payment import Payment
from models.fields.dates import show_date
from models.fields.text import count_of

HOME_WITHIN = 28
"""Within so many days of the first visit the home school sends its invoice."""


def out_of_order(books: Books, invoices: Iterable[InvoiceStanding]) -> list[str]:
    """Steps later than agreed: the client's invoice, the home school's, the hub's payment."""
    of_deployments: dict[str, list[InvoiceStanding]] = {}
    for each in invoices:
        for line in each.lines:
            if line["deployment"] and str(line["cause"]).endswith(" agreement"):
                of_deployments.setdefault(str(line["deployment"]), []).append(each)
    told = []
    for support in standings(books, list(of_deployments)):
        reference, signed = support.deployment["reference"], support.signed
        first = min(
            (day for each in support.visits_held if (day := _day(each["day"]))), default=None
        )
        ours = [each for each in of_deployments[support.key] if each.is_ours]
        theirs = [each for each in of_deployments[support.key] if not each.is_ours]
        for each in ours:
            issued = _day(each.invoice["issued"])
            if issued and signed and issued > signed:
                late = count_of((issued - signed).days, "day")
                told.append(f"{reference}: the client was invoiced {late} after the signature.")
        for each in theirs:
            issued = _day(each.invoice["issued"])
            if issued and first and issued > first + timedelta(days=HOME_WITHIN):
                late = count_of((issued - first).days, "day")
                told.append(f"{reference}: the home school's invoice came {late} after the first "
                            "visit; within 28 is agreed.")  # fmt: skip
            came = [day for other in ours if other.open == 0 and (day := _paid_on(books, other))]
            paid = _paid_on(books, each) if each.open == 0 else None
            if came and paid is None and each.open > 0:
                told.append(f"{reference}: the client paid on {show_date(max(came))}, and the home "
                            "school is not paid yet.")  # fmt: skip
    return told


def _paid_on(books: Books, invoice: InvoiceStanding) -> date | None:
    """The day of the last payment of an invoice."""
    days = [_day(each["day"]) for each in books.find(Payment, invoice=invoice.key)]
    return max((each for each in days if each), default=None)


def _day(value: object) -> date | None:
    return value if isinstance(value, date) else None
