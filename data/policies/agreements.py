"""Which school buys which service agreement on a day, and whether it may use a model policy."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from data.store.books import Books
from models.fields.states import State, Tone
from models.policies.agreements import Purchase, ServiceAgreement
from models.policies.policy import MODEL_AVAILABILITIES

if TYPE_CHECKING:
    from models.records.record import Values

GATED = "service agreement"
"""The availability of a model policy that is only had under a service agreement."""

BOUGHT = State("B", "Bought", Tone.GOOD)
NEVER_BOUGHT = State("N", "Never bought", Tone.WARN)
ENDED = State("E", "Ended", Tone.WARN)
NOT_BEGUN = State("F", "Not begun yet", Tone.WARN)


class Term(NamedTuple):
    """A time for which an agreement is bought: its first day, and its last where it has one."""

    began: date
    ended: date | None

    def state_on(self, day: date) -> State:
        """Whether the agreement is bought on a day; both its first and its last day count."""
        if self.began > day:
            return NOT_BEGUN
        return ENDED if self.ended is not None and self.ended < day else BOUGHT


class Purchases:
    """Who buys which service agreement, read once from the books."""

    def __init__(self, books: Books) -> None:
        self.today = books.today
        self._terms: dict[tuple[str, str], list[Term]] = {}
        attributes = ("school", "agreement", "began", "ended")
        rows = books.kept(Purchase, attributes, order_by=("began",))
        for school, agreement, began, ended in rows:
            term = Term(date.fromisoformat(began), date.fromisoformat(ended) if ended else None)
            self._terms.setdefault((school, agreement), []).append(term)

    def is_bought(self, school: str, agreement: str, day: date | None = None) -> bool:
        """Whether a school buys an agreement on a day, today when none is given."""
        terms = self._terms.get((school, agreement), ())
        return any(term.state_on(day or self.today) is BOUGHT for term in terms)

    def newest(self, school: str, agreement: str) -> Term | None:
        """The purchase that began last, or will; None when the school never bought it."""
        terms = self._terms.get((school, agreement))
        return terms[-1] if terms else None

    def may_use_model(self, school: str, policy: Values, day: date | None = None) -> bool | None:
        """Whether a school may use the model of a policy on a day, today when none is given.

        None when the model is only had under an agreement and the policy does not say which.
        """
        if policy["model_availability"] != GATED:
            return True
        agreement = policy["agreement"]
        return None if agreement is None else self.is_bought(school, str(agreement), day)


def agreements_bought(books: Books, school: str) -> list[str]:
    """The names of the agreements that a school buys today, in their order."""
    names = {
        books.name_of(ServiceAgreement, str(each["agreement"]))
        for each in books.find(Purchase, school=school)
        if _term_of(each).state_on(books.today) is BOUGHT
    }
    return sorted(names)


def _term_of(purchase: Values) -> Term:
    began, ended = purchase["began"], purchase["ended"]
    assert isinstance(began, date)
    return Term(began, ended if isinstance(ended, date) else None)


def model_in_words(policy: Values, agreement: str) -> str:
    """How a school comes by the model of a policy; `agreement` is the name of its agreement."""
    availability = policy["model_availability"]
    if availability is None:
        return "Not recorded"
    if availability == GATED and agreement:
        return f"Only under: {agreement}"
    return MODEL_AVAILABILITIES[str(availability)]
