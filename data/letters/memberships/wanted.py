"""Which letters are due to be written, to whom, and why an alliance cannot write one."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from data.letters.declaring import LetterMaker
from data.letters.letter import Recipient
from data.letters.registry import LETTERS
from data.problems import Problem
from data.store.books import Books
from models.alliances.alliance import Alliance
from models.fields.text import count_of
from models.memberships.membership import Membership


class Wanted(NamedTuple):
    """A letter, who would get it, and why some alliance cannot write it."""

    maker: LetterMaker
    recipients: Sequence[Recipient]
    problems: Sequence[str] = ()
    cannot: bool = False
    """Whether no alliance can write it."""

    @property
    def words(self) -> str:
        """To how many it goes, or why it cannot be written."""
        if not self.recipients:
            return self.problems[0] if self.cannot else "nobody now"
        return count_of(len(self.recipients), self.maker.noun, self.maker.nouns)


def alliances_that_write(books: Books, alliance: str | None = None) -> list[str]:
    """This alliance, or all that are not closed, by name."""
    if alliance:
        return [alliance]
    found = [each for each in books.find(Alliance) if each["status"] != "closed"]
    return [str(each["key"]) for each in sorted(found, key=lambda each: str(each["name"]))]


def wanted(
    books: Books,
    maker: LetterMaker,
    *,
    alliance: str | None = None,
    among: Collection[str] | None = None,
    anybody: bool = False,
) -> Wanted:
    """Who would get a letter today: whoever it concerns, or `anybody` that it could go to.

    `among` are keys of memberships, schools or organisations, or of what a letter is about, in
    whose order the letters lie. Where it concerns none of these, it is all of them to whom it could
    go.
    """
    keys = _places_of(books, among) if among is not None else {}
    found: list[Recipient] = []
    problems: list[str] = []
    writing = alliances_that_write(books, alliance)
    for key in writing:
        try:
            recipients = maker.recipients(books, key)
        except Problem as problem:
            problems.append(str(problem))
            continue
        if among is None:
            found += [each for each in recipients if anybody or each.concerned]
        else:
            found += [each for each in recipients if _keys(each) & keys.keys()]
    if among is not None:
        found.sort(key=lambda each: min(keys.get(key, len(keys)) for key in _keys(each)))
        found = [each for each in found if each.concerned] or found
    return Wanted(maker, found, problems, bool(writing) and len(problems) == len(writing))


def all_wanted(
    books: Books, *, alliance: str | None = None, among: Collection[str] | None = None
) -> list[Wanted]:
    """Every letter with who would get it; those that somebody would get first."""
    found = [wanted(books, maker, alliance=alliance, among=among) for maker in LETTERS.values()]
    return sorted(found, key=lambda each: not each.recipients)


def _places_of(books: Books, keys: Collection[str]) -> dict[str, int]:
    """Where each of these keys stands among them; of memberships that of their places as well."""
    found = {key: at for at, key in enumerate(keys)}
    for each in books.of_keys(Membership, list(keys)):
        found.setdefault(str(each["school"] or each["organisation"]), found[str(each["key"])])
    return found


def _keys(recipient: Recipient) -> set[str]:
    keys = (recipient.membership, recipient.school, recipient.organisation, *recipient.about)
    return {each for each in keys if each}
