"""Computed columns of grants and their returns: what is spent and left, what has gone."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from data.store.books import Books
from data.tables.computed_columns import Cells, computed_columns
from data.tables.table import Column
from models.charges.grant import Grant
from models.charges.grant_return import GrantReturn
from models.charges.money_line import MoneyLine
from models.charges.recovery import figures_of_grant
from models.fields.states import State, Tone

SENT = State("S", "Sent", Tone.GOOD)
LATE = State("L", "Late", Tone.BAD)
TO_COME = State("C", "To come", Tone.QUIET)


@computed_columns(
    Grant,
    Column("spent", "Spent", "money", 11, "By the lines of money that name it."),
    Column("left", "Left", "money", 11, "What may still be spent."),
    after="amount",
)
def what_grants_have_left(books: Books, keys: Collection[str] | None = None) -> Cells:
    """What was spent of each grant up to today, and what is left."""
    grants = books.find(Grant) if keys is None else books.of_keys(Grant, keys)
    lines: dict[str, list[dict[str, object]]] = {}
    cells: Cells = {}
    for line in books.find(MoneyLine):
        if line["grant"]:
            lines.setdefault(str(line["grant"]), []).append(line)  # type: ignore[arg-type]
    for grant in grants:
        key = str(grant["key"])
        figures = figures_of_grant(grant, lines.get(key, []), books.today)  # type: ignore[arg-type]
        cells[key] = figures.spent, figures.left
    return cells


@computed_columns(GrantReturn, Column("state", "State", "state", 8), after="sent")
def states_of_returns(books: Books, keys: Collection[str] | None = None) -> Cells:
    """Whether each return has gone, is late, or is to come."""
    returns = books.find(GrantReturn) if keys is None else books.of_keys(GrantReturn, keys)
    return {str(each["key"]): (state_of_return(each["sent"], each["due"], books.today),)
            for each in returns}  # fmt: skip


def state_of_return(sent: object, due: object, day: date) -> State:
    """Where a return stands on a day."""
    if isinstance(sent, date) and sent <= day:
        return SENT
    return LATE if isinstance(due, date) and due < day else TO_COME
