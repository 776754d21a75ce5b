"""When data of a school may be shared: while its signature stands, and under which protocol."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from models.alliances.agreed_text import text_that_holds
from models.memberships.membership import STAGES_THAT_ENDED
from models.records.record import Values

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
    """Of an alliance's data-sharing protocols the one that held on a day; None when none did.

    One without a day may have been agreed at any time: nothing was shared under it.
    """
    return text_that_holds((each for each in texts if each["agreed"] is not None), day)
