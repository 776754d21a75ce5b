"""Moving support on by the name of a step, as `alliance move` does."""

from __future__ import annotations

from collections.abc import Sequence

from data.problems import WrongCall
from data.store.books import Books
from data.store.store import Store
from data.support.moving import DAY, questions, take_step
from data.support.standing import Standing, standing_of
from data.tables.cells import Outcome
from data.tables.moves import Moves, Questions, moves
from models.records.record import Values
from models.support.deployment import Deployment
from models.support.path import ways_on
from models.support.support_step import STEPS


@moves(Deployment)
class StepByStep(Moves):
    """The steps of a deployment."""

    words = {step: state.word for step, state in STEPS.items()}
    one_by_one = True

    def state_of(self, books: Books, values: Values) -> str:
        """The last step."""
        return _standing(books, values).step

    def ways_on(self, books: Books, values: Values) -> Sequence[str]:
        """The steps that may follow."""
        standing = _standing(books, values)
        return ways_on(standing.deployment, standing.step)

    def questions(self, books: Books, several: Sequence[Values], state: str) -> Questions:
        """The day, and what is missing for the step."""
        return questions(_standing(books, several[0]), state)

    def assumed(self, books: Books, several: Sequence[Values], state: str) -> Values:
        """The answer that it was taken today."""
        return {DAY: books.today}

    def move(self, store: Store, several: Sequence[Values], state: str, values: Values) -> Outcome:
        """Take the step."""
        return take_step(store, _standing(store, several[0]), state, values)


def _standing(books: Books, values: Values) -> Standing:
    standing = standing_of(books, str(values["key"]))
    if standing is None:
        raise WrongCall("This deployment was removed meanwhile, so it cannot be moved on.")
    return standing
