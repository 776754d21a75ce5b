"""Who shares what, by the names of a school and a service."""

from __future__ import annotations

from data.services.matrix import SharesMatrix, shares_matrix
from data.store.books import Books
from data.tables.marks import Markable, declare_markable
from models.services.shared_service import SharedService


def _with_service(books: Books, service: str) -> SharesMatrix:
    values = books.get(SharedService, service) or {}
    return shares_matrix(books, str(values.get("alliance") or "") or None)


declare_markable(
    Markable(
        "who-shares-what",
        "shares in services: ROW is a school, COLUMN the service",
        SharesMatrix,
        SharedService,
        _with_service,
    )
)
