"""The rules about the posts that people hold."""

from __future__ import annotations

from datetime import date

from models.alliances import Membership
from models.dates import show_date
from models.meetings import Attendance, Meeting
from models.people import HEADS, HELD_BY_ONE, ROLES, Person, Post, held_on
from models.records import Values
from models.rules.rule import REFUSE, WARN, Books, Breach, days_in_order, on_removal, rule, standing
from models.schools import Organisation, School
from models.seats import held_at_once, others_in_seat, times_that_follow
from models.text import count_of


@rule(Post, REFUSE, "A post is held at a school or at an organisation.")
def post_has_one_place(values: Values, books: Books) -> Breach | None:
    """Not at both; a specialist or an officer may hold one at neither."""
    if values.get("school") and values.get("organisation"):
        return "organisation", (
            "A post is held at a school or at an organisation: leave one of them empty, or enter "
            "two posts."
        )
    placed = values.get("school") or values.get("organisation")
    if values.get("role") in HELD_BY_ONE and not placed:
        return "school", "Of which school? For example the beginning of its name."
    return None


_SHARED = dict.fromkeys(
    ("headteacher", "principal"), "; two who share a headship are each a co-headteacher"
)


@rule(Post, REFUSE, "A post does not end before it begins.")
def post_days(values: Values, books: Books) -> Breach | None:
    """From ≤ until."""
    return days_in_order(values, "began", "ended", Post)


@rule(Post, REFUSE, "A post that one person holds at a time has one holder on each day.")
def one_holds_it_on_a_day(values: Values, books: Books) -> Breach | None:
    """No day is left on which two would hold it, after the one before has given way."""
    place = {name: values.get(name) for name in ("school", "organisation")}
    if values.get("role") not in HELD_BY_ONE or not any(place.values()):
        return None
    before = standing(Post, values, books)
    if before is not None and all(before[name] == values.get(name) for name in _OF_ITS_TIME):
        return None
    others = others_in_seat(values, books.find(Post, **place))
    times = times_that_follow(before, values, others, books.today)
    other = held_at_once(values, others, times)
    if other is None:
        return None
    name = books.name_of(Person, str(other["person"]))
    began, ended = other["began"], other["ended"]
    first, shared = values.get("began"), _SHARED.get(str(values["role"]), "")
    since = f" from {show_date(began)}" if isinstance(began, date) else ""
    if began is not None and began == (first or books.today):
        return "began", (
            f"{name} holds this post{since} already: give another day, or correct that "
            f"post{shared}."
        )
    until = f" until {show_date(ended)}" if isinstance(ended, date) else ""
    at = (
        "ended"
        if isinstance(first, date) and isinstance(began, date) and began > first
        else "began"
    )
    return at, (
        f"{name} holds this post{since}{until}, and one person holds it on each day: give other "
        f"days, or correct that post{shared}."
    )


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


_OF_ITS_TIME = ("role", "school", "organisation", "began", "ended")
