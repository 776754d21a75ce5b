"""What may be circulated about circles: nobody who receives support is named."""

from __future__ import annotations

from data.tables.circulation import at_least_three
from data.tables.limits import Limits
from models.records.record import Values
from models.workstreams.workstream import is_of_support

RECEIVES = "receive"
"""The level that tells, in a workstream of support, that a school is supported."""


def keeps_secret(limits: Limits, workstream: Values) -> bool:
    """Whether a paper within such limits counts whoever receives in this workstream."""
    return limits.for_circulation and is_of_support(workstream)


def only_counted(workstream: Values, count: int) -> str:
    """The note on those who receive in a workstream of support: how many, and why no names."""
    return (
        f"{workstream['name']}: that a school is supported is confidential, so whoever receives "
        f"is counted and not named ({at_least_three(count)})."
    )
