"""Moving charges and invoices on by the name of a state, as `alliance move` does."""

from __future__ import annotations

from collections.abc import Sequence

from data.charges import asking, standing, writing
from data.store.books import Books
from data.store.store import Store
from data.tables.cells import Outcome, outcome_of
from data.tables.moves import Moves, Questions, moves
from data.tables.progress import called_together
from models.charges.amounts import is_credited, is_live
from models.charges.charge import Charge
from models.charges.invoice import Invoice
from models.fields.date_fields import DateField
from models.records.record import Values

OWED, INVOICED, WITHDRAWN, TAKEN_BACK = "owed", "invoiced", "withdrawn", "taken back"


@moves(Charge)
class ChargesMove(Moves):
    """Charges that are invoiced, one invoice for each party, or withdrawn."""

    words = {
        OWED: "Owed", INVOICED: "Invoiced", WITHDRAWN: "Withdrawn", TAKEN_BACK: "Taken back",
    }  # fmt: skip

    def state_of(self, books: Books, values: Values) -> str:
        """Whether it is still owed, and stands on an invoice."""
        if values["withdrawn"] is not None:
            return WITHDRAWN
        if not is_live(books, values):
            return TAKEN_BACK
        return INVOICED if values["invoice"] else OWED

    def ways_on(self, books: Books, values: Values) -> Sequence[str]:
        """A charge that is owed may be invoiced or withdrawn; an invoiced one is credited."""
        return (INVOICED, WITHDRAWN) if self.state_of(books, values) == OWED else ()

    def questions(self, books: Books, several: Sequence[Values], state: str) -> Questions:
        """The day; of an invoice its number as well."""
        if state == WITHDRAWN:
            asked = "On which day did it cease to be owed?"
            return [("day", DateField("Day", asked, required=True))]
        keys = [str(each["key"]) for each in several]
        return asking.asked_of_invoices(writing.charges_to_invoice(books, keys))

    def assumed(self, books: Books, several: Sequence[Values], state: str) -> Values:
        """Today."""
        return {"day": books.today}

    def move(self, store: Store, several: Sequence[Values], state: str, values: Values) -> Outcome:
        """Write the invoices, or withdraw the charges."""
        if state == INVOICED:
            keys = [str(each["key"]) for each in several]
            return writing.write_invoices(store, keys, values.get("number"), values["day"])
        label = f"Withdrawn: {called_together(store, Charge, several)}"
        with store.operation(label) as change:
            for each in several:
                change.set(Charge, str(each["key"]), {"withdrawn": values["day"]}, dict(each))
        return outcome_of(change, label)


DRAFT, ISSUED, PAID, CREDITED, CREDIT_NOTE = "draft", "issued", "paid", "credited", "credit note"

_STATES = {
    standing.DRAFT: DRAFT,
    standing.PAID: PAID,
    standing.TO_REFUND: PAID,
    standing.CREDITED: CREDITED,
    standing.CREDIT_NOTE: CREDIT_NOTE,
}
"""The state that an invoice is moved on from, by how it stands; any other issued one is paid."""


@moves(Invoice)
class InvoicesMove(Moves):
    """Invoices that are issued, paid and credited."""

    words = {
        DRAFT: "Draft", ISSUED: "Issued", PAID: "Paid", CREDITED: "Credited",
        CREDIT_NOTE: "Credit note",
    }  # fmt: skip
    one_by_one = True

    def state_of(self, books: Books, values: Values) -> str:
        """Whether it has gone out, is paid, or was taken back."""
        key = str(values["key"])
        if is_credited(books, key):
            return CREDITED
        return _STATES.get(standing.invoice_standings(books, [key])[key].state, ISSUED)

    def ways_on(self, books: Books, values: Values) -> Sequence[str]:
        """A draft is issued; what was issued is paid, or credited, and so is what was paid."""
        ways = {DRAFT: (ISSUED,), ISSUED: (PAID, CREDITED), PAID: (CREDITED,)}
        return ways.get(self.state_of(books, values), ())

    def questions(self, books: Books, several: Sequence[Values], state: str) -> Questions:
        """The day, and what each needs beside it."""
        if state == ISSUED:
            asked = "On which day does it go out, or did it?"
            return [("day", DateField("Issued", asked, required=True))]
        if state == PAID:
            return asking.asked_of_a_payment()
        return asking.asked_of_a_credit_note(several[0])

    def assumed(self, books: Books, several: Sequence[Values], state: str) -> Values:
        """Today, and all that is open."""
        if state != PAID:
            return {"day": books.today}
        return {
            "day": books.today, "amount": writing.open_amount(books, str(several[0]["key"])),
        }  # fmt: skip

    def move(self, store: Store, several: Sequence[Values], state: str, values: Values) -> Outcome:
        """Issue it, record the payment, or write the credit note."""
        key, day = str(several[0]["key"]), values["day"]
        if state == PAID:
            return writing.pay(store, key, day, values["amount"])
        if state == CREDITED:
            return writing.credit(store, key, day, values["reason"], values.get("number"))
        label = f"Issued: {store.name_of(Invoice, key)}"
        with store.operation(label) as change:
            change.set(Invoice, key, {"issued": day}, dict(several[0]))
        return outcome_of(change, label)
