"""The alliances of a school, named briefly."""

from __future__ import annotations

from collections.abc import Collection

from data.memberships.as_of import memberships
from data.memberships.through_trusts import signed_for
from data.store.books import Books
from data.tables.computed_columns import Cells
from models.alliances.alliance import Alliance
from models.memberships.membership import STAGES_THAT_ENDED


def alliances_in_short(books: Books, keys: Collection[str] | None = None) -> Cells:
    """The alliances in which each school asks, is a member or pauses, by their names."""
    short = {key: Alliance.in_short(name) for key, name in books.names(Alliance).items()}
    found: dict[str, set[str]] = {}
    for each in memberships(books):
        if each["school"] and each["stage"] not in STAGES_THAT_ENDED:
            found.setdefault(str(each["school"]), set()).add(short[str(each["alliance"])])
    for through in signed_for(books):
        name = short[str(through.membership["alliance"])]
        found.setdefault(through.school, set()).add(name)
    return {
        key: (" + ".join(sorted(names, key=str.casefold)),)
        for key, names in found.items()
        if keys is None or key in keys
    }
