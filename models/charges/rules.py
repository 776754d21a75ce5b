"""The rules about charges, invoices and payments."""

from __future__ import annotations

from datetime import date

from models.alliances.closed import name_if_closed
from models.charges.amounts import amounts_of, is_credited, is_live, pence, sum_of
from models.charges.charge import Charge
from models.charges.invoice import Invoice
from models.charges.payment import Payment
from models.events.booking import Booking
from models.events.event import Event
from models.fields.dates import show_date
from models.fields.values import show_value
from models.records.books import Books
from models.records.record import Record, Values
from models.records.rules import (
    REFUSE,
    REPORT,
    WARN,
    Breach,
    day_has_come,
    days_in_order,
    on_removal,
    others,
    referred,
    rule,
    standing,
)
from models.support.deployment import Deployment


def _pounds(amount: int) -> str:
    return show_value(amount, "money")


def _one_party(record: type[Record], values: Values) -> Breach | None:
    if values.get("school") and values.get("organisation"):
        return "organisation", "A school or an organisation: leave one of them empty."
    if not values.get("school") and not values.get("organisation"):
        return "school", (
            f"Whose {record.singular} is it? Enter the school, for example the beginning of its "
            "name, or the organisation."
        )
    return None


# Invoices


@rule(Invoice, REFUSE, "An invoice goes to a school or an organisation, or comes from one.")
def invoice_has_one_party(values: Values, books: Books) -> Breach | None:
    """One of both."""
    return _one_party(Invoice, values)


@rule(Invoice, REFUSE, "An invoice that was received has its sender's number.")
def received_has_a_number(values: Values, books: Books) -> Breach | None:
    """Ours are numbered by themselves."""
    if values.get("direction") == "by us" and not values.get("number"):
        return "number", "Which number does it have? For example: B-1143"
    return None


@rule(Invoice, REFUSE, "A number names one invoice.", lasting=True)
def number_names_one(values: Values, books: Books) -> Breach | None:
    """Of ours one in an alliance, of those received one of a sender."""
    number = values.get("number")
    if not number:
        return None
    same = ["alliance", "direction", "number"]
    same += ["school", "organisation"] if values.get("direction") == "by us" else []
    if others(Invoice, values, books, **{name: values.get(name) for name in same}):
        return "number", f"There is an invoice {number} already: give this one another number."
    return None


@rule(Invoice, REFUSE, "An invoice is issued on a day that was, and due no earlier.")
def invoice_days(values: Values, books: Books) -> Breach | None:
    """Issued ≤ today, issued ≤ due."""
    come = day_has_come(values, books, "issued", "leave it empty until the invoice goes out.")
    return come or days_in_order(values, "issued", "due", Invoice)


_MAY_CHANGE = ("reminded", "notes")


@rule(Invoice, REFUSE, "An invoice that was issued is credited, and never changed.")
def issued_stays(values: Values, books: Books) -> Breach | None:
    """Only the day of the reminder and the notes change."""
    before = standing(Invoice, values, books)
    if before is None or before["issued"] is None:
        return None
    for field in Invoice.fields():
        name = field.attribute
        if name not in _MAY_CHANGE and before[name] != values.get(name):
            return name, (
                f"Invoice {before['number']} was issued on {show_date(_day(before['issued']))}, so "
                "it is not changed: credit it, and write another."
            )
    return None


@rule(Invoice, REFUSE, "An invoice has its lines before it is issued.")
def lines_before_issue(values: Values, books: Books) -> Breach | None:
    """At least one charge stands on a draft; a credit note gets those of what it takes back."""
    before = standing(Invoice, values, books)
    if values.get("issued") is None or values.get("corrects") is not None or before is None:
        return None
    if before["issued"] is not None or books.find(Charge, invoice=before["key"]):
        return None
    return "issued", (
        "No charge stands on it, so it is not issued yet: leave the day empty, name the invoice in "
        "its charges, then enter the day; or press m on the charges, which writes and issues one."
    )


@rule(Invoice, WARN, "An invoice that was issued has lines.")
def issued_with_lines(values: Values, books: Books) -> Breach | None:
    """Books that are carried over bring invoices first, then the charges that stand on them."""
    if values.get("issued") is None or values.get("corrects") is not None:
        return None
    if standing(Invoice, values, books) is not None:
        return None
    return "issued", (
        "No charge stands on it yet, so it comes to nothing: name it in its charges. Or press m on "
        "the charges, which writes and issues one."
    )


@rule(Invoice, REFUSE, "A credit note takes back one invoice, as a whole.")
def credit_note_of_one(values: Values, books: Books) -> Breach | None:
    """An issued one of the same party, that is no credit note and was not taken back before."""
    wrong = referred(Invoice, "corrects", values, books)
    if wrong is None:
        return None
    if wrong["key"] == values.get("key") or wrong["corrects"] is not None:
        return "corrects", "A credit note is not credited itself: name the invoice."
    if wrong["issued"] is None:
        return "corrects", f"{wrong['number']} was not issued: change it as it should be."
    for name in ("alliance", "direction", "school", "organisation"):
        if wrong[name] != values.get(name):
            return name, f"The credit note is of the same {name} as {wrong['number']}."
    if others(Invoice, values, books, corrects=wrong["key"]):
        return "corrects", f"{wrong['number']} was credited already."
    return None


