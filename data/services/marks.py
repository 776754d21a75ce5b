"""Shares of services, found by the names of a school and a service."""

from __future__ import annotations

from data.services.matrix import SharesMatrix, shares_matrix
from data.tables.marks import Markable, declare_markable, matrix_by
from models.services.shared_service import SharedService

declare_markable(
    Markable(
        "who-shares-what",
        "shares in services: ROW is a school, COLUMN the service",
        SharesMatrix,
        SharedService,
        matrix_by(SharedService, "alliance", shares_matrix),
    )
)
