"""The details of deployments and specialists: what they wait for, what it costs, the days."""

from __future__ import annotations

from collections.abc import Sequence

from data.store.books import Books
from data.support.page import visits_in_words, waiting_in_words
from data.support.standing import standing_of
from data.support.words import charge_in_words, figures_for_deployment
from data.tables.details import Line, arranged_as_related, details
from models.fields.values import show_value
from models.records.record import Values
from models.support.deployment import Deployment
from models.support.path import in_order
from models.support.support_step import SupportStep


@details(Deployment)
def lines_of_deployment(books: Books, deployment: Values) -> list[Line]:
    """What it waits for, what it costs, and its visits. It is confidential."""
    standing = standing_of(books, str(deployment["key"]))
    lines = [("Confidential", "tell nobody else that the school is supported")]
    if standing is not None:
        lines.append(("Stands", waiting_in_words(standing)))
    if charge := charge_in_words(books, deployment):
        lines.append(("Charge", charge))
    figures = figures_for_deployment(books, deployment)
    if figures is not None:
        client, gross, home, fee = (
            show_value(amount, "money")
            for amount in (figures.client, figures.gross, figures.home, figures.fee)
        )
        with_vat = f", {gross} with VAT" if figures.vat else ""
        lines.append(("Client pays", f"{client}{with_vat}; the home gets {home}, the fee is {fee}"))
    if standing is not None and standing.visits:
        lines.append(("Visits", visits_in_words(standing)))
    return lines


@arranged_as_related(SupportStep)
def steps_in_order(steps: Sequence[Values], books: Books) -> list[Values]:
    """By their numbers."""
    return in_order(steps)
