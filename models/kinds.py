"""All the kinds of record that the desk keeps, by the names that screens and scripts use."""

from __future__ import annotations

from models.agreed_texts import AgreedText, SharedItem
from models.agreements import Purchase, ServiceAgreement
from models.alliances import Alliance, Commitment, Membership, Step, Workstream
from models.half_terms import HalfTermDates
from models.meetings import Action, Attendance, Meeting
from models.people import Person, Post
from models.policies import Policy, Review, SchoolPolicy
from models.records import Record
from models.schools import Organisation, School

RECORDS: tuple[type[Record], ...] = (
    School,
    Organisation,
    Person,
    Post,
    Alliance,
    AgreedText,
    Membership,
    Step,
    Workstream,
    Commitment,
    ServiceAgreement,
    Purchase,
    Policy,
    SchoolPolicy,
    Review,
    Meeting,
    Attendance,
    Action,
    SharedItem,
    HalfTermDates,
)
"""Every kind, each after those that it refers to."""

KINDS: dict[str, type[Record]] = {record.kind: record for record in RECORDS}


def referring_to(record: type[Record]) -> list[tuple[type[Record], str]]:
    """The kinds and attributes that may refer to records of this kind."""
    return [
        (other, field.attribute)
        for other in RECORDS
        for field in other.references()
        if field.to is record
    ]
