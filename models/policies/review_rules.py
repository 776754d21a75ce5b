"""The rules about reviews, and which of them stand."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from models.fields.dates import show_date
from models.policies.policy import Policy
from models.policies.review import REVIEW_KINDS, Review
from models.policies.school_policy import SchoolPolicy
from models.records.books import Books
from models.records.record import Values
from models.records.rules import REFUSE, WARN, Breach, another, day_has_come, referred, rule
from models.schools.school import School

WITHDRAWN = "withdrawn"

EARLIEST_REVIEW = date(1988, 1, 1)
"""No review is older: governing bodies with duties of their own came with the Acts of 1986 and
1988. A school's day of opening is often not known, or a century ago."""

_DETAILS = ("approved_by", "minute", "evidence")


def reviews_of(books: Books, school_policy: str) -> list[Values]:
    """The reviews of a school's policy, those that were corrected among them."""
    return books.find(Review, school_policy=school_policy)


def that_stand(reviews: Iterable[Values]) -> list[Values]:
    """The reviews that took place, as far as is known: neither corrected nor withdrawn."""
    every = list(reviews)
    corrected = {each["corrects"] for each in every}
    return [
        each
        for each in every
        if each["kind_of_review"] != WITHDRAWN and each["key"] not in corrected
    ]


def days_of(reviews: Iterable[Values]) -> list[date]:
    """The days of the reviews that stand."""
    return [day for each in that_stand(reviews) if isinstance(day := each["reviewed"], date)]


@rule(Review, REFUSE, "A review has taken place.")
def review_is_past(values: Values, books: Books) -> Breach | None:
    """Not in the future."""
    return day_has_come(
        values,
        books,
        "reviewed",
        "a review is recorded once it has taken place, for example today.",
    )


@rule(Review, REFUSE, "No review is older than the duties that it meets.")
def review_since_the_duties(values: Values, books: Books) -> Breach | None:
    """Not before 1988: an older day is a slip in the year."""
    day = values.get("reviewed")
    if not isinstance(day, date) or day >= EARLIEST_REVIEW:
        return None
    return "reviewed", (
        f"{show_date(day)} is before {EARLIEST_REVIEW.year}, and no policy that schools have today "
        f"was approved so early: is the year right? For example {show_date(books.today)}."
    )


@rule(Review, REFUSE, "A school reviews its policies from the day it opened.")
def review_since_opening(values: Values, books: Books) -> Breach | None:
    """Not before the school opened: what was approved then was another school's."""
    day = values.get("reviewed")
    held = referred(SchoolPolicy, "school_policy", values, books)
    school = referred(School, "school", held, books) if held else None
    opened = school["opened"] if school else None
    if school is None or not isinstance(day, date) or not isinstance(opened, date) or day >= opened:
        return None
    called = books.name_of(School, str(school["key"]))
    return "reviewed", (
        f"{show_date(day)} is before {called} opened ({show_date(opened)}): is the year "
        f"right? For example {show_date(books.today)}."
    )


@rule(Review, REFUSE, "Only a live document is checked; everything else is approved.")
def only_live_documents_are_checked(values: Values, books: Books) -> Breach | None:
    """A check is of a policy whose renewal is "live"."""
    if values.get("kind_of_review") != "checked":
        return None
    held = referred(SchoolPolicy, "school_policy", values, books)
    policy = referred(Policy, "policy", held, books) if held else None
    if policy is None or policy["renewal"] == "live":
        return None
    return (
        "kind_of_review",
        f"{policy['title']} is approved, not checked: only a live document is checked.",
    )


