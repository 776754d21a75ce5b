"""The path of a membership in words, and what it lacks for each stage that may come next."""

from __future__ import annotations

from typing import NamedTuple

from data.memberships.as_of import paths_of
from data.problems import WrongCall
from data.store.books import Books
from models.fields.dates import show_date
from models.memberships.membership import NEXT_STAGES, STAGES, Membership
from models.memberships.path import Reached, missing_for

# What stood


def path_of(books: Books, membership: str) -> list[Reached]:
    """The stages that a membership came to, the first one first; empty when there is none such."""
    return paths_of(books, [membership]).get(membership, [])


def path_in_words(books: Books, membership: str) -> str:
    """The path on one line: Enquiry 03/05/2026 → Member 21/11/2026."""
    return " → ".join(
        f"{STAGES[reached.stage].word} {show_date(reached.since)}"
        + (f" ({reached.reason})" if reached.reason else "")
        for reached in path_of(books, membership)
    )


# What comes next


class NextStep(NamedTuple):
    """A stage that a membership may go on to, and the fields that are still empty before it."""

    stage: str
    missing: tuple[str, ...]

    @property
    def word(self) -> str:
        """The stage as people read it."""
        return STAGES[self.stage].word

    @property
    def lacks(self) -> str:
        """What is missing, in words: "the day of signing and who signed"."""
        *others, last = [_IN_WORDS[name] for name in self.missing] or [""]
        return f"{', '.join(others)} and {last}" if others else last


_IN_WORDS = {
    "statement_sent": "the day on which the Statement of Commitment went out",
    "statement_signed": "the day of signing",
    "signatory": "who signed",
    "memorandum_signed": "the day of the memorandum",
    "notice": "the day of the notice",
    "left": "the day of leaving",
    "reason_for_leaving": "the reason",
}


def next_steps(books: Books, membership: str) -> list[NextStep]:
    """The stages that a membership may move to, the usual one first; none once it has ended.

    Raises WrongCall when it was removed meanwhile.
    """
    values = books.get(Membership, membership)
    if values is None:
        raise WrongCall("This membership was removed meanwhile. Take that back with undo.")
    ways = NEXT_STAGES[str(values["stage"])]
    return [NextStep(stage, missing_for(values, stage)) for stage in ways]