@on_removal(Invoice, REFUSE, "An invoice that was issued stays.")
def issued_is_not_removed(values: Values, books: Books) -> Breach | None:
    """It is credited; one without lines never asked for anything."""
    lines = books.find(Charge, invoice=values["key"])
    if values.get("issued") is None or (not lines and values["corrects"] is None):
        return None
    return "", f"Invoice {values['number']} was issued, so it stays: credit it instead."


@rule(Invoice, REPORT, "An invoice is paid by the day on which it is due.")
def paid_when_due(values: Values, books: Books) -> Breach | None:
    """Nothing is open after that day."""
    due = values.get("due")
    if values.get("issued") is None or not isinstance(due, date) or due >= books.today:
        return None
    still_open = amounts_of(books, values).open
    if still_open <= 0 or values.get("corrects"):
        return None
    return "due", f"{_pounds(still_open)} due on {show_date(due)}"


def _day(value: object) -> date:
    assert isinstance(value, date)
    return value


# Charges


@rule(Charge, REFUSE, "A charge is owed by a school or an organisation, or to one.")
def charge_has_one_party(values: Values, books: Books) -> Breach | None:
    """One of both."""
    return _one_party(Charge, values)


@rule(Charge, REFUSE, "One charge stands for a cause in each direction.", lasting=True)
def one_charge_for_a_cause(values: Values, books: Books) -> Breach | None:
    """No other that is owed."""
    if not is_live(books, values):
        return None
    same = {name: values.get(name) for name in ("cause", "direction", "alliance")}
    if any(is_live(books, each) for each in others(Charge, values, books, **same)):
        return "cause", (
            f"{values['cause']} is charged already: withdraw that charge, or credit its invoice, "
            "before it is charged again."
        )
    return None


@rule(Charge, WARN, "What is owed newly is of an alliance that is open.")
def charged_where_work_goes_on(values: Values, books: Books) -> Breach | None:
    """A closed one settles what stands; of something new it is asked."""
    name = name_if_closed(values, books)
    if not name or standing(Charge, values, books) is not None:
        return None
    return "alliance", f"{name} is closed: is this still owed to it, or by it?"


@rule(Charge, REFUSE, "The lines of an invoice are of its alliance, its direction and its party.")
def line_belongs_to_its_invoice(values: Values, books: Books) -> Breach | None:
    """The same as the invoice has."""
    invoice = referred(Invoice, "invoice", values, books)
    if invoice is None:
        return None
    for name in ("alliance", "direction", "school", "organisation"):
        if invoice[name] != values.get(name):
            label = Charge.field(name).label.lower()
            return "invoice", f"Invoice {invoice['number']} has another {label}."
    if values.get("withdrawn") is not None:
        return "withdrawn", "It is a line of an invoice: credit that instead."
    return None


@rule(Charge, REFUSE, "Only a credit note takes something back.")
def negative_on_credit_notes(values: Values, books: Books) -> Breach | None:
    """Amounts are not negative, but for the lines of a credit note."""
    invoice = referred(Invoice, "invoice", values, books)
    if invoice is not None and invoice["corrects"] is not None:
        return None
    for name in ("net", "vat"):
        if pence(values.get(name)) < 0:
            return name, "An amount is not negative: to take it back, credit its invoice."
    return None


_MAY_CHANGE_OF_A_LINE = ("workstream", "notes", "about")


@rule(Charge, REFUSE, "The lines of an invoice that was issued stay.")
def issued_lines_stay(values: Values, books: Books) -> Breach | None:
    """Neither changed nor taken off; added only as long as an old invoice is typed in."""
    before = standing(Charge, values, books)
    was = referred(Invoice, "invoice", before, books) if before else None
    if before is not None and was is not None and was["issued"] is not None:
        for field in Charge.fields():
            name = field.attribute
            if before[name] != values.get(name) and name not in _MAY_CHANGE_OF_A_LINE:
                return name, _stays(was)
        return None
    invoice = referred(Invoice, "invoice", values, books)
    if invoice is None or invoice["issued"] is None:
        return None
    made, key = values.get("made"), invoice["key"]
    later = isinstance(made, date) and made > _day(invoice["issued"])
    settled = books.find(Payment, invoice=key) or books.find(Invoice, corrects=key)
    return ("invoice", _stays(invoice)) if later or settled or invoice["reminded"] else None


def _stays(invoice: Values) -> str:
    return f"Invoice {invoice['number']} was issued, so its lines stay: credit it instead."


