"""Input for where policies stand: the schools watched, the policies asked for, the reviews."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from data.memberships.through_trusts import signed_for
from data.policies.queries import (
    catalogues_held,
    days_of_reviews,
    open_schools,
    with_corrected_reviews,
)
from data.store.books import Books
from data.tables.as_of import differences_as_of
from models.alliances.alliance import Alliance
from models.alliances.catalogues import CATALOGUES
from models.fields.choice_fields import chosen_of
from models.fields.values import Value
from models.memberships.membership import STAGES_THAT_ENDED, Membership
from models.policies.due_dates import Cycle, cycle_of
from models.policies.duties import Asked, asked_of
from models.policies.policy import Policy
from models.policies.review import REVIEW_KINDS
from models.records.record import Values

MOST_WITHOUT_ALLIANCE = 500
"""So many schools are watched where there is no alliance that says which matter."""

Days = str
"""Days as ISO text with commas between, the oldest first."""


class AskedPolicy(NamedTuple):
    """A policy that is asked for, and what of it matters for where it stands.

    `name` is the title, told apart from the same one of another catalogue.
    """

    key: str
    title: str
    name: str
    catalogue: str
    asked: Asked
    cycle: Cycle
    part_of: str | None
    document: str | None = None
    listing: str | None = None
    unverified: bool = False
    ended: date | None = None


def watched_catalogues(books: Books) -> tuple[dict[str, frozenset[str]], frozenset[str]]:
    """The schools whose policies are watched, each with the catalogues that it is held to.

    Beside them those among them that are only watched for what they hold.

    Those in an open membership, and those for which their trust signed, are held to what their
    alliances chose (everything, where one chose nothing). Those that were never in any alliance are
    watched when they hold a policy, and held to the catalogues of what they hold. When there is no
    membership at all, every open school is watched, so that one school alone can use the desk.
    """
    everything = frozenset(CATALOGUES)
    chosen = {
        row[0]: frozenset(chosen_of(row[1])) or everything
        for row in books.kept(Alliance, ("key", "catalogues"))
    }
    found: dict[str, frozenset[str]] = {}
    ever: set[str] = set()
    then = differences_as_of(books, Membership)
    every_membership = books.kept(Membership, ("key", "school", "alliance", "stage"))
    for key, school, alliance, recorded in every_membership:
        if school is None or key in then.not_begun:
            continue
        stage = then.values.get(key, {}).get("stage", recorded)
        ever.add(school)
        if stage not in STAGES_THAT_ENDED:
            found[school] = found.get(school, frozenset()) | chosen.get(alliance, everything)
    for each in signed_for(books):
        alliance = str(each.membership["alliance"])
        catalogues = found.get(each.school, frozenset())
        found[each.school] = catalogues | chosen.get(alliance, everything)
    if not ever and not found:
        found = dict.fromkeys(open_schools(books, MOST_WITHOUT_ALLIANCE), everything)
    held: dict[str, set[str]] = {}
    for school, catalogue in catalogues_held(books):
        held.setdefault(school, set()).add(catalogue)
    as_holders = frozenset(held.keys() - ever - found.keys())
    for school in as_holders:
        found[school] = frozenset(held[school])
    return found, as_holders


def policies_asked_for(books: Books) -> list[AskedPolicy]:
    """The policies that are asked for on the store's day, catalogue by catalogue, by their row."""
    order = list(CATALOGUES)
    asked_for: list[Values] = [
        values for values in books.find(Policy) if _is_asked_on(values, books.today)
    ]
    asked_for.sort(
        key=lambda each: (
            order.index(str(each["catalogue"])),
            each["row"] if isinstance(each["row"], int) else 9999,
            each["part_of"] is not None,
            str(each["title"]).casefold(),
        )
    )
    return [
        AskedPolicy(
            str(values["key"]),
            str(values["title"]),
            books.name_from(Policy, values),
            str(values["catalogue"]),
            asked_of(values),
            cycle_of(values),
            _text(values["part_of"]),
            _text(values["document"]),
            _text(values["listing"]),
            bool(values["unverified"]),
            values["ended"] if isinstance(values["ended"], date) else None,
        )
        for values in asked_for
    ]


def _is_asked_on(policy: Values, today: date) -> bool:
    """Whether the duty has begun, and has not ended."""
    began, ended = policy["began"], policy["ended"]
    return not (isinstance(began, date) and began > today) and not (
        isinstance(ended, date) and ended <= today
    )


def _text(value: Value) -> str | None:
    return None if value is None else str(value)


def reviews_that_stand(
    books: Books, keys: Sequence[str] | None = None
) -> tuple[dict[str, Days], dict[str, Days]]:
    """The days of approvals and of checks that stand, by the key of the school's policy.

    `keys` are those that are wanted; all of them when there are none.
    """
    days: dict[str, dict[str, Days]] = {kind: {} for kind in REVIEW_KINDS}

    for key, kind, found in days_of_reviews(books, keys):
        days[kind][key] = found
    # To ask of every review whether another corrects it would take twice as long.
    corrected = with_corrected_reviews(books)
    if corrected:
        of_these = [key for key in corrected if keys is None or key in keys]
        for of_kind in days.values():
            for key in of_these:
                of_kind.pop(key, None)
        for key, kind, found in days_of_reviews(books, of_these, standing_only=True):
            days[kind][key] = found
    return days["approved"], days["checked"]
