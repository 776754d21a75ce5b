"""The memberships as they stood on a day: their stages, since when, and what was signed by then.

A membership keeps what stands now, and its path what stood before. Whoever asks who was a member
asks here, so that a list, a summary and a circulated paper of one day never tell different things.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from data.memberships.queries import led_by_later_comers, moved_after, newest_at_the_place
from data.store.books import Books
from data.store.history import values_ever
from data.tables.as_of import Differences, as_of_day, find_as_of
from models.memberships.membership import STAGES_WITH_A_REASON, Membership, Step
from models.memberships.path import Reached, day_of_arrival, path_from_days, path_of_steps, stage_on
from models.people.post import Post
from models.records.record import Values

_DAYS = (
    *("enquired", "statement_sent", "statement_signed", "memorandum_signed"),
    *("notice", "left"),
)
"""The days of a membership: what was to come on the day that is asked for had not happened."""

_OF_SIGNATURE = ("signatory", "signatory_role")


def memberships(books: Books, **equal: Any) -> list[Values]:
    """The memberships as they stand on the store's day, with these values of what never changes.

    That is their alliance, their school or organisation, or their key. Those that had ended are
    among them; those that had not begun are not.
    """
    return find_as_of(books, Membership, **equal)


@as_of_day(Membership)
def memberships_as_of(books: Books) -> Differences:
    """Values of memberships that were different on the books' day; worked out once."""
    return books.cached("memberships on the day", _CachedView).differences


def paths_of(books: Books, keys: Collection[str] | None = None) -> dict[str, list[Reached]]:
    """The paths of these memberships, or of all, by their keys.

    Where no step was recorded, the days of the membership tell the path.
    """
    if keys is None:
        keys = [row[0] for row in books.kept(Membership, ("key",))]
    steps: dict[str, list[Values]] = {}
    taken = books.kept(
        Step,
        ("membership", "stage", "since", "reason"),
        among=("membership", keys),
        order_by=("position",),
    )
    for membership, stage, since, reason in taken:
        step: Values = {"stage": stage, "since": date.fromisoformat(since), "reason": reason}
        steps.setdefault(membership, []).append(step)
    found = {key: path_of_steps(of_one) for key, of_one in steps.items()}
    without = set(keys) - steps.keys()
    for each in books.of_keys(Membership, without) if without else ():
        found[str(each["key"])] = path_from_days(each, day_of_arrival(each, books.today))
    return found


class _CachedView:
    """Values that were different on the books' day, kept until they change."""

    def __init__(self, books: Books) -> None:
        self.differences = _differences_on(books, books.today)

    def update(self, books: Books, touched: Mapping[str, set[str]]) -> bool:
        return not touched.keys() & {each.kind for each in (Membership, Step, Post)}


def _differences_on(books: Books, day: date) -> Differences:
    """Values that were different at the end of a day from those recorded now.

    On and after the newest step nothing did, and that is seen at once.
    """
    later = moved_after(books, day, ("since", *_DAYS))
    if not later:
        return Differences()
    paths = paths_of(books, later)
    found: dict[str, Values] = {}
    not_begun = set()
    for membership in books.of_keys(Membership, later):
        key = str(membership["key"])
        stood = _as_it_stood(membership, paths[key], day)
        if stood is None:
            not_begun.add(key)
        else:
            found[key] = stood
    for key, person in _lead_contacts(books, day).items():
        found.setdefault(key, {})["lead_contact"] = person
    return Differences(found, frozenset(not_begun))


def _as_it_stood(membership: Values, path: list[Reached], day: date) -> Values | None:
    """Values of a membership that were different at the end of a day; None before it began."""
    reached = stage_on(path, day)
    if reached is None:
        return None
    stood: Values = {"stage": reached.stage, "since": reached.since}
    for name in _DAYS:
        there = membership[name]
        if isinstance(there, date) and there > day:
            stood[name] = None
    if "statement_signed" in stood:
        stood |= dict.fromkeys(_OF_SIGNATURE)
    if reached.stage not in STAGES_WITH_A_REASON:
        stood["reason_for_leaving"] = None
    return {name: value for name, value in stood.items() if membership[name] != value}


def _lead_contacts(books: Books, day: date) -> dict[str, str | None]:
    """Who led for a member on a day where it was somebody else than now, by membership.

    The books do not say since when somebody is lead contact, but they say since when a post is
    held: whoever came to the place after that day did not lead for it then. It was whoever was lead
    contact before and held a post there on that day, if there was such a person.
    """
    return {key: _who_led_before(books, key, day) for key in led_by_later_comers(books, day)}


def _who_led_before(books: Books, membership: str, day: date) -> str | None:
    before = values_ever(books, Membership, "lead_contact", {membership})
    return newest_at_the_place(books, membership, before, day)
