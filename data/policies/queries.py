"""SQL about schools' policies, their reviews and the meetings that approve them."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from data.store.books import Books
from data.store.kept_columns import AMONG
from models.policies.review import Review
from models.policies.review_rules import WITHDRAWN

_CORRECTED = '(SELECT "corrects_id" FROM "review" WHERE "corrects_id" IS NOT NULL)'
"""The keys of all reviews that another one corrects or withdraws."""

_DAYS_OF_REVIEWS = """
SELECT "school_policy_id", "kind_of_review", group_concat("reviewed") FROM (
    SELECT "school_policy_id", "kind_of_review", "reviewed" FROM "review" {}
    ORDER BY "school_policy_id", "kind_of_review", "reviewed"
) GROUP BY "school_policy_id", "kind_of_review"
"""

_APPROVALS = """
SELECT "review"."key", "review"."reviewed", "school"."key", "school"."name", "policy"."key",
    "policy"."title", "policy"."catalogue", "review"."approved_by", "review"."minute",
    "review"."evidence", "review"."notes", "before"."reviewed", "after"."kind_of_review",
    "after"."reviewed", "after"."notes"
FROM "review"
JOIN "school_policy" ON "school_policy"."key" = "review"."school_policy_id"
JOIN "school" ON "school"."key" = "school_policy"."school_id"
JOIN "policy" ON "policy"."key" = "school_policy"."policy_id"
LEFT JOIN "review" AS "before" ON "before"."key" = "review"."corrects_id"
LEFT JOIN "review" AS "after" ON "after"."corrects_id" = "review"."key"
WHERE "review"."kind_of_review" = 'approved' AND "review"."reviewed" BETWEEN ? AND ?
ORDER BY "after"."position"
"""


def open_schools(books: Books, most: int) -> list[str]:
    """The first open schools by name, those whose status is not known among them."""
    rows = books.database.rows(
        'SELECT "key" FROM "school" '
        'WHERE "status" IS NULL OR "status" IN (\'1\', \'3\') ORDER BY "name" LIMIT ?',
        most,
    )
    return [row[0] for row in rows]


def catalogues_held(books: Books) -> list[tuple[str, str]]:
    """Each school with each catalogue of which it holds a policy."""
    return books.database.rows(
        'SELECT DISTINCT "school_policy"."school_id", "policy"."catalogue" FROM "school_policy" '
        'JOIN "policy" ON "policy"."key" = "school_policy"."policy_id"'
    )


def days_of_reviews(
    books: Books, keys: Sequence[str] | None = None, *, standing_only: bool = False
) -> list[tuple[str, str, str]]:
    """The school's policy, the kind and the days (ISO, commas between) of reviews, by both.

    Of all schools' policies or those of these keys, until the books' day; with `standing_only`
    without what another review corrects.
    """
    terms = ['"reviewed" <= ?']
    terms += [] if keys is None else [f'"school_policy_id" {AMONG}']
    terms += [f'"key" NOT IN {_CORRECTED}'] if standing_only else []
    asked = [] if keys is None else [json.dumps(list(keys))]
    return books.database.rows(
        _DAYS_OF_REVIEWS.format(f"WHERE {' AND '.join(terms)}"), books.today.isoformat(), *asked
    )


def reviews_after(books: Books) -> list[str]:
    """The keys of the reviews of days after the books' day."""
    rows = books.database.rows(
        'SELECT "key" FROM "review" WHERE "reviewed" > ?', books.today.isoformat()
    )
    return [row[0] for row in rows]


def reviewed_until(books: Books, keys: Collection[str]) -> set[str]:
    """Which of these schools' policies have a review of the books' day or before."""
    rows = books.database.rows(
        f'SELECT DISTINCT "school_policy_id" FROM "review" WHERE "school_policy_id" {AMONG} '
        'AND "reviewed" <= ?',
        json.dumps(sorted(keys)),
        books.today.isoformat(),
    )
    return {row[0] for row in rows}


def published_after(books: Books) -> list[str]:
    """The schools' policies that are kept as published on a day after the books' day."""
    rows = books.database.rows(
        'SELECT "key" FROM "school_policy" WHERE "published" > ?', books.today.isoformat()
    )
    return [row[0] for row in rows]


def with_corrected_reviews(books: Books) -> list[str]:
    """The schools' policies of which a review was corrected or withdrawn."""
    rows = books.database.rows(
        f'SELECT DISTINCT "school_policy_id" FROM "review" WHERE "key" IN {_CORRECTED}'
    )
    return [row[0] for row in rows]


def approvals_that_stand(
    books: Books, keys: Sequence[str]
) -> list[tuple[str, str | None, str | None]]:
    """The school's policy, by whom and the minute of approvals of these, the newest last."""
    return books.database.rows(
        'SELECT "school_policy_id", "approved_by", "minute" FROM "review" '
        f'WHERE "school_policy_id" {AMONG} AND "reviewed" <= ? '
        f'AND "kind_of_review" = \'approved\' AND "key" NOT IN {_CORRECTED} '
        'ORDER BY "reviewed", "position"',
        json.dumps(list(keys)),
        books.today.isoformat(),
    )


def approvals_between(books: Books, first: date, last: date) -> list[tuple[Any, ...]]:
    """The approvals from the first to the last day, each with the reviews before and after it.

    Each row has the key, day, school and its name, policy, its title and catalogue, by whom,
    minute, evidence and notes; the day of the one that it corrects; the kind, day and notes of the
    one that corrects it. Days are ISO texts.
    """
    return books.database.rows(_APPROVALS, first.isoformat(), last.isoformat())


def newest_review_added_by(books: Books, who: str) -> str | None:
    """The review that somebody added last, of those that stand and withdraw nothing."""
    rows = books.database.rows(
        "SELECT c.record FROM operation o JOIN change c ON c.operation = o.number "
        "WHERE o.who = ? AND o.state = 'done' AND o.kind = 'change' "
        "AND c.kind = ? AND c.before IS NULL "
        f"AND c.record NOT IN {_CORRECTED} "
        "AND json_extract(c.after, '$.kind_of_review') <> ? "
        "ORDER BY o.number DESC, c.position DESC LIMIT 1",
        *(who, Review.kind, WITHDRAWN),
    )
    return rows[0][0] if rows else None


def meetings_of_schools(
    books: Books, first: date, last: date = date.max
) -> list[tuple[str, str, date, str | None, str, str | None, str | None]]:
    """The key, school, day, time, kind, name and place of meetings of schools, in their order."""
    rows = books.database.rows(
        'SELECT "key", "school_id", "held", "starts", "kind_of_meeting", "name", "place" '
        'FROM "meeting" WHERE "school_id" IS NOT NULL AND "held" BETWEEN ? AND ? '
        'ORDER BY "held", "starts", "key"',
        *(first.isoformat(), last.isoformat()),
    )
    return [(key, school, date.fromisoformat(held), *rest) for key, school, held, *rest in rows]
