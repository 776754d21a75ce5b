"""The limits of a summary: an alliance, a school, days."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

LIMITED_TO = {"alliance": "alliances", "school": "schools"}
"""The limits that every paper may have: one record of a kind, by the name of the limit."""


class Limits(NamedTuple):
    """What a summary is limited to: an alliance, a school, what may leave the house.

    Those of LIMITED_TO are keys. `variant` says which of several summaries that one module
    makes is wanted, such as a catalogue of policies. `first` and `last` are the days of one that is
    about a time; without them it is about the school year. `one` is the key of the record that is
    asked for, of one that is about single records.
    """

    alliance: str | None = None
    school: str | None = None
    variant: str = ""
    for_circulation: bool = False
    first: date | None = None
    last: date | None = None
    one: str | None = None
