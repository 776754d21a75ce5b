"""The policies of watched schools, as summaries need them: asked for, with their titles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from data.memberships.circulation import shown_schools
from data.policies.as_of import school_policies_as_of
from data.policies.standing import Board, Standing
from data.store.books import Books
from data.tables.limits import Limits
from data.tables.table import Hint
from models.policies.due_dates import NOT_ASKED
from models.policies.duties import MUST, NO, SHOULD, UNKNOWN
from models.policies.policy import Policy
from models.policies.school_policy import SchoolPolicy
from models.records.record import Values


def asked_of_watched(board: Board) -> list[Standing]:
    """The policies that watched schools are asked for, including schools that are settling in.

    Left out is what does not apply, and what nobody recorded where the duty is not known.
    """
    return [each for each in board if each.school in board.watched and each.state not in NOT_ASKED]


def shown_of(
    books: Books, limits: Limits, found: Iterable[Standing]
) -> tuple[list[Standing], list[str]]:
    """Of these standings those that a summary within such limits may show, and the notes on it."""
    found = list(found)
    shown, notes = shown_schools(books, limits, {each.school for each in found})
    return [each for each in found if each.school in shown], notes


def last_reviews(board: Board, found: Iterable[Standing]) -> dict[str, date | None]:
    """The day of the last approval of each pair; for live documents also that of the last check."""
    live = {policy.key for policy in board.policies if policy.cycle.renewal == "live"}
    days = {}
    for each in found:
        day = each.approved
        if each.policy in live and each.checked and (day is None or day < each.checked):
            day = each.checked
        days[each.pair] = day
    return days


def nothing_asked(board: Board) -> list[str]:
    """Why no policy is asked of anybody; nothing where one is."""
    if not board.policies:
        return ["No policy is in the books.", Hint("i on Policies loads a catalogue of them.")]
    if not board.watched:
        return ["No school in the books could be asked for a policy."]
    return []


def titles_of(board: Board) -> dict[str, str]:
    """The titles of all policies that are asked for, each told apart from the others."""
    return {policy.key: policy.name for policy in board.policies}


def short_titles(books: Books, board: Board) -> tuple[tuple[str, str], ...]:
    """The titles of policies with the shorter ones that tell them apart as well."""
    policies = policies_by_key(books)
    short = {each.key: str(policies[each.key]["short_title"] or "") for each in board.policies}
    count = Counter(short.values())
    return tuple(
        (each.name, short[each.key])
        for each in board.policies
        if short[each.key] and count[short[each.key]] == 1
    )


def places_of(board: Board) -> dict[str, int]:
    """The place of each policy in the order in which they are listed."""
    return {policy.key: place for place, policy in enumerate(board.policies)}


def policies_by_key(books: Books) -> dict[str, Values]:
    """The values of all policies."""
    return {str(values["key"]): values for values in books.find(Policy)}


def kept_of_pairs(books: Books, column: str) -> dict[str, Any]:
    """The values of a column of schools' policies on the books' day, by the record's key.

    Those that were empty are left out.
    """
    field: Any = SchoolPolicy.field(column)
    found = dict(books.rows(SchoolPolicy.select(SchoolPolicy.key, field).where(~field.is_null())))
    for key, had in school_policies_as_of(books).values.items():
        if column in had:
            found[key] = had[column]
    return {key: value for key, value in found.items() if value is not None}


def owners_of_pairs(books: Books) -> dict[str, str]:
    """Who answers for schools' policies in the school, both where there are two."""
    second = kept_of_pairs(books, "second_owner")
    first = kept_of_pairs(books, "owner")
    return {
        key: " and ".join(filter(None, [first.get(key), second.get(key)]))
        for key in first.keys() | second.keys()
    }


OPEN = "open"
"""Neither must nor should: the source leaves it open, or it cannot be told."""

LEVELS = {MUST: "must", SHOULD: "should", OPEN: "left open", UNKNOWN: "type unknown"}
"""The levels under which duties are counted, each in words for a note."""


class Apart(NamedTuple):
    """Schools' policies by how strictly they are asked: must, should, left open, type unknown."""

    must: list[Standing]
    should: list[Standing]
    open: list[Standing]
    unknown: list[Standing]


def level_of(duty: str) -> str:
    """Under which level a duty is counted."""
    return duty if duty in LEVELS else OPEN


def must_apart(found: Iterable[Standing]) -> Apart:
    """The levels of duty: must, should, left open, and unknown for want of the school's type."""
    apart = Apart([], [], [], [])
    for each in found:
        getattr(apart, level_of(each.duty.level)).append(each)
    return apart


def counted_apart(duties: Iterable[str]) -> str:
    """How many there are, must and should apart: "14 (12 must, 2 should)"; "none" of nothing."""
    counts = Counter(duties)
    named = counts[MUST], counts[SHOULD], counts[UNKNOWN], counts[NO]
    words = {
        "must": counts[MUST],
        "should": counts[SHOULD],
        "where it is left open": counts.total() - sum(named),
        "where the type is unknown": counts[UNKNOWN],
        "that nobody asks for": counts[NO],
    }
    told = [f"{count} {word}" for word, count in words.items() if count]
    return f"{counts.total()} ({', '.join(told)})" if told else "none"


def duties_apart(found: Iterable[Standing]) -> str:
    """How many of these there are, by the duty to have them."""
    return counted_apart(each.duty.level for each in found)
