"""Attendance: how a member was represented at a meeting, and the states of that."""

from __future__ import annotations

from models.fields.choice_fields import ChoiceField
from models.fields.reference_fields import ReferenceField
from models.fields.states import State, Tone
from models.fields.text_fields import TextField
from models.meetings.meeting import Meeting
from models.memberships.membership import Membership
from models.people.person import Person
from models.records.record import Record

ATTENDED = {
    "head": State("H", "Head", Tone.GOOD),
    "deputy": State("D", "Deputy", Tone.WARN),
    "apologies": State("A", "Apologies", Tone.INFO),
    "absent": State("X", "Absent", Tone.BAD),
}
"""How a member was represented; apologies are not attendance."""

PRESENT = frozenset({"head", "deputy"})

OF_GUESTS = {
    value: State(
        state.letter, f"Guest: {state.word.lower()}" if value in PRESENT else state.word, Tone.QUIET
    )
    for value, state in ATTENDED.items()
}
"""How a school was represented that was not a member on the day of the meeting."""

NOT_EXPECTED = State("·", "not expected", Tone.QUIET)
"""Shown for a school that was not a member on the day, or had paused."""


class Attendance(Record):
    """How a member of the alliance was represented at one of its meetings."""

    kind = "attendance"
    singular = "attendance"
    named_by = ("meeting", "membership")
    ordered_by = ("meeting", "membership")
    listed = ("meeting", "membership", "attended", "person", "deputy")
    shown_beside_name = ("attended", "deputy")

    meeting = ReferenceField(Meeting, "Meeting", "The meeting.", required=True, width=30)
    membership = ReferenceField(Membership, "Member", "The member.", required=True, width=30)
    attended = ChoiceField(
        "Attended", "The head, a deputy, apologies, or absent.",
        choices={value: state.word for value, state in ATTENDED.items()}, required=True, width=10,
        also={"apols": "apologies", "apol": "apologies", "ap": "apologies", "hd": "head",
              "dep": "deputy", "dh": "deputy", "no": "absent", "dna": "absent"},
    )  # fmt: skip
    person = ReferenceField(Person, "Head", "Who held the post of head on that day.", width=22)
    deputy = TextField("Deputy", "The name of the deputy who came.", width=22)

    class Meta:
        indexes = ((("meeting", "membership"), True),)
