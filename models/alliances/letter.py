"""Letters of an alliance: the words of each kind in its own hand, and those that were written."""

from __future__ import annotations

from models.alliances.alliance import Alliance
from models.fields.choice_fields import ChoiceField
from models.fields.date_fields import DateField
from models.fields.reference_fields import ReferenceField
from models.fields.text_fields import NoteField, TextField
from models.records.letters import own_fields_of, titles_of_letters
from models.records.record import Record
from models.schools.organisation import Organisation
from models.schools.school import School

FIELDS_OF_ALL = {
    "school": "the name of the school, or of the organisation",
    "urn": "its Unique Reference Number",
    "address": "its street, town and postcode",
    "local authority": "the authority whose area it stands in",
    "head": "the name of whoever the letter goes to, by the posts held on its day",
    "role": "their post, such as Headteacher",
    "alliance": "the name of the alliance",
    "hub": "the school that coordinates the alliance",
    "date": "the day of the letter",
    "answer by": "the day by which an answer is asked for",
    "signed by": "whose name stands under it",
}
"""What every letter may name in braces, and what stands there."""


def fields_of(letter: str) -> dict[str, str]:
    """What the words of a letter may name in braces, and what stands there."""
    return {**FIELDS_OF_ALL, **own_fields_of(letter)}


class LetterText(Record):
    """The words of a letter as an alliance writes it; without one the desk's own words stand."""

    kind = "letter-texts"
    singular = "letter text"
    named_by = ("letter", "alliance")
    told_apart_by = "alliance"
    ordered_by = ("alliance", "letter")
    listed = ("letter", "subject", "alliance")

    alliance = ReferenceField(
        Alliance, "Alliance", "Whose letter it is.", required=True, width=22, fixed=True
    )
    letter = ChoiceField(
        "Letter", "Which letter.", choices=titles_of_letters, open=True, required=True, width=34
    )
    subject = TextField("Subject", "Its subject line; empty for the usual one.", width=34)
    text = NoteField(
        "Words",
        "The text between salutation and close, as Markdown. What stands in braces is filled in: "
        "{school}, {head}, {date} …; the form shows how it reads, and lists them all.",
        required=True,
    )


class Letter(Record):
    """A letter that was written: its reference, to whom, when, and when it was answered."""

    kind = "letters"
    singular = "letter"
    listed_last = True
    named_by = ("reference",)
    told_apart_by = "alliance"
    ordered_by = ("-written", "reference")
    listed = ("reference", "letter", "written", "addressed_to", "school", "answer_by", "answered",
              "alliance")  # fmt: skip
    shown_beside_name = ("letter", "answered")

    reference = TextField(
        "Reference", "What an answer quotes, such as NA/2026/041.", required=True, width=12,
        longest=40,
    )  # fmt: skip
    letter = ChoiceField(
        "Letter",
        "Which letter it is.",
        choices=titles_of_letters,
        open=True,
        required=True,
        width=30,
    )
    written = DateField("Written", "The day of the letter.", required=True)
    addressed_to = TextField("Addressed to", "Who it was written to.", required=True, width=24)
    alliance = ReferenceField(Alliance, "Alliance", "In whose name.", required=True, width=22)
    school = ReferenceField(School, "School", "The school that it went to.", width=24)
    organisation = ReferenceField(
        Organisation, "Organisation", "The organisation that it went to, when it is not a school."
    )
    answer_by = DateField("Answer by", "The day by which an answer was asked for.")
    answered = DateField("Answered", "The day on which the answer came; empty until then.")
    notes = NoteField("Notes")
