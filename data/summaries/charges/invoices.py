"""The invoices, out and in: what each comes to, what is open, how late it is."""

from __future__ import annotations

from datetime import date

from data.alliances.names import subject_of
from data.charges.order_checks import out_of_order
from data.charges.standing import OVERDUE, InvoiceStanding, invoice_standings
from data.store.books import Books
from data.support.circulation import refuse_circulation, with_note
from data.tables.circulation import confidential
from data.tables.limits import Limits
from data.tables.paper import Group, Listing, Paper, Shown
from data.tables.table import Column, Content, Row
from models.fields.values import Value, show_value
from models.schools.organisation import Organisation
from models.schools.school import School
from models.workstreams.workstream import Workstream

NO_LEDGER = "A list for finance, not a ledger."

COLUMNS = (
    Column("number", "Number", "text", 10),
    Column("direction", "Direction", "text", 6, "To us, or paid by us."),
    Column("party", "To or from", "text", 26),
    Column("for", "For", "text", 22, "The causes of its lines."),
    Column("issued", "Issued", "date", 10),
    Column("due", "Due", "date", 10),
    Column("net", "Net", "money", 11),
    Column("vat", "VAT", "money", 10),
    Column("gross", "Gross", "money", 11),
    Column("paid", "Paid", "money", 11),
    Column("open", "Open", "money", 11),
    Column("state", "State", "state", 11),
    Column("late", "Days late", "number", 5),
    Column("reminded", "Reminded", "date", 10),
    Column("cost-codes", "Cost codes", "text", 12, "Finance's codes of the workstreams."),
)


def make(books: Books, limits: Limits) -> Content:
    """One row for each invoice, those that are late first. Raises WrongCall for circulation."""
    if limits.for_circulation:
        refuse_circulation("the list of invoices")
    found = [each for each in invoice_standings(books).values() if _is_within(each, limits)]
    found.sort(key=lambda each: str(each.invoice["number"]), reverse=True)
    found.sort(key=lambda each: (each.open <= 0, -each.days_late))
    rows = [_row(books, each) for each in found]
    told = [*_told(found), NO_LEDGER]
    headings = (("Paid to us", True), ("Paid by us", False))
    groups = [
        Group(heading, [row for row, each in zip(rows, found, strict=True) if each.is_ours is ours])
        for heading, ours in headings
    ]
    paper = Paper(
        "Invoices",
        subject=subject_of(books, limits.alliance, limits.school),
        readers="finance",
        answer=told,
        parts=[
            Listing("Open ones first", COLUMNS, [each for each in groups if each.rows], _SHOWN)
        ],
        definitions=[
            "Open: gross less payments and what was credited. An issued invoice is credited, and "
            "never changed.",
            *out_of_order(books, found),
        ],
        orientation="landscape",
    )  # fmt: skip
    notes = with_note([*told, *out_of_order(books, found)])
    return Content(COLUMNS, rows, notes, confidential(paper))


_SHOWN = (
    Shown("number"),
    Shown("party", under=("for", "cost-codes"), heading="To or from, and what for"),
    Shown("issued", 2),
    Shown("due"),
    Shown("net", 2),
    Shown("vat", 2),
    Shown("gross"),
    Shown("paid", 2),
    Shown("open"),
    Shown("state", marked=True),
    Shown("late", heading="Days late"),
)


def _is_within(each: InvoiceStanding, limits: Limits) -> bool:
    invoice, issued = each.invoice, each.invoice["issued"]
    if limits.alliance and invoice["alliance"] != limits.alliance:
        return False
    if limits.school and invoice["school"] != limits.school:
        return False
    if not isinstance(issued, date):
        return not limits.first
    return not (limits.first and issued < limits.first) and not (
        limits.last and issued > limits.last
    )


def _told(found: list[InvoiceStanding]) -> list[str]:
    to_us, by_us = (
        sum(each.open for each in found if each.is_ours is ours and each.open > 0)
        for ours in (True, False)
    )
    late = sum(each.state is OVERDUE for each in found)
    received, paid = show_value(to_us, "money"), show_value(by_us, "money")
    return [f"Not yet received {received}, not yet paid out {paid}, {late or 'none'} overdue."]


def _row(books: Books, each: InvoiceStanding) -> Row:
    invoice, amounts = each.invoice, each.amounts
    party = books.name_of(School, str(invoice["school"] or "")) or books.name_of(
        Organisation, str(invoice["organisation"] or "")
    )
    late = each.days_late if each.open > 0 and each.days_late > 0 else None
    cells: tuple[Value, ...] = (
        invoice["number"],
        "To us" if each.is_ours else "By us",
        party,
        ", ".join(str(line["cause"]) for line in each.lines) or None,
        invoice["issued"],
        invoice["due"],
        amounts.net,
        amounts.vat,
        amounts.gross,
        amounts.paid,
        each.open,
        each.state,
        late,
        invoice["reminded"],
        ", ".join(_cost_codes(books, each)) or None,
    )
    return Row(each.key, cells)


def _cost_codes(books: Books, each: InvoiceStanding) -> list[str]:
    """The codes that finance gave the workstreams of its lines, each once."""
    found = books.get_many(Workstream, list({str(line["workstream"]) for line in each.lines}))
    return sorted({str(of["cost_code"]) for of in found.values() if of["cost_code"]})
