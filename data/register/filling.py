"""Filling in a school from the register: its URN alone is enough."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Self

from data.register.register import ATTRIBUTES, Register
from data.register.replacing import RegisterProblem
from models.records import Record, Values
from models.schools import School


class Filling:
    """Fills in what is not said of new schools, from the register in a file.

    Nothing is filled in where there is no register. `filled` and `unknown` are the URNs of the
    schools that it has, and has not; `day` is its day.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._register: Register | None = None
        self._looked = False
        self.filled: list[str] = []
        self.unknown: list[str] = []
        self.day: date | None = None

    def complete(self, record: type[Record], values: Values) -> Values:
        """The values, and after them what the register says of the school beside them."""
        urn = values.get("urn") if record is School else None
        register = self._open() if isinstance(urn, str) else None
        if register is None:
            return values
        theirs = register.school(str(urn))
        if theirs is None:
            self.unknown.append(str(urn))
            return values
        self.filled.append(str(urn))
        more = {name: theirs[name] for name in ATTRIBUTES if name in theirs}
        return more | values

    def close(self) -> None:
        """Close the register."""
        if self._register is not None:
            self._register.close()
            self._register = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _open(self) -> Register | None:
        if not self._looked:
            self._looked = True
            try:
                self._register = Register.open(self._path)
                self.day = self._register.day
            except RegisterProblem:
                self._register = None
        return self._register
