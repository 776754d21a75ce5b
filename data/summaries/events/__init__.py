"""Summaries of events."""

from data.summaries.declaring import TABLE_FORMATS, SummaryMaker

HEADING = "Events"
"""Under which their questions are offered."""

SUMMARIES = (
    SummaryMaker(
        "event-programme",
        "Programme of events to come",
        "Heads and their staff, everybody who may book",
        formats=(*TABLE_FORMATS, "ics"),
        rows="events",
        question="Which events are to come, and which have places free?",
        key="y",
        of_a_time=True,
        place=65,
    ),
    SummaryMaker(
        "event-attendance",
        "Who came to events",
        "Heads, the circle, those who report on the alliance",
        rows="bookings",
        question="Who came to this year's events, and was it useful?",
        key="h",
        of_a_time=True,
        place=65,
        in_pack=44,
    ),
    SummaryMaker(
        "bookings-late-cancelled",
        "Bookings that were cancelled late, or did not come",
        "The finance office, the hub",
        rows="bookings",
        question="Which bookings were cancelled late, and what is owed for them?",
        key="x",
        of_a_time=True,
        place=65,
    ),
)
