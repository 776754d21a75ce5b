"""Schools in short: their alliances, and how many of their policies are in order or late."""

from __future__ import annotations

import re
from collections.abc import Collection

from data.memberships.as_of import memberships
from data.memberships.through_trusts import signed_for
from data.policies.standing import board
from data.store.books import Books
from data.tables.computed_columns import Cells
from models.alliances.alliance import Alliance
from models.memberships.membership import STAGES_THAT_ENDED
from models.policies.due_dates import IN_ORDER, MISSING, OVERDUE
from models.policies.duties import MUST

_LATE = frozenset({OVERDUE, MISSING})


def alliances_and_policies(books: Books, keys: Collection[str] | None = None) -> Cells:
    """The alliances of each school, how much is in order there, and how much is late."""
    alliances = _alliances(books)
    must: dict[str, list[int]] = {}
    late: dict[str, int] = {}
    standing = board(books)
    for each in standing.counted():
        if each.duty.level == MUST:
            count = must.setdefault(each.school, [0, 0])
            count[0] += each.state in IN_ORDER
            count[1] += 1
    for each in standing.of_watched():
        if each.state in _LATE:
            late[each.school] = late.get(each.school, 0) + 1
    return {
        key: (
            alliances.get(key),
            f"{must[key][0]} of {must[key][1]}" if key in must else None,
            late.get(key),
        )
        for key in alliances.keys() | must.keys() | late.keys()
        if keys is None or key in keys
    }


def _alliances(books: Books) -> dict[str, str]:
    """The alliances of each school in few words, the first by its name in front."""
    short = {key: in_short(name) for key, name in books.names(Alliance).items()}
    found: dict[str, set[str]] = {}
    for each in memberships(books):
        if each["school"] and each["stage"] not in STAGES_THAT_ENDED:
            found.setdefault(str(each["school"]), set()).add(short[str(each["alliance"])])
    for through in signed_for(books):
        name = short[str(through.membership["alliance"])]
        found.setdefault(through.school, set()).add(name)
    return {key: " + ".join(sorted(names, key=str.casefold)) for key, names in found.items()}


def in_short(name: str) -> str:
    """The name of an alliance without the words that most of them have."""
    bare = re.sub(r"^the | alliance$| \(sample\)$", "", name, flags=re.IGNORECASE).strip()
    return bare or name
