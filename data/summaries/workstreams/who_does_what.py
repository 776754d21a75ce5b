"""Schools × workstreams: who leads, contributes and receives."""

from __future__ import annotations

from dataclasses import replace

from data.memberships.chosen_alliance import first_alliance
from data.memberships.circulation import members_left_out, signature_stands
from data.memberships.names import nobody_in
from data.memberships.open import open_memberships
from data.store.books import Books
from data.tables.limits import Limits
from data.tables.table import Summary, named_for_scripts
from data.workstreams.matrix import commitments_matrix
from models.alliances.alliance import Alliance

_MOST_NAMED = 3
"""So many other alliances are named."""


def make(books: Books, limits: Limits) -> Summary:
    """The matrix of one alliance, the first when none is named."""
    alliance = limits.alliance or first_alliance(books)
    table = commitments_matrix(books, alliance).table
    everybody = [
        each
        for each in open_memberships(books, alliance)
        if limits.school in (None, each["school"])
    ]
    shown = [each for each in everybody if not limits.for_circulation or signature_stands(each)]
    notes = [_whose(books, alliance)] if alliance else []
    if not everybody:
        notes.append(nobody_in(books, alliance))
    elif limits.for_circulation:
        notes.append(members_left_out(shown, everybody))
    kept = {str(each["key"]) for each in shown}
    rows = [row for row in table.rows if row.key in kept]
    columns = [*table.columns[:2], *named_for_scripts(table.columns[2:], "workstream")]
    return replace(table, columns=columns, rows=rows, notes=[*table.notes, *notes])


def _whose(books: Books, alliance: str) -> str:
    """Which alliance it is about, and which others there are to be asked for."""
    names = books.names(Alliance)
    own = names.pop(alliance)
    others = sorted(names.values(), key=str.casefold)
    more = f" and {len(others) - _MOST_NAMED} more" if len(others) > _MOST_NAMED else ""
    told = f" Not shown: {', '.join(others[:_MOST_NAMED])}{more}." if others else ""
    return f"Alliance: {own}.{told}"
