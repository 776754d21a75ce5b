"""What becomes of policies when a school closes or merges: each governing body adopts its own."""

from __future__ import annotations

from collections.abc import Sequence

from data.schools.endings import Asked, SchoolEnd, follows_school
from data.schools.register.successors import Ending
from data.store.books import Books
from data.store.change import Change
from models.policies.school_policy import SchoolPolicy
from models.records.record import Values


@follows_school
class PoliciesOfSchool:
    """Policies stay with the record of the school."""

    def tell(self, books: Books, end: SchoolEnd) -> Sequence[str]:
        """The note that they are not moved."""
        if not books.find(SchoolPolicy, school=end.key):
            return ()
        if end.goes_on:
            return ["Its policies and reviews stand; its new type decides which are asked for."]
        if end.how in (Ending.MERGED, Ending.SPLIT):
            return ["Its policies are not moved: the new governing body adopts its own."]
        return ()

    def ask(self, books: Books, end: SchoolEnd) -> Asked:
        """Nothing."""
        return ()

    def follow(self, change: Change, end: SchoolEnd, answers: Values) -> None:
        """Nothing: they stay as they are."""
