"""Filling in a school from the register: its URN alone is enough."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from data.files.places import register_file
from data.schools.register.register import ATTRIBUTES, Register
from data.schools.register.replacing import RegisterProblem
from models.fields.dates import show_date
from models.fields.text import count_of
from models.records.record import Values

_SHOWN = 10


class Filling:
    """Fills in what is not said of new schools, from the register beside the store in a file.

    Where there is no register nothing is filled in.
    """

    def __init__(self, store: Path) -> None:
        self._path = register_file(store)
        self._register: Register | None = None
        self._day: date | None = None
        self._looked = self._wanted = False
        self._filled: dict[str, None] = {}
        self._unknown: dict[str, None] = {}

    def complete(self, values: Values) -> Values:
        """The values, and what the register says of the school beside them."""
        urn = values.get("urn")
        register = self._open() if isinstance(urn, str) else None
        if register is None or not isinstance(urn, str):
            self._wanted = self._wanted or (isinstance(urn, str) and not values.get("name"))
            return values
        theirs = register.school(urn)
        if theirs is None:
            self._unknown[urn] = None
            return values
        self._filled[urn] = None
        return {name: theirs[name] for name in ATTRIBUTES if name in theirs} | values

    def lines(self) -> list[str]:
        """How many schools were filled in, and which the register does not have, in words."""
        if self._wanted:
            return [
                "There is no register of schools, with which a URN would be enough. "
                "Read it with: alliance register update FILE…"
            ]
        lines = []
        if self._day and self._filled:
            filled = count_of(len(self._filled), "school was", "schools were")
            lines.append(f"{filled} filled in from the register of {show_date(self._day)}.")
        if self._day and self._unknown:
            urns = list(self._unknown)
            named = ", ".join(urns[:_SHOWN]) + (" …" if len(urns) > _SHOWN else "")
            lines.append(f"Not in the register of {show_date(self._day)}: {named}.")
        return lines

    def close(self) -> None:
        """Close the register."""
        if self._register is not None:
            self._register.close()
            self._register = None

    def _open(self) -> Register | None:
        if not self._looked:
            self._looked = True
            try:
                self._register = Register.open(self._path)
                self._day = self._register.day
            except RegisterProblem:
                self._register = None
        return self._register
