"""When data of a school may be shared: while its signature stands, and under which protocol."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from models.alliances import STAGES_THAT_ENDED
from models.records import Values

IDENTIFIABLE = "school"
"""The class of data in which a school can be told."""


def may_share_on(membership: Values, day: date) -> bool:
    """Whether the signature of this membership stood on a day; its last day counts."""
    signed, last = membership.get("statement_signed"), signed_until(membership)
    return isinstance(signed, date) and signed <= day and (last is None or day <= last)


def signed_until(membership: Values) -> date | None:
    """The last day of a membership; None while it goes on.

    One that ended on a day that nobody knows ended when it came to its last stage.
    """
    if membership.get("stage") not in STAGES_THAT_ENDED:
        return None
    for attribute in ("left", "since", "statement_signed"):
        day = membership.get(attribute)
        if isinstance(day, date):
            return day
    return date.min


def protocol_on(texts: Iterable[Values], day: date) -> Values | None:
    """Of an alliance's data-sharing protocols the one that held on a day; None when none did."""
    agreed = [(held_from, text) for text in texts if isinstance(held_from := text["agreed"], date)]
    standing = [each for each in agreed if each[0] <= day]
    return max(standing, key=lambda each: each[0])[1] if standing else None
