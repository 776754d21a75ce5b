"""Alliances, who belongs to them, the workstreams they run, and who has committed to which."""

from __future__ import annotations

import re

from models.alliances.catalogues import CATALOGUES
from models.fields.choice_fields import ChoiceField, ChoicesField
from models.fields.date_fields import DateField
from models.fields.number_fields import MoneyField
from models.fields.reference_fields import ReferenceField
from models.fields.text_fields import NoteField, TextField
from models.records.record import Record
from models.schools.school import School

ALLIANCE_KINDS = {
    "teaching school alliance": "Teaching school alliance",
    "teaching school hub": "Teaching school hub",
    "local alliance": "Local alliance",
    "federation": "Federation",
    "collaboration": "Collaboration",
    "multi-academy trust": "Multi-academy trust",
    "co-operative trust": "Foundation or co-operative trust",
    "partnership": "Partnership or cluster",
}

_MEANINGS_OF_KINDS = {
    "teaching school alliance": "designated, from 2011 to 2021",
    "teaching school hub": "by contract, for a whole area",
    "local alliance": "voluntary, memorandum reviewed yearly",
    "federation": "maintained schools under one governing body",
    "collaboration": "soft federation, by a joint committee",
    "multi-academy trust": "one company; one academy alone too",
    "co-operative trust": "foundation schools",
    "partnership": "by catchment or custom; a pyramid",
}

ALLIANCE_STATUSES = {
    "forming": "Forming",
    "active": "Active",
    "dormant": "Dormant",
    "closed": "Closed",
}


TRUSTS_SIGN = {"school": "Each school signs", "trust": "The trust signs for them"}
"""Whose signature counts for the schools of a trust that is a member."""

PREDECESSORS = {"stands": "Stands", "lapses": "To be signed anew"}
"""What becomes of a signature when a school goes on under a new URN."""

ACCOUNT_YEARS = {"school": "School year", "april": "April to March"}


class Alliance(Record):
    """A group of schools that choose to work together."""

    kind = "alliances"
    singular = "alliance"
    listed = ("name", "kind_of_alliance", "hub", "status", "founded")
    formerly = {
        "statement_version": "texts.version",
        "statement_date": "texts.agreed",
        "memorandum_version": "texts.version",
        "memorandum_date": "texts.agreed",
        "data_protocol_version": "texts.version",
    }

    name = TextField("Name", "What it calls itself.", required=True, only_one=True, width=28)
    kind_of_alliance = ChoiceField(
        "Kind of alliance",
        "What it rests on.",
        choices=ALLIANCE_KINDS,
        hints=_MEANINGS_OF_KINDS,
        width=24,
    )
    status = ChoiceField(
        "Status", "Where it stands.", choices=ALLIANCE_STATUSES, default="active", width=8
    )
    hub = ReferenceField(School, "Hub", "The school that coordinates it.", width=22)
    founded = DateField("Founded", "When it began.")
    area = TextField(
        "Area",
        "The districts whose schools it is there for, with commas, or teaching school hub areas "
        "(NW10); empty: what its hub leads, or where its members stand.",
        longest=1000,
    )
    aims = NoteField("Aims", "What it is for, in its own words.")
    catalogues = ChoicesField(
        "Catalogues",
        "The catalogues of policies that its schools are held to; empty for all.",
        choices=CATALOGUES,
        width=20,
    )
    annual_meeting = TextField(
        "Name of annual meeting", "Its name for the annual meeting of heads.",
        for_scripts="annual-meeting", formerly="Annual meeting",
    )  # fmt: skip
    trusts_sign = ChoiceField(
        "Schools of a trust",
        "Of a trust that is a member: whether each of its schools signs the Statement of "
        "Commitment, or the trust signs for all of them.",
        choices=TRUSTS_SIGN, default="school", width=20,
    )  # fmt: skip
    predecessors = ChoiceField(
        "Signature of a converted school",
        "Whether what a school signed stands when it goes on under a new URN, or counts again only "
        "once it has signed anew.",
        choices=PREDECESSORS, default="stands", width=18,
    )  # fmt: skip
    account_year = ChoiceField(
        "Year of account", "The year by which income and costs are added up.",
        choices=ACCOUNT_YEARS, default="school", width=16,
    )  # fmt: skip
    membership_charge = MoneyField(
        "Subscription", "What a member pays each year.",
        for_scripts="membership-charge", formerly="Membership charge",
    )  # fmt: skip
    notes = NoteField("Notes")

    @staticmethod
    def in_short(name: str) -> str:
        """The name of an alliance without the words that most of them have."""
        bare = re.sub(r"^the | alliance$| \(sample\)$", "", name, flags=re.IGNORECASE).strip()
        return bare or name
