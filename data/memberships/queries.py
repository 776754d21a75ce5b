"""SQL about memberships, their steps, and who led for them."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from datetime import date

from data.store.books import Books

_PLACE_OF_MEMBER = 'coalesce("membership"."school_id", "membership"."organisation_id")'
_AT_ITS_PLACE = f'coalesce("post"."school_id", "post"."organisation_id") = {_PLACE_OF_MEMBER}'


def moved_after(books: Books, day: date, days: Iterable[str]) -> set[str]:
    """The memberships of which a step, or one of these days of theirs, comes after a day."""
    later = " OR ".join(f'"{name}" > ?1' for name in days)
    rows = books.database.rows(
        'SELECT "membership_id" FROM "step" WHERE "since" > ?1 '
        f'UNION SELECT "key" FROM "membership" WHERE {later}',
        day.isoformat(),
    )
    return {row[0] for row in rows}


def led_by_later_comers(books: Books, day: date) -> list[str]:
    """The memberships whose lead contact came to a post at the place only after a day."""
    rows = books.database.rows(
        'SELECT "membership"."key" FROM "membership" '
        f'JOIN "post" ON "person_id" = "lead_contact_id" AND {_AT_ITS_PLACE} '
        'GROUP BY "membership"."key" HAVING min(coalesce("began", \'\')) > ?',
        day.isoformat(),
    )
    return [row[0] for row in rows]


def newest_at_the_place(
    books: Books, membership: str, people: Collection[str], day: date
) -> str | None:
    """Which of these people held a post at the place of a membership on a day: the latest comer."""
    rows = books.database.rows(
        f'SELECT "person_id" FROM "post" JOIN "membership" ON "membership"."key" = ?1 '
        f'AND {_AT_ITS_PLACE} WHERE "person_id" IN (SELECT value FROM json_each(?2)) '
        'AND ("began" IS NULL OR "began" <= ?3) AND ("ended" IS NULL OR "ended" >= ?3) '
        'ORDER BY "began" DESC LIMIT 1',
        membership,
        json.dumps(sorted(people)),
        day.isoformat(),
    )
    return rows[0][0] if rows else None
