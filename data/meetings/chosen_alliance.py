"""TODO"""

from __future__ import annotations

from data.store.books import Books


def newest_alliance(books: Books) -> str | None:
    """The alliance that met last, or will meet first when none has; None without a meeting."""
    rows = books.database.rows(
        'SELECT "alliance_id" FROM "meeting" WHERE "alliance_id" IS NOT NULL '
        'ORDER BY "held" > ?, abs(julianday("held") - julianday(?)) LIMIT 1',
        books.today.isoformat(),
        books.today.isoformat(),
    )
    return rows[0][0] if rows else None
