"""Returns of grants: what is to be sent to the funder, by when, and when it went."""

from __future__ import annotations

from models.charges.grant import Grant
from models.fields.date_fields import DateField
from models.fields.reference_fields import ReferenceField
from models.fields.text_fields import NoteField, TextField
from models.records.record import Record


class GrantReturn(Record):
    """Something that the funder of a grant is to be sent."""

    kind = "grant-returns"
    singular = "grant return"
    named_by = ("grant", "what", "due")
    ordered_by = ("due", "grant")
    listed = ("due", "what", "sent", "grant")
    shown_beside_name = ("sent",)
    begins_at = "due"

    grant = ReferenceField(Grant, "Grant", "Of which grant.", required=True, width=22, fixed=True)
    what = TextField("What", "For example the certificate of expenditure.", required=True, width=28)
    due = DateField("Due", "The day by which the funder is to have it.", required=True)
    sent = DateField("Sent", "The day on which it went; empty until then.")
    notes = NoteField("Notes")
