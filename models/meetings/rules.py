"""The rules about an alliance's meetings that let in what is unusual, and ask about it."""

from __future__ import annotations

from datetime import date

from models.alliances.alliance import Alliance
from models.alliances.closed import name_if_closed
from models.calendar.rules import on_a_working_day
from models.fields.dates import show_date
from models.fields.text import count_of
from models.meetings.attendance import Attendance
from models.meetings.meeting import (
    ALLIANCE_MEETINGS,
    CIRCLE,
    GOVERNORS_MEETINGS,
    MEETING_KINDS,
    Meeting,
)
from models.memberships.membership import Membership
from models.memberships.path import DAY_OF_STAGE, Reached
from models.memberships.rules import known_path
from models.people.person import Person
from models.people.post import HEADS, ROLES, Post, held_on
from models.records.books import Books
from models.records.record import Values
from models.records.rules import REFUSE, WARN, Breach, on_removal, others, referred, rule, standing
from models.schools.organisation import Organisation
from models.schools.school import School
from models.workstreams.workstream import Workstream


@rule(Meeting, REFUSE, "A meeting is of one school's governors, or of one alliance.")
def meeting_belongs_to_one(values: Values, books: Books) -> Breach | None:
    """Governors' meetings name a school and no alliance, the others an alliance and no school."""
    kind = values.get("kind_of_meeting")
    if kind not in MEETING_KINDS:
        return None
    word = f"“{MEETING_KINDS[str(kind)]}”"
    if kind in GOVERNORS_MEETINGS:
        if not values.get("school"):
            return "school", f"Which school's governors meet? {word} is a meeting of a school."
        if values.get("alliance"):
            return "alliance", f"{word} is a meeting of a school: leave Alliance empty."
    else:
        if not values.get("alliance"):
            return "alliance", f"Which alliance meets? {word} is a meeting of an alliance."
        if values.get("school"):
            return "school", f"{word} is a meeting of an alliance: leave School empty."
    return None


@rule(Meeting, WARN, "Meetings are held on working days.")
def meeting_on_a_working_day(values: Values, books: Books) -> Breach | None:
    """Not on a weekend or a bank holiday."""
    return on_a_working_day(values, "held")


@rule(Meeting, REFUSE, "An alliance that is closed does not meet any more.")
def nobody_meets(values: Values, books: Books) -> Breach | None:
    """No other meeting of a closed alliance than those that its books have; they stay."""
    name = name_if_closed(values, books)
    before = standing(Meeting, values, books)
    if not name or (before and all(before[each] == values.get(each) for each in _OF_A_MEETING)):
        return None
    return "alliance", (
        f"{name} is closed, so it does not meet: name another alliance. What it held while it was "
        "open can be entered when its status is Dormant."
    )


_OF_A_MEETING = ("alliance", "held")


@rule(Meeting, WARN, "An alliance meets once it is founded.")
def meeting_after_the_founding(values: Values, books: Books) -> Breach | None:
    """No meeting on a day before its alliance began."""
    alliance, held = referred(Alliance, "alliance", values, books), values.get("held")
    founded = alliance["founded"] if alliance else None
    if alliance is None or not isinstance(founded, date) or not isinstance(held, date):
        return None
    if held >= founded or _stands_already(values, books, "alliance", "held"):
        return None
    return "held", (
        f"{alliance['name']} was founded on {show_date(founded)}, after that day: is the day right?"
    )


@rule(Alliance, WARN, "An alliance is founded before it meets.")
def founded_before_its_first_meeting(values: Values, books: Books) -> Breach | None:
    """A day of founding that was typed in late leaves no meeting before it."""
    founded, before = values.get("founded"), standing(Alliance, values, books)
    if not isinstance(founded, date) or before is None or before["founded"] == founded:
        return None
    held = [
        day
        for each in books.find(Meeting, alliance=values["key"])
        if isinstance(day := each["held"], date) and day < founded
    ]
    if not held:
        return None
    return "founded", f"It met on {show_date(min(held))}, before that day: is the day right?"


@rule(Meeting, WARN, "An alliance holds one meeting of a kind on a day.")
def one_of_a_kind_on_a_day(values: Values, books: Books) -> Breach | None:
    """Circles of two workstreams may meet on one day; the same meeting twice is asked about."""
    names = ("alliance", "kind_of_meeting", "held", "workstream")
    if not values.get("alliance") or not isinstance(values.get("held"), date):
        return None
    if _stands_already(values, books, *names):
        return None
    twins = others(Meeting, values, books, **{name: values.get(name) for name in names})
    if not twins:
        return None
    kind = ALLIANCE_MEETINGS.get(str(values["kind_of_meeting"]), "meeting")
    name = books.name_of(Meeting, str(twins[0]["key"]))
    return "held", f"There is one like it on that day ({kind}): {name}. Is this another one?"


