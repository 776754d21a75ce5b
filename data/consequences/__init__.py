"""What follows from a change, in the same operation: one undo takes both back.

What a consequence did is said as a warning, in words, and stands in the history like any other
change.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from data.consequences import meetings as meetings
from data.consequences import memberships as memberships
from data.consequences import posts as posts
from data.consequences import representation as representation
from data.consequences import reviews as reviews
from data.consequences.consequence import OF_ADDING, OF_CHANGING
from models.records import Record, Values

if TYPE_CHECKING:
    from data.changes import Change


def of_adding(change: Change, record: type[Record], added: Sequence[Values]) -> None:
    """Let happen what follows from these records, which have just been added."""
    for each in OF_ADDING:
        if each.record is record:
            each.follow(change, added)


def of_changing(change: Change, record: type[Record], before: Values, after: Values) -> None:
    """Let happen what follows from a record's change, which has just been written."""
    for each in OF_CHANGING:
        if each.record is record:
            each.follow(change, before, after)
