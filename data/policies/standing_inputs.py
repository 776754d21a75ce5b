"""What of the books decides where policies stand: the schools, the policies, and the reviews."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from data.store.books import AMONG, Books
from data.tables.as_of import differences_as_of
from models.alliances.catalogues import CATALOGUES
from models.fields.choice_fields import chosen_of
from models.memberships.membership import STAGES_THAT_ENDED, Membership
from models.policies.due_dates import Cycle, cycle_of
from models.policies.duties import Asked, asked_of
from models.policies.policy import Policy
from models.policies.review import REVIEW_KINDS
from models.records.record import Values

MOST_WITHOUT_ALLIANCE = 500
"""So many schools are watched where there is no alliance that says which matter."""

_REVIEWS = """
SELECT "school_policy_id", "kind_of_review", group_concat("reviewed") FROM (
    SELECT "school_policy_id", "kind_of_review", "reviewed" FROM "review" {}
    ORDER BY "school_policy_id", "kind_of_review", "reviewed"
) GROUP BY "school_policy_id", "kind_of_review"
"""
CORRECTED = '(SELECT "corrects_id" FROM "review" WHERE "corrects_id" IS NOT NULL)'
"""The keys of all reviews that another one corrects or withdraws."""

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


def watched_catalogues(books: Books) -> tuple[dict[str, frozenset[str]], frozenset[str]]:
    """The schools whose policies are watched, each with the catalogues that it is held to.

    Beside them those among them that are only watched for what they hold.

    Those in an open membership are held to what their alliances chose (everything, where one chose
    nothing). Those that were never in any alliance are watched when they hold a policy, and held to
    the catalogues of what they hold. When there is no membership at all, every open school is
    watched, so that one school alone can use the desk.
    """
    everything = frozenset(CATALOGUES)
    chosen = {
        row[0]: frozenset(chosen_of(row[1])) or everything
        for row in books.database.rows('SELECT "key", "catalogues" FROM "alliance"')
    }
    found: dict[str, frozenset[str]] = {}
    ever: set[str] = set()
    then = differences_as_of(books, Membership)
    for key, school, alliance, recorded in books.database.rows(
        'SELECT "key", "school_id", "alliance_id", "stage" FROM "membership" '
        'WHERE "school_id" IS NOT NULL'
    ):
        if key in then.not_begun:
            continue
        stage = then.values.get(key, {}).get("stage", recorded)
        ever.add(school)
        if stage not in STAGES_THAT_ENDED:
            found[school] = found.get(school, frozenset()) | chosen.get(alliance, everything)
    if not ever:
        sql = (
            'SELECT "key" FROM "school" '
            'WHERE "status" IS NULL OR "status" IN (\'1\', \'3\') ORDER BY "name" LIMIT ?'
        )
        found = {row[0]: everything for row in books.database.rows(sql, MOST_WITHOUT_ALLIANCE)}
    held: dict[str, set[str]] = {}
    for school, catalogue in books.database.rows(
        'SELECT DISTINCT "school_policy"."school_id", "policy"."catalogue" FROM "school_policy" '
        'JOIN "policy" ON "policy"."key" = "school_policy"."policy_id"'
    ):
        held.setdefault(school, set()).add(catalogue)
    as_holders = frozenset(held.keys() - ever - found.keys())
    for school in as_holders:
        found[school] = frozenset(held[school])
    return found, as_holders


def policies_asked_for(books: Books) -> list[AskedPolicy]:
    """The policies that are asked for on the store's day, catalogue by catalogue, by their row."""
    order = list(CATALOGUES)
    asked_for: list[Values] = [
        values
        for values in books.find(Policy)
        if not isinstance(values["ended"], date) or values["ended"] > books.today
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
            None if values["part_of"] is None else str(values["part_of"]),
        )
        for values in asked_for
    ]


def reviews_that_stand(
    books: Books, keys: Sequence[str] | None = None
) -> tuple[dict[str, Days], dict[str, Days]]:
    """The days of approvals and of checks that stand, by the key of the school's policy.

    `keys` are those that are wanted; all of them when there are none.
    """
    days: dict[str, dict[str, Days]] = {kind: {} for kind in REVIEW_KINDS}

    def read(condition: str, *values: str) -> None:
        for key, kind, found in books.database.rows(_REVIEWS.format(condition), *values):
            days[kind][key] = found

    wanted = [] if keys is None else [json.dumps(keys)]
    read(f'WHERE "school_policy_id" {AMONG}' if wanted else "", *wanted)
    # To ask of every review whether another corrects it would take twice as long.
    corrected = books.database.rows(
        f'SELECT DISTINCT "school_policy_id" FROM "review" WHERE "key" IN {CORRECTED}'
    )
    if corrected:
        of_these = [row[0] for row in corrected if keys is None or row[0] in keys]
        for of_kind in days.values():
            for key in of_these:
                of_kind.pop(key, None)
        read(
            f'WHERE "school_policy_id" {AMONG} AND "key" NOT IN {CORRECTED}',
            json.dumps(of_these),
        )
    return days["approved"], days["checked"]
