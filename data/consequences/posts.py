"""What follows from a post: whoever held it before holds it no longer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from data.consequences.consequence import on_adding, on_changing
from models.alliances import STAGES_THAT_ENDED, Alliance, Membership
from models.dates import show_date
from models.people import HELD_BY_ONE, ROLES, Person, Post, days_held, in_same_seat
from models.records import Values

if TYPE_CHECKING:
    from data.changes import Change

_A_DAY = timedelta(days=1)


@on_adding(Post, "A new head or chair of governors ends the time of the one before, and keeps it.")
def successor_ends_the_time_before(change: Change, added: Sequence[Values]) -> None:
    """Let each of these posts that one person holds at a time be held by one person on each day."""
    for post in added:
        if post["role"] in HELD_BY_ONE:
            _take_seat(change, post)


@on_changing(Post, "Another first day of a head moves the last day of the one before.")
def predecessor_goes_along(change: Change, before: Values, after: Values) -> None:
    """Move the last day of whoever was followed; a post that became that of a head takes the seat.

    The same time of two people is only said: which of the two is wrong, nobody else knows.
    """
    if after["role"] not in HELD_BY_ONE:
        return
    moved = any(before[name] != after[name] for name in ("role", "school", "organisation"))
    if not moved and before["began"] != after["began"]:
        first, was = days_held(after)[0], days_held(before)[0]
        for other in _others(change, after):
            began, ended = days_held(other)
            if was > date.min and ended == was - _A_DAY and began < first:
                _end(change, other, first - _A_DAY)
                break
        else:
            moved = True
    if moved:
        _take_seat(change, after)
    else:
        _say_when_two_hold_it(change, str(after["key"]))


def _take_seat(change: Change, post: Values) -> None:
    """End the time of whoever holds the post when this one begins, and this one's at the next.

    A post that has an end is history typed in: it only tells when that began whose beginning was
    not known.
    """
    others = _others(change, post)
    key = str(post["key"])
    if post["ended"] is None:
        first = _beginning(change, post, others)
        for other in others:
            began, ended = days_held(other)
            if began < first <= ended:
                _end(change, other, first - _A_DAY)
        following = [began for other in others if (began := days_held(other)[0]) > first]
        if following:
            last = min(following) - _A_DAY
            change.let_follow(Post, key, {"ended": last})
            change.warn("ended", f"Until {show_date(last)}, when the next one began.")
    else:
        last = days_held(post)[1]
        for other in others:
            if other["began"] is None and days_held(other)[1] > last:
                change.let_follow(Post, str(other["key"]), {"began": last + _A_DAY})
                said = f"{_name(change, other)} holds the post from {show_date(last + _A_DAY)}."
                change.warn("ended", said)
    _say_when_two_hold_it(change, key)


def _beginning(change: Change, post: Values, others: Sequence[Values]) -> date:
    """The first day of an open post: as given, or else today or after the one before.

    Where nobody else is known it stays unknown.
    """
    if isinstance(post["began"], date):
        return post["began"]
    today = change.store.today
    times = [days_held(other) for other in others]
    if any(first <= today <= last for first, last in times):
        began, why = today, "as no other day was given"
    elif any(last < today for _, last in times):
        began = max(last for _, last in times if last < today) + _A_DAY
        why = "the day after the last one"
    else:
        return date.min
    change.let_follow(Post, str(post["key"]), {"began": began})
    change.warn("began", f"From {show_date(began)}, {why}.")
    return began


def _end(change: Change, post: Values, last: date) -> None:
    change.let_follow(Post, str(post["key"]), {"ended": last})
    role = ROLES[str(post["role"])].lower()
    said = f"{_name(change, post)} was {role} until {show_date(last)}."
    if last >= change.store.today:
        said = f"{_name(change, post)} is {role} until {show_date(last)}."
    change.warn("role", said)
    for membership in change.books.find(Membership, lead_contact=post["person"]):
        same = all(membership[name] == post[name] for name in ("school", "organisation"))
        if same and membership["stage"] not in STAGES_THAT_ENDED:
            alliance = change.books.name_of(Alliance, str(membership["alliance"]))
            change.warn("person", f"{_name(change, post)} is still lead contact in {alliance}.")


def _say_when_two_hold_it(change: Change, key: str) -> None:
    post = change.books.get(Post, key)
    if post is None:
        return
    first, last = days_held(post)
    for other in _others(change, post):
        began, ended = max(first, days_held(other)[0]), min(last, days_held(other)[1])
        if began <= ended:
            until = "on" if ended == date.max else f"until {show_date(ended)}"
            since = "until" if began == date.min else f"from {show_date(began)} {until}"
            since = f"until {show_date(ended)}" if began == date.min < ended < date.max else since
            change.warn(
                "began",
                f"{_name(change, post)} and {_name(change, other)} both hold the post {since}: "
                "correct From or Until of one of them.",
            )


def _others(change: Change, post: Values) -> list[Values]:
    """The other posts of the same seat: only one of them is held on a day."""
    place = {name: post[name] for name in ("school", "organisation")}
    if not any(place.values()):
        return []
    found = change.books.find(Post, **place)
    return [each for each in found if each["key"] != post["key"] and in_same_seat(each, post)]


def _name(change: Change, post: Values) -> str:
    return change.books.name_of(Person, str(post["person"]))
