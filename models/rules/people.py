"""The rules about the posts that people hold."""

from __future__ import annotations

from datetime import date

from models.dates import show_date
from models.people import HELD_BY_ONE, Person, Post, in_same_seat
from models.records import Values
from models.rules.rule import REFUSE, Books, Breach, days_in_order, rule


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


@rule(Post, REFUSE, "A post does not end before it begins.")
def post_days(values: Values, books: Books) -> Breach | None:
    """From ≤ until."""
    return days_in_order(values, "began", "ended", Post)


@rule(Post, REFUSE, "Two heads of one school do not begin on the same day.")
def one_begins_on_a_day(values: Values, books: Books) -> Breach | None:
    """Which of the two holds it from that day on would not be known."""
    place = {name: values.get(name) for name in ("school", "organisation")}
    if values.get("role") not in HELD_BY_ONE or not any(place.values()):
        return None
    began = values.get("began")
    if began is None and values.get("ended") is None:
        began = books.today
    for other in books.find(Post, **place):
        same = other["key"] != values.get("key") and in_same_seat(other, values)
        if same and isinstance(began, date) and other["began"] == began:
            name = books.name_of(Person, str(other["person"]))
            return "began", (
                f"{name} holds this post from {show_date(began)} already: give another day, or "
                "correct that post."
            )
    return None
