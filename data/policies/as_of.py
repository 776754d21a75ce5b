"""Schools' policies and their reviews as they stood on a day.

Reviews and publications stand on the day that they name, however late they were typed in; the stage
and its reason from the day on which they were set.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from data.policies.queries import published_after, reviewed_until, reviews_after
from data.store.books import Books
from data.store.history import changed_after
from data.tables.as_of import Differences, as_of_day
from models.policies.review import Review
from models.policies.school_policy import SchoolPolicy
from models.records.record import Values

_SET = ("stage", "reason", "next_review", "published", "owner", "second_owner", "stands_in")
"""Fields whose former values are shown with where a policy stood."""


@as_of_day(Review)
def reviews_as_of(books: Books) -> Differences:
    """The reviews that were still to come on the books' day."""
    return Differences(not_begun=frozenset(reviews_after(books)))


@as_of_day(SchoolPolicy)
def school_policies_as_of(books: Books) -> Differences:
    """Values of schools' policies that were different on the books' day; worked out once."""
    return books.cached("schools' policies on the day", _CachedDifferences).differences


class _CachedDifferences:
    """Values that were different on the books' day, kept until they change."""

    def __init__(self, books: Books) -> None:
        self.differences = _differences(books)

    def update(self, books: Books, touched: Mapping[str, set[str]]) -> bool:
        return not touched.keys() & {SchoolPolicy.kind, Review.kind}


def _differences(books: Books) -> Differences:
    then, added = changed_after(books, SchoolPolicy, _SET)
    for key in published_after(books):
        then.setdefault(key, {}).setdefault("published", None)
    for had in then.values():
        published = had.get("published")
        if isinstance(published, date) and published > books.today:
            had["published"] = None
    not_begun = added - reviewed_until(books, added) if added else added
    for key in added - not_begun:
        # Its review was typed in late: it was in force from that day, not from when it was typed.
        then.pop(key, None)
    stood: dict[str, Values] = {key: had for key, had in then.items() if key not in not_begun}
    return Differences(stood, frozenset(not_begun))
