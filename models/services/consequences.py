"""Consequences of memberships for shared services: leaving ends what a school shares."""

from __future__ import annotations

from datetime import date

from models.fields.dates import show_date
from models.fields.text import count_of
from models.memberships.membership import STAGES_THAT_ENDED, Membership
from models.records.consequences import Change, after_changing
from models.records.record import Values
from models.services.share import Share
from models.services.shared_service import SharedService


@after_changing(Membership, "Leaving ends the shares of a school in the services of the alliance.")
def leaving_ends_shares(change: Change, before: Values, after: Values) -> None:
    """End them on the day of leaving, and say which contracts are still to be given notice."""
    now = change.books.get(Membership, str(after["key"]))
    day = now["since"] if now else None
    if after["stage"] not in STAGES_THAT_ENDED or before["stage"] in STAGES_THAT_ENDED:
        return
    if not after["school"] or not isinstance(day, date):
        return
    told = []
    for service in change.books.find(SharedService, alliance=after["alliance"]):
        of_school = change.books.find(Share, service=service["key"], school=after["school"])
        for share in of_school:
            if isinstance(share["ended"], date) and share["ended"] <= day:
                continue
            began = share["began"]
            last = max(day, began) if isinstance(began, date) else day
            change.set_as_result(Share, str(share["key"]), {"ended": last})
            notice = service["notice_by"]
            until = f" (notice by {show_date(notice)})" if isinstance(notice, date) else ""
            told.append(f"{service['title']}{until}")
    if told:
        count = count_of(len(told), "share")
        names = ", ".join(sorted(told, key=str.casefold))
        change.warn("stage", f"{count} in services ended on {show_date(day)}: {names}.")
