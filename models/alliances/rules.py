"""The rules about alliances, what they have agreed on, their workstreams and the commitments."""

from __future__ import annotations

from datetime import date

from models.alliances.alliance import Alliance
from models.fields.dates import show_date
from models.records.books import Books
from models.records.record import Values
from models.records.rules import WARN, Breach, others, rule
from models.schools.school import School


@rule(Alliance, WARN, "A school is the hub of one alliance.")
def hub_of_one_alliance(values: Values, books: Books) -> Breach | None:
    """An alliance has one hub; a school that is named as the hub of two is asked about."""
    if not values.get("hub") or values.get("status") == "closed":
        return None
    for other in others(Alliance, values, books, hub=values["hub"]):
        if other["status"] != "closed":
            school = books.name_of(School, str(values["hub"]))
            return "hub", f"{school} is the hub of {other['name']} too: is that meant?"
    return None


@rule(Alliance, WARN, "An alliance that is at work was founded on a day that was.")
def founded_on_a_day_that_was(values: Values, books: Books) -> Breach | None:
    """Founded in the future is one slip or another, unless it is only forming."""
    day, status = values.get("founded"), values.get("status")
    if not isinstance(day, date) or day <= books.today or status == "forming":
        return None
    proposed, chosen = (Alliance.field("status").show(each) for each in ("forming", status))
    return "founded", (
        f"{show_date(day)} is still to come, and the status is {chosen}: is the day right? If it "
        f"is, choose {proposed}."
    )
