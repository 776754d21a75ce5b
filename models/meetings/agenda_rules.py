"""The rules about what circles have on their agendas."""

from __future__ import annotations

from datetime import date

from models.alliances.alliance import Alliance
from models.fields.dates import school_year, show_date, show_school_year
from models.meetings.agenda_item import AgendaItem
from models.meetings.meeting import CIRCLE, Meeting
from models.records.books import Books
from models.records.progress import Progress, declare_progress
from models.records.record import Values
from models.records.rules import REFUSE, REPORT, WARN, Breach, days_in_order, referred, rule
from models.workstreams.workstream import Workstream

PROGRESS = declare_progress(
    Progress(
        AgendaItem,
        "status",
        following={
            "proposed": ("on the agenda", "dropped"),
            "on the agenda": ("decided", "proposed", "dropped"),
            "decided": ("done", "dropped"),
            "done": (),
            "dropped": ("proposed",),
        },
        needs={
            "decided": ("meeting", "decision"),
            "done": ("meeting", "decision", "outcome"),
        },
        asks={
            "on the agenda": ("due",),
            "done": ("evidence",),
            "dropped": ("decision",),
        },
    )
)


@rule(AgendaItem, REFUSE, "An item is raised by a school or by an organisation.")
def raised_by_one(values: Values, books: Books) -> Breach | None:
    """Not by both."""
    if values.get("school") and values.get("organisation"):
        return "organisation", "It was raised by a school: leave Raised by organisation empty."
    return None


@rule(AgendaItem, REFUSE, "An item is decided at a meeting of its own alliance that was held.")
def decided_at_a_meeting_of_its_alliance(values: Values, books: Books) -> Breach | None:
    """The meeting is of the alliance of the workstream, and was not before it was raised."""
    meeting = referred(Meeting, "meeting", values, books)
    workstream = referred(Workstream, "workstream", values, books)
    if meeting is None or workstream is None:
        return None
    if meeting["alliance"] != workstream["alliance"]:
        alliance = books.name_of(Alliance, str(workstream["alliance"]))
        return "meeting", f"Name a meeting of {alliance}, whose workstream it is."
    held, raised = meeting["held"], values.get("raised")
    if not isinstance(held, date):
        return None
    if values.get("status") in ("decided", "done") and held > books.today:
        return "meeting", f"That meeting is still to come, on {show_date(held)}."
    if isinstance(raised, date) and held < raised:
        return "meeting", (
            f"That meeting was on {show_date(held)}, before it was raised ({show_date(raised)})."
        )
    return None


@rule(AgendaItem, WARN, "An item is decided by the circle of its workstream.")
def decided_by_its_circle(values: Values, books: Books) -> Breach | None:
    """The meeting is one of that circle."""
    meeting = referred(Meeting, "meeting", values, books)
    if meeting is None or not values.get("workstream"):
        return None
    if meeting["kind_of_meeting"] == CIRCLE and meeting["workstream"] == values["workstream"]:
        return None
    name = books.name_of(Meeting, str(meeting["key"]))
    return "meeting", f"{name} is no meeting of its circle: is it meant?"


@rule(AgendaItem, REFUSE, "An item is due on the day on which it was raised, or later.")
def due_after_it_was_raised(values: Values, books: Books) -> Breach | None:
    """Raised ≤ due."""
    return days_in_order(values, "raised", "due", AgendaItem)


@rule(AgendaItem, WARN, "What was decided has an outcome by the close of the school year.")
@rule(AgendaItem, REPORT, "What was decided has an outcome by the close of the school year.")
def outcome_by_the_close_of_the_year(values: Values, books: Books) -> Breach | None:
    """An item that was decided in a school year that is over is done, or dropped."""
    meeting = referred(Meeting, "meeting", values, books)
    held = meeting["held"] if meeting else None
    if values.get("status") != "decided" or values.get("outcome") or not isinstance(held, date):
        return None
    year = school_year(held)
    if year >= school_year(books.today):
        return None
    return "outcome", f"Decided in {show_school_year(year)}, and nothing is known of its outcome."
