"""The colours of paper: ink, ground and frame of each look, and what they are for."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from data.tables.paper import Look

INK, SECOND, ACCENT, HAIRLINE, GROUP = "#111111", "#555555", "#12436D", "#9A9A9A", "#E8EDF2"


class Colours(NamedTuple):
    """Ink on a ground, at least 7:1 apart, and the colour of the frame around it."""

    ink: str
    ground: str
    frame: str


COLOURS_OF: Mapping[Look, Colours] = MappingProxyType(
    {
        Look.ACT: Colours("#FFFFFF", "#801650", "#801650"),
        Look.UNKNOWN: Colours("#801650", "#FFFFFF", "#801650"),
        Look.WAITING: Colours(INK, "#B8C7D6", "#5B6B7B"),
        Look.SOON: Colours(INK, "#FFD98A", "#8A6D1F"),
        Look.LATER: Colours(INK, "#FFF0CC", "#8A6D1F"),
        Look.PLAIN: Colours(INK, "#FFFFFF", "#555555"),
        Look.QUIET: Colours(SECOND, "#FFFFFF", "#9A9A9A"),
    }
)
"""How each look is drawn: only what asks somebody to act is dark."""
