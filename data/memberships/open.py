"""Memberships that have not ended, and their stages in short."""

from __future__ import annotations

from data.memberships.as_of import memberships
from data.store.books import Books
from models.fields.states import State
from models.memberships.membership import STAGES, STAGES_THAT_ENDED
from models.records.record import Values

STAGES_IN_SHORT = {
    stage: State(state.letter, word, state.tone)
    for stage, word in {
        "enquiry": "Enquiry",
        "in discussion": "Talking",
        "statement sent": "Sent",
        "member": "Member",
        "strategic partner": "Partner",
        "paused": "Paused",
        "leaving": "Leaving",
        "left": "Left",
        "declined": "Declined",
    }.items()
    for state in [STAGES[stage]]
}
"""Each stage in a word that fits a narrow column."""


def open_memberships(books: Books, alliance: str | None) -> list[Values]:
    """The memberships of an alliance that have not ended."""
    if alliance is None:
        return []
    return [
        membership
        for membership in memberships(books, alliance=alliance)
        if membership["stage"] not in STAGES_THAT_ENDED
    ]
