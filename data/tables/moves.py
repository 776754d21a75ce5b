"""Moving records on by the name of a state, for every kind that has states."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import chain

from data.store.books import Books
from data.store.store import Store
from data.tables.cells import Outcome
from data.tables.progress import move_on, questions
from models.fields.date_fields import DateField
from models.fields.field import DeskField
from models.kinds import RECORDS
from models.records.progress import Progress, progress_of
from models.records.record import Record, Values
from models.subjects import load

Questions = list[tuple[str, DeskField]]


class Moves:
    """How records of a kind go from state to state.

    `words` are all states and what they are called. Where `one_by_one`, each record is moved in an
    operation of its own.
    """

    words: Mapping[str, str]
    one_by_one = False

    def state_of(self, books: Books, values: Values) -> str:
        """The state in which a record stands."""
        raise NotImplementedError

    def ways_on(self, books: Books, values: Values) -> Sequence[str]:
        """The states to which a record may go, the usual one first."""
        raise NotImplementedError

    def questions(self, books: Books, several: Sequence[Values], state: str) -> Questions:
        """The questions before these are moved to a state, by the names of the answers."""
        raise NotImplementedError

    def assumed(self, books: Books, several: Sequence[Values], state: str) -> Values:
        """The answer assumed where none is given: today."""
        raise NotImplementedError

    def move(self, store: Store, several: Sequence[Values], state: str, values: Values) -> Outcome:
        """Move these to a state. Raises Refused and Clash; then none of them is moved."""
        raise NotImplementedError


_DECLARED: dict[type[Record], Callable[[], Moves]] = {}


def moves(record: type[Record]) -> Callable[[type[Moves]], type[Moves]]:
    """Declare how such records move on; in a module `moves` of the subject.

    A kind whose way is a `Progress` has no need of it.
    """

    def declare(moves: type[Moves]) -> type[Moves]:
        _DECLARED[record] = moves
        return moves

    return declare


def moves_of(record: type[Record]) -> Moves | None:
    """How records of this kind move on; None where they have no states that follow each other."""
    load("data", "moves")
    if record in _DECLARED:
        return _DECLARED[record]()
    progress = progress_of(record)
    return _AlongProgress(progress) if progress else None


def kinds_that_move() -> list[type[Record]]:
    """The kinds whose records go from state to state."""
    return [record for record in RECORDS if moves_of(record) is not None]


class _AlongProgress(Moves):
    """Moving along a way that was declared as a `Progress`."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        states = dict.fromkeys((*progress.following, *chain(*progress.following.values())))
        self.words = {state: progress.word(state) for state in states}

    def state_of(self, books: Books, values: Values) -> str:
        return str(values[self._progress.attribute])

    def ways_on(self, books: Books, values: Values) -> Sequence[str]:
        return self._progress.ways_on([values])

    def questions(self, books: Books, several: Sequence[Values], state: str) -> Questions:
        return questions(books, self._progress, several, state)

    def assumed(self, books: Books, several: Sequence[Values], state: str) -> Values:
        needed = self._progress.needs.get(state, ())
        days = [name for name in needed if isinstance(self._progress.record.field(name), DateField)]
        return dict.fromkeys(days, books.today)

    def move(self, store: Store, several: Sequence[Values], state: str, values: Values) -> Outcome:
        return move_on(store, self._progress, several, state, values)
