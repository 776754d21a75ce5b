"""Who sets the agenda of a workstream, and since when: the hub at first, the circle later."""

from __future__ import annotations

from datetime import date

from models.fields.choice_fields import ChoiceField
from models.fields.date_fields import DateField
from models.fields.field import PositionField
from models.fields.reference_fields import ReferenceField
from models.records.record import Record, Values
from models.workstreams.workstream import AGENDA_SETTERS, Workstream


class AgendaPeriod(Record):
    """From which day somebody sets the agenda of a workstream. The desk keeps these."""

    kind = "agenda-periods"
    singular = "agenda period"
    listed_last = True
    named_by = ("workstream", "set_by", "since")
    ordered_by = ("-since", "workstream")
    listed = ("workstream", "set_by", "since")
    append_only = (
        "it is made when somebody else sets the agenda of its workstream, for example with: "
        "alliance set workstreams NAME agenda-set-by=circle"
    )
    made_by_desk = True

    position = PositionField()
    workstream = ReferenceField(
        Workstream, "Workstream", "Whose agenda it is.", required=True, width=34
    )
    set_by = ChoiceField(
        "Set by", "Who sets it.", choices=AGENDA_SETTERS, required=True, width=17
    )  # fmt: skip
    since = DateField("Since", "From this day.", required=True)


def agenda_set_on(periods: list[Values], day: date) -> Values | None:
    """The newest of these periods of one workstream that had begun on a day."""
    begun = [each for each in periods if isinstance(each["since"], date) and each["since"] <= day]
    return max(enumerate(begun), key=lambda at: (at[1]["since"], at[0]))[1] if begun else None
