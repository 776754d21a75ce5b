"""TODO"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from data.store.store import Store


def newest_alliance(store: Store) -> str | None:
    """The alliance that met last, or will meet first when none has; None without a meeting."""
    rows = store.database.rows(
        'SELECT "alliance_id" FROM "meeting" WHERE "alliance_id" IS NOT NULL '
        'ORDER BY "held" > ?, abs(julianday("held") - julianday(?)) LIMIT 1',
        store.today.isoformat(),
        store.today.isoformat(),
    )
    return rows[0][0] if rows else None
