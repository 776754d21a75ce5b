"""What becomes of commitments when a school merges into another member."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from data.schools.endings import Asked, SchoolEnd, follows_school
from data.schools.register.successors import Ending
from data.store.books import Books
from data.store.change import Change
from models.fields.choice_fields import YesNoField
from models.memberships.membership import STAGES_THAT_SIGNED, Membership
from models.records.record import Values
from models.workstreams.commitment import LEVELS, Commitment, ends_with_membership
from models.workstreams.workstream import Workstream

_ANSWER = "commitment "


@follows_school
class CommitmentsOfSchool:
    """The member into which a school merged may take over its commitments."""

    def tell(self, books: Books, end: SchoolEnd) -> Sequence[str]:
        """Nothing beside what the questions say."""
        return ()

    def ask(self, books: Books, end: SchoolEnd) -> Asked:
        """Which of its commitments the other takes on."""
        return [
            (
                f"{_ANSWER}{each['key']}",
                YesNoField(
                    books.name_of(Workstream, str(each["workstream"])),
                    f"Whether {end.heirs[0].name} takes it on: {LEVELS[str(each['level'])].word}.",
                ),
            )
            for each, _ in _movable(books, end, end.day or books.today)
        ]

    def follow(self, change: Change, end: SchoolEnd, answers: Values) -> None:
        """Have the other member take over the confirmed commitments, from the closing day."""
        taken = [
            name.removeprefix(_ANSWER) for name, yes in answers.items()
            if name.startswith(_ANSWER) and yes
        ]  # fmt: skip
        day = end.day
        assert isinstance(day, date)
        for key in taken:
            commitment = change.books.get(Commitment, key)
            member = _member_for(change.books, end, commitment) if commitment else None
            if commitment is not None and member is not None:
                since = member["since"]
                began = max(day, since) if isinstance(since, date) else day
                same = {name: commitment[name] for name in ("workstream", "level")}
                change.add(Commitment, {"membership": member["key"], "began": began, **same})


def _movable(books: Books, end: SchoolEnd, day: date) -> Iterator[tuple[Values, Values]]:
    """The open commitments that the other could take on, each with its membership."""
    if end.how is not Ending.MERGED:
        return
    for membership in books.find(Membership, school=end.key):
        for commitment in books.find(Commitment, membership=membership["key"]):
            if not ends_with_membership(commitment, day):
                continue
            member = _member_for(books, end, commitment)
            if member is not None and not _has(books, member, commitment, day):
                yield commitment, member


def _member_for(books: Books, end: SchoolEnd, commitment: Values) -> Values | None:
    """The membership of the other school in the alliance of a commitment; None without one."""
    mine = books.get(Membership, str(commitment["membership"]))
    if mine is None or not end.heirs or not end.heirs[0].key:
        return None
    theirs = books.find(Membership, alliance=mine["alliance"], school=end.heirs[0].key)
    return next((each for each in theirs if each["stage"] in STAGES_THAT_SIGNED), None)


def _has(books: Books, member: Values, commitment: Values, day: date) -> bool:
    there = books.find(Commitment, membership=member["key"], workstream=commitment["workstream"])
    return any(ends_with_membership(each, day) for each in there)
