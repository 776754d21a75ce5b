"""SQL about meetings and attendance."""

from __future__ import annotations

from datetime import date
from typing import Any

from data.store.books import Books
from models.meetings.meeting import MEETING_KINDS
from models.schools.school import School


def alliance_that_met_nearest(books: Books) -> str | None:
    """The alliance that met last, or will meet first when none has; None without a meeting."""
    today = books.today.isoformat()
    rows = books.database.rows(
        'SELECT "alliance_id" FROM "meeting" WHERE "alliance_id" IS NOT NULL '
        'ORDER BY "held" > ?, abs(julianday("held") - julianday(?)) LIMIT 1',
        *(today, today),
    )
    return rows[0][0] if rows else None


def meetings_of_alliances_between(
    books: Books, first: date, last: date, alliance: str | None
) -> list[tuple[str, str, str, str | None, str]]:
    """The key, alliance, kind, name and day (ISO) of meetings of one alliance, or of all.

    They are those from the first to the last day, the newest first.
    """
    return books.database.rows(
        'SELECT "key", "alliance_id", "kind_of_meeting", "name", "held" FROM "meeting" '
        'WHERE "alliance_id" IS NOT NULL AND "held" BETWEEN ? AND ? '
        'AND ("alliance_id" = ? OR ? IS NULL) ORDER BY "held" DESC, "starts" DESC, "key"',
        *(first.isoformat(), last.isoformat(), alliance, alliance),
    )


def attendance_from(books: Books, first: date) -> list[tuple[Any, ...]]:
    """The attendance of meetings from a day on.

    Each row has the meeting, the membership, the record, how they came, the head and the deputy.
    """
    return books.database.rows(
        'SELECT "attendance"."meeting_id", "membership_id", "attendance"."key", "attended", '
        '"person_id", "deputy" FROM "attendance" '
        'JOIN "meeting" ON "meeting"."key" = "attendance"."meeting_id" WHERE "held" >= ?',
        first.isoformat(),
    )


def actions_overdue(books: Books) -> list[tuple[str, str, date]]:
    """The actions that are not done and were due before today: key, what, day; longest first."""
    rows = books.database.rows(
        'SELECT "key", "what", "due" FROM "action" WHERE ("done" IS NULL OR "done" > ?1) '
        'AND "due" < ?1 ORDER BY "due", "what"',
        books.today.isoformat(),
    )
    return [(key, what, date.fromisoformat(due)) for key, what, due in rows]


def meetings_between(
    books: Books, first: date, last: date
) -> list[tuple[str, str, str, date, str | None, str | None]]:
    """The key, name, whose it is, day, time and place of all meetings between two days."""
    rows = books.database.rows(
        'SELECT "meeting"."key", "meeting"."name", "kind_of_meeting", '
        '"school"."key", "school"."name", "alliance"."name", '
        '"held", "starts", "place" FROM "meeting" '
        'LEFT JOIN "school" ON "school"."key" = "meeting"."school_id" '
        'LEFT JOIN "alliance" ON "alliance"."key" = "meeting"."alliance_id" '
        'WHERE "held" BETWEEN ? AND ? ORDER BY "held", "starts", "meeting"."key"',
        *(first.isoformat(), last.isoformat()),
    )
    called = books.names_of_namesakes(School)
    return [
        (key, name or MEETING_KINDS.get(kind, kind),
         called.get(school_key, school) or alliance or "",
         date.fromisoformat(held), starts, place)
        for key, name, kind, school_key, school, alliance, held, starts, place in rows
    ]  # fmt: skip