@rule(Charge, WARN, "An invoice has its lines when it is issued.")
def added_to_an_issued_invoice(values: Values, books: Books) -> Breach | None:
    """A line that comes later is on the paper already."""
    before = standing(Charge, values, books)
    invoice = referred(Invoice, "invoice", values, books)
    if invoice is None or invoice["issued"] is None or (before and before["invoice"]):
        return None
    shown = show_date(_day(invoice["issued"]))
    return "invoice", f"{invoice['number']} was issued on {shown}: does it have this line?"


@rule(Charge, REFUSE, "A charge is withdrawn after it was made.")
def withdrawn_after_made(values: Values, books: Books) -> Breach | None:
    """Made ≤ withdrawn."""
    return days_in_order(values, "made", "withdrawn", Charge)


@on_removal(Charge, REFUSE, "The lines of an invoice that was issued stay.")
def issued_lines_are_not_removed(values: Values, books: Books) -> Breach | None:
    """Its invoice is credited."""
    invoice = referred(Invoice, "invoice", values, books)
    if invoice is None or invoice["issued"] is None:
        return None
    return "", f"Invoice {invoice['number']} was issued, so its lines stay: credit it instead."


@on_removal(Deployment, REFUSE, "Support that was charged stays.")
def charged_support_is_not_removed(values: Values, books: Books) -> Breach | None:
    """Otherwise its charge would have no cause, and its reference would be given out again."""
    if not any(is_live(books, each) for each in books.find(Charge, deployment=values["key"])):
        return None
    return "", f"{values['reference']} was charged, so it stays: cancel it instead."


@on_removal(Booking, REFUSE, "A booking that is charged stays.")
@on_removal(Event, REFUSE, "An event that is charged stays.")
def charged_booking_is_not_removed(values: Values, books: Books) -> Breach | None:
    """Otherwise its charge would have no cause."""
    key = values["key"]
    bookings = (
        [key] if "event" in values else [each["key"] for each in books.find(Booking, event=key)]
    )
    charges = (each for one in bookings for each in books.find(Charge, booking=one))
    if not any(is_live(books, each) for each in charges):
        return None
    return "", "It is charged, so it stays: answer no under Charged of the event first."


INVOICED_WITHIN = 28
"""Days after which a charge that is owed to us should be on an invoice."""


@rule(Charge, REPORT, "What is owed to us is invoiced within four weeks.")
def charge_is_invoiced(values: Values, books: Books) -> Breach | None:
    """It stands on an invoice, or is withdrawn."""
    made = values.get("made")
    if values.get("direction") != "to us" or values.get("invoice") or values.get("withdrawn"):
        return None
    if not isinstance(made, date) or (books.today - made).days <= INVOICED_WITHIN:
        return None
    return "invoice", f"{_pounds(pence(values.get('net')))} since {show_date(made)} on no invoice"


# Payments


@rule(Payment, REFUSE, "A payment is made of an invoice that was issued, on a day that was.")
def payment_of_an_issued_invoice(values: Values, books: Books) -> Breach | None:
    """Not of a draft or a credit note, nor in the future."""
    invoice = referred(Invoice, "invoice", values, books)
    if invoice is None:
        return None
    if invoice["issued"] is None:
        return "invoice", f"{invoice['number']} was not issued yet: enter the day on it first."
    if invoice["corrects"] is not None:
        paid = books.name_of(Invoice, str(invoice["corrects"]))
        return "invoice", f"{invoice['number']} is a credit note: enter the refund with {paid}."
    return day_has_come(values, books, "day", "enter it once it was, for example today.")


@rule(Payment, REFUSE, "No more is paid than an invoice comes to, and no more paid back.")
def within_the_invoice(values: Values, books: Books) -> Breach | None:
    """0 ≤ all payments ≤ gross."""
    invoice, amount = referred(Invoice, "invoice", values, books), values.get("amount")
    if invoice is None or not isinstance(amount, int):
        return None
    if amount == 0:
        return "amount", "How much? For example: 420"
    earlier = sum(
        pence(each["amount"]) for each in others(Payment, values, books, invoice=invoice["key"])
    )
    gross = sum(sum_of(books.find(Charge, invoice=str(invoice["key"]))))
    if earlier + amount > gross:
        rest = _pounds(gross - earlier)
        return "amount", (
            f"{invoice['number']} comes to {_pounds(gross)}, and {_pounds(earlier)} is paid: at "
            f"most {rest} more."
        )
    if earlier + amount < 0:
        return "amount", f"Only {_pounds(earlier)} is paid, so no more can be refunded."
    return None


@rule(Payment, WARN, "An invoice is paid after it was issued.")
def paid_after_issued(values: Values, books: Books) -> Breach | None:
    """Issued ≤ the day; of one that was credited nothing more is paid."""
    invoice, day = referred(Invoice, "invoice", values, books), values.get("day")
    if invoice is None or not isinstance(day, date):
        return None
    issued = invoice["issued"]
    if isinstance(issued, date) and day < issued:
        return "day", f"It was issued later, on {show_date(issued)}: is the day right?"
    if pence(values.get("amount")) > 0 and is_credited(books, str(invoice["key"])):
        return "invoice", f"{invoice['number']} was credited: is it still paid?"
    return None
