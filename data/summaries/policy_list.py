"""One list of schools' policies: overdue, due, missing, unpublished and so on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.circulation import shown_schools
from data.policy_lists import LISTS
from data.policy_standing import board
from data.policy_tables import COLUMNS, rows_of
from data.summaries import Limits
from data.tables import Summary

if TYPE_CHECKING:
    from data.store import Store


def make(store: Store, limits: Limits) -> Summary:
    """The list, the most pressing first, with how many of it must be and how many should."""
    standing = board(store)
    wanted = LISTS[limits.variant]
    found = wanted.of(standing)
    shown, notes = shown_schools(store, limits, {each.school for each in found})
    found = [each for each in found if each.school in shown]
    must = sum(1 for each in found if wanted.is_must(each))
    count = f"{wanted.title_on(standing)}: {len(found)}, of these {must} must be."
    rows = rows_of(store, standing, found)
    return Summary(wanted.name, wanted.title, store.today, COLUMNS, rows, [count, *notes])
