"""A new holder of a post ends the post of the one before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from models.fields.dates import show_date
from models.people.person import Person
from models.people.post import ROLES, Post
from models.people.succession import others_in_seat, times_that_follow
from models.records.consequences import Change, after_adding, after_changing
from models.records.record import Values


@after_adding(
    Post, "A new head or chair of governors ends the time of the one before, and keeps it."
)
def successor_ends_the_time_before(change: Change, added: Sequence[Values]) -> None:
    """Have each of these posts, where only one person may hold it, held by one on each day."""
    for post in added:
        _settle_times(change, None, post)


@after_changing(Post, "Another first day of a head moves the last day of the one before.")
def predecessor_goes_along(change: Change, before: Values, after: Values) -> None:
    """Move the last day of whoever was followed; a new head takes the seat."""
    _settle_times(change, before, after)


def _settle_times(change: Change, before: Values | None, post: Values) -> None:
    place = {name: post[name] for name in ("school", "organisation")}
    if not any(place.values()):
        return
    others = others_in_seat(post, change.books.find(Post, **place))
    times = times_that_follow(before, post, others, change.today)
    key = str(post["key"])
    own = times.pop(key, {})
    if own:
        change.set_as_result(Post, key, own)
    began, ended = own.get("began"), own.get("ended")
    if isinstance(began, date):
        no_day = began == change.today
        why = "as no other day was given" if no_day else "the day after the last one"
        change.warn("began", f"From {show_date(began)}, {why}.")
    if isinstance(ended, date):
        change.warn("ended", f"Until {show_date(ended)}, when the next one began.")
    for other in others:
        _set_other(change, other, times.get(str(other["key"]), {}))


def _set_other(change: Change, post: Values, new: Values) -> None:
    if not new:
        return
    change.set_as_result(Post, str(post["key"]), new)
    name = change.books.name_of(Person, str(post["person"]))
    began, last = new.get("began"), new.get("ended")
    if isinstance(began, date):
        change.warn("ended", f"{name} holds the post from {show_date(began)}.")
    if isinstance(last, date):
        is_or_was = "is" if last >= change.today else "was"
        role = ROLES[str(post["role"])].lower()
        change.warn("role", f"{name} {is_or_was} {role} until {show_date(last)}.")
