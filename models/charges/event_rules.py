"""The rules about events and charges: what bookings of a closed event owe is charged, or not."""

from __future__ import annotations

from models.events.charging import Charging, owed_for
from models.events.event import CLOSED, Event
from models.fields.values import show_value
from models.records.books import Books
from models.records.record import Values
from models.records.rules import REPORT, WARN, Breach, rule


@rule(Event, WARN, "Whether a closed event is charged is said.")
@rule(Event, REPORT, "Whether a closed event is charged is said.")
def closed_event_is_charged_or_not(values: Values, books: Books) -> Breach | None:
    """Where its bookings owe something."""
    return not_charged(values, books, None)


def not_charged(values: Values, books: Books, charging: Charging | None) -> Breach | None:
    """What is owed for a closed event of which nobody said whether it is charged."""
    if values.get("status") != CLOSED or values.get("charged") is not None:
        return None
    owed = owed_for(values, books, charging)
    if not owed:
        return None
    shown = show_value(owed, "money")
    return "charged", f"{shown} is owed and not charged: enter under Charged yes, or no for none."
