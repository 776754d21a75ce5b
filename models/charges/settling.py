"""Charges that follow from a cause: made while it is owed, kept at its amount, withdrawn."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from models.charges.amounts import is_live
from models.charges.charge import Charge
from models.charges.invoice import Invoice
from models.fields.text import count_of, enumerated
from models.fields.values import show_value
from models.records.consequences import Change
from models.records.record import Values

LONGEST_CAUSE = 120


class Owed(NamedTuple):
    """What is owed for one cause: the pence, 0 for nothing, and the charge that stands for it.

    `cause` are the values by which its charge is found again, such as the booking.
    """

    pence: int
    cause: Values
    charge: Values


def settle(change: Change, attribute: str, several: Sequence[Owed]) -> None:
    """Bring charges in line with what is owed; gives what was done, in words.

    A charge that stands on an invoice already is not touched: it is said what to credit.
    """
    made, withdrawn, net, invoiced = 0, 0, 0, []
    for each in several:
        found = change.books.find(Charge, **each.cause)
        live = next((one for one in found if is_live(change.books, one)), None)
        if live is None:
            if each.pence:
                change.add_as_result(Charge, each.charge | each.cause | {"net": each.pence})
                made, net = made + 1, net + each.pence
        elif live["net"] != each.pence:
            if live["invoice"]:
                invoiced.append(change.books.name_of(Invoice, str(live["invoice"])))
            elif each.pence:
                change.set_as_result(Charge, str(live["key"]), {"net": each.pence})
                made, net = made + 1, net + each.pence
            else:
                change.set_as_result(Charge, str(live["key"]), {"withdrawn": _last(change, live)})
                withdrawn += 1
    said = [f"{count_of(made, 'charge')} made, {show_value(net, 'money')}"] if made else []
    said += [f"{count_of(withdrawn, 'charge')} withdrawn"] if withdrawn else []
    if said:
        change.warn(attribute, f"{enumerated(said, 'and')}.")
    if invoiced:
        listed = enumerated(sorted(set(invoiced)), "and")
        change.warn(attribute, f"Invoiced already: credit what is owed otherwise ({listed}).")


def _last(change: Change, charge: Values) -> date:
    made = charge["made"]
    return max(change.today, made) if isinstance(made, date) else change.today


def cause_of(*parts: str) -> str:
    """The cause of a charge in words; a long first part is cut, and the others stay whole."""
    end = ", ".join(parts[1:])
    room = max(20, LONGEST_CAUSE - len(end) - 2)
    first = parts[0] if len(parts[0]) <= room else f"{parts[0][: room - 1].rstrip()}…"
    return f"{first}, {end}"[:LONGEST_CAUSE] if end else first
