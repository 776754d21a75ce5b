"""Books that many tests begin with: filled once, and copied for each of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest


def filled_once(fill: Callable[[Path], None]) -> Any:
    """A fixture of this name that gives each test a copy of the books that `fill` makes."""
    filled: list[bytes] = []

    @pytest.fixture(name=fill.__name__)
    def books(path: Path) -> Path:
        if filled:
            path.touch(0o600)
            path.write_bytes(filled[0])
        else:
            fill(path)
            filled.append(path.read_bytes())
        return path

    return books
