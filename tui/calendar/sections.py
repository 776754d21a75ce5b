"""The list of half-terms."""

from __future__ import annotations

from models.calendar.half_term_dates import HalfTermDates
from tui.sections.list import ListSection, Source
from tui.sections.places import lists


@lists(HalfTermDates)
class HalfTermsList(ListSection):
    """Half-terms, which may be filled in as they usually fall."""

    empty_text = "No half-terms yet: the usual dates are used. i fills in a year."
    sources = (
        Source(
            "u", "The usual half-terms of a school year", "to be edited",
            "tui.calendar.half_terms:fill_in_half_terms",
        ),
    )  # fmt: skip