@rule(Meeting, WARN, "A circle is of a workstream.")
def circle_has_a_workstream(values: Values, books: Books) -> Breach | None:
    """It is said whose circle meets, and that workstream is of the same alliance."""
    if values.get("kind_of_meeting") != CIRCLE:
        return None
    workstream = referred(Workstream, "workstream", values, books)
    if workstream is None:
        return "workstream", "Whose circle meets? Name its workstream."
    if values.get("alliance") and workstream["alliance"] != values["alliance"]:
        alliance = books.name_of(Alliance, str(workstream["alliance"]))
        return "workstream", f"{workstream['name']} is a workstream of {alliance}: is it meant?"
    return None


def _stands_already(values: Values, books: Books, *names: str) -> bool:
    """Whether these values stood before this change, so that it was said when they came."""
    before = standing(Meeting, values, books)
    return before is not None and all(before[name] == values.get(name) for name in names)


@rule(Membership, REFUSE, "A membership stays that of its school, and of its alliance.")
def stays_with_whom_it_is_of(values: Values, books: Books) -> Breach | None:
    """Its path, signatures and attendance are handed to nobody else; an enquiry of today may be."""
    before = standing(Membership, values, books)
    if before is None:
        return None
    whose = ("alliance", *Membership.one_of)
    other = next((name for name in whose if before[name] != values.get(name)), None)
    if other is None or _asked_today(before, books):
        return None
    kind = School if before["school"] else Organisation
    name = books.name_of(kind, str(before["school"] or before["organisation"]))
    alliance = books.name_of(Alliance, str(before["alliance"]))
    return other, (
        f"This is the membership of {name} in {alliance}, and its path stays with it: add a "
        f"membership for the other {other} instead. To correct a slip, use undo."
    )


def _asked_today(membership: Values, books: Books) -> bool:
    """Whether nothing is known of a membership but an enquiry that was made today."""
    days = [name for name in DAY_OF_STAGE.values() if membership[name] is not None]
    attended = books.find(Attendance, membership=membership["key"])
    asked = Reached("enquiry", books.today)
    return known_path(membership, books) == [asked] and days in ([], ["enquired"]) and not attended


@on_removal(Person, REFUSE, "Whom the books name for what was is not removed.")
def person_is_not_named(values: Values, books: Books) -> Breach | None:
    """Posts that were held, attendance and lead contacts keep the name of who it was."""
    key = str(values["key"])
    posts = [each for each in books.find(Post, person=key) if _was_held(each, books)]
    attended = books.find(Attendance, person=key)
    leads = books.find(Membership, lead_contact=key)
    named = [_in_words(each, books) for each in posts[:_MOST_TOLD]]
    if len(posts) > _MOST_TOLD:
        named.append(f"{len(posts) - _MOST_TOLD} more posts")
    if attended:
        named.append(f"head in the attendance of {count_of(len(attended), 'meeting')}")
    named += [
        f"lead contact of {books.name_of(Membership, str(each['key']))}"
        for each in leads[:_MOST_TOLD]
    ]
    if not named:
        return None
    instead = []
    if any(post["ended"] is None for post in posts):
        instead.append("end the post instead, with its last day")
    if leads:
        instead.append("name another lead contact")
    said = " and ".join(instead) or "what was stays in the books"
    return "", f"The books name {values['name']} ({'; '.join(named)}): {said}."


@on_removal(Post, WARN, "A post by which attendance names somebody as head is history.")
def post_is_named_in_attendance(values: Values, books: Books) -> Breach | None:
    """At meetings of its time the person stands as the head of its school."""
    if values["role"] not in HEADS or not values["school"]:
        return None
    of_school = {each["key"] for each in books.find(Membership, school=values["school"])}
    count = 0
    for each in books.find(Attendance, person=values["person"]):
        meeting = books.get(Meeting, str(each["meeting"]))
        held = meeting["held"] if meeting else None
        if isinstance(held, date) and held_on(values, held):
            count += each["membership"] in of_school
    if not count:
        return None
    name = books.name_of(Person, str(values["person"]))
    return "", (
        f"The attendance of {count_of(count, 'meeting')} names {name} as the head by this post: "
        "where it ended, enter its last day instead."
    )


_MOST_TOLD = 3


def _was_held(post: Values, books: Books) -> bool:
    """Whether a post is history: held before today, or since a day that nobody noted."""
    began = post["began"]
    return not isinstance(began, date) or began < books.today


def _in_words(post: Values, books: Books) -> str:
    kind = School if post["school"] else Organisation
    place = books.name_of(kind, str(post["school"] or post["organisation"] or ""))
    return ROLES[str(post["role"])] + (f", {place}" if place else "")
