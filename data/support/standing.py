"""How deployments stand on the books' day: the last step, what they wait for, the days used."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from data.store.books import Books
from models.calendar.school_calendar import working_days
from models.fields.states import State
from models.records.record import Values
from models.support.deployment import Deployment
from models.support.path import SIGNED, Reached, day_of, path_of, waits_for
from models.support.support_step import STEPS, STEPS_THAT_END, SupportStep
from models.support.time_used import days_used, hours_used, is_used_up
from models.support.visit import Visit

USUAL_DAYS = 10
"""Working days that a deployment may wait."""


class Standing(NamedTuple):
    """Where one deployment stands: its path, its visits, and since when it waits for what."""

    deployment: Values
    path: tuple[Reached, ...]
    visits: tuple[Values, ...]
    today: date

    @property
    def key(self) -> str:
        """The key of the deployment."""
        return str(self.deployment["key"])

    @property
    def step(self) -> str:
        """The last step."""
        return self.path[-1].step

    @property
    def state(self) -> State:
        """The last step as a state."""
        return STEPS[self.step]

    @property
    def waits_for(self) -> str:
        """What it waits for; empty when it runs, rests or has ended."""
        return waits_for(self.deployment, self.path, self.is_used_up)

    @property
    def since(self) -> date:
        """The day from which it waits: of the last step, or of the last visit."""
        if self.step == "running" and self.is_used_up:
            return max((_day(each) for each in self.visits_held), default=self.path[-1].day)
        return self.path[-1].day

    @property
    def waiting_days(self) -> int:
        """For how many working days it has waited."""
        return working_days(self.since, self.today)

    @property
    def waits_long(self) -> bool:
        """Whether it waits longer than is usual."""
        return bool(self.waits_for) and self.waiting_days > USUAL_DAYS

    @property
    def has_ended(self) -> bool:
        """Whether it was closed, cancelled, or not possible."""
        return self.step in STEPS_THAT_END

    @property
    def signed(self) -> date | None:
        """The day of the agreement, while it stands."""
        return day_of(self.path, "agreement signed") if self.step in SIGNED else None

    @property
    def visits_held(self) -> tuple[Values, ...]:
        """The visits that have taken place."""
        held = (each for each in self.visits if each["recorded"] is not None)
        return tuple(each for each in held if _day(each) <= self.today)

    @property
    def is_used_up(self) -> bool:
        """Whether all its days have been given."""
        return is_used_up(self.deployment, self.visits, self.today)

    @property
    def used(self) -> int:
        """The days used, in hundredths."""
        return days_used(self.deployment, self.visits, self.today)

    @property
    def hours(self) -> int:
        """The hours used, in hundredths."""
        return hours_used(self.deployment, self.visits, self.today)

    @property
    def agreed(self) -> int:
        """The days agreed, in hundredths; 0 while nothing is."""
        days = self.deployment["days_agreed"]
        return days if isinstance(days, int) else 0


def standings(books: Books, keys: Collection[str] | None = None) -> list[Standing]:
    """Where these deployments stand, or all that were requested by the books' day."""
    deployments = books.find(Deployment) if keys is None else books.of_keys(Deployment, keys)
    steps: dict[str, list[Values]] = {}
    visits: dict[str, list[Values]] = {}
    several = len(deployments) > 1
    for record, found in ((SupportStep, steps), (Visit, visits)):
        rows = (
            books.find(record)
            if several
            else [r for d in deployments for r in books.find(record, deployment=d["key"])]
        )
        for row in rows:
            found.setdefault(str(row["deployment"]), []).append(row)
    return [
        Standing(
            each,
            tuple(path_of(each, steps.get(str(each["key"]), ()), books.today)),
            tuple(sorted(visits.get(str(each["key"]), ()), key=_day)),
            books.today,
        )
        for each in deployments
        if not isinstance(each["requested"], date) or each["requested"] <= books.today
    ]


def standing_of(books: Books, deployment: str) -> Standing | None:
    """Where one deployment stands; None when it is gone or was requested later."""
    return next(iter(standings(books, [deployment])), None)


def _day(visit: Values) -> date:
    day = visit["day"]
    return day if isinstance(day, date) else date.min
