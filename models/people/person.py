"""People, and how to reach them."""

from __future__ import annotations

from models.fields.text_fields import EmailField, NoteField, TelephoneField, TextField
from models.records.record import Record


class Person(Record):
    """Somebody who answers for a school or leads a part of the work."""

    kind = "people"
    singular = "person"
    listed = ("name", "email", "telephone")

    formerly = {
        "role": "posts.role",
        "school": "posts.school",
        "strategic_accountability": "posts.strategic_accountability",
    }

    name = TextField("Name", "First name and surname.", required=True, width=24, index=True)
    email = EmailField("Email", "Their own; a post may have another.")
    telephone = TelephoneField("Telephone", "Their own; a post may have another.")
    notes = NoteField("Notes")
