"""The letters of several memberships: who has still to sign which text, and one text for all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from data.memberships.letters import is_awaited, newest_text
from data.problems import WrongCall
from data.store.books import Books
from models.alliances.agreed_text import DAY_SIGNED
from models.fields.text import count_of
from models.memberships.membership import STAGES_THAT_ENDED, Membership
from models.records.record import Values

_COUNTED = {
    "statement": ("Statement of Commitment", "Statements of Commitment"),
    "memorandum": ("memorandum", "memoranda"),
}
"""What one letter of a text is called among others, and several."""


class Wanted(NamedTuple):
    """A letter that can be written: for which membership, and of which text."""

    membership: str
    what: str


class OfOneText(NamedTuple):
    """The letters of one text: how many are written again, how many would make a partner."""

    what: str
    letters: tuple[Wanted, ...]
    again: int
    possible: int

    @property
    def words(self) -> str:
        """How many they are, and of which kind: "5 Statements of Commitment, 2 again"."""
        said = counted(self.letters)
        if self.again:
            said += f", {'all' if self.again == len(self.letters) else self.again} again"
        if self.possible:
            said += f", {count_of(self.possible, 'to become a partner', 'to become partners')}"
        return said


class LettersOfSeveral(NamedTuple):
    """What can be written for several memberships: what they have still to sign, or one text."""

    awaited: tuple[Wanted, ...]
    texts: tuple[OfOneText, ...]


def letters_of_several(books: Books, memberships: Sequence[str]) -> LettersOfSeveral:
    """What can be written for these memberships, each in the order in which they are given.

    Whoever has left is left out, unless all have. A text that is just what is waited for is not
    named a second time. Texts that are news to most come first. Raises WrongCall when all of them
    were removed meanwhile.
    """
    found = {str(each["key"]): each for each in books.of_keys(Membership, memberships)}
    everybody = [found[key] for key in memberships if key in found]
    if not everybody:
        raise WrongCall("These memberships were removed meanwhile.")
    several = [each for each in everybody if each["stage"] not in STAGES_THAT_ENDED] or everybody
    has_memorandum = {
        alliance: newest_text(books, alliance, "memorandum") is not None
        for alliance in {str(each["alliance"]) for each in several}
    }
    awaited = tuple(
        Wanted(str(each["key"]), what)
        for each in several
        for what in DAY_SIGNED
        if is_awaited(each, what) and (what == "statement" or has_memorandum[str(each["alliance"])])
    )
    may_rise = [
        each
        for each in several
        if each["statement_signed"] is not None and has_memorandum[str(each["alliance"])]
    ]
    texts = [_of_one("statement", several), _of_one("memorandum", may_rise)]
    texts.sort(key=lambda each: each.again - len(each.letters))
    return LettersOfSeveral(
        awaited, tuple(each for each in texts if each.letters and each.letters != awaited)
    )


def _of_one(what: str, memberships: Sequence[Values]) -> OfOneText:
    awaited = sum(1 for each in memberships if is_awaited(each, what))
    possible = sum(
        1
        for each in memberships
        if each[DAY_SIGNED[what]] is None
        and each["stage"] not in STAGES_THAT_ENDED
        and not is_awaited(each, what)
    )
    letters = tuple(Wanted(str(each["key"]), what) for each in memberships)
    return OfOneText(what, letters, len(letters) - awaited - possible, possible)


def counted(letters: Iterable[Wanted]) -> str:
    """How many letters of which text: "2 Statements of Commitment, 1 memorandum"."""
    counts = Counter(each.what for each in letters)
    return ", ".join(count_of(counts[what], *_COUNTED[what]) for what in _COUNTED if counts[what])
