"""Books with an alliance, three schools, a specialist and a scheme, and steps in few words."""

from __future__ import annotations

from datetime import date
from typing import Any

from data.store.store import Store
from models.alliances.alliance import Alliance
from models.people.person import Person
from models.people.post import Post
from models.records.record import Values
from models.schools.school import School
from models.support.charge_scheme import ChargeScheme
from models.support.deployment import Deployment
from models.support.path import path_of
from models.support.specialist import Specialist
from models.support.support_step import SupportStep
from models.support.visit import Visit

WORDS = {"note": "As agreed", "who": "Ada Bramble", "review": date(2027, 1, 11)}
"""What steps ask for beside their day."""


class Support:
    """A store with what support needs, and the one deployment D2026-001 in it."""

    def __init__(self, store: Store) -> None:
        self.store = store
        with store.operation("Begin") as change:
            self.hub = change.add(School, {"name": "Hub School"})
            self.home = change.add(School, {"name": "Home School"})
            self.client = change.add(School, {"name": "Client School"})
            self.alliance = change.add(Alliance, {"name": "Northern", "hub": self.hub})
            self.head = change.add(Person, {"name": "Ada Bramble"})
            head = {"person": self.head, "role": "headteacher", "school": self.home}
            change.add(Post, head)
            self.person = change.add(Person, {"name": "Sami Fellside"})
            self.specialist = change.add(
                Specialist,
                {"person": self.person, "home_school": self.home, "days_a_year": 1500},
            )
            self.scheme = change.add(
                ChargeScheme,
                {
                    "alliance": self.alliance, "name": "SLE", "leaders": "sle", "rate": 42_000,
                    "fee": "added", "fee_percent": 1500, "vat": "all", "diagnostic": 52_000,
                },
            )  # fmt: skip
        self.deployment = self.request()

    def request(self, **given: Any) -> str:
        """Record another request; its key."""
        values: Values = {
            "client": self.client, "alliance": self.alliance, "requested": date(2026, 9, 1),
            "need": "Phonics", "specialist": self.specialist, "days_agreed": 200,
            "scheme": self.scheme, "client_signatory": "Cora Larkspur",
            "home_signatory": "Ada Bramble",
        }  # fmt: skip
        with self.store.operation("Request") as change:
            return change.add(Deployment, values | given)

    def set(self, **new: Any) -> None:
        """Change fields of the deployment."""
        with self.store.operation("Set") as change:
            change.set(Deployment, self.deployment, new)

    def step(self, step: str, day: date = date(2026, 9, 2), **given: Any) -> list[str]:
        """Record a step; what was warned of."""
        values = WORDS | {"deployment": self.deployment, "step": step, "day": day} | given
        with self.store.operation(step) as change:
            change.add(SupportStep, values)
        return [each.message for each in change.warnings]

    def visit(self, day: date, hours: int = 500, **given: Any) -> list[str]:
        """Record a visit; what was warned of."""
        with self.store.operation("Visit") as change:
            values = {"deployment": self.deployment, "day": day, "hours": hours}
            change.add(Visit, values | given)
        return [each.message for each in change.warnings]

    def until(self, last: str) -> None:
        """Record all steps up to this one, each on its usual way."""
        for step in ("home head asked", "home head agreed", "specialist agreed",
                     "agreement signed", "invoiced", "running", "evaluated", "closed"):  # fmt: skip
            if step == "running":
                self.visit(date(2026, 9, 10))
            elif step == "evaluated":
                self.set(rating="1", evaluation="Better")
                self.step(step, date(2026, 11, 2))
            else:
                self.step(step, date(2026, 11, 3) if step == "closed" else date(2026, 9, 2))
            if step == last:
                return

    @property
    def stands_at(self) -> str:
        """The last step of the deployment."""
        return self.path[-1]

    @property
    def path(self) -> list[str]:
        """The steps of the deployment."""
        deployment = self.values
        steps = self.store.find(SupportStep, deployment=self.deployment)
        return [each.step for each in path_of(deployment, steps)]

    @property
    def values(self) -> Values:
        """The deployment as it stands."""
        found = self.store.get(Deployment, self.deployment)
        assert found is not None
        return found
