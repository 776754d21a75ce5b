"""The days of support: what was used of what was agreed, and in which school year."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from models.fields.choice_fields import chosen_of
from models.fields.dates import school_year
from models.records.books import Books
from models.records.record import Values
from models.support.deployment import Deployment
from models.support.path import SIGNED, Reached, day_of, path_of
from models.support.support_step import SupportStep
from models.support.visit import Visit

HOURS_A_DAY = 500
"""The hours of a day, in hundredths, where no scheme says another number."""


def counts(deployment: Values, visit: Values, day: date) -> bool:
    """Whether a visit uses up days that were agreed: it has taken place, and is not included."""
    held = visit["day"]
    taken_place = isinstance(held, date) and held <= day and visit["recorded"] is not None
    return taken_place and visit["kind_of_visit"] not in chosen_of(deployment.get("includes"))


def hours_used(deployment: Values, visits: Iterable[Values], day: date) -> int:
    """The hours that count against the days agreed, in hundredths."""
    hours = (each["hours"] for each in visits if counts(deployment, each, day))
    return sum(each for each in hours if isinstance(each, int))


def days_used(deployment: Values, visits: Iterable[Values], day: date) -> int:
    """The days that were used, in hundredths; a part of a day is rounded to the hundredth."""
    a_day = deployment.get("hours_a_day")
    a_day = a_day if isinstance(a_day, int) and a_day else HOURS_A_DAY
    return (2 * hours_used(deployment, visits, day) * 100 + a_day) // (2 * a_day)


def is_used_up(deployment: Values, visits: Iterable[Values], day: date) -> bool:
    """Whether all days that were agreed have been used."""
    agreed = deployment.get("days_agreed")
    return isinstance(agreed, int) and days_used(deployment, visits, day) >= agreed


def agreed_in_year(books: Books, specialist: str, year: int) -> dict[str, int]:
    """The days that a specialist has promised in a school year, by deployment, in hundredths.

    They count to the school year in which the agreement was signed.
    """
    found = {}
    for deployment in books.find(Deployment, specialist=specialist):
        key, agreed = str(deployment["key"]), deployment["days_agreed"]
        path = path_of(deployment, books.find(SupportStep, deployment=key), books.today)
        signed = day_of(path, "agreement signed")
        stands = path[-1].step in SIGNED and signed is not None
        if stands and signed and school_year(signed) == year and isinstance(agreed, int):
            found[key] = agreed
    return found


def path_in(books: Books, deployment: Values, day: date | None = None) -> list[Reached]:
    """The path of a deployment in these books."""
    return path_of(deployment, books.find(SupportStep, deployment=deployment["key"]), day)


def visits_of(books: Books, deployment: str) -> list[Values]:
    """The visits of a deployment."""
    return books.find(Visit, deployment=deployment)
