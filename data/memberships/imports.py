"""Imports that name memberships: a school that left and came back has two of the same name."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from data.imports.matching import PlannedBooks
from data.imports.meanings import chooses
from data.imports.row_reader import Said
from data.imports.usual_headings import also_headed, also_named
from data.memberships.as_of import paths_of
from models.memberships.membership import Membership
from models.memberships.path import period_of
from models.records.record import Record

also_named(
    Membership,
    *("School", "Member", "School name", "Name of school", "Member school", "Academy", "URN"),
)
also_headed(
    Membership,
    {
        "school": ("Member", "Member school", "School name", "Name of school", "Academy"),
        "stage": ("Status", "Membership status", "Membership", "Membership type"),
        "since": ("Joined", "Date joined", "Member since", "Joined on"),
        "statement_signed": (
            *("Date signed", "Signed on", "Date of signature", "Statement of Commitment signed"),
            *("SoC signed", "Signed", "Statement of Commitment"),
        ),
        "statement_sent": ("Date sent", "SoC sent", "Sent"),
        "signatory": ("Signed by", "Name of signatory"),
        "memorandum_signed": (
            *("Memorandum", "MoU", "MoU signed", "Memorandum of understanding", "MoU date"),
        ),
        "lead_contact": ("Contact", "Lead", "Main contact"),
        "left": ("Left the alliance", "Date left", "Left on", "Leaving date"),
        "reason_for_leaving": ("Reason", "Why left"),
    },
)


@chooses(Membership)
def period_of_the_row(
    planned: PlannedBooks, record: type[Record], values: Said, keys: Collection[str]
) -> str | None:
    """The one of these memberships in whose period the row's day lies; None when it is not one."""
    day = _day_of(planned, record, values)
    if day is None:
        return None
    paths = paths_of(planned.books, keys)
    periods = {
        str(each["key"]): period_of(each, paths[str(each["key"])])
        for each in planned.books.of_keys(Membership, keys)
    }
    # Its first and last day count.
    fitting = [
        key for key, (began, ended) in periods.items() if began <= day <= (ended or date.max)
    ]
    return fitting[0] if len(fitting) == 1 else None


def _day_of(planned: PlannedBooks, record: type[Record], values: Said) -> date | None:
    """The day that a row is about: its own, or that of the meeting that it is about."""
    days = [values.get(name) for name in ("began", "since", "held")]
    for each in record.references():
        key = values.get(each.attribute)
        if isinstance(key, str) and "held" in each.to._meta.fields:
            days.append((planned.get(each.to, key) or {}).get("held"))
    return next((day for day in days if isinstance(day, date)), None)
