"""Support as it stood on the books' day: what was requested later is not there."""

from __future__ import annotations

from data.store.books import Books
from data.tables.as_of import Differences, as_of_day
from models.support.deployment import Deployment


@as_of_day(Deployment)
def deployments_as_of(books: Books) -> Differences:
    """Which deployments had not been requested on the books' day."""
    rows = books.kept(Deployment, ("key", "requested"))
    day = books.today.isoformat()
    return Differences({}, frozenset(key for key, requested in rows if requested > day))
