"""Events: courses, conferences, networks, and enrichment days for pupils."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from models.alliances.alliance import Alliance
from models.fields.annual_date_fields import TimeField
from models.fields.choice_fields import ChoiceField, YesNoField
from models.fields.date_fields import DateField
from models.fields.number_fields import MoneyField, NumberField
from models.fields.reference_fields import NameField, ReferenceField
from models.fields.states import State, Tone
from models.fields.text_fields import NoteField, TextField
from models.people.person import Person
from models.records.record import Record, Values
from models.workstreams.workstream import Workstream

FOR_PUPILS = "enrichment day"

EVENT_KINDS = {
    "cpd session": "CPD session",
    "conference": "Conference",
    "twilight": "Twilight",
    "network": "Network",
    FOR_PUPILS: "Enrichment day",
    "recruitment": "Recruitment",
    "mentor training": "Mentor training",
    "other": "Other",
}

PLANNED, OPEN, HELD, CLOSED, CANCELLED = "planned", "open", "held", "closed", "cancelled"

EVENT_STATES = {
    PLANNED: State("P", "planned", Tone.QUIET),
    OPEN: State("O", "open", Tone.INFO),
    HELD: State("H", "held", Tone.GOOD),
    CLOSED: State("C", "closed", Tone.QUIET),
    CANCELLED: State("X", "cancelled", Tone.QUIET),
}
"""Where an event stands: closed is one of which it is known who came."""

WORKING_DAYS_TO_CANCEL = 5


class Event(Record):
    """A course, conference, network or enrichment day, to which schools book places."""

    kind = "events"
    singular = "event"
    named_by = ("title", "held")
    alternatives = ("workstream", "alliance")
    headings: ClassVar = {"workstream": "Workstream or alliance"}
    ordered_by = ("held", "title")
    begins_at = "held"
    listed = ("held", "title", "kind_of_event", "workstream", "starts", "ends", "place", "status")
    shown_beside_name = ("status",)

    groups = {
        "title": "Event",
        "held": "When and where",
        "workstream": "Held by",
        "price_member": "Price",
        "status": "Outcome",
        "notes": "Notes",
    }
    title = TextField("Title", "What it is called.", required=True, width=29)
    kind_of_event = ChoiceField(
        "Kind of event", "Session, conference, network … Only enrichment days are for pupils.",
        choices=EVENT_KINDS, required=True, default="cpd session", width=14, heading="Kind",
    )  # fmt: skip
    held = DateField("Date", "The day on which it is held, or begins.", required=True, index=True)
    starts = TimeField("Starts", "The time at which it begins.")
    ends = TimeField("Ends", "The time at which it ends.")
    place = TextField("Place", "Where it is held, or: Online.", width=20)
    places = NumberField(
        "Places", "How many can come; 0 where there is no limit. An enrichment day counts pupils, "
        "all others people.", highest=9999, width=6,
    )  # fmt: skip
    workstream = ReferenceField(
        Workstream, "Workstream", "The workstream that it belongs to.", width=22
    )
    alliance = ReferenceField(
        Alliance, "Alliance", "The alliance, where it is of no single workstream.", width=22
    )
    until = DateField("Until", "Its last day, where it has several.")
    facilitator = NameField(Person, "Facilitator", "Who leads it.", width=20)
    price_member = MoneyField(
        "Price for members", "For each place, of schools that have signed by the day of the event.",
        highest=10_000_00, heading="Members",
    )  # fmt: skip
    price_other = MoneyField(
        "Price for others", "For each place, of everybody else.", highest=10_000_00,
        heading="Others",
    )  # fmt: skip
    cancel_by_working_days = NumberField(
        "Days to cancel", "Working days of the school calendar before it, until which a booking "
        "can be cancelled in time; empty: always.", highest=60, default=WORKING_DAYS_TO_CANCEL,
    )  # fmt: skip
    charge_late = YesNoField(
        "Charge late", "Whether a booking that is cancelled late is charged.", default=True
    )
    charged = YesNoField(
        "Charged", "Whether what its bookings owe becomes charges when it is closed; empty: it is "
        "asked then.",
    )  # fmt: skip
    status = ChoiceField(
        "Status", "Planned, open for bookings, held, closed; or cancelled.", states=EVENT_STATES,
        hints={OPEN: "for bookings", CLOSED: "when it is known who came",
               CANCELLED: "its bookings are cancelled, at no charge"},
        required=True, default=PLANNED, width=9,
    )  # fmt: skip
    outcome = NoteField("Outcome", "What came of it, in a sentence; no names of pupils.")
    notes = NoteField("Notes")


def last_day(event: Values) -> date:
    """The last day of an event."""
    day = event["until"] or event["held"]
    assert isinstance(day, date)
    return day


def is_for_pupils(event: Values) -> bool:
    """Whether pupils come to an event, so that its places are counted in pupils."""
    return event.get("kind_of_event") == FOR_PUPILS
