"""SQL about people and their posts."""

from __future__ import annotations

import json
from collections.abc import Collection

from data.store.books import Books
from data.store.kept_columns import AMONG
from models.schools.school import School

_HELD = (
    '("post"."began" IS NULL OR "post"."began" <= ?) '
    'AND ("post"."ended" IS NULL OR "post"."ended" >= ?)'
)
_PLACES = (
    'LEFT JOIN "school" ON "school"."key" = "post"."school_id" '
    'LEFT JOIN "organisation" ON "organisation"."key" = "post"."organisation_id"'
)


def posts_held(
    books: Books, people: Collection[str] | None = None
) -> list[tuple[str, str, str | None]]:
    """The person, role and place of each post held today, or of those of these people."""
    today = books.today.isoformat()
    only = "" if people is None else f'AND "person_id" {AMONG} '
    asked = [] if people is None else [json.dumps(list(people))]
    rows = books.database.rows(
        'SELECT "person_id", "role", coalesce("school"."name", "organisation"."name"), '
        '"school_id" FROM "post" '
        f'{_PLACES} WHERE {_HELD} {only}ORDER BY "post"."began"',
        today,
        today,
        *asked,
    )
    called = books.names_of_namesakes(School)
    return [(person, role, called.get(school, place)) for person, role, place, school in rows]


def emails_held(books: Books) -> list[tuple[str | None, str, str]]:
    """The school (None elsewhere), name and email of everybody who can be written to today."""
    today = books.today.isoformat()
    return books.database.rows(
        'SELECT "post"."school_id", "person"."name", coalesce("post"."email", "person"."email") '
        f'FROM "person" JOIN "post" ON "post"."person_id" = "person"."key" {_PLACES} WHERE {_HELD} '
        'AND coalesce("post"."email", "person"."email") IS NOT NULL '
        'UNION ALL SELECT NULL, "name", "email" FROM "person" WHERE "email" IS NOT NULL '
        'AND NOT EXISTS (SELECT 1 FROM "post" WHERE "person_id" = "person"."key" '
        f'AND "school_id" IS NOT NULL AND {_HELD})',
        *(today, today, today, today),
    )