@rule(Review, REFUSE, "What corrects a review is of the same school's policy, and the only one.")
def correction_of_one(values: Values, books: Books) -> Breach | None:
    """Not of itself, of another policy's review, of a withdrawal, or a second time."""
    corrected = values.get("corrects")
    if not corrected:
        return None
    if corrected == values.get("key"):
        return "corrects", "A review does not correct itself: name the entry that was wrong."
    wrong = books.get(Review, str(corrected))
    if wrong is None:
        return None
    if wrong["school_policy"] != values.get("school_policy"):
        name = books.name_of(SchoolPolicy, str(wrong["school_policy"]))
        return "corrects", f"That review is of {name}: name one of the same school's policy."
    if wrong["kind_of_review"] == WITHDRAWN and values.get("kind_of_review") == WITHDRAWN:
        return "kind_of_review", (
            "What is corrected is a withdrawal. If the review took place after all, choose "
            "Approved, with its day."
        )
    other = another(Review, values, books, corrects=corrected)
    if other is not None:
        word = REVIEW_KINDS[str(other["kind_of_review"])].lower()
        return "corrects", (
            f"That review was corrected already ({word}, {_day(other)}): correct the newer "
            "entry instead."
        )
    return None


@rule(Review, REFUSE, "A withdrawal names the review that never took place, and says why.")
def withdrawal_has_a_reason(values: Values, books: Books) -> Breach | None:
    """Withdrawn needs the review and a note."""
    if values.get("kind_of_review") != WITHDRAWN:
        return None
    if not values.get("corrects"):
        return "corrects", "Which review never took place? Name it, for example by its school."
    if not values.get("notes"):
        return "notes", (
            "Why is it withdrawn? For example: typed for the wrong school; the meeting was put off."
        )
    return None


@rule(Review, REFUSE, "A review is entered once.")
def review_is_new(values: Values, books: Books) -> Breach | None:
    """No second entry of the same kind and day that says nothing else."""
    for other in _of_the_same_day(values, books):
        if all(values.get(name) in (None, other[name]) for name in _DETAILS):
            return "reviewed", f"{_already(values, books)} on {_day(other)}."
    return None


@rule(Review, WARN, "A policy is approved once on a day.")
def one_review_a_day(values: Values, books: Books) -> Breach | None:
    """A second entry of the same day with other details is rather a correction."""
    for other in _of_the_same_day(values, books):
        return "reviewed", (
            f"{_already(values, books)} on {_day(other)}, with other details; both entries stand. "
            "To replace the first one, name it in Corrects."
        )
    return None


@rule(Review, WARN, "Reviews are entered as they follow one another.")
def review_after_the_last(values: Values, books: Books) -> Breach | None:
    """One that is older than the last one is let in as history."""
    day = values.get("reviewed")
    if not isinstance(day, date) or values.get("kind_of_review") == WITHDRAWN:
        return None
    later = [each for each in _others(values, books) if _later(each, day)]
    if not later:
        return None
    newest = max(later, key=lambda each: str(each["reviewed"]))
    word = REVIEW_KINDS[str(newest["kind_of_review"])].lower()
    return "reviewed", (
        f"{_name(values, books)} was already {word} on {_day(newest)}: this older one is kept as "
        "its history."
    )


def _others(values: Values, books: Books) -> list[Values]:
    """The other reviews of the same school's policy that stand beside this one."""
    if not values.get("school_policy"):
        return []
    found = reviews_of(books, str(values["school_policy"]))
    mine = values.get("key"), values.get("corrects")
    return [each for each in that_stand(found) if each["key"] not in mine]


def _of_the_same_day(values: Values, books: Books) -> list[Values]:
    kind, day = values.get("kind_of_review"), values.get("reviewed")
    if kind == WITHDRAWN:
        return []
    same = [each for each in _others(values, books) if each["kind_of_review"] == kind]
    return [each for each in same if each["reviewed"] == day]


def _later(review: Values, day: date) -> bool:
    return isinstance(review["reviewed"], date) and review["reviewed"] > day


def _already(values: Values, books: Books) -> str:
    word = REVIEW_KINDS[str(values["kind_of_review"])].lower()
    return f"{_name(values, books)} was already {word}"


def _name(values: Values, books: Books) -> str:
    held = referred(SchoolPolicy, "school_policy", values, books)
    if held is None:
        return "It"
    school = books.name_of(School, str(held["school"]))
    return f"{school} · {books.name_of(Policy, str(held['policy']))}"


def _day(review: Values) -> str:
    day = review["reviewed"]
    return show_date(day) if isinstance(day, date) else ""
