"""The rules about attendance at an alliance's meetings, and about the actions agreed there."""

from __future__ import annotations

from datetime import date

from models.alliances import Alliance, Membership
from models.dates import show_date
from models.meetings import Action, Attendance, Meeting
from models.records import Values
from models.rules.rule import REFUSE, WARN, Books, Breach, another, referred, rule


@rule(Attendance, REFUSE, "Attendance is of a member at a meeting of its own alliance.")
def attendance_within_its_alliance(values: Values, books: Books) -> Breach | None:
    """Meeting and membership share their alliance."""
    meeting = referred(Meeting, "meeting", values, books)
    membership = referred(Membership, "membership", values, books)
    if meeting is None or membership is None:
        return None
    if not meeting["alliance"]:
        return "meeting", (
            "Attendance is kept of an alliance's meetings, and this is one of governors: "
            "name another meeting."
        )
    if meeting["alliance"] != membership["alliance"]:
        alliance = books.name_of(Alliance, str(meeting["alliance"]))
        return "membership", f"This is a meeting of {alliance}: name one of its members."
    return None


@rule(Attendance, REFUSE, "How a member was represented at a meeting is recorded once.")
def attendance_once(values: Values, books: Books) -> Breach | None:
    """No second record of the same member and meeting."""
    pair = {name: values.get(name) for name in ("meeting", "membership")}
    if all(pair.values()) and another(Attendance, values, books, **pair):
        return "membership", "This member's attendance is recorded already: change it there."
    return None


@rule(Attendance, REFUSE, "Before a meeting is held, only apologies are known.")
def nobody_came_yet(values: Values, books: Books) -> Breach | None:
    """Head, deputy and absence have a day that was."""
    meeting = referred(Meeting, "meeting", values, books)
    held = meeting["held"] if meeting else None
    if isinstance(held, date) and held > books.today and values.get("attended") != "apologies":
        return "attended", (
            f"This meeting is still to come, on {show_date(held)}: until then only apologies can "
            "be recorded."
        )
    return None


@rule(Attendance, REFUSE, "A deputy's name stands where a deputy came.")
def deputy_where_one_came(values: Values, books: Books) -> Breach | None:
    """No deputy beside the head, apologies or absence."""
    if values.get("deputy") and values.get("attended") not in (None, "deputy"):
        return "deputy", "A deputy is named only where Attended is Deputy: empty the name."
    return None


@rule(Action, REFUSE, "An action is done on a day that was.")
def action_done_by_today(values: Values, books: Books) -> Breach | None:
    """Nothing is done in the future, or before it was agreed."""
    done = values.get("done")
    meeting = referred(Meeting, "meeting", values, books)
    held = meeting["held"] if meeting else None
    if isinstance(done, date) and done > books.today:
        return "done", f"{show_date(done)} is still to come: leave Done empty until then."
    if isinstance(done, date) and isinstance(held, date) and done < held:
        return "done", (
            f"{show_date(done)} is before the meeting, which was on {show_date(held)}: enter the "
            "day on which it was done."
        )
    return None


@rule(Action, WARN, "An action that is to be done has an owner.")
def action_has_an_owner(values: Values, books: Books) -> Breach | None:
    """Somebody is named while it is open."""
    if values.get("owner") or values.get("done"):
        return None
    return "owner", "Nobody is named who does it."
