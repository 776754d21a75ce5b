"""Posts that one person holds at a time: who gives way to whom, and where two would hold it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from models.people.post import HELD_BY_ONE, days_held, in_same_seat
from models.records.record import Values

_A_DAY = timedelta(days=1)

Times = dict[str, Values]
"""The days that become others, by the key of the post; of one that is new, by its own."""


def others_in_seat(post: Values, at_the_place: Sequence[Values]) -> list[Values]:
    """The other posts of the same seat, out of those that are held at the same place."""
    return [
        each for each in at_the_place if each["key"] != post.get("key") and in_same_seat(each, post)
    ]


def times_that_follow(
    before: Values | None, post: Values, others: Sequence[Values], today: date
) -> Times:
    """Which days of a post and of the others in its seat follow from entering or changing it.

    Whoever is new ends the time of the one before. Another first day moves the last day of the one
    before. Nothing follows from another last day, nor from a change of anything else.
    """
    if post["role"] not in HELD_BY_ONE:
        return {}
    if before is None or any(before[each] != post[each] for each in _PLACE_OF_SEAT):
        return _taken(post, others, today)
    if before["began"] == post["began"]:
        return {}
    first, was = days_held(post)[0], days_held(before)[0]
    for other in others:
        began, ended = days_held(other)
        if was > date.min and ended == was - _A_DAY and began < first:
            # Somebody else may hold it between the two.
            others_begin = (days_held(each)[0] for each in others)
            next_one = min([first, *(day for day in others_begin if day > ended)])
            return {str(other["key"]): {"ended": next_one - _A_DAY}}
    return _taken(post, others, today)


def held_at_once(post: Values, others: Sequence[Values], times: Times) -> Values | None:
    """Another post that is held on the same day as this one, once these times hold; or None."""
    first, last = days_held(post | times.get(str(post.get("key")), {}))
    for other in others:
        began, ended = days_held(other | times.get(str(other["key"]), {}))
        if began <= last and first <= ended:
            return other
    return None


_PLACE_OF_SEAT = ("role", "school", "organisation")


def _taken(post: Values, others: Sequence[Values], today: date) -> Times:
    key = str(post.get("key"))
    if post["ended"] is not None:
        return _taken_until(post, others, today)
    first = _beginning(post, others, today)
    times: Times = {}
    if first != days_held(post)[0]:
        times[key] = {"began": first}
    for other in others:
        began, ended = days_held(other)
        if began < first <= ended:
            times[str(other["key"])] = {"ended": first - _A_DAY}
    following = [began for other in others if (began := days_held(other)[0]) > first]
    if following:
        times[key] = times.get(key, {}) | {"ended": min(following) - _A_DAY}
    return times


def _taken_until(post: Values, others: Sequence[Values], today: date) -> Times:
    """The next holder of a post whose last day is known.

    One that is past is history typed in: it only tells when that began whose beginning was not
    known. One that lasts for a time, such as an acting head's, follows whoever is there now.
    """
    first, last = days_held(post)
    times: Times = {}
    for other in others:
        began, ended = days_held(other)
        if last >= today and other["ended"] is None and began < first:
            times[str(other["key"])] = {"ended": first - _A_DAY}
        elif other["began"] is None and ended > last:
            times[str(other["key"])] = {"began": last + _A_DAY}
    return times


def _beginning(post: Values, others: Sequence[Values], today: date) -> date:
    """The first day of an open post: as given, or else today or after the one before.

    Where nobody else is known it stays unknown.
    """
    if isinstance(post["began"], date):
        return post["began"]
    times = [days_held(other) for other in others]
    if any(first <= today <= last for first, last in times):
        return today
    return max((last + _A_DAY for _, last in times if last < today), default=date.min)
