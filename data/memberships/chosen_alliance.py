"""TODO"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from data.memberships.as_of import memberships
from models.alliances.alliance import Alliance
from models.memberships.membership import STAGES_THAT_SIGNED

if TYPE_CHECKING:
    from data.store.store import Store


def first_alliance(store: Store) -> str | None:
    """The alliance that is shown when none was chosen: that of the most members, then by name."""
    counts = Counter(
        each["alliance"] for each in memberships(store) if each["stage"] in STAGES_THAT_SIGNED
    )
    found = store.names(Alliance).items()
    return min(
        (key for key, _ in sorted(found, key=lambda each: each[1].casefold())),
        key=lambda key: -counts[key],
        default=None,
    )
