"""One list of schools' policies: overdue, due, missing, unpublished and so on."""

from __future__ import annotations

from data.memberships.circulation import shown_schools
from data.policies.columns import COLUMNS, rows_of
from data.policies.lists import LISTS
from data.policies.standing import board
from data.policies.watched import counted_apart
from data.store.books import Books
from data.tables.limits import Limits
from data.tables.table import Summary


def make(books: Books, limits: Limits) -> Summary:
    """The list, the most pressing first, with how many of it must be and how many should."""
    named = {column.name: column for column in COLUMNS}
    standing = board(books)
    wanted = LISTS[limits.variant]
    found = wanted.of(standing)
    shown, notes = shown_schools(books, limits, {each.school for each in found})
    found = [each for each in found if each.school in shown]
    counted = counted_apart(wanted.duty_of(each) for each in found)
    count = f"{wanted.title_on(standing)}: {counted}."
    columns = [named[name] for name in wanted.columns]
    rows = rows_of(books, standing, found, columns)
    return Summary(wanted.name, wanted.title, books.today, columns, rows, [count, *notes])
