"""The books as one step of a plan would leave them, for rules to look at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from data.store.books import Books, RememberingBooks
from models.policies.policy import Policy
from models.policies.review import Review
from models.policies.school_policy import SchoolPolicy
from models.records.record import Record, Values
from models.schools.school import School


class BooksAhead:
    """One school's policy and its reviews as they are planned, with policies that are to be added;
    all else as it stands.
    """

    def __init__(self, books: Books, policies: Sequence[Values] = ()) -> None:
        self.today = books.today
        self._new = {str(each["key"]): each for each in policies}
        self._books = RememberingBooks(books)
        self._planned: dict[type[Record], list[Values]] = {}

    def look_at(self, copy: Values, reviews: Sequence[Values]) -> None:
        """Look at this school's policy."""
        self._planned = {SchoolPolicy: [copy], Review: list(reviews)}

    def put(self, review: Values) -> None:
        """Take in a review that is planned."""
        self._planned[Review].append(review)

    def find(self, record: type[Record], **equal: Any) -> list[Values]:
        """The records whose attributes have these values."""
        planned = self._planned.get(record)
        if planned is None:
            return self._books.find(record, **equal)
        return [
            each for each in planned if all(each[name] == value for name, value in equal.items())
        ]

    def get(self, record: type[Record], key: str) -> Values | None:
        """The record of this key; None when there is none."""
        if record in self._planned:
            return next(iter(self.find(record, key=key)), None)
        if record is Policy and key in self._new:
            return self._new[key]
        return self._books.get(record, key)

    def get_many(self, record: type[Record], keys: Sequence[str]) -> dict[str, Values]:
        """The records of these keys that exist, by key."""
        found = {key: self.get(record, key) for key in keys}
        return {key: values for key, values in found.items() if values is not None}

    def name_of(self, record: type[Record], key: str | None) -> str:
        """The name of a record; "" when there is none."""
        if record is SchoolPolicy and key and (copy := self.get(record, key)):
            school = self._books.name_of(School, str(copy["school"]))
            return f"{school} · {self.name_of(Policy, str(copy['policy']))}"
        if record is Policy and key in self._new:
            return str(self._new[key]["title"])
        return self._books.name_of(record, key)
