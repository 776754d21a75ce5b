"""Consequences of placements for charges: what the provider pays for one that is filled."""

from __future__ import annotations

from collections.abc import Sequence

from models.charges.amounts import pence
from models.charges.settling import Owed, settle
from models.programmes.placement import FILLED, WITH_TRAINEE, Placement
from models.records.consequences import Change, after_adding, after_changing
from models.records.record import Values
from models.workstreams.workstream import Workstream

_DECIDE = ("status", "payment", "provider", "workstream")


@after_adding(Placement, "A placement that is added as filled is owed by its provider.")
def filled_placement_is_charged(change: Change, added: Sequence[Values]) -> None:
    """One that runs already, or has ended, is brought in with its past, and charged by hand."""
    for placement in added:
        # Its reference may have been made since.
        now = change.books.get(Placement, str(placement["key"]))
        if now is not None and now["status"] == FILLED:
            _settle(change, now)


@after_changing(Placement, "A placement that is filled is owed by its provider.")
def placement_is_charged(change: Change, before: Values, after: Values) -> None:
    """When it is filled, or its payment becomes known; an offer again is owed no more."""
    had, has = before["status"] in WITH_TRAINEE, after["status"] in WITH_TRAINEE
    if had != has or (has and any(before[name] != after[name] for name in _DECIDE[1:])):
        _settle(change, after)


def _settle(change: Change, placement: Values) -> None:
    workstream = change.books.get(Workstream, str(placement["workstream"]))
    if workstream is None:
        return
    owed = pence(placement["payment"]) if placement["status"] in WITH_TRAINEE else 0
    charge: Values = {
        "cause": f"{placement['reference']} placement {placement['trainee_ref'] or ''}".rstrip(),
        "about": "placement",
        "direction": "to us",
        "alliance": workstream["alliance"],
        "organisation": placement["provider"],
        "workstream": placement["workstream"],
        "made": placement["filled"] or change.today,
    }
    settle(change, "payment", [Owed(owed, {"placement": placement["key"]}, charge)])
