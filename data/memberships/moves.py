"""Moving members on along their path by the name of a stage, as `alliance move` does."""

from __future__ import annotations

from collections.abc import Sequence

from data.memberships.moving import DAY, move_memberships, questions, ways_on
from data.store.books import Books
from data.store.store import Store
from data.tables.cells import Outcome
from data.tables.moves import Moves, Questions, moves
from models.memberships.membership import STAGES, Membership
from models.records.record import Values


@moves(Membership)
class AlongPath(Moves):
    """The stages of a membership."""

    words = {stage: state.word for stage, state in STAGES.items()}

    def state_of(self, books: Books, values: Values) -> str:
        """The stage."""
        return str(values["stage"])

    def ways_on(self, books: Books, values: Values) -> Sequence[str]:
        """The stages that follow."""
        return ways_on([values])

    def questions(self, books: Books, several: Sequence[Values], state: str) -> Questions:
        """The day, and what is missing for the stage."""
        return questions(several, state)

    def assumed(self, books: Books, several: Sequence[Values], state: str) -> Values:
        """The answer that it holds from today."""
        return {DAY: books.today}

    def move(self, store: Store, several: Sequence[Values], state: str, values: Values) -> Outcome:
        """Move them to the stage on one day."""
        return move_memberships(store, several, state, values)
