"""Keeping a note of each letter that was written, with its reference for the answer."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from data.letters.letter import Letter
from data.store.books import Books
from data.store.store import Store
from data.tables.cells import Outcome, outcome_of
from models.alliances.alliance import Alliance
from models.alliances.letter import Letter as KeptLetter
from models.fields.text import count_of

_SMALL = frozenset({"the", "of", "and", "for", "in", "at", "a"})


def initials(name: str) -> str:
    """The initials of an alliance: "The Northern Alliance" is NA; at most four letters."""
    bare = re.sub(r"\([^)]*\)", "", name)
    words = re.findall(r"[^\W\d_]+", bare)
    return "".join(each[0] for each in words if each.lower() not in _SMALL).upper()[:4] or "L"


def with_references(books: Books, letters: Sequence[Letter]) -> list[Letter]:
    """The letters with the next references of their alliances: NA/2026/041."""
    year = books.today.year
    taken: Counter[str] = Counter()
    for each in books.find(KeptLetter):
        begins, _, number = str(each["reference"]).rpartition("/")
        if number.isdigit():
            taken[begins] = max(taken[begins], int(number))
    found = []
    for letter in letters:
        begins = f"{initials(books.name_of(Alliance, letter.recipient.alliance))}/{year}"
        taken[begins] += 1
        found.append(replace(letter, reference=f"{begins}/{taken[begins]:03}"))
    return found


def keep(store: Store, letters: Sequence[Letter], write: Callable[[], None]) -> str:
    """Note these letters in the books and write their files, both or neither; what was done.

    `write` writes the files and raises Problem when it cannot.
    """
    label = f"{letters[0].title}: {count_of(len(letters), 'letter')}"
    with store.operation(label) as change:
        for letter in letters:
            to = letter.recipient
            change.add(
                KeptLetter,
                {
                    "reference": letter.reference,
                    "letter": letter.name,
                    "written": letter.day,
                    "addressed_to": letter.addressee.name[:300],
                    "alliance": to.alliance,
                    "school": to.school,
                    "organisation": to.organisation,
                    "answer_by": to.answer_by,
                },
            )
        write()
    return label


def note_answered_today(store: Store, keys: Sequence[str]) -> Outcome:
    """Note that those of these letters that wait for an answer were answered today."""
    found = store.get_many(KeptLetter, keys)
    waiting = [key for key in keys if key in found and found[key]["answered"] is None]
    if not waiting:
        return Outcome("It is answered already: = puts the day right.")
    what = count_of(len(waiting), "letter")
    if len(waiting) == 1:
        what = str(found[waiting[0]]["reference"])
    label = f"Answered today: {what}"
    with store.operation(label) as change:
        change.set_many(KeptLetter, waiting, {"answered": store.today})
    return outcome_of(change, label)
