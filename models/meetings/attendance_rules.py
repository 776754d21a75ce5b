"""The rules about attendance at an alliance's meetings, and about the actions agreed there."""

from __future__ import annotations

from datetime import date

from models.alliances.alliance import Alliance
from models.fields.dates import show_date
from models.meetings.action import Action
from models.meetings.attendance import Attendance
from models.meetings.meeting import Meeting
from models.memberships.membership import STAGES, STAGES_THAT_SIGNED, Membership, Step
from models.memberships.path import path_of_steps, stage_on
from models.people.person import Person
from models.people.post import Post, leads_on
from models.records.books import Books
from models.records.record import Values
from models.records.rules import (
    REFUSE,
    WARN,
    Breach,
    another,
    day_has_come,
    referred,
    rule,
    standing,
)
from models.schools.organisation import Organisation
from models.schools.school import School


@rule(
    Attendance, REFUSE, "Attendance is of a member at a meeting of its own alliance.", lasting=True
)
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


@rule(
    Attendance, REFUSE, "How a member was represented at a meeting is recorded once.", lasting=True
)
def attendance_once(values: Values, books: Books) -> Breach | None:
    """No second record of the same member and meeting."""
    pair = {name: values.get(name) for name in ("meeting", "membership")}
    if all(pair.values()) and another(Attendance, values, books, **pair):
        return "membership", "This member's attendance is recorded already: change it there."
    return None


@rule(Attendance, REFUSE, "Before a meeting is held, only apologies are known.")
def nobody_came_yet(values: Values, books: Books) -> Breach | None:
    """Head, deputy and absence have a day that was."""
    held = _day_of_meeting(values, books)
    if held is not None and held > books.today and values.get("attended") != "apologies":
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


@rule(Attendance, WARN, "A deputy has a name.")
def deputy_has_a_name(values: Values, books: Books) -> Breach | None:
    """Who came for the head is asked, and may be answered later."""
    if values.get("attended") == "deputy" and not values.get("deputy"):
        return "deputy", "Who came for the head?"
    return None


@rule(Attendance, WARN, "Whoever was not a member on the day of the meeting came as a guest.")
def whoever_was_no_member_is_a_guest(values: Values, books: Books) -> Breach | None:
    """On the day of the meeting the member had signed, and had not left."""
    membership = referred(Membership, "membership", values, books)
    held = _day_of_meeting(values, books)
    if membership is None or held is None:
        return None
    path = path_of_steps(books.find(Step, membership=membership["key"]))
    stood = stage_on(path, held)
    if not path or (stood is not None and stood.stage in STAGES_THAT_SIGNED):
        return None
    if stood is None:
        where = f"its path begins on {show_date(path[0].since)}"
    else:
        where = f"{STAGES[stood.stage].word} since {show_date(stood.since)}"
    kind = School if membership["school"] else Organisation
    name = books.name_of(kind, str(membership["school"] or membership["organisation"]))
    return "membership", (
        f"{name} was not a member on {show_date(held)} ({where}): it is noted as a guest, and "
        "guests are not counted."
    )


@rule(Attendance, WARN, "Attendance names whoever held the post of head on the day.")
def head_held_the_post(values: Values, books: Books) -> Breach | None:
    """Another name is let in, as posts may be entered later; nobody is shown as head by it."""
    membership = referred(Membership, "membership", values, books)
    held = _day_of_meeting(values, books)
    person, before = values.get("person"), standing(Attendance, values, books)
    if membership is None or held is None or not person:
        return None
    if before is not None and before["person"] == person:
        return None
    place = str(membership["school"] or membership["organisation"])
    if leads_on(books.find(Post, person=person), place, held):
        return None
    post = "the post of head" if membership["school"] else "a post"
    where = books.name_of(School if membership["school"] else Organisation, place)
    name = books.name_of(Person, str(person))
    return "person", (
        f"{name} did not hold {post} at {where} on {show_date(held)}: leave Head empty, so that "
        "whoever did is named, or enter that post with its days."
    )


@rule(Meeting, REFUSE, "A meeting that somebody attended was held, by the alliance that attended.")
def attended_meeting_was_held(values: Values, books: Books) -> Breach | None:
    """Where attendance is recorded, neither the day nor the alliance can be just any other."""
    key, held = values.get("key"), values.get("held")
    recorded = books.find(Attendance, meeting=key) if key else []
    came = [each for each in recorded if each["attended"] != "apologies"]
    if came and isinstance(held, date) and held > books.today:
        return "held", (
            f"{show_date(held)} is still to come, and who came is recorded already: enter the day "
            "on which it was held, or take the attendance away."
        )
    before = standing(Meeting, values, books) if recorded else None
    if before is not None and before["alliance"] != values.get("alliance"):
        alliance = books.name_of(Alliance, str(before["alliance"]))
        return "alliance", (
            f"Members of {alliance} are recorded as having been there: leave {alliance}, or take "
            "the attendance away first."
        )
    return None


@rule(Action, REFUSE, "An action is due on the day of its meeting or later.")
def action_due_after_its_meeting(values: Values, books: Books) -> Breach | None:
    """Nothing is to be done before it was agreed."""
    due, held = values.get("due"), _day_of_meeting(values, books)
    if isinstance(due, date) and held is not None and due < held:
        return "due", (
            f"{show_date(due)} is before the meeting, which was on {show_date(held)}: enter a day "
            "after it, for example +2w, or another meeting."
        )
    return None


@rule(Action, REFUSE, "An action is done on a day that was.")
def action_done_by_today(values: Values, books: Books) -> Breach | None:
    """Nothing is done in the future, or before it was agreed."""
    done, held = values.get("done"), _day_of_meeting(values, books)
    if breach := day_has_come(values, books, "done", "leave Done empty until then."):
        return breach
    if isinstance(done, date) and held is not None and done < held:
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
    return "owner", "It has no owner."


def _day_of_meeting(values: Values, books: Books) -> date | None:
    """The day of the meeting that a record is about; None while no meeting is named."""
    meeting = referred(Meeting, "meeting", values, books)
    held = meeting["held"] if meeting else None
    return held if isinstance(held, date) else None
