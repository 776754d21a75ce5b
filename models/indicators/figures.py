"""The figure that the books give for an indicator in a period, in hundredths."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from models.indicators.periods import Period
from models.memberships.engagement import all_taking_part
from models.memberships.membership import Membership
from models.records.books import Books
from models.sharing.permission import may_share_on
from models.support.deployment import Deployment
from models.support.path import day_of
from models.support.time_used import days_used, path_in, visits_of

Compute = Callable[[Books, str, date, date], int | None]
"""Computes a figure of an alliance from a first day to a last, in hundredths."""


def computed_figure(books: Books, figure: str, alliance: str, of: Period) -> int | None:
    """The figure of an alliance in a period, in hundredths; None where it cannot be told.

    Of a period that has not ended it is the figure up to today, of one to come there is none.
    """
    if of.first > books.today or figure not in _FIGURES:
        return None
    return _FIGURES[figure](books, alliance, of.first, min(of.last, books.today))


def signed_schools(books: Books, alliance: str, day: date) -> frozenset[str]:
    """The schools whose signature in an alliance stood on a day."""
    return frozenset(
        str(each["school"])
        for each in books.find(Membership, alliance=alliance)
        if each["school"] is not None and may_share_on(each, day)
    )


def engaged_schools(books: Books, alliance: str, first: date, last: date) -> frozenset[str]:
    """The schools that took part in any workstream of an alliance from a day to another."""
    return frozenset(
        each.school
        for each in all_taking_part(books)
        if each.alliance == alliance and each.within(first, last)
    )


def percent_of(part: int, whole: int) -> int | None:
    """A share of a whole per cent with one place, half up, in hundredths; None of nothing.

    262 of 358 are 73.2 per cent: 7320.
    """
    return (2000 * part + whole) // (2 * whole) * 10 if whole else None


def show_percent(part: int, whole: int) -> str:
    """A share of a whole in words: 262 of 358 are "73.2%"."""
    hundredths = percent_of(part, whole)
    return "–" if hundredths is None else f"{hundredths // 100}.{hundredths // 10 % 10}%"


def _members(books: Books, alliance: str, first: date, last: date) -> int:
    return 100 * len(signed_schools(books, alliance, last))


def _engaged(books: Books, alliance: str, first: date, last: date) -> int:
    return 100 * len(engaged_schools(books, alliance, first, last))


def _engaged_percent(books: Books, alliance: str, first: date, last: date) -> int | None:
    members = signed_schools(books, alliance, last)
    return percent_of(len(members & engaged_schools(books, alliance, first, last)), len(members))


def _support_days(books: Books, alliance: str, first: date, last: date, priority: str = "") -> int:
    """The days of support that were given, in hundredths."""
    wanted = {"alliance": alliance} | ({"priority": priority} if priority else {})
    total = 0
    for deployment in books.find(Deployment, **wanted):
        of_period = [
            each
            for each in visits_of(books, str(deployment["key"]))
            if isinstance(day := each["day"], date) and first <= day
        ]
        total += days_used(deployment, of_period, last)
    return total


def _support_days_in_need(books: Books, alliance: str, first: date, last: date) -> int:
    return _support_days(books, alliance, first, last, "need")


def _support_good(books: Books, alliance: str, first: date, last: date) -> int | None:
    """Of the support that was evaluated the share that was rated good or better."""
    ratings = [
        str(deployment["rating"])
        for deployment in books.find(Deployment, alliance=alliance)
        if deployment["rating"]
        and (day := day_of(path_in(books, deployment), "evaluated")) is not None
        and first <= day <= last
    ]
    return percent_of(sum(each in GOOD_OR_BETTER for each in ratings), len(ratings))


GOOD_OR_BETTER = ("1", "2")

_FIGURES: dict[str, Compute] = {
    "members": _members,
    "engaged": _engaged,
    "engaged_percent": _engaged_percent,
    "support_days": _support_days,
    "support_days_in_need": _support_days_in_need,
    "support_good": _support_good,
}
