"""Charging shared services by the name of a state, as `alliance move` does."""

from __future__ import annotations

from collections.abc import Sequence

from data.services.charging import asked, charge_service, proposed
from data.store.books import Books
from data.store.store import Store
from data.tables.cells import Outcome
from data.tables.moves import Moves, Questions, moves
from models.records.record import Values
from models.services.shared_service import SERVICE_STATES, SharedService

CHARGED = "charged"

CHARGED_STATES = ("agreed", "running", "ended")
"""The states of a service whose schools may be charged."""


@moves(SharedService)
class ServicesMove(Moves):
    """Services stay in their state, and are charged for one term after another."""

    words = {state: each.word for state, each in SERVICE_STATES.items()} | {CHARGED: "Charged"}
    one_by_one = True

    def state_of(self, books: Books, values: Values) -> str:
        """How far it has come."""
        return str(values["status"])

    def ways_on(self, books: Books, values: Values) -> Sequence[str]:
        """Charging, once it is agreed."""
        return (CHARGED,) if values["status"] in CHARGED_STATES else ()

    def questions(self, books: Books, several: Sequence[Values], state: str) -> Questions:
        """For which term or year."""
        return asked()

    def assumed(self, books: Books, several: Sequence[Values], state: str) -> Values:
        """This term, from today on."""
        return proposed(books)

    def move(self, store: Store, several: Sequence[Values], state: str, values: Values) -> Outcome:
        """Charge all who use it."""
        return charge_service(store, str(several[0]["key"]), values)
