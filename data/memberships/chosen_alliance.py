"""The alliance whose members are shown while nobody has chosen one."""

from __future__ import annotations

from collections import Counter

from data.memberships.as_of import memberships
from data.store.books import Books
from models.alliances.alliance import Alliance
from models.memberships.membership import STAGES_THAT_SIGNED


def first_alliance(books: Books) -> str | None:
    """The alliance that is shown when none was chosen: that of the most members, then by name."""
    counts = Counter(
        each["alliance"] for each in memberships(books) if each["stage"] in STAGES_THAT_SIGNED
    )
    found = books.names(Alliance).items()
    return min(
        (key for key, _ in sorted(found, key=lambda each: each[1].casefold())),
        key=lambda key: -counts[key],
        default=None,
    )
