"""The rules about the posts that people hold."""

from __future__ import annotations

from datetime import date

from models.fields.dates import show_date
from models.people.person import Person
from models.people.post import HELD_BY_ONE, Post, days_held
from models.people.succession import held_at_once, others_in_seat, times_that_follow
from models.records.books import Books
from models.records.record import Values
from models.records.rules import REFUSE, REPORT, Breach, days_in_order, rule, standing


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


_OF_ITS_TIME = ("role", "school", "organisation", "began", "ended")


@rule(
    Post, REPORT, "No two people hold such a post at once, however that came about.", lasting=True
)
def nobody_else_holds_it(values: Values, books: Books) -> Breach | None:
    """Nobody gives way here, as somebody does when a new post is entered."""
    place = {name: values.get(name) for name in ("school", "organisation")}
    if values.get("role") not in HELD_BY_ONE or not any(place.values()):
        return None
    began, ended = days_held(values)
    for other in others_in_seat(values, books.find(Post, **place)):
        first, last = days_held(other)
        if other["key"] != values.get("key") and first <= ended and began <= last:
            name = books.name_of(Person, str(other["person"]))
            return "person", f"{name} holds this post at that time by now."
    return None
