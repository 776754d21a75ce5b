"""What comes of a call of the command."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass
class Answer:
    """The exit code of a call, its answer and its complaints."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        """The answer, line by line."""
        return self.out.splitlines()

    @property
    def complaints(self) -> list[str]:
        """The complaints, line by line."""
        return self.err.splitlines()


Alliance = Callable[..., Answer]
